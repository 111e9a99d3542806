import Sampling

/// Intervals for means over origins that overlap and follow each other: blocks of origins drawn again, all shares of
/// an origin together, because they move together.
///
/// A block has ⌈h/every⌉ + 12 origins: as many as share sessions, and a quarter of a year of the calm and the stormy
/// times that go on beyond.
///
/// - Source: Künsch (1989), the moving-block bootstrap.
struct BlockBootstrap {
  static let replicates = 1_000
  /// How often each origin is drawn, by replicate.
  private let counts: [[Double]]

  /// - Returns: nil where there are fewer than two blocks.
  init?(origins: Int, horizon: Int, every: Int, seed: UInt64) {
    let length = (horizon + every - 1) / every + 12
    guard origins >= 2 * length else { return nil }
    var stream = UniformStream(seed: seed, name: StreamName("backtest.blocks.\(horizon)"), batch: 0)
    counts = (0..<Self.replicates).map { _ in
      var counts = [Double](repeating: 0, count: origins)
      var left = origins
      while left > 0 {
        let start = Int(stream.next()[0] * Double(origins - length + 1))
        for k in start..<(start + min(length, left)) { counts[k] += 1 }
        left -= length
      }
      return counts
    }
  }

  /// The 95% interval of Σ numerator / Σ denominator over origins, by percentiles.
  func interval(
    _ numerator: [Double], over denominator: [Double]
  ) -> ClosedRange<Double>? {
    var ratios = counts.compactMap { counts -> Double? in
      var (a, b) = (0.0, 0.0)
      for k in counts.indices {
        a += counts[k] * numerator[k]
        b += counts[k] * denominator[k]
      }
      return b > 0 ? a / b : nil
    }
    guard ratios.count > Self.replicates / 2 else { return nil }
    ratios.sort()
    func quantile(_ p: Double) -> Double {
      let place = p * Double(ratios.count - 1)
      let k = min(Int(place), ratios.count - 2)
      return ratios[k] + (place - Double(k)) * (ratios[k + 1] - ratios[k])
    }
    return quantile(0.025)...quantile(0.975)
  }
}
