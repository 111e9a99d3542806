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
  /// s, per session, with `degreesOfFreedom`; 0 where the model leaves no more than the rounding of
  /// returns (1e-10 of the largest).
  public let residualStandardDeviation: Double
  /// L less the number of estimated coefficients.
  public let degreesOfFreedom: Int
  /// L, the number of returns.
  public let length: Int
  /// S, the sessions that the returns run over: L where each runs over one.
  public let sessions: Int
  /// m̄ = Σm/S and Σ g·(m/g - m̄)² of the benchmark.
  public let meanMarket: Double
  public let marketSumOfSquares: Double

  /// A return over g sessions has variance g·s², so it stands as g sessions' mean r/g with weight g:
  ///
  ///     r/g = α + β·(m/g) + e,   Var(e) = s²/g
  ///
  /// - Parameter gaps: g of each return; all 1 for daily returns.
  /// - Throws: `GSLError` where the market model meets a benchmark that does not vary.
  /// - Source: Maynes and Rumsey (1993), trade-to-trade returns.
  init(
    _ model: ExpectedReturn, returns all: [Double], market whole: [Double], gaps: [Int]
  ) throws(GSLError) {
    let weights = gaps.map(Double.init)
    let returns = zip(all, weights).map { $0 / $1 }
    let market = zip(whole, weights).map { $0 / $1 }
    let total = weights.reduce(0, +)
    let mean = whole.reduce(0, +) / total
    /// Σ g·f².
    func squares(_ f: (Int) -> Double) -> Double {
      returns.indices.reduce(0) { $0 + weights[$1] * f($1) * f($1) }
    }
    let rounding = 1e-10 * all.reduce(0) { max($0, abs($1)) }
    func spread(_ deviation: Double) -> Double { deviation > rounding ? deviation : 0 }
    self.model = model
    length = returns.count
    sessions = gaps.reduce(0, +)
    meanMarket = mean
    marketSumOfSquares = squares { market[$0] - mean }
    switch model {
    case .market:
      let line = try LeastSquares(x: market, y: returns, weights: weights)
      (alpha, beta, betaError) = (line.intercept, line.slope, line.slopeError)
      degreesOfFreedom = returns.count - 2
      residualStandardDeviation = spread(line.residualStandardDeviation)
    case .marketAdjusted:
      (alpha, beta, betaError) = (0, 1, nil)
      degreesOfFreedom = returns.count
      let sum = squares { returns[$0] - market[$0] }
      residualStandardDeviation = spread((sum / Double(returns.count)).squareRoot())
    case .constantMean:
      let average = all.reduce(0, +) / total
      (alpha, beta, betaError) = (average, 0, nil)
      degreesOfFreedom = returns.count - 1
      let sum = squares { returns[$0] - average }
      residualStandardDeviation = spread((sum / Double(returns.count - 1)).squareRoot())
    }
  }

  /// α·g + β·m: the expected log return over `sessions` sessions in which the benchmark moved by m.
  func expected(sessions: Int, market: Double) -> Double {
    alpha * Double(sessions) + beta * market
  }

  /// The standard error of the sum of abnormal returns over W sessions outside the estimation window,
  /// in which the benchmark moved by M:
  ///
  ///     √(s²·(W + W²/S + (M - W·m̄)²/Σ g·(m/g - m̄)²))
  ///
  /// The second term is the error of α, common to all sessions; the third that of β. It is the sum of
  /// the forecast variances s²(1 + 1/S + (m - m̄)²/Σ(m - m̄)²) and of their covariances. Terms of
  /// what the model does not estimate are 0.
  ///
  /// - Source: Patell (1976); Mikkelson and Partch (1988), for the covariances.
  func forecastError(sessions: Int, market: Double) -> Double {
    forecastError(sessions: Double(sessions), squares: Double(sessions), market: market)
  }

  /// The same of a weighted sum Σ a·AR over returns of g sessions: W = Σ a·g, M = Σ a·m, and in the
  /// place of the first W Σ a²·g, the `squares`.
  func forecastError(sessions: Double, squares: Double, market: Double) -> Double {
    error(sessions: sessions, squares: squares, market: market, sign: 1)
  }

  /// The standard deviation of a sum of W residuals inside the estimation window, whose residuals
  /// spread less because the line was fitted to them: the same with minus signs.
  func residualError(sessions: Int, market: Double) -> Double {
    let count = Double(sessions)
    return error(sessions: count, squares: count, market: market, sign: -1)
  }

  private func error(
    sessions count: Double, squares: Double, market: Double, sign: Double
  ) -> Double {
    let excess = market - count * meanMarket
    let ofAlpha = model == .marketAdjusted ? 0 : count * count / Double(sessions)
    let ofBeta = model == .market ? excess * excess / marketSumOfSquares : 0
    return residualStandardDeviation * max(0, squares + sign * (ofAlpha + ofBeta)).squareRoot()
  }
}
