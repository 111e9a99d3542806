import GSL
import Tables

/// What closes dated strictly before a day say of how benchmarks and equities move.
public struct Calibration: Sendable {
  /// A benchmark's daily log returns.
  public struct Benchmark: Sendable {
    /// Its ticker.
    public let name: String
    /// Standard deviation a day.
    public let volatility: Double
    /// ν of the Student t scaled to unit variance, from 2.6 up.
    public let tailDegreesOfFreedom: Double
    /// Number of returns.
    public let length: Int
  }

  /// An equity's market model: r = α + β·m + e by least squares. α is estimated so that it bends neither β
  /// nor σ, and is not kept: what a share gained last year says nothing of the next.
  public struct EquityModel: Sendable {
    public let equity: Equity
    /// Log return for each unit of the benchmark's.
    public let beta: Double
    /// Standard error of β.
    public let betaError: Double
    /// s = √(Σe²/(n - 2)), a day.
    public let residualStandardDeviation: Double
    /// ν of the residuals' Student t scaled to unit variance, from 2.6 up.
    public let tailDegreesOfFreedom: Double
    /// The n days behind it: log returns of benchmark and equity, and e.
    public let market: [Double]
    public let returns: [Double]
    public let residuals: [Double]

    /// n.
    public var length: Int { residuals.count }

    /// Standard error of ln s: √((ν + 3)/(2·ν·n)). A normal's is √(1/2n); fat tails make it larger.
    public var logVolatilityError: Double {
      let nu = tailDegreesOfFreedom
      return ((nu + 3) / (2 * nu * Double(length))).squareRoot()
    }
  }

  public let asOf: Day
  /// In the order in which equities name them.
  public let benchmarks: [Benchmark]
  /// In the order of the market.
  public let equities: [EquityModel]
  /// Of benchmark returns on common dates. Dates are those of each exchange, so New York's
  /// returns stand beside Asia's of the hours before.
  public let benchmarkCorrelation: ShrunkCorrelation
  /// Of residuals on common dates.
  public let residualCorrelation: ShrunkCorrelation

  /// Fewer daily returns make no model.
  public static let leastReturns = 200
  /// Sessions that are looked at unless it is said how many.
  public static let usualSessions = 250

  /// - Parameters:
  ///   - market: equities with their closes.
  ///   - asOf: closes of that day and later are not looked at.
  ///   - sessions: how many of each benchmark's last sessions are used.
  ///   - isPartial: leave out equities with too few returns instead of refusing.
  /// - Throws: naming the first equity or benchmark with fewer than 200 daily returns, or one whose
  ///   returns do not vary.
  public init(
    market: MarketData, asOf: Day, sessions: Int = usualSessions, isPartial: Bool = false
  ) throws(DataProblem) {
    let past = market.upTo(asOf.advanced(by: -1))
    self.asOf = asOf
    var ofBenchmarks: [DatedReturns] = []
    for name in past.benchmarks {
      let closes = past.closes[name]!
      let returns = DatedReturns(
        name, SessionReturns(equity: closes, benchmark: closes), last: sessions)
      if isPartial, returns.values.count < Self.leastReturns { continue }
      try returns.check(sessions, asOf)
      ofBenchmarks.append(returns)
    }
    benchmarks = zip(ofBenchmarks, TailWeight.degreesOfFreedom(of: ofBenchmarks.map(\.values)))
      .map { Benchmark($0, degrees: $1) }
    var fits: [EquityFit] = []
    for equity in past.equities {
      let series = SessionReturns(
        equity: past.series(equity), benchmark: past.sessions(equity), limit: equity.priceLimit)
      let returns = DatedReturns(equity.ticker, series, last: sessions)
      if isPartial, returns.values.count < Self.leastReturns { continue }
      try returns.check(sessions, asOf)
      fits.append(try EquityFit(equity, returns, asOf))
    }
    equities = zip(fits, TailWeight.degreesOfFreedom(of: fits.map(\.residuals)))
      .map { EquityModel($0, degrees: $1) }
    do {
      benchmarkCorrelation = try ShrunkCorrelation(
        ofBenchmarks.map { ($0.name, $0.dates, $0.values) })
      residualCorrelation = try ShrunkCorrelation(
        fits.map { ($0.returns.name, $0.returns.dates, $0.residuals) })
    } catch {
      throw DataProblem("closes", "correlations before \(asOf) cannot be made: \(error)")
    }
  }

  /// The model of a ticker; nil where it is none of the equities.
  public func equity(_ ticker: String) -> EquityModel? {
    equities.first { $0.equity.ticker == ticker }
  }

  /// Nil where no equity names that benchmark.
  public func benchmark(_ name: String) -> Benchmark? { benchmarks.first { $0.name == name } }

  fileprivate static func doesNotVary(_ name: String, _ asOf: Day) -> DataProblem {
    DataProblem(name, "its returns before \(asOf) do not vary, so nothing can be estimated")
  }
}

/// Returns over one session of one series in the last sessions of its calendar. Those over a gap are left
/// out: no single day of another series stands beside them.
private struct DatedReturns {
  let name: String
  var dates: [Day] = []
  var values: [Double] = []
  var market: [Double] = []

  init(_ name: String, _ series: SessionReturns, last count: Int) {
    self.name = name
    let total = series.sessions.count
    for k in max(1, total - count)..<max(1, total)
    where series.gaps[k] == 1 && !series.beyondLimit.contains(k) {
      dates.append(series.sessions[k])
      values.append(series.returns[k])
      market.append(series.market[k])
    }
  }

  func check(_ sessions: Int, _ asOf: Day) throws(DataProblem) {
    guard dates.count >= Calibration.leastReturns else {
      throw DataProblem(
        name,
        "has \(counted(dates.count, "return")) in the \(sessions) sessions before \(asOf); at least "
          + "\(Calibration.leastReturns) are needed")
    }
    guard Sample(values).standardDeviation > 0 else { throw Calibration.doesNotVary(name, asOf) }
  }
}

/// A market model before its tail is known.
private struct EquityFit {
  let equity: Equity
  let returns: DatedReturns
  let line: LeastSquares
  let residuals: [Double]

  init(_ equity: Equity, _ returns: DatedReturns, _ asOf: Day) throws(DataProblem) {
    do {
      let line = try LeastSquares(x: returns.market, y: returns.values)
      residuals = zip(returns.market, returns.values).map { m, r in
        r - line.intercept - line.slope * m
      }
      (self.equity, self.returns, self.line) = (equity, returns, line)
    } catch {
      throw Calibration.doesNotVary(equity.ticker, asOf)
    }
    guard Sample(residuals).standardDeviation > 0 else {
      throw Calibration.doesNotVary(equity.ticker, asOf)
    }
  }
}

extension Calibration.Benchmark {
  fileprivate init(_ returns: DatedReturns, degrees: Double) {
    name = returns.name
    volatility = Sample(returns.values).standardDeviation
    tailDegreesOfFreedom = degrees
    length = returns.values.count
  }
}

extension Calibration.EquityModel {
  fileprivate init(_ fit: EquityFit, degrees: Double) {
    equity = fit.equity
    beta = fit.line.slope
    betaError = fit.line.slopeError
    residualStandardDeviation = fit.line.residualStandardDeviation
    tailDegreesOfFreedom = degrees
    (market, returns, residuals) = (fit.returns.market, fit.returns.values, fit.residuals)
  }
}
