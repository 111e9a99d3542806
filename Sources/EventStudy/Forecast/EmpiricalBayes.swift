/// Means of several units, each known with its own error, drawn towards their common mean.
///
///     y_i ~ N(θ_i, v_i),   θ_i ~ N(μ, τ²)
///
/// τ² by the method of moments, at least 0 (DerSimonian and Laird):
///
///     w_i = 1/v_i,   Q = Σ w_i (y_i - ȳ_w)²,   τ² = max(0, (Q - (k - 1)) / (Σw - Σw²/Σw))
///
/// μ is the mean with weights 1/(v_i + τ²), its variance 1/Σ of the weights. With the shrinkage factor
/// B_i = v_i/(v_i + τ²):
///
///     posterior mean (1 - B_i)·y_i + B_i·μ,   posterior variance (1 - B_i)·v_i + B_i²·var(μ)
///
/// The errors of units are taken as independent, and τ² as known once it is estimated. One unit
/// alone tells nothing of τ²; it is then 0 and the posterior is the observation.
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

  /// - Parameter observations: means with their variances above 0.
  /// - Returns: nil without observations.
  init?(_ observations: [(mean: Double, variance: Double)]) {
    guard !observations.isEmpty else { return nil }
    let weights = observations.map { 1 / $0.variance }
    let total = weights.reduce(0, +)
    let center = zip(weights, observations).reduce(0) { $0 + $1.0 * $1.1.mean } / total
    let q = zip(weights, observations).reduce(0) { sum, pair in
      sum + pair.0 * (pair.1.mean - center) * (pair.1.mean - center)
    }
    let scale = total - weights.reduce(0) { $0 + $1 * $1 } / total
    let excess = q - Double(observations.count - 1)
    let between = observations.count > 1 && scale > 0 ? max(0, excess / scale) : 0
    let posterior = observations.map { 1 / ($0.variance + between) }
    let sum = posterior.reduce(0, +)
    varianceBetween = between
    varianceOfMean = 1 / sum
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
