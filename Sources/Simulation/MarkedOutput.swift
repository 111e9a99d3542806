import Sampling

/// What the marks of an output tell about the errors of its quantiles and expected shortfalls.
struct MarkedOutput: Sendable {
  private let marks: Marks
  private let replicates: [Replicates]
  private let trials: Int
  private let design: Design
  /// By how many times the variance of a share of trials is that of independent ones, by the share,
  /// rising.
  private let ratios: [(share: Double, ratio: Double)]

  /// - Parameter replicates: of what `Marks` watches.
  init(_ marks: Marks, _ replicates: [Replicates], trials: Int, _ design: Design) {
    self.marks = marks
    self.replicates = replicates
    self.trials = trials
    self.design = design
    let limit = design == .latinHypercube ? 1 : 1 / design.leastWorth
    guard replicates.allSatisfy({ $0.whole.count > 1 }) else {
      ratios = [(0.5, limit)]
      return
    }
    // Far out in a tail no design helps, nor harms: two trials hardly ever meet there.
    var ratios = [(share: 0.0, ratio: 1.0)]
    for one in replicates.prefix(Marks.probabilities.count) {
      let share = one.whole.mean
      guard share > ratios[ratios.count - 1].share,
        let ratio = one.varianceRatio(ofShare: share, trials: trials, design)
      else { continue }
      ratios.append((share, ratio))
    }
    self.ratios = ratios + [(1, 1)]
  }

  /// Of the share of trials below the quantile at p, in a straight line between the marks.
  func varianceRatio(_ p: Double) -> Double {
    guard let above = ratios.firstIndex(where: { $0.share >= p }) else {
      return ratios[ratios.count - 1].ratio
    }
    guard above > 0 else { return ratios[0].ratio }
    return Self.between(ratios[above - 1], ratios[above], p)
  }

  /// By how many times the variance of an expected shortfall is that of independent trials.
  ///
  /// - Parameters:
  ///   - probability: of the tail.
  ///   - isLow: which tail it is.
  ///   - bins: of the output.
  func shortfallRatio(_ probability: Double, isLow: Bool, _ bins: RankedBins) -> Double {
    var ratios = [(share: 0.0, ratio: 1.0)]
    for (k, tail) in Marks.tails.enumerated() {
      let value = marks.values[isLow ? tail.low : tail.high]
      let excess = bins.excess(beyond: value, isLow: isLow)
      let independent = (excess.variance / Double(trials)).squareRoot()
      let error = replicates[Marks.place(ofTail: k, low: isLow)]
        .standardError(trials: trials, independent: independent, design)
      guard excess.share > ratios[ratios.count - 1].share, let error, error.isFinite,
        independent > 0, independent.isFinite
      else { continue }
      ratios.append((excess.share, error * error / (independent * independent)))
    }
    guard let above = ratios.firstIndex(where: { $0.share >= probability }), above > 0 else {
      return ratios[ratios.count - 1].ratio
    }
    return Self.between(ratios[above - 1], ratios[above], probability)
  }

  private static func between(
    _ a: (share: Double, ratio: Double), _ b: (share: Double, ratio: Double), _ share: Double
  ) -> Double {
    a.ratio + (b.ratio - a.ratio) * (share - a.share) / (b.share - a.share)
  }
}

extension RankedBins {
  /// The share of values beyond one, and the variance of `max(0, ±(x - value))` over all.
  fileprivate func excess(beyond value: Double, isLow: Bool) -> (share: Double, variance: Double) {
    guard let all = lastRanks.last else { return (0, 0) }
    let n = Double(all)
    var (share, sum, squares) = (0.0, 0.0, 0.0)
    for bin in values.indices {
      let excess = isLow ? value - values[bin] : values[bin] - value
      guard excess > 0 else { continue }
      let part = Double(count(bin)) / n
      share += part
      sum += part * excess
      squares += part * excess * excess
    }
    return (share, max(0, squares - sum * sum))
  }
}
