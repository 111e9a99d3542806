import Foundation

/// A distribution through an expert's 10th, 50th and 90th percentile: the three-term metalog.
///
///     M(y) = a1 + a2·logit(y) + a3·(y - ½)·logit(y)
///
/// taken of x itself when there are no bounds, of ln(x - lower), -ln(upper - x) or
/// ln((x - lower) / (upper - x)) when there are. Three percentiles fix the three coefficients; not
/// every triple gives a curve that rises everywhere, and one that does not is refused.
/// - Source: T. W. Keelin, "The Metalog Distributions", Decision Analysis 13(4), 2016.
public struct ExpertQuantiles: Distribution {
  public let p10: Double
  public let p50: Double
  public let p90: Double
  /// Bounds; infinite where a side is open.
  public let lower: Double
  public let upper: Double
  /// a1, a2, a3 of the fitted curve, on the transformed scale.
  public let coefficients: [Double]
  public private(set) var mean: Double
  public private(set) var standardDeviation: Double

  /// |a3| / a2 above which the curve falls somewhere (the minimum over y of its slope is 0 there).
  static let steepest = 1.66711

  /// - Throws: unless lower < p10 < p50 < p90 < upper, and where no smooth curve goes through the three;
  ///   the message says between which values p50 may lie.
  public init(
    p10: Double, p50: Double, p90: Double, lower: Double = -.infinity, upper: Double = .infinity
  ) throws(InvalidParameter) {
    for (name, value) in [("p10", p10), ("p50", p50), ("p90", p90)] {
      try requireFinite(name, value)
      guard value > lower, value < upper else {
        throw InvalidParameter(
          name, "must lie between the bounds \(plain(lower)) and \(plain(upper))", value)
      }
    }
    guard p10 < p50, p50 < p90 else {
      throw InvalidParameter(
        "p10, p50, p90", "must rise", "\(plain(p10)), \(plain(p50)), \(plain(p90))")
    }
    (self.p10, self.p50, self.p90) = (p10, p50, p90)
    (self.lower, self.upper) = (lower, upper)
    let (z10, z50, z90) = (
      Self.transformed(p10, lower, upper), Self.transformed(p50, lower, upper),
      Self.transformed(p90, lower, upper)
    )
    // logit(0.9) = ln 9; (y - ½)·logit(y) is 0.4·ln 9 at both 0.1 and 0.9.
    let ln9 = log(9.0)
    let a2 = (z90 - z10) / (2 * ln9)
    let a3 = (z10 + z90 - 2 * z50) / (0.8 * ln9)
    coefficients = [z50, a2, a3]
    guard abs(a3) < Self.steepest * a2 else {
      let share = (z50 - z10) / (z90 - z10)
      throw InvalidParameter(
        "p50",
        "is too close to \(share < 0.5 ? "p10" : "p90") for a smooth curve through the three "
          + "(it must lie between \(Self.shown(Self.leastShare, z10, z90, lower, upper)) and "
          + "\(Self.shown(1 - Self.leastShare, z10, z90, lower, upper)))", p50)
    }
    (mean, standardDeviation) = (0, 0)
    (mean, standardDeviation) = momentsByQuadrature(of: self)
  }

  /// The least (p50 - p10) / (p90 - p10) that can be fitted: |a3| = steepest·a2 solved for it.
  private static let leastShare = 0.5 - 0.2 * steepest

  private static func transformed(_ x: Double, _ lower: Double, _ upper: Double) -> Double {
    switch (lower.isFinite, upper.isFinite) {
    case (false, false): x
    case (true, false): log(x - lower)
    case (false, true): -log(upper - x)
    case (true, true): log((x - lower) / (upper - x))
    }
  }

  private func untransformed(_ z: Double) -> Double {
    switch (lower.isFinite, upper.isFinite) {
    case (false, false): z
    case (true, false): lower + exp(z)
    case (false, true): upper - exp(-z)
    case (true, true) where z < 0: lower + (upper - lower) * exp(z) / (1 + exp(z))
    case (true, true): upper - (upper - lower) / (1 + exp(z))
    }
  }

