import Foundation

extension Distribution {
  /// The x within `range` whose probability measured from `tail` is `p`, by Newton's method on the
  /// logarithm of that probability, kept inside a bracket that every step shrinks.
  ///
  /// On a side with a finite end the unknown is log(distance from that end): there a tail that
  /// vanishes like a power is a straight line, and one step nearly lands. Elsewhere it is x itself.
  /// - Parameter guess: a value near the root, as neighbouring quantiles give.
  func invert(
    _ p: Double, from tail: Tail, near guess: Double?, within range: ClosedRange<Double>
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
        next = end + sign * distance * exp(step)
      } else {
        next = x - sign * excess / slope
      }
      // Where the density vanishes a step may go anywhere, too far for halving to come back from.
      let reach = 16 * max(abs(x), scale)
      next = min(max(next, x - reach), x + reach)
      // Newton squares its error: 1e-7 of the probability before a step leaves about 1e-14. In
      // terms of x there is no such measure: a narrow peak may lie far from the end and from 0.
      if abs(excess) <= 1e-7 * (1 - p) || abs(next - x) <= 2 * x.ulp {
        return min(max(next, low), high)
      }
      if !(next > low && next < high) { next = middle(low, high, scale) }
      x = next
      if high - low <= 4 * x.ulp { return x }
    }
    return x
  }
}

/// A finite point between two ends that may be infinite.
private func middle(_ low: Double, _ high: Double, _ scale: Double) -> Double {
  switch (low.isFinite, high.isFinite) {
  case (true, true): low + (high - low) / 2
  case (true, false): low + max(abs(low), scale)
  case (false, true): high - max(abs(high), scale)
  case (false, false): 0
  }
}

/// Mean and standard deviation of a continuous distribution by integrating its quantile function:
/// E X = ∫ Q(u) du, with 16-point Gauss-Legendre rules on octaves of either tail.
///
/// Infinite, or nan for a mean, where the last octave of a tail adds as much as the one before: there
/// the integral does not converge.
func momentsByQuadrature(
  of distribution: some Distribution
) -> (mean: Double, standardDeviation: Double) {
  let nodes = [
    0.0950125098376374, 0.2816035507792589, 0.4580167776572274, 0.6178762444026438,
    0.7554044083550030, 0.8656312023878318, 0.9445750230732326, 0.9894009349916499,
  ]
  let weights = [
    0.1894506104550685, 0.1826034150449236, 0.1691565193950025, 0.1495959888165767,
    0.1246289712555339, 0.0951585116824928, 0.0622535239386479, 0.0271524594117541,
  ]
  let centre = distribution.quantile(0.5)
  // Of either tail: x - centre, then its square.
  var sum = SIMD4<Double>.zero
  var (last, before) = (SIMD4<Double>.zero, SIMD4<Double>.zero)
  for octave in 1...60 {
    let width = exp2(-Double(octave + 1))
    (before, last) = (last, .zero)
    for (node, weight) in zip(nodes, weights) {
      for v in [width * (1.5 + 0.5 * node), width * (1.5 - 0.5 * node)] {
        let low = distribution.quantile(v) - centre
        let high = distribution.upperQuantile(v) - centre
        last += 0.5 * weight * width * SIMD4(low, high, low * low, high * high)
      }
    }
    sum += last
  }
  let diverges = (0..<4).map { last[$0] != 0 && abs(last[$0]) >= 0.999 * abs(before[$0]) }
  if diverges[0] && diverges[1] { return (.nan, .nan) }
  if diverges[0] || diverges[1] { return (diverges[0] ? -.infinity : .infinity, .infinity) }
  let mean = centre + sum[0] + sum[1]
  if diverges[2] || diverges[3] { return (mean, .infinity) }
  let square = (sum[0] + sum[1]) * (sum[0] + sum[1])
  return (mean, max(0, sum[2] + sum[3] - square).squareRoot())
}
