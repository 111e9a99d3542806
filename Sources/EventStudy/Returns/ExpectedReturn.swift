import GSL

/// What an equity's return would have been without the event.
public enum ExpectedReturn: String, Sendable, CaseIterable {
  /// α + β·m, by ordinary least squares; L - 2 degrees of freedom.
  case market
  /// The benchmark's own return. Nothing is estimated but the standard deviation, which is taken about
  /// zero (the model says that the mean is zero): L degrees of freedom.
  case marketAdjusted = "market-adjusted"
  /// The mean of the estimation window; L - 1 degrees of freedom.
  case constantMean = "mean"
}

/// A model of expected returns fitted to an estimation window.
public struct ExpectedReturnFit: Sendable {
  public let model: ExpectedReturn
  /// A session's expected log return where the benchmark stands still.
  public let alpha: Double
  /// 1 for market-adjusted returns, 0 for the mean model.
  public let beta: Double
  /// Standard error of β; nil where β is not estimated.
  public let betaError: Double?
  /// s, per session, with `degreesOfFreedom`.
  public let residualStandardDeviation: Double
  /// L less the number of estimated coefficients.
  public let degreesOfFreedom: Int
  /// L, the number of returns.
  public let length: Int
  /// m̄ and Σ(m - m̄)² of the benchmark.
  public let meanMarket: Double
  public let marketSumOfSquares: Double

  /// - Throws: `GSLError` where the market model meets a benchmark that does not vary.
  init(_ model: ExpectedReturn, returns: [Double], market: [Double]) throws(GSLError) {
    let count = Double(returns.count)
    let mean = market.reduce(0, +) / count
    self.model = model
    length = returns.count
    meanMarket = mean
    marketSumOfSquares = market.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    switch model {
    case .market:
      let line = try LeastSquares(x: market, y: returns)
      (alpha, beta, betaError) = (line.intercept, line.slope, line.slopeError)
      degreesOfFreedom = returns.count - 2
      residualStandardDeviation = line.residualStandardDeviation
    case .marketAdjusted:
      (alpha, beta, betaError) = (0, 1, nil)
      degreesOfFreedom = returns.count
      let squares = zip(returns, market).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      residualStandardDeviation = (squares / count).squareRoot()
    case .constantMean:
      let average = returns.reduce(0, +) / count
      (alpha, beta, betaError) = (average, 0, nil)
      degreesOfFreedom = returns.count - 1
      let squares = returns.reduce(0) { $0 + ($1 - average) * ($1 - average) }
      residualStandardDeviation = (squares / Double(returns.count - 1)).squareRoot()
    }
  }

  /// α·g + β·m: the expected log return over `sessions` sessions in which the benchmark moved by m.
  func expected(sessions: Int, market: Double) -> Double {
    alpha * Double(sessions) + beta * market
  }

  /// The standard error of the sum of abnormal returns over W sessions outside the estimation window,
  /// in which the benchmark moved by M:
  ///
  ///     √(s²·(W + W²/L + (M - W·m̄)²/Σ(m - m̄)²))
  ///
  /// The second term is the error of α, common to all sessions; the third that of β. It is the sum of
  /// the forecast variances s²(1 + 1/L + (m - m̄)²/Σ(m - m̄)²) and of their covariances. Terms of
  /// what the model does not estimate are 0.
  ///
  /// - Source: Patell (1976); Mikkelson and Partch (1988), for the covariances.
  func forecastError(sessions: Int, market: Double) -> Double {
    error(sessions: sessions, market: market, sign: 1)
  }

  /// The standard deviation of a sum of W residuals inside the estimation window, whose residuals
  /// spread less because the line was fitted to them: the same with minus signs.
  func residualError(sessions: Int, market: Double) -> Double {
    error(sessions: sessions, market: market, sign: -1)
  }

  private func error(sessions: Int, market: Double, sign: Double) -> Double {
    let count = Double(sessions)
    let excess = market - count * meanMarket
    let ofAlpha = model == .marketAdjusted ? 0 : count * count / Double(length)
    let ofBeta = model == .market ? excess * excess / marketSumOfSquares : 0
    return residualStandardDeviation * max(0, count + sign * (ofAlpha + ofBeta)).squareRoot()
  }
}
