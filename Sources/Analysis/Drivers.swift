import RevenueRecovery
import Sampling
import Scenario
import Simulation

/// What a revenue level needs: how the trials that reach it differ from all trials.
///
/// Given-data, from the first trials of the plan: for each input the difference of its mean, in
/// standard deviations, between the trials that succeed and all; for each policy event the
/// difference of its frequency.
public struct Drivers: Sendable {
  /// Trials looked at, at most.
  public static let mostTrials = 1 << 18

  /// Of one input or policy event.
  public struct Difference: Sendable {
    /// Key of the input, or name of the event.
    public let name: String
    /// Mean, or frequency, in the trials that reach the level.
    public let among: Double
    /// The same in all trials.
    public let overall: Double
    /// In standard deviations of the input, or of the event's indicator.
    public let size: Double
    public let isEvent: Bool
  }

  /// Revenue by fiscal year end, in dollars.
  public let level: Double
  /// Trials that reach it.
  public let successes: Int
  /// Trials looked at.
  public let trials: Int
  /// The greatest first.
  public let differences: [Difference]

  /// - Parameters:
  ///   - plan: of the run; its first `mostTrials` trials are replayed.
  ///   - tables: quantile tables, kept from call to call.
  public init(
    _ forecast: Forecast, _ plan: Plan, tables: TableCache = .shared, monitor: Monitor
  ) throws {
    // The shares draw other numbers and cost more; recovery alone is what is asked about.
    let model = forecast.model.recovery
    let level = model.assumptions.targetRevenue
    self.level = level
    let inputs = model.inputs.indices.filter { index in
      let input = model.inputs[index]
      return input.distribution.standardDeviation > 0 && !input.isAuxiliary
    }
    let recovered = model.outputs.firstIndex { $0.name == "recovered_fy" } ?? 0
    let events = model.events.map { event in
      model.outputs.firstIndex { $0.name == "day.\(event)" } ?? 0
    }
    var sums = [Double](repeating: 0, count: inputs.count)
    var happened = [Int](repeating: 0, count: events.count)
    var happenedAmong = [Int](repeating: 0, count: events.count)
    var successes = 0
    var seen = 0
    try replay(model, plan.prefix(Self.mostTrials), tables: tables, monitor: monitor) {
      batch, _, trials in
      seen += trials
      for trial in 0..<trials {
        let isSuccess = batch.output(recovered, trial) >= level
        if isSuccess { successes += 1 }
        for (k, event) in events.enumerated() where batch.output(event, trial) < .infinity {
          happened[k] += 1
          if isSuccess { happenedAmong[k] += 1 }
        }
        if isSuccess {
          for (k, input) in inputs.enumerated() { sums[k] += batch.input(input, trial) }
        }
      }
    }
    self.successes = successes
    trials = seen
    let n = Double(max(successes, 1))
    var found = inputs.enumerated().map { k, index in
      let input = model.inputs[index]
      let d = input.distribution
      return Difference(
        name: input.name, among: sums[k] / n, overall: d.mean,
        size: (sums[k] / n - d.mean) / d.standardDeviation, isEvent: false)
    }
    for (k, event) in model.events.enumerated() {
      let overall = Double(happened[k]) / Double(seen)
      let among = Double(happenedAmong[k]) / n
      let sd = (overall * (1 - overall)).squareRoot()
      if sd > 0 {
        found.append(
          Difference(
            name: event, among: among, overall: overall, size: (among - overall) / sd,
            isEvent: true))
      }
    }
    differences = found.sorted { abs($0.size) > abs($1.size) }
  }
}
