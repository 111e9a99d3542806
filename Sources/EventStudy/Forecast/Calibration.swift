import GSL
import Tables

/// What closes dated strictly before a day say of how benchmarks and equities move.
public struct Calibration: Sendable {
  /// A benchmark's daily log returns.
  public struct Benchmark: Sendable {
    /// Its ticker.
    public let name: String
    /// Mean a day, with its standard error.
    public let drift: Double
    /// Standard error of the mean, a day.
    public let driftError: Double
    /// Standard deviation a day.
    public let volatility: Double
    /// ν of the Student t scaled to unit variance, 2.5...60.
    public let tailDegreesOfFreedom: Double
    /// Number of returns.
    public let length: Int
  }

  /// An equity's market model.
  public struct EquityModel: Sendable {
    public let equity: Equity
    /// Log return a day where the benchmark stands still.
    public let alpha: Double
    /// Log return for each unit of the benchmark's.
    public let beta: Double
    /// Standard error of β.
    public let betaError: Double
    /// σ, a day.
    public let residualStandardDeviation: Double
    /// Of σ: L - 2.
    public let degreesOfFreedom: Int
    /// That the L returns run over; L where each runs over one.
    public let sessions: Int
    /// ν of the standardised residuals, 2.5...60.
    public let tailDegreesOfFreedom: Double
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
  public static let leastReturns = 60

  /// - Parameters:
  ///   - market: equities with their closes.
  ///   - asOf: closes of that day and later are not looked at.
  ///   - sessions: how many of each benchmark's last sessions are used.
  /// - Throws: naming the first equity or benchmark with fewer than 60 daily returns, or one whose
  ///   returns do not vary.
  public init(market: MarketData, asOf: Day, sessions: Int = 250) throws(DataProblem) {
    let past = market.upTo(asOf.advanced(by: -1))
    self.asOf = asOf
    var ofBenchmarks: [DatedReturns] = []
    var benchmarks: [Benchmark] = []
    for name in past.benchmarks {
      let closes = past.closes[name]!
      let series = SessionReturns(equity: closes, benchmark: closes)
      let returns = try DatedReturns(name, series, last: sessions, before: asOf)
      ofBenchmarks.append(returns)
      benchmarks.append(try .init(returns, asOf))
    }
    self.benchmarks = benchmarks
    var residuals: [DatedReturns] = []
    var models: [EquityModel] = []
    for equity in past.equities {
      let series = SessionReturns(
        equity: past.series(equity), benchmark: past.sessions(equity), limit: equity.priceLimit)
      var returns = try DatedReturns(equity.ticker, series, last: sessions, before: asOf)
      models.append(try .init(equity, &returns, asOf))
      residuals.append(returns.daily)
    }
    equities = models
    do {
      benchmarkCorrelation = try ShrunkCorrelation(
        ofBenchmarks.map { ($0.name, $0.dates, $0.values) })
      residualCorrelation = try ShrunkCorrelation(residuals.map { ($0.name, $0.dates, $0.values) })
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

  /// Returns of one series in the last sessions of its calendar; those over a gap run over more than
  /// one session.
  fileprivate struct DatedReturns {
    let name: String
    var dates: [Day] = []
    var gaps: [Int] = []
    var values: [Double] = []
    var market: [Double] = []

    init(_ name: String, _ series: SessionReturns, last count: Int, before asOf: Day)
      throws(DataProblem)
    {
      self.name = name
      let total = series.sessions.count
      let start = max(0, total - count)
      for k in start..<total
      where series.gaps[k] > 0 && k - series.gaps[k] >= start - 1 && !series.beyondLimit.contains(k)
      {
        dates.append(series.sessions[k])
        gaps.append(series.gaps[k])
        values.append(series.returns[k])
        market.append(series.market[k])
      }
      guard dates.count >= leastReturns else {
        throw DataProblem(
          name,
          "has \(counted(dates.count, "return")) in the \(count) sessions before \(asOf); at least "
            + "\(leastReturns) are needed")
      }
    }

    /// Those over one session, which stand beside those of other series on the same date.
    var daily: DatedReturns {
      var daily = self
      let kept = gaps.indices.filter { gaps[$0] == 1 }
      daily.dates = kept.map { dates[$0] }
      daily.values = kept.map { values[$0] }
      return daily
    }
  }

  fileprivate static func doesNotVary(_ name: String, _ asOf: Day) -> DataProblem {
    DataProblem(name, "its returns before \(asOf) do not vary, so nothing can be estimated")
  }
}

extension Calibration.Benchmark {
  fileprivate init(_ returns: Calibration.DatedReturns, _ asOf: Day) throws(DataProblem) {
    let sample = Sample(returns.values)
    name = returns.name
    drift = sample.mean
    driftError = sample.standardDeviation / Double(sample.count).squareRoot()
    volatility = sample.standardDeviation
    length = sample.count
    do {
      tailDegreesOfFreedom = try TailWeight.degreesOfFreedom(of: returns.values)
    } catch {
      throw Calibration.doesNotVary(name, asOf)
    }
  }
}

extension Calibration.EquityModel {
  /// Turns the returns into residuals, in units of one session.
  fileprivate init(
    _ equity: Equity, _ returns: inout Calibration.DatedReturns, _ asOf: Day
  ) throws(DataProblem) {
    do {
      // As `ExpectedReturnFit`: a return over g sessions is their mean with weight g.
      let weights = returns.gaps.map(Double.init)
      let line = try LeastSquares(
        x: zip(returns.market, weights).map { $0 / $1 },
        y: zip(returns.values, weights).map { $0 / $1 }, weights: weights)
      for k in returns.values.indices {
        let expected = line.intercept * weights[k] + line.slope * returns.market[k]
        returns.values[k] = (returns.values[k] - expected) / weights[k].squareRoot()
      }
      self.equity = equity
      alpha = line.intercept
      beta = line.slope
      betaError = line.slopeError
      residualStandardDeviation = line.residualStandardDeviation
      degreesOfFreedom = line.count - 2
      sessions = returns.gaps.reduce(0, +)
      tailDegreesOfFreedom = try TailWeight.degreesOfFreedom(of: returns.values)
    } catch {
      throw Calibration.doesNotVary(equity.ticker, asOf)
    }
  }
}
