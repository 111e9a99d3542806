import Expressions
import Sampling
import Simulation

/// A statistic of the trials with its Monte Carlo error.
public struct StatisticEstimate: Sendable, Equatable {
  /// nil where it is not defined: a mean of trials of which some are infinite ("never"), and anything of
  /// trials without a value.
  public let value: Double?
  /// nil where it is not known: a single trial, a quantile whose interval is infinite.
  public let standardError: Double?
  /// 95%; nil where the error is not known.
  public let interval: ClosedRange<Double>?

  /// Half the width of a 95% interval in standard errors.
  public static let reach = 1.959963984540054

  /// - Parameter interval: `value ± 1.96 se` where nil.
  init(_ value: Double?, error: Double?, interval: ClosedRange<Double>? = nil) {
    self.value = value
    standardError = error
    if let interval {
      self.interval = interval
    } else if let value, let error, value.isFinite, error.isFinite {
      self.interval = value - Self.reach * error...value + Self.reach * error
    } else {
      self.interval = nil
    }
  }

  /// An estimate whose interval is known first: `se = width / (2 · 1.96)`.
  init(_ value: Double, interval: ClosedRange<Double>) {
    let width = interval.upperBound - interval.lowerBound
    self.init(value, error: width.isFinite ? width / (2 * Self.reach) : nil, interval: interval)
  }

  /// Wilson's score interval (1927) of a probability that is worth `n` independent trials.
  ///
  /// The error is `√(p (1 - p) / n)`, 0 where all trials agree; the interval never has no width.
  init(probability p: Double, trials n: Double) {
    let z = Self.reach
    let centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    let reach = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    let low = p <= 0 ? 0 : max(0, centre - reach)
    let high = p >= 1 ? 1 : min(1, centre + reach)
    self.init(p, error: (p * (1 - p) / n).squareRoot(), interval: low...high)
  }

  /// How far the truth may lie off, in standard errors of a smooth estimate: the larger of the standard
  /// error and the half width of the interval over 1.96. Unlike the standard error it is above 0 for a
  /// probability of which no trial has been met yet.
  public var uncertainty: Double? {
    guard let interval else { return standardError }
    let half = (interval.upperBound - interval.lowerBound) / (2 * Self.reach)
    guard half.isFinite else { return nil }
    // A symmetric interval gives the standard error back but for its last digits.
    guard let standardError, half <= standardError * (1 + 1e-6) else { return half }
    return standardError
  }
}

extension StatisticEstimate {
  /// A statistic of a column of values in the order of trials, 1 and 0 for a probability.
  ///
  /// Errors of independent trials, or for other designs from the spread of the means of batches, which
  /// are independent replicates of each other (`DesignError`). A quantile has the error of its order
  /// statistics, whose number varies as that of the trials up to it; a standard deviation that of the mean
  /// of `(x - mean)²`, by the delta method `se(sd) = se(sd²) / (2 sd)`.
  ///
  /// - Parameter all: those that are nan belong to trials without a value and are left out.
  public init(_ statistic: Statistic, of all: [Double], _ design: Design) {
    let column = all.contains(where: \.isNaN) ? all.filter { !$0.isNaN } : all
    guard !column.isEmpty else {
      self.init(nil, error: nil)
      return
    }
    let n = Double(column.count)
    switch statistic {
    case .probability:
      let p = column.reduce(0, +) / n
      let isSure = p <= 0 || p >= 1
      let ratio =
        isSure ? (design == .random ? 1 : 2) : DesignError.varianceRatio(ofShare: column, design)
      self.init(probability: p, trials: n / ratio)
    case .mean:
      let mean = column.reduce(0, +) / n
      guard mean.isFinite else {
        self.init(nil, error: nil)
        return
      }
      self.init(mean, error: DesignError.ofMean(all, design))
    case .standardDeviation:
      let mean = column.reduce(0, +) / n
      guard mean.isFinite, column.count > 1 else {
        self.init(nil, error: nil)
        return
      }
      let squares = all.map { ($0 - mean) * ($0 - mean) }
      let sum = column.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let deviation = (sum / (n - 1)).squareRoot()
      let error = DesignError.ofMean(squares, design).map {
        deviation > 0 ? $0 / (2 * deviation) : 0
      }
      self.init(deviation, error: error)
    case .quantile(let p, _):
      let sorted = column.sorted()
      func value(_ rank: Double) -> Double {
        sorted[min(max(Int(rank), 1), sorted.count) - 1]
      }
      // Less a hair, or 0.07 of 100 would be rank 8.
      let exact = p * n * (1 - 1e-12)
      let found = value(exact.rounded(.up))
      let ratio =
        design == .random
        ? 1 : DesignError.varianceRatio(ofShare: all.map { $0 <= found ? 1 : 0 }, design)
      let reach = Self.reach * (p * (1 - p) * ratio / n).squareRoot() * n
      let low = value((p * n - reach).rounded(.down))
      let high = value((p * n + reach).rounded(.up) + 1)
      self.init(found, interval: low...high)
    }
  }
}

extension StatisticEstimate {
  /// A statistic of an output as a run has tallied it; of a truth, its probability.
  ///
  /// - Returns: nil for a standard deviation, whose error a run does not tally.
  init?(_ statistic: Statistic, in results: Results, at position: Int) {
    let summary = results.summary(position)
    switch statistic {
    case .probability:
      let p = summary.mean ?? 0
      let n = Double(results.trials)
      // Independent trials that the design is worth; while all agree, half of those there are. No share is
      // known better than to one trial.
      let error = max(summary.standardError ?? 0, 1 / n)
      let worth = p > 0 && p < 1 ? p * (1 - p) / (error * error) : n / 2
      self.init(probability: p, trials: results.design == .random ? n : worth)
    case .mean:
      self.init(summary.mean, error: summary.standardError)
    case .standardDeviation:
      return nil
    case .quantile(let p, _):
      guard summary.moments.count > 0 else {
        self.init(nil, error: nil)
        return
      }
      self.init(summary.quantile(p), interval: summary.quantileInterval(p))
    }
  }
}