  private static func shown(
    _ share: Double, _ z10: Double, _ z90: Double, _ lower: Double, _ upper: Double
  ) -> String {
    let z = z10 + share * (z90 - z10)
    let x =
      switch (lower.isFinite, upper.isFinite) {
      case (false, false): z
      case (true, false): lower + exp(z)
      case (false, true): upper - exp(-z)
      case (true, true): lower + (upper - lower) / (1 + exp(-z))
      }
    return String(format: "%.5g", x)
  }

  public var support: ClosedRange<Double> { lower...upper }

  /// M and y·(1 - y)·dM/dy where min(y, 1 - y) = v, from below or from above.
  private func curve(_ v: Double, _ tail: Tail) -> (value: Double, slope: Double) {
    let sign = tail == .lower ? 1.0 : -1.0
    let logit = sign * (log(v) - log1p(-v))
    let offset = sign * (v - 0.5)
    let (a1, a2, a3) = (coefficients[0], coefficients[1], coefficients[2])
    return (
      a1 + a2 * logit + a3 * offset * logit, a2 + a3 * (offset + v * (1 - v) * logit)
    )
  }

  public func quantile(_ p: Double) -> Double {
    p <= 0.5 ? untransformed(curve(p, .lower).value) : untransformed(curve(1 - p, .upper).value)
  }
  public func upperQuantile(_ q: Double) -> Double {
    q <= 0.5 ? untransformed(curve(q, .upper).value) : untransformed(curve(1 - q, .lower).value)
  }

  /// The tail probability v with M(v) = z: Newton's method on ln v, of which M is nearly a straight line in
  /// the tails, inside a bracket.
  private func tailProbability(_ x: Double) -> (v: Double, tail: Tail) {
    let z = Self.transformed(x, lower, upper)
    let tail: Tail = z <= coefficients[0] ? .lower : .upper
    let sign = tail == .lower ? 1.0 : -1.0
    var (low, high) = (-745.0, log(0.5))
    // Where the curve would be without its third term.
    var s = max(low, high - abs(z - coefficients[0]) / coefficients[1])
    for _ in 0..<100 {
      let v = exp(s)
      let (value, slope) = curve(v, tail)
      let excess = sign * (value - z)
      if excess < 0 { low = s } else { high = s }
      let next = s - excess * (1 - v) / slope
      // The error after a step is about the square of the step.
      if abs(next - s) <= 1e-9 { return (exp(min(max(next, low), high)), tail) }
      s = next > low && next < high ? next : (low + high) / 2
    }
    return (exp(s), tail)
  }

  public func cdf(_ x: Double) -> Double {
    if x <= lower { return 0 }
    if x >= upper { return 1 }
    let (v, tail) = tailProbability(x)
    return tail == .lower ? v : 1 - v
  }
  public func upperTail(_ x: Double) -> Double {
    if x <= lower { return 1 }
    if x >= upper { return 0 }
    let (v, tail) = tailProbability(x)
    return tail == .upper ? v : 1 - v
  }
  public func density(_ x: Double) -> Double {
    guard x > lower, x < upper else { return 0 }
    let (v, tail) = tailProbability(x)
    let stretch =
      switch (lower.isFinite, upper.isFinite) {
      case (false, false): 1.0
      case (true, false): 1 / (x - lower)
      case (false, true): 1 / (upper - x)
      case (true, true): 1 / (x - lower) + 1 / (upper - x)
      }
    return stretch * v * (1 - v) / curve(v, tail).slope
  }

  public var description: String {
    var bounds = ""
    if lower.isFinite { bounds += ", lower \(plain(lower))" }
    if upper.isFinite { bounds += ", upper \(plain(upper))" }
    let fitted = coefficients.map { String(format: "%.6g", $0) }.joined(separator: ", ")
    return "quantiles(p10 \(plain(p10)), p50 \(plain(p50)), p90 \(plain(p90))\(bounds); "
      + "metalog a = \(fitted))"
  }
}
