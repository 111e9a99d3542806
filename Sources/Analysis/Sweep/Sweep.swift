import Expressions
import RevenueRecovery
import Sampling
import Scenario
import Simulation

/// Many scenarios, the same questions to each: one row of numbers a scenario.
public struct Sweep: Sendable {
  /// One of the scenarios.
  public struct Point: Sendable, Equatable {
    /// The scenario file's short name.
    public let scenario: String
    /// A value of each key, in the order of `keys`.
    public let values: [String]
  }

  /// A number asked of every scenario.
  public struct Column: Sendable, Equatable {
    public enum Statistic: Sendable, Equatable {
      case mean
      case quantile(QuantileLevel)
      case never
      case probability

      /// Levels of the quantiles that each output has.
      public static let levels = QuantileLevel.main

      /// In files: "mean", "p05".
      public var name: String {
        switch self {
        case .mean: "mean"
        case .quantile(let level): level.name
        case .never: "never"
        case .probability: "probability"
        }
      }

      /// Of every output that has a mean.
      fileprivate static let usual: [Self] = [.mean] + levels.map(Self.quantile)
      public static let all: [Self] = usual + [.never, .probability]
    }
    /// Name of an output, or the label of a statement.
    public let output: String
    public let unit: String
    public let statistic: Statistic
  }

  /// A figure with its error: the standard error of means, the 95% interval of quantiles and
  /// probabilities; nan where there is none. A quantile is infinite where it never comes about.
  public struct Figure: Sendable, Equatable {
    public let value: Double
    public let standardError: Double
    public let low: Double
    public let high: Double

    public init(
      value: Double = .nan, standardError: Double = .nan, low: Double = .nan, high: Double = .nan
    ) {
      self.value = value
      self.standardError = standardError
      self.low = low
      self.high = high
    }
  }

  public let keys: [String]
  public let points: [Point]
  public let columns: [Column]
  /// Trials and seed of every scenario.
  public let plan: Plan
  /// The scenario that is varied; the first where files are listed.
  public let base: Forecast
  /// Of the scenario that is varied, or of all that are listed.
  public let fingerprints: [String]

  /// What is of windows of different length; nil where nothing is.
  public let unequalHorizons: String?

  private let outputs: [String]
  private let statements: [String]
  private let forecast: @Sendable (Int) throws -> Forecast

  /// Variations of one scenario.
  ///
  /// - Parameter points: for each scenario a value of each key.
  /// - Throws: `InvalidParameter` for an unknown output, and for different days as of which to run.
  public init(
    _ family: ForecastFamily, keys: [String], points: [[String]], outputs: [String]?, _ plan: Plan
  ) throws(InvalidParameter) {
    let days = keys.firstIndex(of: "as_of").map { key in Set(points.map { $0[key] }) } ?? []
    guard days.count < 2 else {
      throw InvalidParameter(
        "vary",
        "must leave as_of: months and sessions count from it, so figures would be of windows of "
          + "different length", days.sorted().joined(separator: ", "))
    }
    let months = keys.lastIndex(of: "months").map { key in
      points.compactMap { TypedNumber($0[key]).flatMap { Int(exactly: $0.value) } }
        .filter((1...120).contains)
    }
    try self.init(
      keys: keys, points: points.map { Point(scenario: family.base.name, values: $0) },
      [family.base], months: months, outputs: outputs, plan
    ) { index in
      try family.forecast(zip(keys, points[index]).map { "\($0)=\($1)" }, option: "--vary")
    }
  }

  /// A list of scenarios.
  ///
  /// - Throws: `InvalidParameter` for an unknown output, `ScenarioError` for scenarios as of different
  ///   days.
  public init(
    _ forecasts: [Forecast], names: [String], outputs: [String]?, _ plan: Plan
  ) throws {
    try requireOneDate(forecasts)
    try self.init(
      keys: [], points: names.map { Point(scenario: $0, values: []) }, forecasts, outputs: outputs,
      plan
    ) { forecasts[$0] }
  }

  private init(
    keys: [String], points: [Point], _ known: [Forecast], months: [Int]? = nil,
    outputs wanted: [String]?, _ plan: Plan,
    forecast: @escaping @Sendable (Int) throws -> Forecast
  ) throws(InvalidParameter) {
    self.keys = keys
    self.points = points
    self.plan = plan
    self.forecast = forecast
    base = known[0]
    fingerprints = known.map(\.fingerprint)
    var units: [String: String] = [:]
    var all: [String] = []
    for output in known.flatMap(\.model.outputs) where units[output.name] == nil {
      units[output.name] = output.unit
      all.append(output.name)
    }
    for name in wanted ?? [] where units[name] == nil {
      let hint = nearest(to: name, among: all).map { "; did you mean \($0)?" } ?? ""
      throw InvalidParameter("outputs", "must name outputs of the scenario", "\(name)\(hint)")
    }
    let usual = Set(known.flatMap(Self.usualOutputs))
    outputs = wanted ?? all.filter(usual.contains)
    unequalHorizons = UnequalHorizons(known, varied: months)?.sentence(among: outputs)
    var seen: Set<String> = []
    statements = known.flatMap(\.recoveryStatements).map(\.label)
      .filter { !$0.hasPrefix("cumulative.") && seen.insert($0).inserted }
    let neverPossible = Set(known.flatMap(\.model.outputs).filter(\.canBeNever).map(\.name))
    columns =
      outputs.flatMap { name in
        Column.Statistic.usual.map {
          Column(output: name, unit: units[name] ?? "1", statistic: $0)
        }
          + (neverPossible.contains(name)
            ? [Column(output: name, unit: "1", statistic: .never)] : [])
      } + statements.map { Column(output: $0, unit: "1", statistic: .probability) }
  }

