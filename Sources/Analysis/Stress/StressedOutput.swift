import Sampling
import Simulation

/// An output given a condition and without it.
public struct StressedOutput: Sendable {
  public let output: Output
  /// Mean, then quantiles at `levels`, and the share of "never" where that can be.
  public let statistics: [StressedStatistic]
  /// Share of all trials without a value.
  public let noValue: Double

  public static let levels = QuantileLevel.fan

  /// - Parameter overlap: trials that the conditional values come from, where those of `all` are among
  ///   them or they among those of `all`; infinite where the two have no trial in common.
  init(_ given: WeightedTrials, _ all: OutputSummary, overlap: Double) {
    output = all.output
    noValue = all.noValue
    let mean = StatisticEstimate(all.mean, error: all.standardError)
    let givenMean = all.output.hasMean ? given.mean : StatisticEstimate(nil, error: nil)
    // cov(m_A, m) = σ_A² / n: what the trials in common add to both cancels.
    var statistics = [
      StressedStatistic("mean", givenMean, mean, covariance: (given.variance ?? 0) / overlap)
    ]
    let values = all.quantiles(Self.levels.probabilities)
    let intervals = all.quantileIntervals(Self.levels.probabilities)
    for (k, level) in Self.levels.enumerated() {
      let p = level.probability
      let ours = given.quantile(p)
      let whole = StatisticEstimate(values[k], interval: intervals[k])
      statistics.append(
        StressedStatistic(
          level.name, ours, whole,
          covariance: Self.covariance(
            p, ours, whole, given, trials: Double(all.moments.count), overlap: overlap),
          // Both come from a sketch.
          resolution: output.isWhole
            ? 0 : QuantileSketch.relativeError * max(abs(values[k]), abs(ours.value ?? 0))))
    }
    if let never = all.never, given.count > 0, all.moments.count > 0 {
      let hits = Int((never * Double(all.trials)).rounded())
      let whole = ProbabilityEstimate(hits: hits, trials: all.moments.count)
      statistics.append(
        StressedStatistic("never", given.never, whole, overlap: overlap))
    }
    self.statistics = statistics
  }

  /// Covariance of two quantiles at p, of k conditional trials among n and of all:
  /// `(P_A(x ≤ min(q_A, q)) - p P_A(x ≤ q)) / (f_A f n)`, with `1 / f = se √(n / (p (1 - p)))`.
  ///
  /// From the influence functions `(p - 1[x ≤ q]) / f` of a quantile.
  private static func covariance(
    _ p: Double, _ ours: StatisticEstimate, _ whole: StatisticEstimate, _ given: WeightedTrials,
    trials: Double, overlap: Double
  ) -> Double {
    guard let a = ours.standardError, let b = whole.standardError, let q = whole.value,
      let qa = ours.value, overlap.isFinite
    else { return 0 }
    let spread = p * (1 - p)
    let inverseDensities =
      a * (Double(given.count) / spread).squareRoot() * b * (trials / spread).squareRoot()
    return (given.share(upTo: min(q, qa)) - p * given.share(upTo: q)) * inverseDensities / overlap
  }
}

/// A claim given a condition and without it.
public struct StressedStatement: Sendable {
  public let statement: Statement
  public let probability: StressedStatistic

  init(
    _ statement: Statement, _ given: StatisticEstimate, _ all: ProbabilityEstimate,
    overlap: Double
  ) {
    self.statement = statement
    probability = StressedStatistic("probability", given, all, overlap: overlap)
  }
}

/// A statistic given a condition and without it.
public struct StressedStatistic: Sendable {
  /// "mean", "p05", "probability".
  public let name: String
  public let given: StatisticEstimate
  public let all: StatisticEstimate
  /// Given the condition less without it; nil where one of the two is infinite or not defined.
  public let difference: Difference?

  /// Of a probability.
  fileprivate init(
    _ name: String, _ ours: StatisticEstimate, _ all: ProbabilityEstimate, overlap: Double
  ) {
    let whole = StatisticEstimate(
      all.value, error: all.standardError, interval: all.low...all.high)
    let p = ours.value ?? 0
    self.init(name, ours, whole, covariance: p * (1 - p) / overlap)
  }

  /// `se² = se_A² + se² - 2 cov + r²`, r being how far off a sketch may be.
  init(
    _ name: String, _ given: StatisticEstimate, _ all: StatisticEstimate, covariance: Double,
    resolution: Double = 0
  ) {
    self.name = name
    self.given = given
    self.all = all
    guard let a = given.value, let b = all.value, a.isFinite, b.isFinite else {
      difference = nil
      return
    }
    let error = given.standardError.flatMap { a in
      all.standardError.map { b in
        (max(0, a * a + b * b - 2 * covariance) + resolution * resolution).squareRoot()
      }
    }
    // The two are summed in different orders: their last digits differ where nothing else does.
    let rounding = 1e-11 * max(abs(a), abs(b))
    let isSame = abs(a - b) <= rounding && (error ?? 0) <= 1e3 * rounding
    difference = isSame ? Difference(0, error: 0) : Difference(a - b, error: error)
  }
}
