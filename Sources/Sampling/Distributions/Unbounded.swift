import Foundation
import GSL

/// Normal with a mean and a standard deviation.
public struct Normal: Distribution {
  public let mean: Double
  public let standardDeviation: Double

  /// - Throws: unless the mean is finite and the standard deviation above 0.
  public init(mean: Double, standardDeviation: Double) throws(InvalidParameter) {
    try requireFinite("mean", mean)
    try requireSize("sd", standardDeviation)
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  private init() { (mean, standardDeviation) = (0, 1) }
  /// Mean 0, standard deviation 1; `mean` + `standardDeviation` times it is this one.
  var standard: Normal { Normal() }

  public var support: ClosedRange<Double> { -Double.infinity...Double.infinity }
  private func standard(_ x: Double) -> Double { (x - mean) / standardDeviation }
  public func density(_ x: Double) -> Double {
    StandardNormal.density(standard(x)) / standardDeviation
  }
  public func cdf(_ x: Double) -> Double { StandardNormal.lower(standard(x)) }
  public func upperTail(_ x: Double) -> Double { StandardNormal.upper(standard(x)) }
  public func quantile(_ p: Double) -> Double {
    mean + standardDeviation * StandardNormal.quantile(p)
  }
  public func upperQuantile(_ q: Double) -> Double {
    mean + standardDeviation * StandardNormal.upperQuantile(q)
  }
  public var description: String { "normal(mean \(plain(mean)), sd \(plain(standardDeviation)))" }
}

/// A quantity whose logarithm is normal with mean `mu` and standard deviation `sigma`.
public struct Lognormal: Distribution {
  /// Mean of the logarithm.
  public let mu: Double
  /// Standard deviation of the logarithm, above 0.
  public let sigma: Double

  /// By the logarithm: exp(mu) is the median.
  ///
  /// - Throws: unless mu is finite and sigma above 0.
  public init(mu: Double, sigma: Double) throws(InvalidParameter) {
    try requireFinite("mu", mu)
    try requireSize("sigma", sigma)
    self.mu = mu
    self.sigma = sigma
  }

  /// By the mean and standard deviation of the quantity itself:
  /// σ² = ln(1 + sd²/mean²), μ = ln mean - σ²/2.
  public init(mean: Double, standardDeviation: Double) throws(InvalidParameter) {
    try requireSize("mean", mean)
    try requireSize("sd", standardDeviation)
    let ratio = standardDeviation / mean
    guard (ratio * ratio).isFinite else {
      throw InvalidParameter("sd", "must be at most 1e154 times the mean", standardDeviation)
    }
    let variance = log1p(ratio * ratio)
    try self.init(mu: log(mean) - variance / 2, sigma: variance.squareRoot())
  }

  public var support: ClosedRange<Double> { 0...Double.infinity }
  public var mean: Double { exp(mu + sigma * sigma / 2) }
  public var standardDeviation: Double {
    // Beyond, e^σ² - 1 is e^σ² to the last digit, and may be more than a number can hold.
    sigma < Self.wide ? mean * expm1(sigma * sigma).squareRoot() : exp(mu + sigma * sigma)
  }
  static let wide = 8.0
  func standard(_ x: Double) -> Double { (log(x) - mu) / sigma }
  public func density(_ x: Double) -> Double {
    x > 0 ? StandardNormal.density(standard(x)) / (sigma * x) : 0
  }
  public func cdf(_ x: Double) -> Double { x > 0 ? StandardNormal.lower(standard(x)) : 0 }
  public func upperTail(_ x: Double) -> Double { x > 0 ? StandardNormal.upper(standard(x)) : 1 }
  public func quantile(_ p: Double) -> Double { exp(mu + sigma * StandardNormal.quantile(p)) }
  public func upperQuantile(_ q: Double) -> Double {
    exp(mu + sigma * StandardNormal.upperQuantile(q))
  }
  public var description: String { "lognormal(mu \(plain(mu)), sigma \(plain(sigma)))" }
}

/// Gamma with `shape` and `scale`; its mean is their product.
public struct Gamma: InvertedDistribution {
  public let shape: Double
  public let scale: Double

  /// What a table holds: below, half of the draws are of no size that a number can have; above, GSL's
  /// probability is too rough.
  public static let shapes = 0.05...2e4

  /// - Throws: unless both are above 0 and the shape within `shapes`.
  public init(shape: Double, scale: Double) throws(InvalidParameter) {
    try requirePositive("shape", shape)
    try require("shape", shape, within: Self.shapes)
    try requireSize("scale", scale)
    self.shape = shape
    self.scale = scale
  }

  public var support: ClosedRange<Double> { 0...Double.infinity }
  public var mean: Double { shape * scale }
  public var standardDeviation: Double { shape.squareRoot() * scale }
  public func density(_ x: Double) -> Double {
    x < 0 ? 0 : StandardGamma.density(x / scale, shape) / scale
  }
  public func cdf(_ x: Double) -> Double {
    x <= 0 ? 0 : x == .infinity ? 1 : StandardGamma.lower(x / scale, shape)
  }
  public func upperTail(_ x: Double) -> Double {
    x <= 0 ? 1 : x == .infinity ? 0 : StandardGamma.upper(x / scale, shape)
  }
  public var description: String { "gamma(shape \(plain(shape)), scale \(plain(scale)))" }
}

/// Weibull: cdf 1 - exp(-(x/scale)^shape).
public struct Weibull: Distribution {
  public let shape: Double
  public let scale: Double

  /// What a table holds.
  public static let shapes = 0.05...1e12

