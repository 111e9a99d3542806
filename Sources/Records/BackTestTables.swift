import Analysis
import EventStudy
import Tables

/// How the forecasts of a share, or of all, did at a horizon: their scores.
package struct BackTestRow: Record {
  package var kind = ""
  package var quantity = ""
  package var ticker = ""
  package var horizon = 0
  package var forecasts = 0
  package var first = ""
  package var last = ""
  package var meanPIT = Double.nan
  package var crps = Double.nan
  package var randomWalkCRPS = Double.nan
  package var historicalCRPS = Double.nan
  package var overRandomWalk = Measured()
  package var overHistorical = Measured()

  package init() {}

  package static let table = Table<Self>(
    "backtest.csv", of: "quantity, all shares and then each, and horizon"
  ) {
    Column("kind", \.kind, "pooled: all shares; share")
    Column("quantity", \.quantity, "total_return or car, a log return here")
    Column("ticker", \.ticker)
    Column("horizon", \.horizon, "sessions of the share's benchmark")
    Column("forecasts", \.forecasts)
    Column("first", \.first, "origin", rule: .day)
    Column("last", \.last, "origin", rule: .day)
    Column("mean_pit", \.meanPIT, "0.5 where forecasts are right", rule: .share)
    Column("crps", \.crps, "mean")
    Column("random_walk_crps", \.randomWalkCRPS, "of a normal with mean 0 and the window's spread")
    Column("historical_crps", \.historicalCRPS, "of filtered historical simulation")
    Column.interval(
      "over_random_walk", \.overRandomWalk, "crps over that, less 1; 95% by blocks of origins")
    Column.interval("over_historical", \.overHistorical)
  }
}

/// How often what came lay in a central interval.
package struct CoverageRow: Record {
  package var kind = ""
  package var quantity = ""
  package var ticker = ""
  package var horizon = 0
  package var level = Double.nan
  package var forecasts = 0
  package var inside = Measured()
  package var below = Double.nan
  package var above = Double.nan
  package var kupiec: Double?
  package var christoffersen: Double?

  package init() {}

  package static let table = Table<Self>("coverage.csv", of: "row of backtest.csv and interval") {
    Column("kind", \.kind)
    Column("quantity", \.quantity)
    Column("ticker", \.ticker)
    Column("horizon", \.horizon)
    Column("level", \.level, "of the central interval", rule: .share)
    Column("forecasts", \.forecasts)
    Column.interval("inside", \.inside, "share; 95% by blocks of origins", rule: .share)
    Column("below", \.below, rule: .share)
    Column("above", \.above, rule: .share)
    Column(
      "kupiec_p", \.kupiec, "as many outside as there should be; up to 5 sessions", rule: .share)
    Column("christoffersen_p", \.christoffersen, "not in bunches", rule: .share)
  }
}

/// One forecast and what came.
package struct PastForecastRow: Record {
  package var origin = ""
  package var quantity = ""
  package var ticker = ""
  package var horizon = 0
  package var actual = Double.nan
  package var pit = Double.nan
  package var crps = Double.nan
  package var randomWalkCRPS = Double.nan
  package var historicalCRPS = Double.nan

  package init() {}

  package static let table = Table<Self>("forecasts.csv", of: "forecast") {
    Column("origin", \.origin, "the first day that it did not know", rule: .day)
    Column("quantity", \.quantity)
    Column("ticker", \.ticker)
    Column("horizon", \.horizon)
    Column("actual", \.actual, "log return")
    Column("pit", \.pit, "probability of less", rule: .share)
    Column("crps", \.crps)
    Column("random_walk_crps", \.randomWalkCRPS)
    Column("historical_crps", \.historicalCRPS)
  }
}

/// What closes before an origin told of a share.
package struct PastEstimateRow: Record {
  package var origin = ""
  package var ticker = ""
  package var returns = 0
  package var beta = Measured()
  package var volatility = Double.nan
  package var volatilityError = Double.nan
  package var tail = Double.nan
  package var benchmark = ""
  package var benchmarkVolatility = Double.nan
  package var benchmarkTail = Double.nan

  package init() {}

  package static let table = Table<Self>("estimates.csv", of: "origin and share") {
    Column("origin", \.origin, rule: .day)
    Column("ticker", \.ticker)
    Column("returns", \.returns)
    Column.measured("beta", \.beta, .error)
    Column("volatility", \.volatility, "of the residual, a session")
    Column("log_volatility_error", \.volatilityError)
    Column("tail", \.tail, "degrees of freedom")
    Column("benchmark", \.benchmark)
    Column("benchmark_volatility", \.benchmarkVolatility)
    Column("benchmark_tail", \.benchmarkTail)
  }
}

