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

  /// - Throws: GSL_EBADLEN unless there are as many x as y and at least 3; GSL_EDOM where x does not
  ///   vary or a value is not finite.
  public init(x: [Double], y: [Double]) throws(GSLError) {
    Library.ready
    guard x.count == y.count, x.count >= 3 else {
      throw GSLError(routine: "gsl_fit_linear", status: Int32(GSL_EBADLEN))
    }
    var (a, b, varianceOfA, covariance, varianceOfB, squares) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    try check(
      gsl_fit_linear(
        x, 1, y, 1, x.count, &a, &b, &varianceOfA, &covariance, &varianceOfB, &squares),
      "gsl_fit_linear")
    // Where x does not vary GSL divides by 0 and reports success.
    guard a.isFinite, b.isFinite, squares.isFinite, x.contains(where: { $0 != x[0] }) else {
      throw GSLError(routine: "gsl_fit_linear", status: Int32(GSL_EDOM))
    }
    intercept = a
    slope = b
    interceptError = varianceOfA.squareRoot()
    slopeError = varianceOfB.squareRoot()
    residualSumOfSquares = squares
    count = x.count
  }
}
