import Foundation

/// A continuous distribution given that the value lies between `lower` and `upper`.
///
/// Its probabilities are taken from whichever tail of the base is the smaller, so that a
/// truncation far out in a tail keeps its digits.
public struct Truncated: Distribution {
  public let base: any Distribution
  public let lower: Double
  public let upper: Double
  public private(set) var mean: Double
  public private(set) var standardDeviation: Double
  private let inUpperTail: Bool
  /// Probability of the base below `lower`, above `upper`, and between them.
  private let below: Double
  private let above: Double
  private let mass: Double
  /// The mass where it is integrated, and probabilities with it.
  private let narrow: Double?

  /// - Parameters lower, upper: infinite where one side stays open.
  public init(
    _ base: any Distribution, lower: Double = -.infinity, upper: Double = .infinity
  ) throws(InvalidParameter) {
    guard base.atoms.isEmpty else {
      throw InvalidParameter("lower, upper", "can only bound a continuous distribution", "\(base)")
    }
    guard lower < upper else {
      throw InvalidParameter("lower", "must be below upper (\(plain(upper)))", lower)
    }
    self.base = base
    self.lower = max(lower, base.support.lowerBound)
    self.upper = min(upper, base.support.upperBound)
    below = base.cdf(self.lower)
    above = base.upperTail(self.upper)
    inUpperTail = below > 0.5
    mass = inUpperTail ? base.upperTail(self.lower) - above : base.cdf(self.upper) - below
    guard self.lower < self.upper, mass > 1e-12 else {
      throw InvalidParameter(
        "lower, upper", "must leave a probability above 1e-12 of the whole distribution",
        "\(plain(lower)) to \(plain(upper)) of \(base)")
    }
    (mean, standardDeviation) = (0, 0)
    narrow = Self.narrowMass(base, self.lower...self.upper, mass)
    (mean, standardDeviation) =
      (base as? any TailMoments)?.moments(from: self.lower, to: self.upper)
      ?? momentsByQuadrature(of: self)
  }

  /// The mass by integrating the density, where the base is nearly uniform over a narrow range: there the
  /// difference of two probabilities has lost the digits that a table needs.
  private static func narrowMass(
    _ base: any Distribution, _ range: ClosedRange<Double>, _ mass: Double
  ) -> Double? {
    guard mass < 1e-4, range.lowerBound.isFinite, range.upperBound.isFinite,
      !base.knots.contains(where: range.contains)
    else { return nil }
    let width = range.upperBound - range.lowerBound
    let densities = (0...8).map { base.density(range.lowerBound + Double($0) / 8 * width) }
    guard let least = densities.min(), let most = densities.max(), least > 0, most < 1.5 * least
    else { return nil }
    return integral(of: base, range.lowerBound, range.upperBound)
  }

  private static func integral(of base: any Distribution, _ a: Double, _ b: Double) -> Double {
    GaussRule.points(from: a, to: b).reduce(0) { $0 + $1.weight * base.density($1.x) }
  }

  public var support: ClosedRange<Double> { lower...upper }
  public var knots: [Double] { base.knots.filter { $0 > lower && $0 < upper } }
  public func density(_ x: Double) -> Double {
    support.contains(x) ? base.density(x) / (narrow ?? mass) : 0
  }
  public func cdf(_ x: Double) -> Double {
    if x <= lower { return 0 }
    if x >= upper { return 1 }
    if let narrow { return min(Self.integral(of: base, lower, x) / narrow, 1) }
    let inside =
      inUpperTail ? base.upperTail(lower) - base.upperTail(x) : base.cdf(x) - below
    return min(max(inside / mass, 0), 1)
  }
  public func upperTail(_ x: Double) -> Double {
    if x <= lower { return 1 }
    if x >= upper { return 0 }
    if let narrow { return min(Self.integral(of: base, x, upper) / narrow, 1) }
    let inside =
      base.upperTail(x) < 0.5 ? base.upperTail(x) - above : base.cdf(upper) - base.cdf(x)
    return min(max(inside / mass, 0), 1)
  }
  public func quantile(_ p: Double) -> Double {
    if narrow != nil { return invert(p, from: .lower, near: nil, within: support) }
    let x =
      inUpperTail
      ? base.upperQuantile(base.upperTail(lower) - p * mass) : base.quantile(below + p * mass)
    return min(max(x, lower), upper)
  }
  public func upperQuantile(_ q: Double) -> Double {
    if narrow != nil { return invert(q, from: .upper, near: nil, within: support) }
    let fromAbove = above + q * mass
    // Below the middle of the base its upper tail is near 1 and has no digits left: go up from below.
    let x = fromAbove < 0.5 ? base.upperQuantile(fromAbove) : base.quantile(below + (1 - q) * mass)
    return min(max(x, lower), upper)
  }
  public func quantile(
    _ p: Double, from tail: Tail, near guess: Double?, within range: ClosedRange<Double>
  ) -> Double {
    if narrow != nil { return invert(p, from: tail, near: guess, within: range) }
    let x: Double
    switch (tail, inUpperTail, above + p * mass < 0.5) {
    case (.lower, false, _):
      x = base.quantile(below + p * mass, from: .lower, near: guess, within: range)
    case (.lower, true, _):
      let q = base.upperTail(lower) - p * mass
      x = base.quantile(q, from: .upper, near: guess, within: range)
    case (.upper, _, true):
      x = base.quantile(above + p * mass, from: .upper, near: guess, within: range)
    case (.upper, _, false):
      x = base.quantile(below + (1 - p) * mass, from: .lower, near: guess, within: range)
    }
    return min(max(x, lower), upper)
  }
  public var description: String {
    "\(base) between \(plain(lower)) and \(plain(upper))"
  }
}
