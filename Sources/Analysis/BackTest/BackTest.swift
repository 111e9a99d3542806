import EventStudy
import Sampling
import Scenario
import Simulation
import Tables

/// How the share layer of a scenario would have done: forecasts without policy from many past days, each made
/// from closes before its day alone, held against what came.
public struct BackTest: Sendable {
  /// What is asked for.
  public struct Request: Sendable {
    /// Origins are this many sessions apart, from this day on.
    public var every = 5
    public var from: Day
    /// Closes of that day and later are not read; nil reads all.
    public var until: Day?

    public init(from: Day, every: Int = 5, until: Day? = nil) {
      (self.from, self.every, self.until) = (from, every, until)
    }
  }

  /// What closes before an origin told of a share.
  public struct Estimate: Sendable {
    public let origin: Int
    public let model: Calibration.EquityModel
    public let benchmark: Calibration.Benchmark
  }

  public let request: Request
  public let tickers: [String]
  /// Of the returns of each share.
  public let currencies: [String]
  public let horizons: [Int]
  /// Sessions that estimates are made from.
  public let estimationSessions: Int
  /// The first day that each forecast did not know; sessions of `calendar`.
  public let origins: [Day]
  /// The benchmark of most of the shares.
  public let calendar: String
  public let trials: Int
  public let seed: UInt64
  /// Mean and standard deviation of the drift of each benchmark, a session.
  public let drifts: [(name: String, mean: Double, error: Double)]
  public let estimates: [Estimate]
  /// By origin, share, horizon and quantity.
  public let scores: [ForecastScore]

  /// - Parameters:
  ///   - forecast: a scenario with shares; what it states of drifts is taken from it.
  ///   - plan: trials of each forecast, to the next multiple of 8, and seed.
  /// - Throws: `DataProblem` for closes that cannot be read and where there is nothing to score,
  ///   `Cancelled`.
  public init(
    _ forecast: Forecast, _ request: Request, _ plan: Plan, monitor: Monitor
  ) throws {
    guard let listing = forecast.listing, let equities = forecast.model.equities?.assumptions else {
      throw DataProblem(forecast.name, "has no [equities], so there are no shares to test")
    }
    let source = listing.source
    let market = try source.market(upTo: request.until?.advanced(by: -1))
    let benchmarks = source.equities.map(\.benchmark)
    let calendar = benchmarks.max { a, b in
      benchmarks.count { $0 == a } < benchmarks.count { $0 == b }
    }!
    let days = market.closes[calendar]!.days.filter { $0 >= request.from }
    origins = stride(from: 0, to: days.count, by: request.every).map { days[$0] }
    self.request = request
    self.calendar = calendar
    tickers = source.equities.map(\.ticker)
    currencies = listing.entries.map(\.currency)
    horizons = equities.horizons
    estimationSessions = source.estimationSessions
    let packs = max(2, (plan.trials.count + Pack.lanes - 1) / Pack.lanes)
    trials = packs * Pack.lanes
    seed = plan.seed
    drifts = equities.benchmarks.map { ($0.name, $0.drift.mean, $0.drift.standardDeviation) }
    let work = try OriginWork(
      market: market, window: source.estimationSessions, horizons: horizons, packs: packs,
      seed: plan.seed, isUncertain: source.isUncertain,
      drifts: Dictionary(
        equities.benchmarks.map { ($0.name, $0.drift) }, uniquingKeysWith: { first, _ in first }))
    let starts = origins
    let found = inParallel(starts.count, threads: plan.threads) { k in
      monitor.isCancelled ? nil : Result { try work.scores(from: starts[k], number: k) }
    }
    if monitor.isCancelled { throw Cancelled() }
    var (estimates, scores) = ([Estimate](), [ForecastScore]())
    for result in found.compactMap(\.self) {
      let part = try result.get()
      estimates += part.estimates
      scores += part.scores
    }
    (self.estimates, self.scores) = (estimates, scores)
    guard !scores.isEmpty else {
      throw DataProblem(
        source.name,
        "no share has \(Calibration.leastReturns) returns before and "
          + "\(counted(horizons[0], "session")) after an origin from \(request.from) on")
    }
  }
}
