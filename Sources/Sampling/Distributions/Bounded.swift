import Foundation
import GSL

/// Equally likely between `low` and `high`.
public struct Uniform: Distribution {
  public let low: Double
  public let high: Double

  /// - Throws: unless low < high, both finite.
  public init(low: Double, high: Double) throws(InvalidParameter) {
    try requireFinite("low", low)
    try requireFinite("high", high)
    guard low < high else {
      throw InvalidParameter("low", "must be below high (\(plain(high)))", low)
    }
    self.low = low
    self.high = high
  }

  public var support: ClosedRange<Double> { low...high }
  public var mean: Double { low + (high - low) / 2 }
  public var standardDeviation: Double { (high - low) / 12.0.squareRoot() }
  public func density(_ x: Double) -> Double { support.contains(x) ? 1 / (high - low) : 0 }
  public func cdf(_ x: Double) -> Double { min(max((x - low) / (high - low), 0), 1) }
  public func upperTail(_ x: Double) -> Double { min(max((high - x) / (high - low), 0), 1) }
  public func quantile(_ p: Double) -> Double { low + p * (high - low) }
  public func upperQuantile(_ q: Double) -> Double { high - q * (high - low) }
  public var description: String { "uniform(low \(plain(low)), high \(plain(high)))" }
}

/// Density rising in a straight line from `low` to `mode` and falling to `high`.
public struct Triangular: Distribution {
  public let low: Double
  public let mode: Double
  public let high: Double

  /// - Throws: unless low ≤ mode ≤ high and low < high, all finite.
  public init(low: Double, mode: Double, high: Double) throws(InvalidParameter) {
    try requireOrdered(low: low, mode: mode, high: high)
    self.low = low
    self.mode = mode
    self.high = high
  }

  public var support: ClosedRange<Double> { low...high }
  public var mean: Double { (low + mode + high) / 3 }
  public var standardDeviation: Double {
    // ((b-a)² - (b-m)(m-a)) / 18
    (((high - low) * (high - low) - (high - mode) * (mode - low)) / 18).squareRoot()
  }
  public var knots: [Double] { low < mode && mode < high ? [mode] : [] }
  public func density(_ x: Double) -> Double {
    guard support.contains(x) else { return 0 }
    let peak = 2 / (high - low)
    if x < mode { return peak * (x - low) / (mode - low) }
    return x == mode ? peak : peak * (high - x) / (high - mode)
  }
  public func cdf(_ x: Double) -> Double {
    if x <= low { return 0 }
    if x < mode { return (x - low) * (x - low) / ((high - low) * (mode - low)) }
    return 1 - upperTail(x)
  }
  public func upperTail(_ x: Double) -> Double {
    if x >= high { return 0 }
    if x > mode || mode == low && x > low {
      return (high - x) * (high - x) / ((high - low) * (high - mode))
    }
    return x <= low ? 1 : 1 - (x - low) * (x - low) / ((high - low) * (mode - low))
  }
  public func quantile(_ p: Double) -> Double {
    let split = (mode - low) / (high - low)
    if p <= split { return low + (p * (high - low) * (mode - low)).squareRoot() }
    return high - ((1 - p) * (high - low) * (high - mode)).squareRoot()
  }
  public func upperQuantile(_ q: Double) -> Double {
    let split = (high - mode) / (high - low)
    if q <= split { return high - (q * (high - low) * (high - mode)).squareRoot() }
    return low + ((1 - q) * (high - low) * (mode - low)).squareRoot()
  }
  public var description: String {
    "triangular(low \(plain(low)), mode \(plain(mode)), high \(plain(high)))"
  }
}

/// Beta on (`low`, `high`), with shapes `alpha` and `beta`.
public struct Beta: InvertedDistribution {
  public let alpha: Double
  public let beta: Double
  public let low: Double
  public let high: Double
  private let family: String
  /// ln B(alpha, beta): GSL would compute three gamma functions again for every density.
  private let logBeta: Double

  /// What a table holds: below, the draws lie nearer to an end than numbers do; above, GSL's probability
  /// fails where both are large (it does with 1e6 and 1e6).
  public static let shapes = 0.05...5e5

