import Foundation

extension Distribution {
  /// The x within `range` whose probability measured from `tail` is `p`, by Newton's method on the
  /// logarithm of that probability, kept inside a bracket that every step shrinks.
  ///
  /// On a side with a finite end the unknown is log(distance from that end): there a tail that
  /// vanishes like a power is a straight line, and one step nearly lands. Elsewhere it is x itself.
  /// - Parameters:
  ///   - guess: a value near the root, as neighbouring quantiles give.
  ///   - base: the probability that lies beyond `range` on the side of `tail`.
  func invert(
    _ p: Double, from tail: Tail, near guess: Double?, within range: ClosedRange<Double>,
    beyond base: Double = 0
  ) -> Double {
    let sign = tail == .lower ? 1.0 : -1.0
    let end = tail == .lower ? support.lowerBound : support.upperBound
    let scale = standardDeviation.isFinite && standardDeviation > 0 ? standardDeviation : 1
    let target = log(p)
    var (low, high) = (range.lowerBound, range.upperBound)
    var x = guess ?? middle(low, high, scale)
    if !(x > low && x < high) { x = middle(low, high, scale) }
    for _ in 0..<200 {
      let probability = tail == .lower ? cdf(x) : upperTail(x)
      if (probability < p) == (tail == .lower) { low = x } else { high = x }
      let excess = log(probability) - target
      if excess == 0 { return x }
      let slope = density(x) / probability
      var next: Double
      if end.isFinite {
        let distance = abs(x - end)
        let step = min(max(-excess / (slope * distance), -64), 64)
        // Far from this end, next to 0, x is finer than its distance.
        next =
          abs(x) < 0x1p-20 * distance
          ? x + sign * distance * expm1(step) : end + sign * distance * exp(step)
      } else {
        next = x - sign * excess / slope
      }
      // Where the density vanishes a step may go anywhere, too far for halving to come back from.
      let reach = 16 * max(abs(x), scale)
      next = min(max(next, x - reach), x + reach)
      // Newton squares its error: 1e-7 of the probability before a step leaves about 1e-14. In
      // terms of x there is no such measure: a narrow peak may lie far from the end and from 0.
      if abs(excess) <= 1e-7 * min(1 - p, (p - base) / p) || abs(next - x) <= 2 * x.ulp {
        return min(max(next, low), high)
      }
      if !(next > low && next < high) { next = middle(low, high, scale) }
      x = next
      if high - low <= 4 * x.ulp { return x }
    }
    return x
  }
}

/// A finite point between two ends that may be infinite. Between ends that are only not infinite, such
/// as 1e300, halving would take hundreds of steps: there magnitudes are halved.
private func middle(_ low: Double, _ high: Double, _ scale: Double) -> Double {
  switch (low.isFinite, high.isFinite) {
  case (true, true) where high / 0x1p60 - low / 0x1p60 > scale:
    scale * sinh((asinh(low / scale) + asinh(high / scale)) / 2)
  case (true, true): low + (high - low) / 2
  case (true, false): low + max(abs(low), scale)
  case (false, true): high - max(abs(high), scale)
  case (false, false): 0
  }
}
