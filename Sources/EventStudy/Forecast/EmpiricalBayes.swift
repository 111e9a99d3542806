/// Means of several units, each known with an error, drawn towards their common mean.
///
///     y ~ N(θ, V),   θ_i ~ N(μ, τ²) independently,   v_i = V_ii
///
/// τ² by the method of moments, at least 0 (DerSimonian and Laird's, which is the case of a diagonal
/// V, where E is k - 1):
///
///     w_i = 1/v_i,   Q = Σ w_i (y_i - ȳ_w)²,   E = Σ w_i·v_i - Σ_ij w_i·w_j·V_ij / Σw
///     τ² = max(0, (Q - E) / (Σw - Σw²/Σw))
///
/// μ is the mean with weights u_i ∝ 1/(v_i + τ²), its variance Σ u_i²·τ² + Σ_ij u_i·u_j·V_ij: errors that
/// go together do not cancel. With the shrinkage factor B_i = v_i/(v_i + τ²):
///
///     posterior mean (1 - B_i)·y_i + B_i·μ,   posterior variance (1 - B_i)·v_i + B_i²·var(μ)
///
/// τ² is taken as known once it is estimated. One unit alone tells nothing of it; it is then 0 and the
/// posterior is the observation.
///
/// - Source: Efron and Morris (1975); Morris (1983); DerSimonian and Laird (1986).
struct EmpiricalBayes {
  struct Posterior {
    let mean: Double
    let standardDeviation: Double
    /// B, the weight of the common mean, in 0...1.
    let shrinkage: Double
  }

  let mean: Double
  let varianceOfMean: Double
  /// τ².
  let varianceBetween: Double

  /// - Parameters:
  ///   - observations: means with their variances above 0.
  ///   - covariance: of the errors of two different observations, by position.
  /// - Returns: nil without observations.
  init?(
    _ observations: [(mean: Double, variance: Double)],
    covariance: (Int, Int) -> Double = { _, _ in 0 }
  ) {
    guard !observations.isEmpty else { return nil }
    /// Σ_ij a_i·a_j·V_ij.
    func variance(_ a: [Double]) -> Double {
      a.indices.reduce(0) { sum, i in
        let others = (0..<i).reduce(0) { $0 + a[$1] * covariance(i, $1) }
        return sum + a[i] * (a[i] * observations[i].variance + 2 * others)
      }
    }
    let weights = observations.map { 1 / $0.variance }
    let total = weights.reduce(0, +)
    let center = zip(weights, observations).reduce(0) { $0 + $1.0 * $1.1.mean } / total
    let q = zip(weights, observations).reduce(0) { sum, pair in
      sum + pair.0 * (pair.1.mean - center) * (pair.1.mean - center)
    }
    let scale = total - weights.reduce(0) { $0 + $1 * $1 } / total
    let excess = q - (Double(observations.count) - variance(weights) / total)
    let between = observations.count > 1 && scale > 0 ? max(0, excess / scale) : 0
    let posterior = observations.map { 1 / ($0.variance + between) }
    let sum = posterior.reduce(0, +)
    varianceBetween = between
    let shares = posterior.map { $0 / sum }
    varianceOfMean = shares.reduce(0) { $0 + $1 * $1 * between } + variance(shares)
    mean = zip(posterior, observations).reduce(0) { $0 + $1.0 * $1.1.mean } / sum
  }

  /// - Parameter observation: nil for a unit that was never observed: it is drawn from N(μ, τ²).
  func posterior(_ observation: (mean: Double, variance: Double)?) -> Posterior {
    guard let (y, v) = observation else {
      return Posterior(
        mean: mean, standardDeviation: (varianceBetween + varianceOfMean).squareRoot(),
        shrinkage: 1)
    }
    let b = v / (v + varianceBetween)
    return Posterior(
      mean: (1 - b) * y + b * mean,
      standardDeviation: ((1 - b) * v + b * b * varianceOfMean).squareRoot(), shrinkage: b)
  }
}
