/// How bad the worst outcomes of an output are: value at risk and expected shortfall.
public struct TailRisk: Sendable, Equatable {
  /// The loss that is exceeded with probability 1 - level.
  public let valueAtRisk: Double
  /// Its 95% interval.
  public let interval: ClosedRange<Double>
  /// The mean of the losses beyond it.
  public let expectedShortfall: Double
  /// Standard error of the expected shortfall; nil where fewer than two trials lie in the tail.
  public let shortfallError: Double?
}

extension OutputSummary {
  /// Which values of an output are losses.
  public enum LossSide: Sendable {
    /// Low ones, such as returns; the loss is the value with its sign turned.
    case low
    /// High ones, such as drawdowns; the loss is the value.
    case high
  }

  /// Value at risk and expected shortfall at a level such as 0.95.
  ///
  /// Both are read off the sketch, within its 0.05%. The error of the shortfall is that of Trindade,
  /// Uryasev, Shapiro and Zrazhevsky (2007): √((s² + level·(ES - VaR)²) / (n·(1 - level))) with s² the
  /// variance of the losses in the tail; in designs other than random times what the spread of batches
  /// says (`Marks`).
  public func tailRisk(_ level: Double, losses side: LossSide) -> TailRisk {
    let p = side == .low ? 1 - level : level
    let turned = side == .low ? -1.0 : 1.0
    let (quantile, interval) = (quantile(p), quantileInterval(p))
    let valueAtRisk = turned * quantile
    let share = (1 - level) * Double(moments.count)
    // The mean and variance of the tail around the value at risk.
    var (taken, sum, squares) = (0.0, 0.0, 0.0)
    func take(_ value: Double, _ count: Int) -> Bool {
      let number = min(Double(count), share - taken)
      let excess = turned * value - valueAtRisk
      taken += number
      sum += number * excess
      squares += number * excess * excess
      return taken < share
    }
    let all = bins.values.indices
    for bin in side == .low ? Array(all) : all.reversed() {
      let value = min(max(bins.values[bin], least), greatest)
      if !take(value, bins.count(bin)) { break }
    }
    let mean = max(0, sum / taken)
    let variance = max(0, squares / taken - mean * mean)
    let ratio = marks?.shortfallRatio(1 - level, isLow: side == .low, bins) ?? 1
    let error = ((variance + level * mean * mean) * ratio / share).squareRoot()
    return TailRisk(
      valueAtRisk: valueAtRisk,
      interval: side == .low
        ? -interval.upperBound ... -interval.lowerBound : interval,
      expectedShortfall: valueAtRisk + mean, shortfallError: share >= 2 ? error : nil)
  }
}