  /// - Parameters alpha, beta: shapes, within `shapes`.
  public init(
    alpha: Double, beta: Double, low: Double = 0, high: Double = 1
  ) throws(InvalidParameter) {
    try requirePositive("alpha", alpha)
    try requirePositive("beta", beta)
    try require("alpha", alpha, within: Self.shapes)
    try require("beta", beta, within: Self.shapes)
    _ = try Uniform(low: low, high: high)
    self.init(alpha, beta, low, high, family: "beta")
  }

  fileprivate init(_ a: Double, _ b: Double, _ low: Double, _ high: Double, family: String) {
    alpha = a
    beta = b
    self.low = low
    self.high = high
    self.family = family
    logBeta = StandardBeta.logFunction(a, b)
  }

  public var support: ClosedRange<Double> { low...high }
  public var mean: Double { low + (high - low) * alpha / (alpha + beta) }
  public var standardDeviation: Double {
    let sum = alpha + beta
    return (high - low) * (alpha * beta / (sum + 1)).squareRoot() / sum
  }
  private func standard(_ x: Double) -> Double { min(max((x - low) / (high - low), 0), 1) }
  public func density(_ x: Double) -> Double {
    guard support.contains(x) else { return 0 }
    let below = (x - low) / (high - low)
    let above = (high - x) / (high - low)
    return exp((alpha - 1) * log(below) + (beta - 1) * log(above) - logBeta) / (high - low)
  }
  public func cdf(_ x: Double) -> Double { StandardBeta.lower(standard(x), alpha, beta) }
  public func upperTail(_ x: Double) -> Double {
    // Measured from the nearer end, so that neither tail loses its digits.
    let fromLow = standard(x)
    if fromLow < 0.5 { return StandardBeta.upper(fromLow, alpha, beta) }
    return StandardBeta.lower(min(max((high - x) / (high - low), 0), 1), beta, alpha)
  }
  public var description: String {
    "\(family)(alpha \(plain(alpha)), beta \(plain(beta)), \(plain(low)) to \(plain(high)))"
  }
}

/// PERT: a beta between `low` and `high` whose mode is the most likely value.
///
/// α = 1 + λ (mode - low) / (high - low), β = 1 + λ (high - mode) / (high - low); its mean is
/// (low + λ mode + high) / (λ + 2). λ = 4 is the usual one, larger is more peaked.
/// - Source: Malcolm, Roseboom, Clark, Fazar (1959); Vose, "Risk Analysis" (2008) for λ.
public struct PERT: InvertedDistribution {
  public let low: Double
  public let mode: Double
  public let high: Double
  /// Weight of the mode, above 0.
  public let lambda: Double
  private let beta: Beta

  /// The shapes have λ + 2 as their sum.
  static let mostLambda = 1e6

  /// - Throws: unless low ≤ mode ≤ high, low < high and lambda > 0.
  public init(
    low: Double, mode: Double, high: Double, lambda: Double = 4
  ) throws(InvalidParameter) {
    try requireOrdered(low: low, mode: mode, high: high)
    try requirePositive("lambda", lambda)
    guard lambda <= Self.mostLambda else {
      throw InvalidParameter("lambda", "must be at most \(plain(Self.mostLambda))", lambda)
    }
    self.low = low
    self.mode = mode
    self.high = high
    self.lambda = lambda
    let width = high - low
    beta = Beta(
      1 + lambda * (mode - low) / width, 1 + lambda * (high - mode) / width, low, high,
      family: "pert")
  }

  public var support: ClosedRange<Double> { low...high }
  public var mean: Double { beta.mean }
  public var standardDeviation: Double { beta.standardDeviation }
  public func density(_ x: Double) -> Double { beta.density(x) }
  public func cdf(_ x: Double) -> Double { beta.cdf(x) }
  public func upperTail(_ x: Double) -> Double { beta.upperTail(x) }
  public var description: String {
    let peak = lambda == 4 ? "" : ", lambda \(plain(lambda))"
    return "pert(low \(plain(low)), mode \(plain(mode)), high \(plain(high))\(peak))"
  }
}

/// Throws unless low ≤ mode ≤ high and low < high.
func requireOrdered(low: Double, mode: Double, high: Double) throws(InvalidParameter) {
  _ = try Uniform(low: low, high: high)
  guard mode >= low, mode <= high else {
    throw InvalidParameter(
      "mode", "must lie between low and high (\(plain(low))...\(plain(high)))", mode)
  }
}