/// A back-test with its summaries, and what is written of it.
package struct BackTestResults: Sendable {
  package let test: BackTest
  package let summaries: [BackTestSummary]

  package init(_ test: BackTest, threads: Int) {
    self.test = test
    summaries = test.summaries(threads: threads)
  }

  package var tables: [FilledTable] {
    [
      BackTestRow.filled(summaries.map { BackTestRow($0, test) }),
      CoverageRow.filled(
        summaries.flatMap { summary in
          summary.coverage.map { CoverageRow(summary, $0) }
        }),
    ]
  }

  /// Too long for JSON.
  package var details: [FilledTable] {
    [
      PastForecastRow.filled(test.scores.map { PastForecastRow($0, test) }),
      PastEstimateRow.filled(test.estimates.map { PastEstimateRow($0, test) }),
    ]
  }

  /// What run.json says of it.
  package var part: BackTestPart { BackTestPart(test) }
}

/// How a back-test was made, for run.json.
package struct BackTestPart: Codable, Sendable {
  struct Drift: Codable, Sendable {
    let benchmark: String
    let mean: Double
    let error: Double
  }
  package let from: String
  let until: String?
  package let every: Int
  package let calendar: String
  package let shares: [String]
  /// Of their returns, share by share; nil in folders of versions that did not tell.
  package let currencies: [String]?
  package let horizons: [Int]
  package let estimationSessions: Int
  package let trials: Int
  let drifts: [Drift]
  package let origins: [String]

  init(_ test: BackTest) {
    (from, until) = (test.request.from.description, test.request.until?.description)
    (every, calendar, shares) = (test.request.every, test.calendar, test.tickers)
    currencies = test.currencies
    (horizons, estimationSessions, trials) = (test.horizons, test.estimationSessions, test.trials)
    drifts = test.drifts.map { Drift(benchmark: $0.name, mean: $0.mean, error: $0.error) }
    origins = test.origins.map(\.description)
  }
}

extension BackTestRow {
  fileprivate init(_ summary: BackTestSummary, _ test: BackTest) {
    kind = summary.ticker == nil ? "pooled" : "share"
    (quantity, ticker) = (summary.quantity.rawValue, summary.ticker ?? "")
    (horizon, forecasts) = (summary.horizon, summary.count)
    first = test.origins[summary.first].description
    last = test.origins[summary.last].description
    (meanPIT, crps) = (summary.meanPIT, summary.meanCRPS)
    (randomWalkCRPS, historicalCRPS) = (summary.randomWalkCRPS, summary.historicalCRPS)
    overRandomWalk = Measured(summary.overRandomWalk.value, summary.overRandomWalk.interval)
    overHistorical = Measured(summary.overHistorical.value, summary.overHistorical.interval)
  }
}

extension CoverageRow {
  fileprivate init(_ summary: BackTestSummary, _ coverage: BackTestSummary.Coverage) {
    kind = summary.ticker == nil ? "pooled" : "share"
    (quantity, ticker) = (summary.quantity.rawValue, summary.ticker ?? "")
    (horizon, level, forecasts) = (summary.horizon, coverage.level, summary.count)
    inside = Measured(coverage.inside, coverage.interval)
    (below, above) = (coverage.below, coverage.above)
    (kupiec, christoffersen) = (coverage.kupiec, coverage.christoffersen)
  }
}

extension PastForecastRow {
  fileprivate init(_ score: ForecastScore, _ test: BackTest) {
    origin = test.origins[score.origin].description
    (quantity, ticker) = (score.quantity.rawValue, test.tickers[score.share])
    horizon = test.horizons[score.horizon]
    (actual, pit, crps) = (score.actual, score.pit, score.crps)
    (randomWalkCRPS, historicalCRPS) = (score.randomWalkCRPS, score.historicalCRPS)
  }
}

extension PastEstimateRow {
  fileprivate init(_ estimate: BackTest.Estimate, _ test: BackTest) {
    let (model, market) = (estimate.model, estimate.benchmark)
    origin = test.origins[estimate.origin].description
    (ticker, returns) = (model.equity.ticker, model.length)
    beta = Measured(model.beta, error: model.betaError)
    (volatility, volatilityError) = (model.residualStandardDeviation, model.logVolatilityError)
    (tail, benchmark) = (model.tailDegreesOfFreedom, market.name)
    (benchmarkVolatility, benchmarkTail) = (market.volatility, market.tailDegreesOfFreedom)
  }
}

extension Measured {
  fileprivate init(_ value: Double, _ interval: ClosedRange<Double>?) {
    self.init(value, low: interval?.lowerBound ?? .nan, high: interval?.upperBound ?? .nan)
  }
}
