import Foundation

/// One of several distributions, chosen with given weights: F(x) = Σ_k w_k F_k(x).
///
/// Sampled through the inverse of that F with a single uniform number, not by choosing a
/// component first, so that a mixture can be correlated, stratified and explained by its percentile
/// like any other input.
public struct Mixture: Distribution {
  public let components: [any Distribution]
  /// Probabilities of the components; they sum to 1.
  public let weights: [Double]
  public let atoms: [Atom]
  public let knots: [Double]
  public let mean: Double
  public let standardDeviation: Double
  public let support: ClosedRange<Double>
  /// Positions of the components that have more than atoms.
  private let spread: [Int]
  /// Where each of many components rises: its probability is exactly 0 below and 1 above. Empty for few,
  /// which are evaluated everywhere.
  private let reach: [ClosedRange<Double>]

  /// Those of the mixtures in it counted too.
  public static let mostComponents = 64
  /// More are evaluated only where they rise: as many stretches as components, each with all of them, would
  /// take seconds.
  private static let fewComponents = 8

  /// - Parameters:
  ///   - components: at least one.
  ///   - weights: one for each, above 0; divided by their sum.
  public init(
    _ components: [any Distribution], weights: [Double]
  ) throws(InvalidParameter) {
    guard !components.isEmpty, components.count == weights.count else {
      throw InvalidParameter(
        "components", "must not be empty and each needs a weight", String(components.count))
    }
    let count = components.reduce(0) { $0 + Self.leafCount(of: $1) }
    guard count <= Self.mostComponents else {
      throw InvalidParameter(
        "components",
        "may be at most \(Self.mostComponents), those of mixtures in them counted too; put neighbours "
          + "together", String(count))
    }
    for weight in weights where !(weight > 0 && weight.isFinite) {
      throw InvalidParameter("weight", "must be above 0", weight)
    }
    let total = try requireFiniteSum("weight", weights)
    for weight in weights where weight / total < Self.leastWeight {
      throw InvalidParameter(
        "weight", "must be at least \(plain(Self.leastWeight)) of all weights together", weight)
    }
    let shares = weights.map { $0 / total }
    let parts = Array(zip(components, shares))
    self.components = components
    self.weights = shares
    reach = count > Self.fewComponents ? components.map(Self.reach) : []
    let lowest = parts.map { $0.0.support.lowerBound }.min() ?? 0
    let highest = parts.map { $0.0.support.upperBound }.max() ?? 0
    support = lowest...highest
    var masses: [Double: Double] = [:]
    for (part, share) in parts {
      for atom in part.atoms { masses[atom.value, default: 0] += share * atom.probability }
    }
    spread = components.indices.filter { k in
      components[k].atoms.reduce(0) { $0 + $1.probability } < 1 - 1e-9
    }
    atoms = masses.keys.sorted().map { Atom(value: $0, probability: masses[$0] ?? 0) }
    let ends = support
    let passages = Passages(of: parts)
    knots = passages.knots.filter { $0 > ends.lowerBound && $0 < ends.upperBound }
    let centre = parts.reduce(0) { $0 + $1.1 * $1.0.mean }
    mean = centre
    let variance = parts.reduce(0) {
      let (sd, shift) = ($1.0.standardDeviation, $1.0.mean - centre)
      return $0 + $1.1 * (sd * sd + shift * shift)
    }
    if variance.isInfinite, centre.isFinite {
      standardDeviation = Self.spread(of: parts, around: centre)
    } else {
      standardDeviation = centre.isInfinite ? .infinity : variance.squareRoot()
    }
  }

  /// The standard deviation where its square is beyond what a number can hold.
  private static func spread(
    of parts: [(any Distribution, Double)], around centre: Double
  ) -> Double {
    parts.reduce(0) { sum, part in
      let (sd, shift) = (part.0.standardDeviation, part.0.mean - centre)
      return hypot(sum, part.1.squareRoot() * hypot(sd, shift))
    }
  }

  private static func leafCount(of part: any Distribution) -> Int {
    guard let mixture = part as? Mixture else { return 1 }
    return mixture.components.reduce(0) { $0 + leafCount(of: $1) }
  }

