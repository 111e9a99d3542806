import Simulation

/// One output in the trials that meet a condition, each with a weight: moments, and weights in bins of 0.1%.
///
/// Estimates are self-normalised: `m̂ = Σ w x / Σ w`. Errors by the delta method of a ratio,
/// `se² = Σ w² (x - m̂)² / (Σ w)²`, times k / (k - 1) for k trials; with equal weights they are those of
/// plain samples. The number of trials that meet the condition is random, too; the ratio accounts for it.
/// Trials without a value are left out.
///
/// - Source: Owen, "Monte Carlo theory, methods and examples" (2013), 9.2.
public struct WeightedTrials: Sendable {
  private let output: Output
  private let moments: WeightedMoments
  private let isWeighted: Bool
  /// Middles of the bins that hold values, rising.
  private var middles: [Double] = []
  /// Weight up to and with each bin, and its squares.
  private var cumulative: [Double] = []
  private var cumulativeSquares: [Double] = []

  /// Trials of weight 1.
  package init(_ output: Output, _ moments: WeightedMoments, _ sketch: QuantileSketch) {
    self.output = output
    self.moments = moments
    isWeighted = false
    sketch.forEachBin { value, count in
      add(value, Double(count), Double(count))
      return true
    }
  }

  package init(_ output: Output, _ moments: WeightedMoments, _ sketch: WeightSketch) {
    self.output = output
    self.moments = moments
    isWeighted = true
    sketch.forEachBin { add($0, $1, $2) }
  }

  private mutating func add(_ middle: Double, _ weight: Double, _ squares: Double) {
    middles.append(middle)
    cumulative.append((cumulative.last ?? 0) + weight)
    cumulativeSquares.append((cumulativeSquares.last ?? 0) + squares)
  }

  public var count: Int { moments.weights.count }
  private var total: Double { moments.weights.sum }

  /// Undefined where some values are infinite and where there are none; the error needs two trials.
  public var mean: StatisticEstimate {
    guard count > 0, moments.mean.isFinite else { return StatisticEstimate(nil, error: nil) }
    return StatisticEstimate(
      moments.mean, error: count > 1 ? error(moments.steepSquaresAroundMean) : nil)
  }

  /// `Σ w (x - m̂)² / Σ w`, times k / (k - 1) for k trials; nil where some are infinite and for one.
  var variance: Double? {
    guard count > 1, moments.mean.isFinite else { return nil }
    return moments.squares / total * (Double(count) / Double(count - 1))
  }

  private func error(_ squares: Double) -> Double {
    (squares * Double(count) / Double(count - 1)).squareRoot() / total
  }

  /// The smallest value with at least a share p of the weight up to it, within 0.05% and never beyond the
  /// extremes seen.
  ///
  /// Woodruff's interval (1952): with s the error of the share of weight below it, the values at
  /// p ± 1.96 s, widened by the bound of the sketch; with equal weights the interval of order statistics.
  public func quantile(_ p: Double) -> StatisticEstimate {
    guard count > 0 else { return StatisticEstimate(nil, error: nil) }
    let bin = bin(atShare: p)
    let reach = StatisticEstimate.reach * errorOfShare(upToBin: bin, p)
    let low = value(self.bin(atShare: p - reach))
    let high = value(self.bin(atShare: p + reach, next: true))
    return StatisticEstimate(value(bin), interval: (low - slack(low))...(high + slack(high)))
  }

  /// How far a value may lie from the middle of its bin; infinity stays what it is.
  private func slack(_ value: Double) -> Double {
    output.isWhole || !value.isFinite ? 0 : abs(value) * QuantileSketch.relativeError
  }

  /// `√(Σ w² (1[x ≤ q] - p)²) / Σ w`.
  private func errorOfShare(upToBin bin: Int, _ p: Double) -> Double {
    guard isWeighted else { return (p * (1 - p) / total).squareRoot() }
    return errorOfShare(p, squares: cumulativeSquares[bin], of: cumulativeSquares.last ?? 0)
  }

  /// `√(Σ w² (1 - p)² + Σ w² p²) / Σ w`, the first over the trials of a share p, the second over the others.
  private func errorOfShare(_ p: Double, squares: Double, of all: Double) -> Double {
    let others = max(0, all - squares)
    return (squares * (1 - p) * (1 - p) + others * p * p).squareRoot() / total
  }

  /// The first bin with a share p of the weight up to and with it.
  ///
  /// - Parameter next: as the upper end of an interval, with another trial of the mean weight.
  private func bin(atShare p: Double, next: Bool = false) -> Int {
    let sum = cumulative.last ?? 0
    let wanted = p * sum * (1 - 1e-12) + (next ? sum / Double(count) : 0)
    var (low, high) = (0, middles.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] >= wanted { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private func value(_ bin: Int) -> Double {
    let inside = min(max(middles[bin], moments.least), moments.greatest)
    return output.isWhole ? inside.rounded() : inside
  }

  /// The share of weight of the bins up to that of x, with it.
  func share(upTo x: Double) -> Double {
    // The lower edge of a bin lies less than this below its middle, and that of the next one above x.
    func begins(_ bin: Int) -> Double {
      middles[bin].isFinite
        ? middles[bin] - abs(middles[bin]) * QuantileSketch.relativeError : middles[bin]
    }
    var (low, high) = (0, middles.count)
    while low < high {
      let middle = (low + high) / 2
      if begins(middle) <= x { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? cumulative[low - 1] / total : 0
  }

  /// The probability of what holds in trials of these weights, with Wilson's interval for as many independent
  /// trials as the error is worth, or for the effective sample size where all trials agree.
  public func probability(_ hits: WeightSums) -> StatisticEstimate {
    let p = min(hits.sum / total, 1)
    guard isWeighted else { return StatisticEstimate(probability: p, trials: total) }
    let error = errorOfShare(p, squares: hits.squares, of: moments.weights.squares)
    let worth = p > 0 && p < 1 && error > 0 ? p * (1 - p) / (error * error) : 0
    return StatisticEstimate(
      probability: p, trials: worth > 0 ? worth : moments.weights.effectiveSize)
  }

  /// The probability of an infinite value.
  var never: StatisticEstimate {
    var (weight, squares, before) = (0.0, 0.0, (weight: 0.0, squares: 0.0))
    for (k, middle) in middles.enumerated() {
      if middle.isInfinite {
        weight += cumulative[k] - before.weight
        squares += cumulativeSquares[k] - before.squares
      }
      before = (cumulative[k], cumulativeSquares[k])
    }
    return probability(WeightSums(sum: weight, squares: squares))
  }
}
