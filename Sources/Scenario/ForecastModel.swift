import EquityImpact
import EventStudy
import Expressions
import RevenueRecovery
import Sampling
import Simulation

import struct Expressions.Expression

/// The whole forecast as one model: policy and revenue, and the shares that react to both in the same
/// trial. Without shares it is the recovery alone, at its own speed.
public struct ForecastModel: Model {
  public let recovery: RecoveryModel
  /// nil where the scenario asks for no shares.
  public let equities: EquityPaths?
  /// What the market expects of policy; nil without shares.
  private let expected: ExpectedPolicy?
  /// Outputs computed from those of recovery and shares, after them and in this order.
  public let derived: [DerivedOutput]
  /// Whether a derived output reads an input, or something of single months, which is there while a pack is at
  /// work.
  private let readsBeyondOutputs: Bool
  public let inputs: [Input]
  public let outputs: [Output]
  /// So that expressions may name dates; nil where the day of the announcement is not known.
  let sessionDates: SessionDates?
  public var series: [Series] { equities?.series ?? [] }
  public var bands: [Output] { equities?.outputs.bands ?? [] }
  public var correlation: Correlation? { recovery.correlation }

  /// - Parameters:
  ///   - market: politics and shipments that the market holds; the model's own where nil.
  ///   - asOf: the day of session 0; without it expressions cannot name dates.
  /// - Throws: `InvalidParameter` for assumptions of shares that no path can have.
  public init(
    _ recovery: RecoveryModel, equities assumptions: EquityAssumptions? = nil,
    market: RecoveryModel? = nil, asOf: Day? = nil
  ) throws {
    self.recovery = recovery
    sessionDates = asOf.flatMap { SessionDates(recovery.assumptions, asOf: $0) }
    let (inputs, outputs) = (recovery.inputs, recovery.outputs)
    equities = try assumptions.map {
      try EquityPaths($0, inputsBefore: inputs.count, outputsBefore: outputs.count)
    }
    expected = equities.map { ExpectedPolicy(recovery, $0, market: market) }
    self.inputs = inputs + (equities?.inputs ?? [])
    self.outputs = outputs + (equities?.outputs.all ?? [])
    derived = []
    readsBeyondOutputs = false
  }

  private init(
    _ model: ForecastModel, derived: [DerivedOutput], sessionDates: SessionDates?
  ) {
    recovery = model.recovery
    self.sessionDates = sessionDates
    equities = model.equities
    expected = model.expected
    inputs = model.inputs
    outputs = model.outputs.prefix(model.plainOutputs) + derived.map(\.output)
    self.derived = derived
    readsBeyondOutputs = derived.contains { $0.expression.readsBeyondOutputs }
  }

  /// The recovery alone, with the same dates.
  public func withoutShares() throws -> ForecastModel {
    ForecastModel(try ForecastModel(recovery), derived: [], sessionDates: sessionDates)
  }

  /// The same scenario, without derived outputs, priced by the market of another: by what that one's market holds,
  /// or its own politics and shipments where that is the scenario itself. Both of two scenarios that are compared are
  /// priced so, the market's own among them: by month and state, not by the hazards of the trial.
  ///
  /// - Throws: as `init`.
  public func priced(byMarketOf other: ForecastModel) throws -> ForecastModel {
    var assumptions = equities?.assumptions
    assumptions?.marketExpects = other.equities?.assumptions.marketExpects ?? false
    return try ForecastModel(
      recovery, equities: assumptions, market: other.expected?.market ?? other.recovery)
  }

  /// Months whose states and hazards the shares read.
  private var expectedMonths: Int {
    guard let equities, equities.assumptions.marketExpects else { return 0 }
    return equities.assumptions.reactingMonths
  }

  /// Outputs of recovery and shares; the derived ones follow.
  private var plainOutputs: Int { outputs.count - derived.count }
  /// Positions of the derived outputs.
  public var derivedPositions: Range<Int> { plainOutputs..<outputs.count }

  /// The same model with more outputs. Their expressions were parsed with `names`.
  public func adding(_ more: [DerivedOutput]) -> ForecastModel {
    ForecastModel(self, derived: derived + more, sessionDates: sessionDates)
  }

  /// What expressions over the outputs may call them.
  public var names: Names {
    var names = Names(outputs: outputs.map(\.name))
    names.sessions = sessionDates
    names.monthly = MonthlyNames(recovery)
    names.inputs = inputs.map(\.name)
    // The quarters are called revenue.total.FY2026Q3 and so on; their sum is what was recovered.
    if let recovered = names["recovered"] { names.add("revenue.total", recovered) }
    return names
  }

  /// What the market expects of policy, worked out when it is first asked for; nil without shares.
  public var expectation: MarketExpectation? { expected?.expectation }

  public struct Scratch {
    let recovery: MonthlyScratch
    let equities: EquityScratch?
    let derived: DerivedScratch?
  }

  public func makeScratch() -> Scratch {
    Scratch(
      recovery: recovery.makeScratch(),
      equities: expectation.flatMap { equities?.makeScratch($0) },
      derived: derived.isEmpty ? nil : DerivedScratch())
  }

  public func evaluate(_ batch: Batch, _ scratch: inout Scratch) {
    guard !readsBeyondOutputs else { return evaluateWithMonths(batch, scratch) }
    evaluatePlain(batch, scratch)
    evaluateDerived(batch, scratch)
  }

  private func evaluateDerived(_ batch: Batch, _ scratch: Scratch) {
    guard let stack = scratch.derived else { return }
    let first = plainOutputs
    for (k, output) in derived.enumerated() {
      for p in batch.packs { batch.set(first + k, p, output.value(batch, p, stack)) }
    }
  }

  /// Pack by pack: the months of a pack are gone when the next one is at work.
  private func evaluateWithMonths(_ batch: Batch, _ scratch: Scratch) {
    let months = scratch.recovery
    batch.forEachPack { p in
      recovery.evaluate(batch, p, months)
      recovery.datePolicyChanges(batch, p, months)
      if let equities, let days = scratch.equities {
        equities.evaluate(batch, p, policy(batch, p, months), days)
      }
      evaluateDerived(batch, p, scratch)
    }
  }

  /// In one pack, whose months are those in the scratch.
  func evaluateDerived(_ batch: Batch, _ p: Int, _ scratch: Scratch) {
    guard let stack = scratch.derived else { return }
    let first = plainOutputs
    let months = UnsafePointer(scratch.recovery.rows)
    for (k, output) in derived.enumerated() {
      batch.set(first + k, p, output.value(batch, p, stack, months: months))
    }
  }

  private func evaluatePlain(_ batch: Batch, _ scratch: Scratch) {
    var months = scratch.recovery
    guard let equities, let days = scratch.equities else {
      return recovery.evaluate(batch, &months)
    }
    batch.forEachPack { p in
      recovery.evaluate(batch, p, months)
      equities.evaluate(batch, p, policy(batch, p, months), days)
    }
  }

  /// What the shares read of the recovery's pack.
  @inline(__always)
  func policy(_ batch: Batch, _ p: Int, _ months: MonthlyScratch) -> PolicyColumns {
    recovery.policyColumns(
      batch, p, months, expectedMonths: expectedMonths, news: equities?.newsPlaces ?? [],
      expectsNews: equities?.assumptions.marketExpects ?? false)
  }
}
