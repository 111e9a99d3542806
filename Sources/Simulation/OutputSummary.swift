import Sampling

/// Statistics of one output.
public struct OutputSummary: Sendable {
  public let output: Output
  /// Count, mean and squares of all trials that have a value.
  public let moments: Moments
  /// Counts in bins of 0.1%, which quantiles are read from.
  public let sketch: QuantileSketch
  let bins: RankedBins
  let design: Design
  let replicates: Replicates
  /// nil for independent trials.
  let marks: MarkedOutput?

  /// Over the trials that have a value. nil where some are infinite ("never"), where none has a value and
  /// where the output has no mean; errors are nil for a single trial as well.
  public var mean: Double? {
    output.hasMean && moments.count > 0 && moments.mean.isFinite ? moments.mean : nil
  }
  /// With n - 1; nil where there is no mean, and for a single trial.
  public var standardDeviation: Double? {
    mean == nil || moments.count < 2 ? nil : moments.standardDeviation
  }
  /// Trials with and without a value.
  public var trials: Int { moments.count + moments.missing }
  /// Share of the trials in which the output never comes about; nil where it is no output of that kind.
  public var never: Double? {
    output.canBeNever ? Double(sketch.infinite) / Double(trials) : nil
  }
  /// Share of the trials without a value.
  public var noValue: Double { Double(moments.missing) / Double(trials) }
  /// The smallest value seen; -infinity counts.
  public var least: Double { moments.least }
  /// The greatest value seen; infinity ("never") counts.
  public var greatest: Double { moments.greatest }

  /// Standard error of the mean. For independent trials sd/√n; for other designs from the spread of
  /// batches, which are independent replicates of each other: where they are few so much wider, as
  /// Student's t asks, that ±1.96 errors are a 95% interval.
  public var standardError: Double? {
    guard mean != nil, moments.count > 1 else { return nil }
    return replicates.standardError(
      trials: trials, independent: moments.standardError, design)
  }

  /// The quantile at p: the value of rank ⌈p·n⌉, within 0.05%, and never beyond the extremes seen; nan
  /// where no trial has a value.
  public func quantile(_ p: Double) -> Double { quantiles([p])[0] }

  /// Quantiles at rising probabilities.
  public func quantiles(_ probabilities: [Double]) -> [Double] {
    // Less a hair, or 0.07 of 100 would be rank 8.
    let n = Double(moments.count) * (1 - 1e-12)
    return values(atRanks: probabilities.map { Int(($0 * n).rounded(.up)) })
  }

  /// The 95% interval of a quantile, from the binomial distribution of the number of trials below it
  /// (order statistics), widened by the bound of the sketch. In designs other than random that number
  /// varies as it does from batch to batch. All numbers where a single trial has a value.
  public func quantileInterval(_ p: Double) -> ClosedRange<Double> { quantileIntervals([p])[0] }

  /// The intervals of quantiles at rising probabilities.
  public func quantileIntervals(_ probabilities: [Double]) -> [ClosedRange<Double>] {
    guard moments.count > 1 else {
      return probabilities.map { _ in -Double.infinity...Double.infinity }
    }
    let n = Double(moments.count)
    let reaches = probabilities.map {
      let reach =
        1.959963984540054 * ($0 * (1 - $0) * (marks?.varianceRatio($0) ?? 1) / n).squareRoot() * n
      // Beyond all ranks, and where the spread of batches is no number, all values.
      return reach <= n ? reach : n
    }
    let lows = values(
      atRanks: zip(probabilities, reaches).map { Int(($0 * n - $1).rounded(.down)) })
    let highs = values(
      atRanks: zip(probabilities, reaches).map { Int(($0 * n + $1).rounded(.up)) + 1 })
    let slack = output.isWhole ? 0 : QuantileSketch.relativeError
    return zip(lows, highs).map { low, high in
      // Infinity stays what it is: "never" has no width.
      let below = low.isFinite ? low - abs(low) * slack : low
      let above = high.isFinite ? high + abs(high) * slack : high
      return below...above
    }
  }

  private func values(atRanks ranks: [Int]) -> [Double] {
    guard moments.count > 0 else { return ranks.map { _ in .nan } }
    return ranks.map { rank in
      let value = bins.value(atRank: min(max(rank, 1), moments.count))
      let inside = min(max(value, moments.least), moments.greatest)
      return output.isWhole ? inside.rounded() : inside
    }
  }
}
