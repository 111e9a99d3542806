import Foundation

/// Mean and standard deviation of a continuous distribution by integrating its quantile function:
/// E X = ∫ Q(u) du and E X² = ∫ Q(u)² du, from the median into either tail.
///
/// Infinite where an integral does not converge, nan for a mean with two such tails.
func momentsByQuadrature(
  of distribution: some Distribution
) -> (mean: Double, standardDeviation: Double) {
  let centre = distribution.quantile(0.5)
  let kinks = distribution.knots
  let ends = distribution.support
  // Squares of values beyond 1e154 are more than a number can hold.
  let reach = max(ends.upperBound - centre, centre - ends.lowerBound)
  let scale = reach.isFinite && reach > 1e150 ? exp2(Double(reach.exponent)) : 1
  let low = TailIntegrals(kinks: kinks.map(distribution.cdf), isOpen: ends.lowerBound.isInfinite) {
    (distribution.quantile($0) - centre) / scale
  }
  let high = TailIntegrals(
    kinks: kinks.map(distribution.upperTail), isOpen: ends.upperBound.isInfinite
  ) {
    (distribution.upperQuantile($0) - centre) / scale
  }
  if low.first.isInfinite, high.first.isInfinite { return (.nan, .nan) }
  let shift = low.first + high.first
  if shift.isInfinite { return (shift, .infinity) }
  let square = low.second + high.second
  return (centre + scale * shift, scale * max(0, square - shift * shift).squareRoot())
}

/// ∫ f dv and ∫ f² dv over 0 < v < ½, by 16-point Gauss-Legendre rules on octaves of v.
///
/// Octaves are added until one adds nothing any more, or until each is r times the one before, as where
/// f is a power of v: the rest is then last·r/(1 - r), and infinite for r = 1 or more.
private struct TailIntegrals {
  private(set) var first = 0.0
  private(set) var second = 0.0

  /// - Parameters:
  ///   - kinks: where f is not smooth; those outside of 0 ... ½ do not matter.
  ///   - isOpen: whether f has no bound.
  init(kinks: [Double], isOpen: Bool, _ f: (Double) -> Double) {
    var (sums, isDone) = ([Series(isOpen: isOpen), Series(isOpen: isOpen)], false)
    var octave = 1
    // Below 2^-1000 numbers lose digits.
    while !isDone, octave < 1000 {
      let (low, high) = (exp2(-Double(octave + 1)), exp2(-Double(octave)))
      let inside = kinks.filter { $0 > low && $0 < high }.sorted()
      var part = (0.0, 0.0)
      for (a, b) in zip([low] + inside, inside + [high]) {
        for (x, weight) in GaussRule.points(from: a, to: b) {
          let value = f(x)
          part.0 += weight * value
          part.1 += weight * value * value
        }
      }
      sums[0].add(part.0)
      sums[1].add(part.1)
      isDone = octave > 40 && sums.allSatisfy(\.isDone)
      octave += 1
    }
    (first, second) = (sums[0].total, sums[1].total)
  }

  /// A sum whose terms fall like a geometric series in the end.
  private struct Series {
    let isOpen: Bool
    private var sum = 0.0
    private var last = 0.0
    private var ratio = 0.0
    private var isSteady = false

    init(isOpen: Bool) { self.isOpen = isOpen }

    mutating func add(_ term: Double) {
      let next = last == 0 ? 0 : term / last
      // Next to a bound the terms halve; what is steady before it comes to an end there.
      isSteady = abs(next - ratio) < 1e-11 && (isOpen || next < 0.51)
      (sum, last, ratio) = (sum + term, term, next)
    }

    var isDone: Bool { !sum.isFinite || abs(last) <= 1e-18 * abs(sum) || isSteady }

    var total: Double {
      if !sum.isFinite || abs(last) <= 1e-18 * abs(sum) { return sum }
      if ratio < 1 - 1e-9 { return sum + last * ratio / (1 - ratio) }
      return sum < 0 ? -.infinity : .infinity
    }
  }
}

/// The Gauss-Legendre rule of sixteen points.
enum GaussRule {
  private static let nodes = [
    0.0950125098376374, 0.2816035507792589, 0.4580167776572274, 0.6178762444026438,
    0.7554044083550030, 0.8656312023878318, 0.9445750230732326, 0.9894009349916499,
  ]
  private static let weights = [
    0.1894506104550685, 0.1826034150449236, 0.1691565193950025, 0.1495959888165767,
    0.1246289712555339, 0.0951585116824928, 0.0622535239386479, 0.0271524594117541,
  ]

  static func points(from a: Double, to b: Double) -> [(x: Double, weight: Double)] {
    let (centre, half) = ((a + b) / 2, (b - a) / 2)
    return zip(nodes, weights).flatMap { node, weight in
      [(centre - half * node, half * weight), (centre + half * node, half * weight)]
    }
  }
}