  /// Outputs of the scenario as a whole, those that it adds, and what the shares do up to the last
  /// horizon.
  private static func usualOutputs(_ forecast: Forecast) -> [String] {
    let model = forecast.model
    let whole = model.recovery.places.indices.filter { model.recovery.places[$0] == .scenario }
    let last = model.equities?.assumptions.horizons.last
    let shares = (model.equities?.outputs.places ?? [])
      .filter { $0.quantity == .car && $0.horizon == last }
      .map { "car.\($0.ticker).\($0.horizon)" }
    return whole.map { model.outputs[$0].name } + model.derived.map(\.output.name) + shares
  }

  /// Runs the scenarios at the given positions as one pool of work.
  ///
  /// - Parameter finished: gets a scenario's figures, in the order of `columns`; from any thread.
  /// - Throws: `ScenarioError` of the first scenario that is not valid, what `finished` throws, and
  ///   `Cancelled`.
  public func run(
    _ positions: [Int], monitor: Monitor,
    finished: @escaping @Sendable (Int, [Figure]) throws -> Void
  ) throws {
    try simulateEach(
      positions.count, plan, monitor: monitor,
      make: { position in
        let forecast = try forecast(positions[position])
        let model = forecast.model
        let places = Dictionary(
          model.outputs.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        let labels = Set(statements)
        return PooledRun(
          model, statements: forecast.recoveryStatements.filter { labels.contains($0.label) },
          tallied: outputs.compactMap { places[$0] })
      },
      finished: { position, results in
        try requireNumbers(results, positions[position])
        try finished(positions[position], figures(results))
      })
  }

  /// - Throws: `ScenarioError` where numbers overflow, by the keys of the scenario at a position.
  private func requireNumbers(_ results: Results, _ position: Int) throws {
    do {
      try base.requireNumbers(results)
    } catch {
      try forecast(position).requireNumbers(results)
      throw error
    }
  }

  private func figures(_ results: Results) -> [Figure] {
    let places = Dictionary(
      results.outputs.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let claims = Dictionary(
      results.statements.enumerated().map { ($1.label, $0) },
      uniquingKeysWith: { first, _ in first })
    return outputs.flatMap { name -> [Figure] in
      guard let place = places[name] else {
        return columns.filter { $0.output == name && $0.statistic != .probability }.map { _ in
          Figure()
        }
      }
      let summary = results.summary(place)
      let probabilities = Column.Statistic.levels.probabilities
      let quantiles = zip(
        summary.quantiles(probabilities), summary.quantileIntervals(probabilities)
      ).map { Figure(value: $0, low: $1.lowerBound, high: $1.upperBound) }
      return [
        Figure(value: summary.mean ?? .nan, standardError: summary.standardError ?? .nan)
      ] + quantiles + (summary.never.map { [Figure(value: $0)] } ?? [])
    }
      + statements.map { label in
        guard let place = claims[label] else { return Figure() }
        let estimate = results.probability(place)
        return Figure(
          value: estimate.value, standardError: estimate.standardError, low: estimate.low,
          high: estimate.high)
      }
  }
}

extension Sweep.Figure: Storable {
  public mutating func pass(through store: inout Store) throws(StoreError) {
    var numbers = [value, standardError, low, high]
    for k in numbers.indices { try store.pass(&numbers[k]) }
    self = Self(value: numbers[0], standardError: numbers[1], low: numbers[2], high: numbers[3])
  }
}

/// The figures of neighbouring scenarios.
public struct SweepPart: Storable {
  /// By scenario, in the order of the sweep's columns.
  public private(set) var figures: [[Sweep.Figure]]
  private let columns: Int

  public init(_ sweep: Sweep, _ figures: [[Sweep.Figure]] = []) {
    self.figures = figures
    columns = sweep.columns.count
  }

  public mutating func pass(through store: inout Store) throws(StoreError) {
    var count = figures.count
    try store.pass(&count)
    try store.require(count <= Plan.mostTrials)
    let blank = Array(repeating: Sweep.Figure(), count: columns)
    for k in 0..<count {
      // Not all at once: the bytes may say any number.
      if store.isReading { figures.append(blank) }
      try store.pass(each: &figures[k])
    }
  }
}
