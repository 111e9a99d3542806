import Foundation
import GSL

/// A family whose moments above a bound have a formula where its tail is too heavy for quadrature.
protocol TailMoments: Distribution {
  /// Mean and standard deviation of a value known to lie between two bounds; nil where quadrature finds
  /// them.
  func moments(from lower: Double, to upper: Double) -> (mean: Double, standardDeviation: Double)?
}

extension Pareto: TailMoments {
  /// What lies above a bound is a Pareto distribution from there.
  func moments(from lower: Double, to upper: Double) -> (mean: Double, standardDeviation: Double)? {
    guard upper == .infinity, let rest = try? Pareto(low: lower, alpha: alpha) else { return nil }
    return (rest.mean, rest.standardDeviation)
  }
}

extension Lognormal: TailMoments {
  /// E X^k = exp(kμ + k²σ²/2)·Φ(kσ - a)/Φ(-a), a being the bound in standard deviations. Of the square
  /// of the mean nothing is left beside E X².
  func moments(from lower: Double, to upper: Double) -> (mean: Double, standardDeviation: Double)? {
    guard upper == .infinity, sigma >= Self.wide else { return nil }
    let a = standard(lower)
    let mass = StandardNormal.upper(a)
    let first = StandardNormal.upper(a - sigma) / mass
    let second = StandardNormal.upper(a - 2 * sigma) / mass
    return (
      exp(mu + sigma * sigma / 2 + log(first)), exp(mu + sigma * sigma + log(second) / 2)
    )
  }
}

extension StudentT: TailMoments {
  /// Infinite without quadrature, whose sums stop growing where values do, at 1.8e308.
  func moments(from lower: Double, to upper: Double) -> (mean: Double, standardDeviation: Double)? {
    guard degrees <= 1 else { return nil }
    switch (lower.isFinite, upper.isFinite) {
    case (true, false): return (.infinity, .infinity)
    case (false, true): return (-.infinity, .infinity)
    default: return nil
    }
  }
}
