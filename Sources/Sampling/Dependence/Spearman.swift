import Foundation

extension Correlation {
  /// The correlation of the scores that gives a Spearman correlation.
  ///
  /// Gaussian: ρ = 2 sin(π ρ_S / 6) (Pearson 1907). Student-t: `spearman(ofScores:)` solved for ρ by
  /// bisection.
  func scoreCorrelation(spearman: Double) -> Double {
    guard let mixing = StudentMixing(copula), abs(spearman) < 1, spearman != 0 else {
      return 2 * sin(.pi * spearman / 6)
    }
    var (low, high) = (-1.0, 1.0)
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if mixing.spearman(middle) < spearman { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The Spearman correlation of continuous inputs whose scores have a correlation ρ.
  ///
  /// Gaussian: ρ_S = 6/π asin(ρ/2). Student-t: see `StudentMixing`.
  func spearman(ofScores rho: Double) -> Double {
    StudentMixing(copula)?.spearman(rho) ?? 6 / .pi * asin(rho / 2)
  }
}

/// Independent mixing variables w = ν/χ²_ν of Student-t copulas, as points with weights.
///
/// ρ_S is the mean of (6/π) asin(ρ w / √((w + w₁)(w + w₂))) over three of them (Heinen and Valdesogo
/// 2020). Probabilities p = u³(10 - 15u + 6u²) at even u lie close to each other in both tails, where w
/// moves most: 24 of them give ρ_S to 1e-5 from one degree of freedom on, to 5e-5 at 0.3.
private struct StudentMixing {
  private let chiSquared: [Double]
  private let weights: [Double]
  /// The weighted mean at ρ = 1, π/6 but for rounding.
  private var full = 1.0

  /// - Returns: nil for the Gaussian copula, and for degrees that no χ² has.
  init?(_ copula: Correlation.Copula) {
    guard case .studentT(let nu) = copula, let law = try? Gamma(shape: nu / 2, scale: 2) else {
      return nil
    }
    let n = 24
    let points = (0..<n).map { (Double($0) + 0.5) / Double(n) }
    chiSquared = points.map { u in law.quantile(u * u * u * (10 - 15 * u + 6 * u * u)) }
    let densities = points.map { u in u * u * (1 - u) * (1 - u) }
    let sum = densities.reduce(0, +)
    weights = densities.map { $0 / sum }
    full = mean(1)
  }

  func spearman(_ rho: Double) -> Double { abs(rho) == 1 ? rho : mean(rho) / full }

  private func mean(_ rho: Double) -> Double {
    var sum = 0.0
    for (a, p) in zip(chiSquared, weights) {
      // 1 + w₁/w; two that are 0 are the same.
      let ratios = chiSquared.map { b in 1 + (a == b ? 1 : a / b) }
      for (r, q) in zip(ratios, weights) {
        for (s, o) in zip(ratios, weights) { sum += p * q * o * asin(rho / (r * s).squareRoot()) }
      }
    }
    return sum
  }
}
