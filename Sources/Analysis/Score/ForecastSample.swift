import Foundation
import Sampling
import Simulation

/// The trials of one output as a forecast to be scored: where an actual lies in them and how far they
/// were from it.
///
/// - Source: Gneiting and Raftery, "Strictly proper scoring rules, prediction, and estimation" (2007);
///   Czado, Gneiting and Held, "Predictive model assessment for count data" (2009), for atoms.
public struct ForecastSample: Sendable {
  /// Rising.
  public let sorted: [Double]
  /// Independent trials that these are worth.
  private let effective: Double

  /// - Parameter values: one a trial; finite.
  public init(_ values: [Double], design: Design = .random) {
    sorted = values.sorted()
    effective = Double(values.count) / (design == .antithetic ? 2 : 1)
  }

  public var count: Int { sorted.count }

  /// Where a value lies in the forecast.
  public struct Position: Sendable, Equatable {
    /// P(X < y) and P(X ≤ y); they differ where the forecast has an atom at y.
    public let below: Double
    public let atOrBelow: Double
    /// √(p(1 - p)/n) of P(X ≤ y).
    public let standardError: Double
    /// The probability integral transform; at an atom its middle, the mean of the randomised one.
    public var pit: Double { (below + atOrBelow) / 2 }
  }

  public func position(of y: Double) -> Position {
    let below = sorted.firstIndex { $0 >= y }
    let upTo = sorted.firstIndex { $0 > y }
    let n = Double(count)
    let p = Double(upTo) / n
    return Position(
      below: Double(below) / n, atOrBelow: p,
      standardError: (p * (1 - p) / effective).squareRoot())
  }

  /// The continuous ranked probability score, ∫ (F(x) - [x ≥ y])² dx = E|X - y| - ½·E|X - X'|, in the
  /// unit of the output; 0 is best. For a point forecast it is the absolute error.
  ///
  /// The fair estimator, whose mean does not depend on the number of trials:
  /// E|X - X'| is taken as 2·Σ_i (2i - n - 1)·x_(i) / (n(n - 1)). O(n) once sorted. Its error is that
  /// of a U-statistic of order 2: 4·Var(h)/n with h(x) = ½·(|x - y| + E|X - y| - E|x - X'|).
  ///
  /// - Returns: nil for fewer than two trials.
  public func crps(_ y: Double) -> (value: Double, standardError: Double)? {
    guard count > 1 else { return nil }
    let n = Double(count)
    // Distances from the median keep their digits; billions squared would not.
    let centre = sorted[count / 2]
    let target = y - centre
    var distance = 0.0
    var spread = 0.0
    var sum = 0.0
    for (k, value) in sorted.enumerated() {
      let z = value - centre
      distance += abs(z - target)
      spread += (2 * Double(k + 1) - n - 1) * z
      sum += z
    }
    distance /= n
    let pairs = 2 * spread / (n * (n - 1))
    var (upTo, mean, squares) = (0.0, 0.0, 0.0)
    for (k, value) in sorted.enumerated() {
      let z = value - centre
      upTo += z
      let fromOthers = ((2 * Double(k + 1) - n) * z - 2 * upTo + sum) / (n - 1)
      let h = (abs(z - target) + distance - fromOthers) / 2
      let step = h - mean
      mean += step / Double(k + 1)
      squares += step * (h - mean)
    }
    let variance = squares / (n - 1)
    return (distance - pairs / 2, 2 * (variance / effective).squareRoot())
  }

  /// The central interval of a probability: from the quantile at (1 - p)/2 to that at (1 + p)/2, values
  /// of rank ⌈q·n⌉.
  public func interval(_ probability: Double) -> ClosedRange<Double> {
    quantile((1 - probability) / 2)...quantile((1 + probability) / 2)
  }

  public func quantile(_ p: Double) -> Double {
    let rank = Int((p * Double(count) * (1 - 1e-12)).rounded(.up))
    return sorted[min(max(rank, 1), count) - 1]
  }

  /// The share of trials at or above a threshold, with its interval.
  public func probability(atLeast threshold: Double) -> ProbabilityEstimate {
    ProbabilityEstimate(
      hits: count - sorted.firstIndex { $0 >= threshold }, trials: count,
      effectiveTrials: effective)
  }
}

extension [Double] {
  /// The number of elements of a rising array before the first that passes, by bisection.
  fileprivate func firstIndex(_ passes: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if passes(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
