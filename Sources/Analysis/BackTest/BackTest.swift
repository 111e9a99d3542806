import EventStudy
import Sampling
import Scenario
import Simulation
import Tables

/// How the share layer of a scenario would have done: forecasts without policy from many past days, each made
/// from closes before its day alone, held against what came.
@dynamicMemberLookup
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

  public let question: BackTestQuestion
  public let estimates: [Estimate]
  /// By origin, share, horizon and quantity.
  public let scores: [ForecastScore]

  /// Request, shares, horizons, origins and what else was asked.
  public subscript<Value>(dynamicMember path: KeyPath<BackTestQuestion, Value>) -> Value {
    question[keyPath: path]
  }

  /// - Parameters:
  ///   - forecast: a scenario with shares; what it states of drifts is taken from it.
  ///   - plan: trials of each forecast, to the next multiple of 8, and seed.
  /// - Throws: `DataProblem` for closes that cannot be read and where there is nothing to score,
  ///   `Cancelled`.
  public init(
    _ forecast: Forecast, _ request: Request, _ plan: Plan, monitor: Monitor
  ) throws {
    let question = try BackTestQuestion(forecast, request, plan)
    let scores = try question.scores(of: question.origins.indices, plan, monitor: monitor)
    try self.init(question, scores, plan, monitor: monitor)
  }

  /// Of scores that are there already; estimates are made again.
  ///
  /// - Parameter scores: of all origins, in their order.
  public init(
    _ question: BackTestQuestion, _ scores: BackTestScores, _ plan: Plan, monitor: Monitor
  ) throws {
    (self.question, self.scores) = (question, scores.all)
    estimates = try question.estimates(plan, monitor: monitor)
    guard !self.scores.isEmpty else {
      throw DataProblem(
        question.source,
        "no share has \(Calibration.leastReturns) returns before and "
          + "\(counted(question.horizons[0], "session")) after an origin from "
          + "\(question.request.from) on")
    }
  }
}

/// What a back-test asks of the past: which forecasts from which days. Some of its origins can be forecast now, and
/// others later or elsewhere.
public struct BackTestQuestion: Sendable {
  public let request: BackTest.Request
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
  /// The file of the shares.
  let source: String
  private let work: OriginWork

  /// - Parameters:
  ///   - forecast: a scenario with shares; what it states of drifts is taken from it.
  ///   - plan: trials of each forecast, to the next multiple of 8, and seed.
  /// - Throws: `DataProblem` for closes that cannot be read.
  public init(_ forecast: Forecast, _ request: BackTest.Request, _ plan: Plan) throws {
    guard let listing = forecast.listing, let equities = forecast.model.equities?.assumptions else {
      throw DataProblem(forecast.name, "has no [equities], so there are no shares to test")
    }
    let source = listing.source
    self.source = source.name
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
    work = try OriginWork(
      market: market, window: source.estimationSessions, horizons: horizons, packs: packs,
      seed: plan.seed, isUncertain: source.isUncertain,
      drifts: Dictionary(
        equities.benchmarks.map { ($0.name, $0.drift) }, uniquingKeysWith: { first, _ in first }))
  }

  /// Forecasts from the origins of these numbers, held against what came.
  ///
  /// - Throws: `Cancelled`.
  public func scores(
    of numbers: Range<Int>, _ plan: Plan, monitor: Monitor
  ) throws -> BackTestScores {
    let parts = try inOrder(numbers, plan, monitor) { number in
      try work.scores(
        of: work.known(before: origins[number], number: number), number: number)
    }
    return BackTestScores(all: parts.flatMap(\.self), shares: tickers.count)
  }

  func estimates(_ plan: Plan, monitor: Monitor) throws -> [BackTest.Estimate] {
    try inOrder(origins.indices, plan, monitor) { number in
      try work.known(before: origins[number], number: number).map(\.estimate)
    }.flatMap(\.self)
  }

  private func inOrder<Value: Sendable>(
    _ numbers: Range<Int>, _ plan: Plan, _ monitor: Monitor,
    _ value: @Sendable (Int) throws -> Value
  ) throws -> [Value] {
    let found = inParallel(numbers.count, threads: plan.threads) { k in
      monitor.isCancelled ? nil : Result { try value(numbers.lowerBound + k) }
    }
    if monitor.isCancelled { throw Cancelled() }
    return try found.compactMap(\.self).map { try $0.get() }
  }

  /// Scores of no origin, to read into.
  public var none: BackTestScores { BackTestScores(all: [], shares: tickers.count) }
}

/// Scores of neighbouring origins, which can be kept.
public struct BackTestScores: Storable, Sendable {
  public private(set) var all: [ForecastScore]
  private let shares: Int

  init(all: [ForecastScore], shares: Int) { (self.all, self.shares) = (all, shares) }

  /// Adds those of the origins that follow.
  public mutating func append(_ other: BackTestScores) { all += other.all }

  public mutating func pass(through store: inout Store) throws(StoreError) {
    var count = all.count
    try store.pass(&count)
    for k in 0..<count {
      // Not all at once: the bytes may say any number.
      var score = k < all.count ? all[k] : ForecastScore()
      try score.pass(through: &store)
      try store.require(score.share < shares)
      if store.isReading { all.append(score) }
    }
  }
}
