/// A distribution whose values are those of another, times a factor.
public struct Scaled: Distribution {
  public let base: any Distribution
  public let factor: Double

  /// - Parameter factor: above 0.
  init(_ base: any Distribution, by factor: Double) {
    self.base = base
    self.factor = factor
  }

  public var support: ClosedRange<Double> {
    base.support.lowerBound * factor...base.support.upperBound * factor
  }
  public var mean: Double { base.mean * factor }
  public var standardDeviation: Double { base.standardDeviation * factor }
  public func cdf(_ x: Double) -> Double { base.cdf(x / factor) }
  public func upperTail(_ x: Double) -> Double { base.upperTail(x / factor) }
  public func density(_ x: Double) -> Double { base.density(x / factor) / factor }
  public func quantile(_ p: Double) -> Double { base.quantile(p) * factor }
  public func upperQuantile(_ q: Double) -> Double { base.upperQuantile(q) * factor }
  public func quantile(
    _ p: Double, from tail: Tail, near guess: Double?, within range: ClosedRange<Double>
  ) -> Double {
    let x = base.quantile(
      p, from: tail, near: guess.map { $0 / factor },
      within: range.lowerBound / factor...range.upperBound / factor)
    return min(max(x * factor, range.lowerBound), range.upperBound)
  }
  public var atoms: [Atom] {
    base.atoms.map { Atom(value: $0.value * factor, probability: $0.probability) }
  }
  public var knots: [Double] { base.knots.map { $0 * factor } }
  public var description: String { "\(plain(factor)) × \(base)" }
}

extension Distribution {
  /// The distribution of the values times a factor, of the same family where that has its own table.
  ///
  /// - Throws: unless the factor is finite and above 0.
  public func times(_ factor: Double) throws(InvalidParameter) -> any Distribution {
    try requireSize("times", factor)
    switch self {
    case let constant as Constant: return try Constant(constant.value * factor)
    case let uniform as Uniform:
      return try Uniform(low: uniform.low * factor, high: uniform.high * factor)
    case let discrete as Discrete:
      return try Discrete(
        values: discrete.atoms.map { $0.value * factor },
        weights: discrete.atoms.map(\.probability))
    default: return Scaled(self, by: factor)
    }
  }
}
