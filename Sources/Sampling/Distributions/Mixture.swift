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
    standardDeviation = centre.isInfinite ? .infinity : variance.squareRoot()
  }

  /// A component of less is never drawn and would drown in the rounding of the others.
  static let leastWeight = 1e-15

  public func cdf(_ x: Double) -> Double {
    zip(components, weights).reduce(0) { $0 + $1.1 * $1.0.cdf(x) }
  }
  public func upperTail(_ x: Double) -> Double {
    zip(components, weights).reduce(0) { $0 + $1.1 * $1.0.upperTail(x) }
  }
  public func density(_ x: Double) -> Double {
    zip(components, weights).reduce(0) { $0 + $1.1 * $1.0.density(x) }
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
      let part = components[$0].support
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
