import Records
import Simulation

/// The probability that the revenue recovered by the end of a quarter reaches an amount, at as many
/// amounts as a run's files tell it.
struct ExceedanceCurve {
  struct Point {
    /// In dollars.
    let amount: Double
    let probability: Double
    /// Where it comes from.
    let source: String
  }

  let quarter: String
  /// By amount, the least first; the first is at 0 with the probability that anything is recovered.
  let points: [Point]

  /// The thresholds of recovery_curve.csv, which are counted, and between them the bins of
  /// histogram.csv.
  ///
  /// Bins come from sketches with a small error of the amount; those that contradict a counted
  /// threshold are left out, so that no probability rises with the amount.
  init?(_ quarter: String, of run: RunResults) {
    self.quarter = quarter
    let row = run.quarters.first {
      $0.quarter == quarter && $0.product == "total" && $0.output == "cumulative_revenue"
    }
    let counted = run.curve.filter {
      $0.quarter == quarter && $0.threshold > 0 && $0.probability.value.isFinite
    }.map {
      Point(amount: $0.threshold, probability: $0.probability.value, source: "counted")
    }.sorted { $0.amount < $1.amount }
    guard let row, !counted.isEmpty else { return nil }
    var candidates = Self.ends(run.bins(of: "cumulative.\(quarter)"))
    let anything = candidates.first { $0.amount == 0 }?.probability ?? 1
    var points = [Point(amount: 0, probability: anything, source: "counted")]
    candidates.append(
      Point(
        amount: row.statistics.greatest, probability: 1 / Double(run.record.plan.trials),
        source: "greatest"))
    for (k, end) in (counted.map(Optional.some) + [nil]).enumerated() {
      let start = k == 0 ? 0 : counted[k - 1].amount
      for point in candidates
      where point.amount > start && point.amount < end?.amount ?? .infinity {
        guard let before = points.last, point.amount > before.amount,
          point.probability < before.probability,
          point.probability > end?.probability ?? 0
        else { continue }
        points.append(point)
      }
      if let end { points.append(end) }
    }
    self.points = points
  }

  /// Ends of bins with the share of the trials at or beyond them.
  private static func ends(_ bins: [BinRow]) -> [Point] {
    let trials = bins.reduce(0) { $0 + $1.trials }
    var below = 0
    return bins.map { bin in
      below += bin.trials
      return Point(
        amount: bin.high, probability: 1 - Double(below) / Double(max(trials, 1)), source: "bin")
    }
  }

  /// On the straight line between the points beside an amount.
  func probability(atLeast amount: Double) -> Double {
    guard amount > 0, let last = points.last else { return 1 }
    guard amount <= last.amount else { return 0 }
    guard let k = points.lastIndex(where: { $0.amount <= amount }), k + 1 < points.count else {
      return last.probability
    }
    let (a, b) = (points[k], points[k + 1])
    return a.probability
      + (amount - a.amount) * (b.probability - a.probability) / (b.amount - a.amount)
  }
}
