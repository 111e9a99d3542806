import Foundation

/// Where the quantile function of a mixture is not smooth: the ends and kinks of its components, and
/// the places where the mass passes from one component to the next.
///
/// Between two bulks the cumulative probability is nearly flat, so the quantile runs as steeply there as
/// in a tail; at the flank of a peak inside a broad component it breaks off as suddenly. The octaves of a
/// table resolve such a place only if a stretch ends there. Where nothing at all lies between two
/// components, each gets an end of its own.
struct Passages {
  /// A component that is no mixture itself, with its weight in the whole.
  private typealias Leaf = (part: any Distribution, weight: Double)

  /// In rising order.
  private(set) var knots: [Double] = []
  private let leaves: [Leaf]

  init(of parts: [(any Distribution, Double)]) {
    leaves = parts.flatMap { Self.leaves(of: $0, weight: $1) }
    var edges: Set<Double> = []
    for (part, _) in leaves {
      edges.formUnion([part.support.lowerBound, part.support.upperBound])
      edges.formUnion(part.knots)
    }
    let steep = crossings(between: edges.sorted()).filter(isSteep).flatMap(ends)
    knots = edges.union(steep).union(bumps(apart: steep)).sorted()
  }

  /// Middles of components so light that the octaves pass over them, although their bulk shows in the
  /// density: cut there, they are resolved from the middle outwards.
  private func bumps(apart knots: [Double]) -> [Double] {
    leaves.filter { $0.part.atoms.isEmpty }.compactMap { leaf in
      let middle = leaf.part.quantile(0.5)
      let flanks = (leaf.part.quantile(0.01), leaf.part.upperQuantile(0.01))
      let (below, above) = beside(middle)
      let isLight = leaf.weight < 0.02 * min(below, above)
      let contrast = density(middle) / (density(flanks.0) * density(flanks.1)).squareRoot()
      let isCut = knots.contains { $0 > flanks.0 && $0 < flanks.1 }
      return isLight && contrast > 1.1 && !isCut ? middle : nil
    }
  }

  private static func leaves(of part: any Distribution, weight: Double) -> [Leaf] {
    guard let mixture = part as? Mixture else { return [(part, weight)] }
    return zip(mixture.components, mixture.weights).flatMap { leaves(of: $0, weight: weight * $1) }
  }

  /// A place where another component becomes the densest.
  private struct Crossing {
    let x: Double
    let left: Leaf
    let right: Leaf
  }

  /// Probabilities of the quantiles between which components change places.
  private static let levels = [1, 2, 3, 5, 8, 12, 18, 26, 36, 50].map { exp2(-Double($0)) }

  private func crossings(between edges: [Double]) -> [Crossing] {
    let spread = leaves.filter { $0.part.atoms.isEmpty }
    guard spread.count > 1 else { return [] }
    let quantiles = spread.flatMap { leaf in
      Self.levels.flatMap { [leaf.part.quantile($0), leaf.part.upperQuantile($0)] }
    }
    let places = Set(quantiles + edges.flatMap { [$0.nextDown, $0.nextUp] })
      .filter(\.isFinite).sorted()
    func densest(_ x: Double) -> Leaf? {
      let found = spread.max { $0.weight * $0.part.density(x) < $1.weight * $1.part.density(x) }
      return found.flatMap { $0.part.density(x) > 0 ? $0 : nil }
    }
    let leading = places.map(densest)
    return places.indices.dropLast().compactMap { k in
      guard let left = leading[k], let right = leading[k + 1],
        left.part.description != right.part.description,
        // Where parts do not overlap, an end lies between them already.
        !edges.contains(where: { $0 >= places[k] && $0 <= places[k + 1] })
      else { return nil }
      return Crossing(
        x: Self.crossing(left, right, places[k], places[k + 1]), left: left, right: right)
    }
  }

  /// Where the densities of two components are equal; where both vanish, what lies beyond of each.
  private static func crossing(_ left: Leaf, _ right: Leaf, _ a: Double, _ b: Double) -> Double {
    var (low, high) = (a, b)
    for _ in 0..<200 {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { break }
      var first = left.weight * left.part.density(middle)
      var second = right.weight * right.part.density(middle)
      if first + second < 1e-300 {
        first = left.weight * left.part.upperTail(middle)
        second = right.weight * right.part.cdf(middle)
      }
      if first > second { low = middle } else { high = middle }
    }
    return low
  }

  private func density(_ x: Double) -> Double {
    leaves.reduce(0) { $0 + $1.weight * $1.part.density(x) }
  }

  /// Probability below and above a place.
  private func beside(_ x: Double) -> (below: Double, above: Double) {
    leaves.reduce(into: (0, 0)) { sum, leaf in
      sum.0 += leaf.weight * leaf.part.cdf(x)
      sum.1 += leaf.weight * leaf.part.upperTail(x)
    }
  }

  /// Whether little of one of the two lies beyond the crossing and the density changes much on the way:
  /// where the sum of two is as smooth as each, a table needs no end.
  private func isSteep(_ crossing: Crossing) -> Bool {
    let x = crossing.x
    let (below, above) = beside(x)
    let beyond = [crossing.left, crossing.right].map {
      $0.weight * min($0.part.cdf(x), $0.part.upperTail(x))
    }
    let bulks = [crossing.left, crossing.right].map { density($0.part.quantile(0.5)) }
    return min(beyond[0], beyond[1]) < 0.02 * min(below, above)
      && max(bulks[0], bulks[1]) > 4 * density(x)
  }

  /// The crossing itself, or where mass ends before it and begins after it.
  private func ends(_ crossing: Crossing) -> [Double] {
    let x = crossing.x
    let (before, after) = (crossing.left.part.quantile(0.5), crossing.right.part.quantile(0.5))
    let passed =
      crossing.left.weight * crossing.left.part.upperTail(x)
      + crossing.right.weight * crossing.right.part.cdf(x)
    guard before < x, x < after, passed < Self.nothing else { return [x] }
    return [
      Self.last(before, x) { self.mass($0, x) > Self.nothing },
      Self.last(after, x) { self.mass(x, $0) > Self.nothing },
    ]
  }

  /// Stretches of less are left out of tables (`Stretch.all`).
  private static let nothing = 4e-15

  /// The probability between a and b, from whichever tail of each component is small.
  private func mass(_ a: Double, _ b: Double) -> Double {
    leaves.reduce(0) { sum, leaf in
      let part = leaf.part
      let inside =
        part.cdf(b) < 0.5 ? part.cdf(b) - part.cdf(a) : part.upperTail(a) - part.upperTail(b)
      return sum + leaf.weight * inside
    }
  }

  /// The last place on the way from `start` to `stop` where something still holds.
  private static func last(
    _ start: Double, _ stop: Double, where holds: (Double) -> Bool
  ) -> Double {
    var (near, far) = (start, stop)
    for _ in 0..<200 {
      let middle = near + (far - near) / 2
      guard middle != near, middle != far else { break }
      if holds(middle) { near = middle } else { far = middle }
    }
    return far
  }
}