  /// From the last value with a probability of 0 to the first with nothing beyond.
  private static func reach(of part: any Distribution) -> ClosedRange<Double> {
    let (ends, middle) = (part.support, part.quantile(0.5))
    func edge(_ end: Double, isOutside: (Double) -> Bool) -> Double {
      let greatest = Double.greatestFiniteMagnitude
      var (outside, inside) = (max(min(end, greatest), -greatest), middle)
      guard isOutside(outside) else { return end }
      for _ in 0..<128 {
        let next = outside / 2 + inside / 2
        if isOutside(next) { outside = next } else { inside = next }
      }
      return outside
    }
    let low = edge(ends.lowerBound) { part.cdf($0) == 0 && part.density($0) == 0 }
    let high = edge(ends.upperBound) { part.upperTail($0) == 0 && part.density($0) == 0 }
    return min(low, middle)...max(high, middle)
  }

  /// A component of less is never drawn and would drown in the rounding of the others.
  static let leastWeight = 1e-15

  public func cdf(_ x: Double) -> Double {
    sum(at: x, below: 0, above: 1) { $0.cdf(x) }
  }
  public func upperTail(_ x: Double) -> Double {
    sum(at: x, below: 1, above: 0) { $0.upperTail(x) }
  }
  public func density(_ x: Double) -> Double {
    sum(at: x, below: 0, above: 0) { $0.density(x) }
  }

  /// Σ_k w_k of something that is the same everywhere below where a component rises, and above.
  private func sum(
    at x: Double, below: Double, above: Double, _ value: (any Distribution) -> Double
  ) -> Double {
    guard !reach.isEmpty else {
      return zip(components, weights).reduce(0) { $0 + $1.1 * value($1.0) }
    }
    var sum = 0.0
    for k in components.indices {
      if x < reach[k].lowerBound {
        sum += weights[k] * below
      } else if x > reach[k].upperBound {
        sum += weights[k] * above
      } else {
        sum += weights[k] * value(components[k])
      }
    }
    return sum
  }

  public func quantile(_ p: Double) -> Double {
    quantile(p, from: .lower) { cdf($0) >= p }
  }
  public func upperQuantile(_ q: Double) -> Double {
    quantile(q, from: .upper) { upperTail($0) <= q }
  }

  /// Finds the smooth stretch or the atom that holds the quantile, then searches inside it.
  private func quantile(
    _ p: Double, from tail: Tail, isEnough: (Double) -> Bool
  ) -> Double {
    let ends = support
    let stops = (atoms.map(\.value) + knots + [ends.upperBound]).sorted()
    let above = stops[min(stops.partitioningIndex(where: isEnough), stops.count - 1)]
    let below = stops.last { $0 < above } ?? ends.lowerBound
    if let atom = atoms.first(where: { $0.value == above }) {
      // The atom itself, unless the stretch below it already reaches far enough.
      let reached =
        tail == .lower
        ? cdf(above) - atom.probability >= p : upperTail(above) + atom.probability <= p
      if !reached { return above }
    }
    return quantile(p, from: tail, near: nil, within: min(below, above)...above)
  }

  public func quantile(
    _ p: Double, from tail: Tail, near guess: Double?, within range: ClosedRange<Double>
  ) -> Double {
    let active = spread.filter {
      let part = reach.isEmpty ? components[$0].support : reach[$0]
      return part.lowerBound < range.upperBound && part.upperBound > range.lowerBound
    }
    guard active.count == 1, let only = active.first else {
      let base =
        tail == .lower ? cdf(range.lowerBound) : probability(from: range.upperBound)
      return invert(p, from: tail, near: guess, within: range, beyond: base)
    }
    // One component alone rises here: its own quantile, at its own share of the probability.
    let part = components[only]
    let start = range.lowerBound
    let stop = range.upperBound
    let own =
      tail == .lower
      ? part.cdf(start) + (p - cdf(start)) / weights[only]
      : part.probability(from: stop) + (p - probability(from: stop)) / weights[only]
    let x = part.quantile(min(max(own, 1e-300), 1), from: tail, near: guess, within: range)
    return min(max(x, start), stop)
  }

  public var description: String {
    let parts = zip(weights, components).map { "\(plain($0)): \($1)" }
    return "mixture(\(parts.joined(separator: "; ")))"
  }
}

extension Distribution {
  /// P(X ≥ x): the upper tail and the atom at x, if there is one.
  fileprivate func probability(from x: Double) -> Double {
    upperTail(x) + (atoms.first { $0.value == x }?.probability ?? 0)
  }
}
