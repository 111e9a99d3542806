import GSL

/// What an index of its sector tells of a share beyond its benchmark, over the last returns that all three
/// have:
///
///     r = α + β·m + γ·s⊥ + u,   s⊥ the residual of the index's return on (1, m)
///
/// Returns over one session; α and β are those of the market model, since s⊥ is orthogonal to both.
public struct SectorShare: Sendable {
  public let equity: Equity
  /// Of the sector.
  public let index: String
  /// n, the number of returns, and the dates of the first and the last.
  public let length: Int
  public let first: Day
  public let last: Day
  /// γ and its standard error with n - 3 degrees of freedom.
  public let loading: Double
  public let loadingError: Double
  /// Standard deviations of the residual, a session: of the market model (n - 2) and with the sector (n - 3).
  public let residual: Double
  public let ownResidual: Double
  /// Shares of the variance of the return; what is left is the share's own.
  public let marketShare: Double
  public let sectorShare: Double
  /// Mean correlation of the residual with those of the other companies of the role, of which each counts once,
  /// its lines as their mean: of the market model and with the sector; nil without another company that has 30
  /// dates in common.
  public private(set) var correlation: (market: Double, sector: Double)?

  private let dates: [Day]
  private let residuals: [Double]
  private let ownResiduals: [Double]

  /// - Parameter least: returns; shares with fewer are left out.
  static func all(_ market: MarketData, least: Int) -> [SectorShare] {
    var shares = market.equities.compactMap { SectorShare($0, market, least: least) }
    let fitted = shares
    for k in shares.indices {
      let companies = fitted.filter { $0.equity.isPeer(of: fitted[k].equity) }.byCompany(\.equity)
      func mean(_ residuals: (SectorShare) -> [Double]) -> Double? {
        let found = companies.compactMap { lines -> Double? in
          let own = lines.compactMap { other -> Double? in
            let pairs = DatedPairs(
              fitted[k].dates, residuals(fitted[k]), other.dates, residuals(other))
            return pairs.x.count >= ShrunkCorrelation.leastCommonDates ? pairs.correlation : nil
          }
          return own.isEmpty ? nil : Sample(own).mean
        }
        return found.isEmpty ? nil : Sample(found).mean
      }
      if let market = mean(\.residuals), let sector = mean(\.ownResiduals) {
        shares[k].correlation = (market, sector)
      }
    }
    return shares
  }

  private init?(_ equity: Equity, _ market: MarketData, least: Int) {
    guard let name = equity.sector, let index = SectorReturns(equity, market) else { return nil }
    let series = SessionReturns(
      equity: market.series(equity), benchmark: market.sessions(equity), limit: equity.priceLimit)
    var (dates, returns, ofMarket, ofSector) = ([Day](), [Double](), [Double](), [Double]())
    for k in series.sessions.indices.reversed()
    where series.gaps[k] == 1 && !series.beyondLimit.contains(k) {
      guard let value = index.value(on: series.sessions[k], sessions: 1) else { continue }
      dates.append(series.sessions[k])
      returns.append(series.returns[k])
      ofMarket.append(series.market[k])
      ofSector.append(value)
      if dates.count == Calibration.usualSessions { break }
    }
    dates.reverse()
    returns.reverse()
    ofMarket.reverse()
    ofSector.reverse()
    let n = dates.count
    guard n >= max(least, 4), let line = try? LeastSquares(x: ofMarket, y: returns),
      let ofIndex = try? LeastSquares(x: ofMarket, y: ofSector)
    else { return nil }
    let total = Sample(returns).standardDeviation
    let residuals = line.residuals(ofMarket, returns)
    let factor = ofIndex.residuals(ofMarket, ofSector)
    let squares = factor.reduce(0) { $0 + $1 * $1 }
    guard total > 0, squares > 0 else { return nil }
    let loading = zip(factor, residuals).reduce(0) { $0 + $1.0 * $1.1 } / squares
    let own = zip(factor, residuals).map { $1 - loading * $0 }
    let left = own.reduce(0) { $0 + $1 * $1 }
    let whole = total * total * Double(n - 1)
    self.equity = equity
    self.index = name
    (length, first, last) = (n, dates[0], dates[n - 1])
    self.loading = loading
    residual = line.residualStandardDeviation
    ownResidual = (left / Double(n - 3)).squareRoot()
    loadingError = ownResidual / squares.squareRoot()
    marketShare = 1 - line.residualSumOfSquares / whole
    sectorShare = loading * loading * squares / whole
    (self.dates, self.residuals, ownResiduals) = (dates, residuals, own)
  }
}

extension LeastSquares {
  fileprivate func residuals(_ x: [Double], _ y: [Double]) -> [Double] {
    zip(x, y).map { $1 - intercept - slope * $0 }
  }
}
