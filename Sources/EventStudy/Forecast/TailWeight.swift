import Foundation
import GSL

/// Degrees of freedom ν of Student t's, each told by its own sample and drawn towards the others.
///
/// One year of days says little of a tail, so 1/ν of every series is shrunk to the mean of all. With κ = 1/ν
/// on a grid of nodes and ℓ_i(κ) the log likelihood of sample i, location and scale at their best for each κ:
///
///     κ̂_i, v_i = mean and variance of κ under exp(ℓ_i)
///     κ̄, τ²   = mean and variance between samples, by DerSimonian and Laird; τ at least 0.03
///     1/ν_i   = mean of κ under exp(ℓ_i)·N(κ; κ̄, τ²),   ν_i at least 2.6
///
/// 1/ν rather than ν, whose likelihood is flat towards the normal distribution. τ has a floor because a dozen
/// samples cannot tell that tails are all alike.
///
/// - Source: DerSimonian and Laird (1986), by `EmpiricalBayes`; the t by expectation and maximisation, Lange,
///   Little and Taylor (1989).
public enum TailWeight {
  /// Below it a scale of unit variance has nothing left near the middle.
  public static let least = 2.6
  /// κ, rising.
  static let nodes = (0..<60).map { 0.005 + 0.445 * Double($0) / 59 }
  static let leastSpread = 0.03

  /// ν of each sample, in their order.
  ///
  /// - Parameter samples: each with spread, which nothing checks.
  public static func degreesOfFreedom(of samples: [[Double]]) -> [Double] {
    let likelihoods = samples.map(logLikelihoods)
    let found = likelihoods.map { moments($0) }
    guard let between = EmpiricalBayes(found) else { return [] }
    let variance = max(between.varianceBetween, leastSpread * leastSpread)
    return likelihoods.map { likelihood in
      let posterior = zip(nodes, likelihood).map { kappa, logarithm in
        logarithm - (kappa - between.mean) * (kappa - between.mean) / (2 * variance)
      }
      return max(least, 1 / moments(posterior).mean)
    }
  }

  /// Mean and variance of κ with weights exp(ℓ).
  private static func moments(_ logarithms: [Double]) -> (mean: Double, variance: Double) {
    let most = logarithms.max() ?? 0
    let weights = logarithms.map { exp($0 - most) }
    let total = weights.reduce(0, +)
    let mean = zip(weights, nodes).reduce(0) { $0 + $1.0 * $1.1 } / total
    let squares = zip(weights, nodes).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) }
    return (mean, squares / total)
  }

  /// ℓ(κ) at each node, up to what does not depend on κ.
  static func logLikelihoods(_ values: [Double]) -> [Double] {
    let sample = Sample(values)
    let n = Double(values.count)
    // The best location and scale move little from node to node.
    var location = sample.mean
    var variance = sample.standardDeviation * sample.standardDeviation
    return nodes.map { kappa in
      let nu = 1 / kappa
      for _ in 0..<500 {
        var (weights, sum, squares) = (0.0, 0.0, 0.0)
        for x in values {
          let d = x - location
          let weight = (nu + 1) / (nu + d * d / variance)
          weights += weight
          sum += weight * d
          squares += weight * d * d
        }
        let step = sum / weights
        // Σ w·(x - new)² = Σ w·d² - Σw·step².
        let next = (squares - weights * step * step) / n
        let change = abs(next / variance - 1)
        (location, variance) = (location + step, next)
        if change < 1e-11 { break }
      }
      let logarithms = values.reduce(0) { sum, x in
        let d = x - location
        return sum + log1p(d * d / (variance * nu))
      }
      return n * (-StandardBeta.logFunction(0.5, nu / 2) - 0.5 * log(nu * variance))
        - (nu + 1) / 2 * logarithms
    }
  }
}
