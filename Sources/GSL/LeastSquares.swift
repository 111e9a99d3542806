internal import CGSL

/// A straight line y = a + b·x by ordinary least squares.
public struct LeastSquares: Sendable {
  public let intercept: Double
  public let slope: Double
  /// Standard errors, with count - 2 degrees of freedom.
  public let interceptError: Double
  public let slopeError: Double
  /// Σ(y - a - b·x)².
  public let residualSumOfSquares: Double
  public let count: Int

  /// √(residual sum of squares / (count - 2)).
  public var residualStandardDeviation: Double {
    (residualSumOfSquares / Double(count - 2)).squareRoot()
  }

  /// With errors of variance σ²/w where weights are given: the sum of squares is then
  /// Σ w·(y - a - b·x)², from which σ² is estimated. The same bits as without them where all are 1.
  ///
  /// - Throws: GSL_EBADLEN unless there are as many x as y and weights and at least 3; GSL_EDOM where x
  ///   does not vary, a value is not finite or a weight not above 0.
  public init(x: [Double], y: [Double], weights: [Double]? = nil) throws(GSLError) {
    Library.ready
    let weights = weights.flatMap { $0.contains { $0 != 1 } || $0.count != x.count ? $0 : nil }
    let routine = weights == nil ? "gsl_fit_linear" : "gsl_fit_wlinear"
    guard x.count == y.count, weights?.count ?? x.count == x.count, x.count >= 3 else {
      throw GSLError(routine: routine, status: Int32(GSL_EBADLEN))
    }
    var (a, b, varianceOfA, covariance, varianceOfB, squares) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    if let weights {
      try check(
        gsl_fit_wlinear(
          x, 1, weights, 1, y, 1, x.count, &a, &b, &varianceOfA, &covariance, &varianceOfB,
          &squares), routine)
      // GSL takes the weights for 1/σ² itself.
      let variance = squares / Double(x.count - 2)
      varianceOfA *= variance
      varianceOfB *= variance
    } else {
      try check(
        gsl_fit_linear(
          x, 1, y, 1, x.count, &a, &b, &varianceOfA, &covariance, &varianceOfB, &squares), routine)
    }
    // Where x does not vary GSL divides by 0 and reports success.
    guard a.isFinite, b.isFinite, squares.isFinite, x.contains(where: { $0 != x[0] }),
      weights?.allSatisfy({ $0 > 0 }) ?? true
    else { throw GSLError(routine: routine, status: Int32(GSL_EDOM)) }
    intercept = a
    slope = b
    interceptError = varianceOfA.squareRoot()
    slopeError = varianceOfB.squareRoot()
    residualSumOfSquares = squares
    count = x.count
  }
}
