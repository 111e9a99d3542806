import Foundation

/// Polynomials on [-1, 1] that come close to a smooth function.
enum Chebyshev {
  /// Coefficients of powers of w, highest first, of the shortest polynomial within `error` of `f`.
  ///
  /// The interpolant through 32 Chebyshev points, cut where the sum of what is left off falls below
  /// `error`, then written in powers of w (well conditioned on [-1, 1] at the twenty powers it
  /// takes).
  static func powers(error: Double, _ f: (Double) -> Double) -> [Double] {
    var coefficients = interpolant(points: 32, f)
    var dropped = 0.0
    while coefficients.count > 2, dropped + abs(coefficients[coefficients.count - 1]) < error {
      dropped += abs(coefficients.removeLast())
    }
    return powers(coefficients)
  }

  /// The same of the polynomial of a degree through as many Chebyshev points.
  static func powers(degree: Int, _ f: (Double) -> Double) -> [Double] {
    powers(interpolant(points: degree + 1, f))
  }

  /// Coefficients of T_0, T_1, ….
  private static func interpolant(points n: Int, _ f: (Double) -> Double) -> [Double] {
    let angles = (0..<n).map { Double.pi * (Double($0) + 0.5) / Double(n) }
    let values = angles.map { f(cos($0)) }
    var coefficients = (0..<n).map { k in
      zip(angles, values).reduce(0) { $0 + $1.1 * cos(Double(k) * $1.0) } * 2 / Double(n)
    }
    coefficients[0] /= 2
    return coefficients
  }

  /// From T_0, T_1, … to powers of w, highest first.
  private static func powers(_ coefficients: [Double]) -> [Double] {
    // T_{k+1} = 2w·T_k - T_{k-1}, each as powers of w from the lowest.
    var (before, now) = ([1.0], [0.0, 1.0])
    var sum = [Double](repeating: 0, count: coefficients.count)
    sum[0] = coefficients[0]
    for k in 1..<coefficients.count {
      for (power, value) in now.enumerated() { sum[power] += coefficients[k] * value }
      var next = [0.0] + now.map { 2 * $0 }
      for (power, value) in before.enumerated() { next[power] -= value }
      (before, now) = (now, next)
    }
    return sum.reversed()
  }
}
