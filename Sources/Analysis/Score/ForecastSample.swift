import Foundation
import Sampling
import Simulation

/// The trials of one output as a forecast to be scored: where an actual lies in them and how far they
/// were from it.
///
/// - Source: Gneiting and Raftery, "Strictly proper scoring rules, prediction, and estimation" (2007);
///   Czado, Gneiting and Held, "Predictive model assessment for count data" (2009), for atoms.
public struct ForecastSample: Sendable {
  /// The bins of the values, rising.
  private let bins: [SpreadSketch.Bin]
  /// Rank of the last value in each bin.
  private let ranks: [Int]
  /// Positions of the values that were looked out for, in all trials.
  private let points: [Double: ScoredPoint]
  private let least: Double
  private let greatest: Double
  private let isWhole: Bool
  /// Independent trials that these are worth.
  private let effective: Double
  public var count: Int { ranks.last ?? 0 }

  /// - Parameters:
  ///   - tally: finite values, one a trial.
  ///   - isWhole: whether values are whole numbers.
  init(_ tally: ScoreTally, isWhole: Bool, design: Design) {
    bins = tally.sketch.occupied
    var rank = 0
    ranks = bins.map { bin in
      rank += bin.count
      return rank
    }
    points = Dictionary(
      zip(tally.sums.points.map(\.value), tally.sums.points),
      uniquingKeysWith: { first, _ in first })
    (least, greatest) = (tally.sums.moments.least, tally.sums.moments.greatest)
    self.isWhole = isWhole
    effective = Double(rank) / (design == .antithetic ? 2 : 1)
  }

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

  /// - Parameter y: a value that was looked out for.
  public func position(of y: Double) -> Position {
    guard let point = points[y] else { preconditionFailure("no counts of \(y)") }
    let n = Double(count)
    let p = Double(point.below + point.equal) / n
    return Position(
      below: Double(point.below) / n, atOrBelow: p,
      standardError: (p * (1 - p) / effective).squareRoot())
  }

  /// The continuous ranked probability score, ∫ (F(x) - [x ≥ y])² dx = E|X - y| - ½·E|X - X'|, in the
  /// unit of the output; 0 is best. For a point forecast it is the absolute error.
  ///
  /// The fair estimator, whose mean does not depend on the number of trials: E|X - X'| over all pairs of
  /// two trials. E|X - y| of a value that was looked out for is exact, as are pairs of different bins but for the
  /// rounding of the bins' means, 8·10^-9 of the value. Pairs within a bin have the distance of values spread evenly: the score
  /// is off by a twelfth of a bin's width, 8·10^-5 of the value, times the share of pairs that lie in one bin, at
  /// most; of a smooth forecast that is 10^-7. O(bins). Its error is
  /// that of a U-statistic of order 2: 4·Var(h)/n with h(x) = ½·(|x - y| + E|X - y| - E|x - X'|).
  ///
  /// - Returns: nil for fewer than two trials.
  public func crps(_ y: Double) -> (value: Double, standardError: Double)? {
    guard count > 1 else { return nil }
    let n = Double(count)
    // Distances from the median keep their digits; billions squared would not.
    let centre = bins[bin(atRank: (count + 1) / 2)].mean
    var (distance, sum, pairs) = (0.0, 0.0, 0.0)
    for (k, bin) in bins.enumerated() {
      let z = bin.mean - centre
      let size = Double(bin.count)
      distance += size * abs(bin.mean - y)
      sum += size * z
      // Pairs with those below less pairs with those above, and pairs within.
      pairs += size * (Double(ranks[k] - bin.count) - (n - Double(ranks[k]))) * z
      pairs += size * (size - 1) / 2 * bin.meanDistance
    }
    distance = points[y]?.distance ?? distance / n
    pairs *= 2 / (n * (n - 1))
    var (upTo, mean, squares, seen) = (0.0, 0.0, 0.0, 0.0)
    for bin in bins {
      let (z, size) = (bin.mean - centre, Double(bin.count))
      // Σ |x - x'| over the other trials: of bins below, of bins above, of its own.
      let others =
        seen * z - upTo + (sum - upTo - size * z) - (n - seen - size) * z
        + (size - 1) * bin.meanDistance
      upTo += size * z
      seen += size
      let h = (abs(bin.mean - y) + distance - others / (n - 1)) / 2
      let step = h - mean
      mean += step * (size / seen)
      squares += size * step * (h - mean)
    }
    let variance = squares / (n - 1)
    return (distance - pairs / 2, 2 * (variance / effective).squareRoot())
  }

  /// The central interval of a probability: from the quantile at (1 - p)/2 to that at (1 + p)/2, values
  /// of rank ⌈q·n⌉.
  public func interval(_ probability: Double) -> ClosedRange<Double> {
    quantile((1 - probability) / 2)...quantile((1 + probability) / 2)
  }

  /// Whether the interval holds a value that was looked out for: told by ranks, so exactly.
  public func isInside(_ probability: Double, _ y: Double) -> Bool {
    guard let point = points[y] else { preconditionFailure("no counts of \(y)") }
    return point.below + point.equal >= rank((1 - probability) / 2)
      && point.below < rank((1 + probability) / 2)
  }

  /// The value of rank ⌈p·n⌉, within 0.05% and never beyond the extremes.
  public func quantile(_ p: Double) -> Double {
    let value = min(max(bins[bin(atRank: rank(p))].middle, least), greatest)
    return isWhole ? value.rounded() : value
  }

  private func rank(_ p: Double) -> Int {
    min(max(Int((p * Double(count) * (1 - 1e-12)).rounded(.up)), 1), count)
  }

  private func bin(atRank rank: Int) -> Int {
    var (low, high) = (0, ranks.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if ranks[middle] >= rank { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The share of trials at or above a threshold that was looked out for, with its interval.
  public func probability(atLeast threshold: Double) -> ProbabilityEstimate {
    guard let point = points[threshold] else { preconditionFailure("no counts of \(threshold)") }
    return ProbabilityEstimate(
      hits: count - point.below, trials: count, effectiveTrials: effective)
  }
}
