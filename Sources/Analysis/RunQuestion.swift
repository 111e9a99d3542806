import Sampling
import Scenario
import Simulation

/// All that a run is asked for: the scenario, and what is told beside it of the same trials.
///
/// Draws are named, so what readings, and a scenario held against, have in common with the scenario they draw alike:
/// differences are paired.
public struct RunQuestion: Sendable {
  public let forecast: Forecast
  /// Other readings of the scenario's record.
  public let readings: [Forecast]
  /// What it is held against.
  public let against: Forecast?
  /// Whether the months of each product are told.
  public let isMonthly: Bool

  /// - Throws: `ScenarioError` where what it is held against answers another question.
  public init(
    _ forecast: Forecast, readings: [Forecast] = [], against: Forecast? = nil,
    isMonthly: Bool = false
  ) throws(ScenarioError) {
    if let against { try AgainstRun.check(against, against: forecast) }
    (self.forecast, self.readings, self.against) = (forecast, readings, against)
    self.isMonthly = isMonthly
  }

  /// How many models walk each trial.
  public var models: Int { 1 + readings.count + (against == nil ? 0 : 1) + (isMonthly ? 1 : 0) }

  /// What comes of the trials of a plan.
  ///
  /// - Throws: what `Sampler.init` throws, and `Cancelled`.
  public func parts(
    _ plan: Plan, tables: TableCache = .shared, monitor: Monitor = Monitor()
  ) throws -> RunParts {
    RunParts(
      try asked(plan, tables).map { try $0.results(plan, tables: tables, monitor: monitor) })
  }

  /// The same where the scenario's own results are there already.
  public func parts(
    _ plan: Plan, _ results: Results, tables: TableCache = .shared, monitor: Monitor = Monitor()
  ) throws -> RunParts {
    let others = try asked(plan, tables).dropFirst().map {
      try $0.results(plan, tables: tables, monitor: monitor)
    }
    return RunParts([results] + others)
  }

  /// What comes of no trial: into it kept parts are read, and others are merged.
  ///
  /// - Parameter plan: any with the seed, design and source of the run.
  public func none(_ plan: Plan, tables: TableCache = .shared) throws -> RunParts {
    RunParts(try asked(plan, tables).map { try $0.none(plan, tables: tables) })
  }

  /// In the order of `RunParts`.
  private func asked(_ plan: Plan, _ tables: TableCache) throws -> [any Answerable] {
    var asked: [any Answerable] = [
      Asked(
        forecast.model, statements: forecast.statements, conditionals: forecast.conditionals)
    ]
    asked += readings.map { Asked($0.model, statements: $0.statements) }
    if let against {
      asked.append(try AgainstQuestion(forecast, against, plan, tables: tables).asked)
    }
    if isMonthly { asked.append(try MonthlyRevenue.asked(forecast)) }
    return asked
  }

  /// The parts as what they tell.
  ///
  /// - Parameter plan: that of the run.
  public func told(
    _ parts: RunParts, _ plan: Plan, tables: TableCache = .shared
  ) throws -> (readings: [ReadingRun], against: AgainstRun?, monthly: MonthlyRevenue?) {
    let rest = parts.all.dropFirst(1 + readings.count)
    return (
      zip(readings, parts.all.dropFirst()).map { ReadingRun(forecast: $0, results: $1) },
      try against.map {
        AgainstRun(try AgainstQuestion(forecast, $0, plan, tables: tables), rest[rest.startIndex])
      },
      isMonthly ? MonthlyRevenue(forecast, parts.all[parts.all.count - 1]) : nil
    )
  }
}

/// What comes of some trials of a run, of each model that walks them. Those of other trials can be joined, and they
/// can be kept.
public struct RunParts: Mergeable, Storable {
  /// The scenario, its readings, the differences from what it is held against, its months.
  private(set) var all: [Results]

  init(_ all: [Results]) { self.all = all }

  /// Of the scenario itself.
  public var results: Results { all[0] }

  /// No trial may be in both.
  public mutating func merge(_ other: RunParts) {
    for k in all.indices { all[k].merge(other.all[k]) }
  }

  public mutating func pass(through store: inout Store) throws(StoreError) {
    try store.pass(each: &all)
  }
}

private protocol Answerable {
  func results(_ plan: Plan, tables: TableCache, monitor: Monitor) throws -> Results
  func none(_ plan: Plan, tables: TableCache) throws -> Results
}
extension Asked: Answerable {}