  /// - Throws: unless both are above 0 and the shape within `shapes`.
  public init(shape: Double, scale: Double) throws(InvalidParameter) {
    try requirePositive("shape", shape)
    try require("shape", shape, within: Self.shapes)
    try requireSize("scale", scale)
    self.shape = shape
    self.scale = scale
  }

  public var support: ClosedRange<Double> { 0...Double.infinity }
  public var mean: Double { scale * StandardGamma.function(1 + 1 / shape) }
  public var standardDeviation: Double {
    let first = StandardGamma.function(1 + 1 / shape)
    if shape < 10 {
      let second = StandardGamma.function(1 + 2 / shape)
      return scale * (second - first * first).squareRoot()
    }
    // The difference of the two would lose its digits. ln Γ(1 + h) = -γh + Σ ζ(k)·(-h)^k/k, so that
    // ln Γ(1 + 2h) - 2·ln Γ(1 + h) = Σ ζ(k)·(-h)^k·(2^k - 2)/k from k = 2.
    let h = 1 / shape
    var sum = 0.0
    for k in (2...24).reversed() {
      let power = Double(k)
      sum += zeta(k) * pow(-h, power) * (exp2(power) - 2) / power
    }
    return scale * first * expm1(sum).squareRoot()
  }
  public func density(_ x: Double) -> Double {
    guard x > 0 else { return 0 }
    let z = pow(x / scale, shape)
    return shape / x * z * exp(-z)
  }
  public func cdf(_ x: Double) -> Double { x <= 0 ? 0 : -expm1(-pow(x / scale, shape)) }
  public func upperTail(_ x: Double) -> Double { x <= 0 ? 1 : exp(-pow(x / scale, shape)) }
  public func quantile(_ p: Double) -> Double { scale * pow(-log1p(-p), 1 / shape) }
  public func upperQuantile(_ q: Double) -> Double { scale * pow(-log(q), 1 / shape) }
  public var description: String { "weibull(shape \(plain(shape)), scale \(plain(scale)))" }
}

/// Student's t with `degrees` of freedom, moved to `location` and stretched by `scale`.
public struct StudentT: InvertedDistribution {
  public let degrees: Double
  public let location: Double
  public let scale: Double

  /// What a table holds.
  public static let degrees = 0.1...1e12

  /// - Throws: unless scale is above 0, degrees within `degrees` and the location finite.
  public init(
    degrees: Double, location: Double = 0, scale: Double = 1
  ) throws(InvalidParameter) {
    try requirePositive("degrees", degrees)
    try require("degrees", degrees, within: Self.degrees)
    try requireFinite("location", location)
    try requireSize("scale", scale)
    self.degrees = degrees
    self.location = location
    self.scale = scale
  }

  public var support: ClosedRange<Double> { -Double.infinity...Double.infinity }
  public var mean: Double { degrees > 1 ? location : .nan }
  public var standardDeviation: Double {
    if degrees > 2 { return scale * (degrees / (degrees - 2)).squareRoot() }
    return degrees > 1 ? .infinity : .nan
  }
  private func standard(_ x: Double) -> Double { (x - location) / scale }
  public func density(_ x: Double) -> Double { StandardT.density(standard(x), degrees) / scale }
  public func cdf(_ x: Double) -> Double { StandardT.lower(standard(x), degrees) }
  public func upperTail(_ x: Double) -> Double { StandardT.upper(standard(x), degrees) }
  public var description: String {
    "student_t(degrees \(plain(degrees)), location \(plain(location)), scale \(plain(scale)))"
  }
}

/// Pareto: P(X > x) = (low / x)^alpha from `low` upwards.
public struct Pareto: Distribution {
  public let low: Double
  public let alpha: Double

  /// What a table holds: with less, draws are of no size that a number can have.
  public static let alphas = 0.06...1e12

  /// - Throws: unless low is above 0 and alpha within `alphas`.
  public init(low: Double, alpha: Double) throws(InvalidParameter) {
    try requireSize("low", low)
    try requirePositive("alpha", alpha)
    try require("alpha", alpha, within: Self.alphas)
    self.low = low
    self.alpha = alpha
  }

  public var support: ClosedRange<Double> { low...Double.infinity }
  public var mean: Double {
    guard alpha > 1 else { return .infinity }
    let product = alpha * low
    return product.isFinite ? product / (alpha - 1) : low * (alpha / (alpha - 1))
  }
  public var standardDeviation: Double {
    guard alpha > 2 else { return .infinity }
    return low / (alpha - 1) * (alpha / (alpha - 2)).squareRoot()
  }
  public func density(_ x: Double) -> Double {
    x < low ? 0 : alpha / x * pow(low / x, alpha)
  }
  public func cdf(_ x: Double) -> Double { x <= low ? 0 : -expm1(alpha * log(low / x)) }
  public func upperTail(_ x: Double) -> Double { x <= low ? 1 : pow(low / x, alpha) }
  public func quantile(_ p: Double) -> Double { low * exp(-log1p(-p) / alpha) }
  public func upperQuantile(_ q: Double) -> Double { low * pow(q, -1 / alpha) }
  public var description: String { "pareto(low \(plain(low)), alpha \(plain(alpha)))" }
}

/// Riemann's ζ at whole numbers from 2: its sum up to 20, and the rest by Euler and Maclaurin.
private func zeta(_ k: Int) -> Double {
  let (power, n) = (Double(k), 20.0)
  var rest = pow(n, 1 - power) / (power - 1) + pow(n, -power) / 2
  rest += power * pow(n, -power - 1) / 12
  rest -= power * (power + 1) * (power + 2) * pow(n, -power - 3) / 720
  return (1..<20).reversed().reduce(rest) { $0 + pow(Double($1), -power) }
}
