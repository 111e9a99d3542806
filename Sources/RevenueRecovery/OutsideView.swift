import Sampling
import Simulation

/// The outside view: announcements like this one came to little, whatever their story was.
///
/// A trial is an outside one where a uniform of its own lies below the weight. Its shipments are those of
/// the walk times `delivered`; those of an inside trial are as the walk has them.
///
/// - Source: Kahneman and Lovallo, "Timid choices and bold forecasts" (1993), for the two views.
public struct OutsideView: Sendable {
  /// Probability that a trial is an outside one, 0 ... 1; one draw a trial.
  public var weight: any Distribution
  /// Fraction of what the walk ships that comes about in an outside trial, 0 ... 1; one draw a trial.
  public var delivered: any Distribution

  public init(weight: any Distribution, delivered: any Distribution) {
    self.weight = weight
    self.delivered = delivered
  }

  /// A forecast seen one way in every trial: outputs of their own with these names before a dot.
  public enum View: String, Sendable, CaseIterable {
    case inside, outside

    /// "inside.recovered_fy" for recovered_fy.
    public func of(_ output: String) -> String { "\(rawValue).\(output)" }
  }
}

extension RecoveryModel {
  /// d: what is left of a trial's shipments: `delivered` where the trial is an outside one, else 1.
  func delivered(_ batch: Batch, _ p: Int) -> Pack {
    guard let slots = positions.outsideView else { return Pack(repeating: 1) }
    return select(
      batch[slots.choice, p] .< batch[slots.weight, p], batch[slots.delivered, p],
      Pack(repeating: 1))
  }

  /// After the walk: the totals of both views, then the shipments of all products times d.
  ///
  /// - Parameter netShare: 1 - ρ.
  func deliver(_ netShare: Pack, _ batch: Batch, _ p: Int, _ scratch: MonthlyScratch) {
    guard let slots = positions.outsideView, let views = outputPositions.views else { return }
    write(views.inside, Pack(repeating: 1), netShare, batch, p, scratch)
    write(views.outside, batch[slots.delivered, p], netShare, batch, p, scratch)
    let delivered = delivered(batch, p)
    for k in 0..<scratch.sellers * scratch.months {
      scratch.revenue[k] *= delivered
      scratch.cost[k] *= delivered
    }
    for t in 0..<scratch.months { scratch.equivalents[t] *= delivered }
    for output in outputPositions.ofProducts {
      batch.set(output, p, batch.output(output, p) * delivered)
    }
  }

  /// The totals of a view, added up in the order of `writeTotals`: a pooled total is that of one of the
  /// views to the last bit.
  private func write(
    _ view: RecoveryOutputs.View, _ delivered: Pack, _ netShare: Pack, _ batch: Batch, _ p: Int,
    _ scratch: MonthlyScratch
  ) {
    let calendar = assumptions.calendar
    let fiscalYearEnd = calendar.monthsToFiscalYearEnd
    let booked = bookedMoney(ofSeller: 0, batch, p)
    var recovered = Pack.zero
    var profit = Pack.zero
    for quarter in calendar.quarters.indices {
      var quarterlyProfit = Pack.zero
      for t in calendar.monthsOfQuarter[quarter] {
        var revenue = scratch.revenue[t] * delivered
        var cost = scratch.cost[t] * delivered
        if t == 0 {
          revenue += booked.revenue
          cost += booked.cost
        }
        recovered += revenue
        quarterlyProfit += revenue * netShare - cost
        if t + 1 == fiscalYearEnd { batch.set(view.recoveredByFiscalYearEnd, p, recovered) }
      }
      profit += quarterlyProfit
      batch.set(view.cumulative + quarter, p, recovered)
    }
    batch.set(view.recovered, p, recovered)
    batch.set(view.grossProfit, p, profit)
  }
}
