import Foundation
import GSL

/// Degrees of freedom of a Student t scaled to unit variance, by maximum likelihood.
///
///     ln f(z) = -ln B(½, ν/2) - ½·ln(ν - 2) - (ν + 1)/2 · ln(1 + z²/(ν - 2))
///
/// Values are first brought to mean 0 and variance 1, so that ν says tails and nothing else. The search
/// runs over 1/ν, in which the likelihood is nearly parabolic; ν itself has a likelihood that is flat
/// towards the normal distribution.
public enum TailWeight {
  /// Near 2 the variance that values are scaled by is itself hardly defined; beyond 60 a t cannot be
  /// told from a normal with fewer than thousands of returns.
  public static let range = 2.5...60.0

  /// - Throws: `GSLError` for values without spread, a single one among them.
  public static func degreesOfFreedom(of values: [Double]) throws(GSLError) -> Double {
    let sample = Sample(values)
    let variance = sample.standardDeviation * sample.standardDeviation
    let squares = values.map { ($0 - sample.mean) * ($0 - sample.mean) / variance }
    let inverse = try minimum(
      of: { inverse in
        let nu = 1 / inverse
        let constant = StandardBeta.logFunction(0.5, nu / 2) + 0.5 * log(nu - 2)
        let sum = squares.reduce(0) { $0 + log(1 + $1 / (nu - 2)) }
        return constant * Double(squares.count) + (nu + 1) / 2 * sum
      }, in: (1 / range.upperBound)...(1 / range.lowerBound))
    return min(max(1 / inverse, range.lowerBound), range.upperBound)
  }
}
