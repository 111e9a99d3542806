import Simulation

/// Values of one output in the trials that meet a condition, each with a weight, in rising order.
///
/// Estimates are self-normalised: `m̂ = Σ w x / Σ w`. Errors by the delta method of a ratio,
/// `se² = Σ w² (x - m̂)² / (Σ w)²`, times k / (k - 1) for k trials; with equal weights they are those of
/// plain samples. The number of trials that meet the condition is random, too; the ratio accounts for it.
///
/// - Source: Owen, "Monte Carlo theory, methods and examples" (2013), 9.2.
public struct WeightedTrials: Sendable {
  let values: [Double]
  /// Empty where all are 1.
  private let weights: [Double]
  private let total: Double
  /// Weight up to and with each value; empty where all weights are 1.
  private let cumulative: [Double]

  /// - Parameters:
  ///   - values: in any order. Those that are nan belong to trials without a value and are left out.
  ///   - weights: one each, above 0; nil for equal ones.
  public init(_ values: [Double], weights: [Double]? = nil) {
    let (values, weights) = Self.valued(values, weights)
    guard let weights else {
      self.values = values.sorted()
      self.weights = []
      cumulative = []
      total = Double(values.count)
      return
    }
    let order = values.indices.sorted { values[$0] < values[$1] }
    self.values = order.map { values[$0] }
    self.weights = order.map { weights[$0] }
    var sum = 0.0
    cumulative = self.weights.map { weight in
      sum += weight
      return sum
    }
    total = sum
  }

  private static func valued(
    _ values: [Double], _ weights: [Double]?
  ) -> ([Double], [Double]?) {
    guard values.contains(where: \.isNaN) else { return (values, weights) }
    let kept = values.indices.filter { !values[$0].isNaN }
    return (kept.map { values[$0] }, weights.map { weights in kept.map { weights[$0] } })
  }

  public var count: Int { values.count }

  /// (Σ w)² / Σ w²: equally weighted trials that would be as exact.
  ///
  /// - Source: Kish, "Survey Sampling" (1965).
  public static func effectiveSize(_ weights: [Double]) -> Double {
    let sum = weights.reduce(0, +)
    let squares = weights.reduce(0) { $0 + $1 * $1 }
    return squares > 0 ? sum * sum / squares : 0
  }

  private func weight(_ index: Int) -> Double { weights.isEmpty ? 1 : weights[index] }

  private func sum(_ term: (Int) -> Double) -> Double {
    var sum = 0.0
    for index in values.indices { sum += term(index) }
    return sum
  }

  /// Undefined where some values are infinite and where there are none; the error needs two trials.
  public var mean: StatisticEstimate {
    let mean = sum { weight($0) * values[$0] } / total
    guard mean.isFinite else { return StatisticEstimate(nil, error: nil) }
    let squares = sum { index in
      let d = weight(index) * (values[index] - mean)
      return d * d
    }
    return StatisticEstimate(mean, error: count > 1 ? error(squares) : nil)
  }

  /// `Σ w (x - m̂)² / Σ w`, times k / (k - 1) for k trials; nil where some are infinite and for one.
  var variance: Double? {
    guard let mean = mean.value, count > 1 else { return nil }
    let squares = sum { weight($0) * (values[$0] - mean) * (values[$0] - mean) }
    return squares / total * (Double(count) / Double(count - 1))
  }

  private func error(_ squares: Double) -> Double {
    (squares * Double(count) / Double(count - 1)).squareRoot() / total
  }

  /// The smallest value with at least a share p of the weight up to it.
  ///
  /// Woodruff's interval (1952): with s the error of the share of weight below it, the values at
  /// p ± 1.96 s; with equal weights the interval of order statistics.
  public func quantile(_ p: Double) -> StatisticEstimate {
    guard count > 0 else { return StatisticEstimate(nil, error: nil) }
    let centre = value(atShare: p)
    let s = errorOfShare(below: centre, p)
    let low = value(atShare: p - StatisticEstimate.reach * s)
    let high = value(atShare: p + StatisticEstimate.reach * s, next: true)
    return StatisticEstimate(centre, interval: low...high)
  }

  /// `√(Σ w² (1[x ≤ q] - p)²) / Σ w`.
  private func errorOfShare(below q: Double, _ p: Double) -> Double {
    guard !weights.isEmpty else { return (p * (1 - p) / total).squareRoot() }
    let squares = sum { index in
      let d = weights[index] * ((values[index] <= q ? 1 : 0) - p)
      return d * d
    }
    return squares.squareRoot() / total
  }

  /// - Parameter next: the value after it, as the upper end of an interval.
  private func value(atShare p: Double, next: Bool = false) -> Double {
    let position: Int
    if weights.isEmpty {
      let rank = (p * total * (1 - 1e-12)).rounded(.up)
      position = Int(min(max(rank, 1), total)) - 1
    } else {
      let wanted = p * total * (1 - 1e-12)
      var (low, high) = (0, values.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if cumulative[middle] >= wanted { high = middle } else { low = middle + 1 }
      }
      position = low
    }
    return values[min(position + (next ? 1 : 0), values.count - 1)]
  }

  /// The share of weight of the values up to x, x with it.
  func share(upTo x: Double) -> Double {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = (low + high) / 2
      if values[middle] <= x { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return 0 }
    return (weights.isEmpty ? Double(low) : cumulative[low - 1]) / total
  }

  /// The probability that a claim holds, with Wilson's interval for as many independent trials as the
  /// error is worth, or for the effective sample size where all trials agree.
  public func probability(_ holds: (Double) -> Bool) -> StatisticEstimate {
    let p = min(sum { holds(values[$0]) ? weight($0) : 0 } / total, 1)
    guard !weights.isEmpty else { return StatisticEstimate(probability: p, trials: total) }
    let squares = sum { index in
      let d = weights[index] * ((holds(values[index]) ? 1 : 0) - p)
      return d * d
    }
    let error = squares.squareRoot() / total
    let worth = p > 0 && p < 1 && error > 0 ? p * (1 - p) / (error * error) : 0
    return StatisticEstimate(
      probability: p, trials: worth > 0 ? worth : Self.effectiveSize(weights))
  }
}
