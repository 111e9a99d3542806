import EquityImpact
import Foundation
import RevenueRecovery
import Sampling
import Simulation

/// A checked scenario: a model that can run, the plan that the file proposes, and the ledger of
/// what is assumed and who says so. A `Forecast` that exists is valid.
public struct Forecast: Sendable {
  /// The file's name without its extension; names the output folder.
  public let name: String
  public let title: String
  /// What the scenario is for; empty where the file does not say.
  public let description: String
  /// Year, month, day: nothing dated later may inform the forecast.
  public let asOf: (year: Int, month: Int, day: Int)
  /// Where it was written.
  public let asOfOrigin: Origin
  /// The files read, the scenario's own last.
  public let files: [String]
  /// Overrides, as given to `--set`.
  public let overrides: [String]
  public let model: ForecastModel
  public let ledger: [LedgerEntry]
  /// USD, rising: revenue levels whose probabilities are stated.
  public let thresholds: [Double]
  /// Fractions, rising: levels of `eps_uplift_ratio` whose probabilities are stated.
  public let epsThresholds: [Double]
  /// Names and calendars of the shares; nil where the scenario asks for none.
  public let listing: EquityListing?
  /// What the market holds; nil where that is this scenario, or nothing, or where there are no shares.
  public let market: MarketScenario?
  /// Choices with payoffs over the outputs; no part of the fingerprint.
  public let decisions: [Decision]
  /// Files whose rows sources name; no part of the fingerprint.
  public let sources: [SourceFile]
  /// Scenarios that read the same record otherwise; no part of the fingerprint.
  public let readings: [ReadingFile]
  /// What may not be meant, though it is right.
  public let warnings: [Problem]
  /// What the file proposes under [simulation].
  public let simulation: SimulationSettings

  /// - Parameters:
  ///   - path: of the scenario file.
  ///   - overrides: "key=value" each.
  ///   - repairsCorrelation: take the nearest possible correlations instead of refusing.
  ///   - withShares: false leaves [equities] and [market] out, unread.
  ///   - gates: the policy gates that the file may state.
  /// - Throws: `ScenarioError` with everything that is wrong.
  public init(
    path: String, overrides: [String] = [], repairsCorrelation: Bool = false,
    withShares: Bool = true, gates: [PolicyGate] = PolicyGate.all
  ) throws(ScenarioError) {
    self = try ForecastFamily(
      path: path, overrides: overrides, repairsCorrelation: repairsCorrelation,
      withShares: withShares, gates: gates
    ).base
  }

  init(
    _ checked: ScenarioChecker.Checked, _ checker: ScenarioChecker, _ family: ForecastFamily.Origins
  ) {
    name = family.name
    files = family.files
    overrides = family.overrides
    title = checked.title
    description = checked.description
    asOf = checked.asOf
    asOfOrigin = checked.asOfOrigin
    model = checked.model
    ledger = checker.ledger.entries
    thresholds = checked.thresholds
    epsThresholds = checked.epsThresholds
    listing = checked.equities?.listing
    market = checked.equities?.market
    simulation = checked.simulation
    decisions = checked.decisions
    sources = checked.sources
    readings = checked.readings
    warnings = checked.warnings
  }

  /// A fingerprint of everything that informs the answer, apart from the plan: 16 hexadecimal
  /// digits. Two runs with the same fingerprint assumed the same.
  public var fingerprint: String {
    var text = recoveryText(shares: true)
    for output in model.derived { text += "\n\(output.output.name) = \(output.expression.text)" }
    if let equities = model.equities?.assumptions { text += Self.numbers(of: equities) }
    if let market { text += "\nexpects \(market.fingerprint)" }
    return StreamName(text).hexadecimal
  }

  /// A fingerprint of what informs the recovery: the same with and without shares.
  public var recoveryFingerprint: String { StreamName(recoveryText(shares: false)).hexadecimal }

  /// What is assumed of the recovery, and what the ledger holds of the shares if asked for.
  private func recoveryText(shares: Bool) -> String {
    func counts(_ key: String) -> Bool {
      shares || !(key.contains("equities.") || key.contains("market."))
    }
    let assumptions = model.recovery.assumptions
    var text = "\(asOf) \(assumptions.calendar.months) \(thresholds)"
    text += " \(assumptions.sessionsToFirstMonth)"
    if !epsThresholds.isEmpty { text += " \(epsThresholds)" }
    for entry in ledger where counts(entry.key) { text += "\n\(entry.key) = \(entry.distribution)" }
    for product in assumptions.products {
      text += "\n\(product.name) \(product.compute) \(product.successor ?? "")"
      if product.seller != Product.usualSeller { text += " \(product.seller)" }
      if product.licences != .common { text += " \(product.licences)" }
    }
    if assumptions.seller != Product.usualSeller { text += "\nseller \(assumptions.seller)" }
    if let correlation = model.correlation {
      text += "\n\(correlation.measure) \(correlation.copula) \(correlation.repairs)"
      for pair in correlation.pairs where counts("\(pair)") { text += "\n\(pair)" }
    }
    for gate in assumptions.gates { text += "\n\(gate.mark)" }
    if let relations = assumptions.relations { text += "\n\(relations.mark)" }
    if assumptions.supplyFollowsOrders { text += "\nsupply follows orders" }
    return text
  }

  /// What the ledger does not hold of the shares.
  private static func numbers(of equities: EquityAssumptions) -> String {
    var text = "\n\(equities.sessions) \(equities.horizons) \(equities.sessionsToFirstMonth)"
    if !equities.marketExpects { text += " expects nothing" }
    text += "\n\(equities.benchmarkCorrelation.elements)"
    text += "\n\(equities.residualCorrelation.elements)"
    for benchmark in equities.benchmarks {
      text += "\n\(benchmark.name) \(benchmark.drift) \(benchmark.volatility) \(benchmark.degrees)"
    }
    for share in equities.equities {
      text += "\n\(share.ticker) \(share.benchmark) \(share.beta) \(share.residualVolatility)"
      text += " \(share.precision) \(share.degrees) \(share.exposure) \(share.elasticity)"
      text += " \(share.priceLimit ?? 0) \(share.weight) \(share.lastClose ?? 0)"
      for reaction in share.reactions { text += " \(reaction.mean) \(reaction.spread)" }
    }
    for news in equities.news { text += "\n\(news.event.rawValue) reacts" }
    for posterior in equities.past { text += "\n\(posterior.name) \(posterior.parts)" }
    return text
  }

  /// The claims whose probabilities a run counts: those about the recovery, then those about shares.
  public var statements: [Statement] {
    recoveryStatements + EquityQuestions.statements(model)
  }

  public var recoveryStatements: [Statement] {
    RecoveryStatements.all(
      model.recovery, thresholds: thresholds, epsThresholds: epsThresholds)
  }

  /// Shares under ranges of recovery and policy events.
  public var conditionals: Conditionals { EquityQuestions.conditionals(model) }
}

/// The plan as a file states it.
public struct SimulationSettings: Sendable {
  public var trials: Int
  public var seed: UInt64
  public var design: Design
  public var source: UniformSource

  /// What a file without [simulation] gets.
  public static let standard = SimulationSettings(
    trials: Keys.simulation.trials.fallback, seed: UInt64(Keys.simulation.seed.fallback),
    design: Keys.simulation.design.fallback, source: .keyed)

  /// - Parameter threads: workers; all cores when nil.
  public func plan(threads: Int? = nil) throws(InvalidParameter) -> Plan {
    try Plan(trials: trials, seed: seed, design: design, source: source, threads: threads)
  }
}
