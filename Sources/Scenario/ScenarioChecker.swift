import EquityImpact
import EventStudy
import Foundation
import RevenueRecovery
import Sampling
import Simulation

/// Walks the merged table of a scenario once and turns it into a model, or into a list of everything
/// that is wrong.
final class ScenarioChecker {
  struct Checked {
    var title: String
    var description: String
    var asOf: (year: Int, month: Int, day: Int)
    var asOfOrigin: Origin
    var model: ForecastModel
    var thresholds: [Double]
    var epsThresholds: [Double]
    var simulation: SimulationSettings
    var decisions: [Decision]
    var sources: [SourceFile]
    var readings: [ReadingFile]
    /// nil without shares.
    var equities: CheckedEquities?
    var warnings: [Problem]
  }

  let ledger = Ledger()
  let problems = ProblemList()
  let top: TableReader
  private let file: ScenarioFile
  let repairsCorrelation: Bool
  /// false where shares are left out although the scenario may have them.
  let withShares: Bool
  /// Whether it is read for another scenario's market, to which its shares are nothing: correlations with
  /// inputs of theirs are left out. That leaves the others as they are, for a part of the inputs of a copula
  /// has the copula of the part.
  let isMarket: Bool
  /// The gates that a scenario may state.
  let gateList: [PolicyGate]
  /// The shares, where they are known already because nothing that they depend on has changed.
  let knownEquities: CheckedEquities?
  /// Whether estimates of shares were asked for in vain, which was reported: that what they would have
  /// told is missing is then no problem of its own.
  var lacksEstimates = false
  /// That of month 0, such as "FY2026Q3"; nil where as_of is wrong.
  var runningQuarter: String?
  /// Read with the gates.
  var bandwidthLimit: (any Distribution)?

  init(
    _ file: ScenarioFile, repairsCorrelation: Bool, withShares: Bool,
    gates: [PolicyGate] = PolicyGate.all, isMarket: Bool = false,
    equities known: CheckedEquities? = nil
  ) {
    self.isMarket = isMarket
    top = TableReader(file.table, path: "", origin: file.origin, problems: problems)
    self.file = file
    self.repairsCorrelation = repairsCorrelation
    self.withShares = withShares
    gateList = gates
    knownEquities = known
  }

  func check() throws(ScenarioError) -> Checked {
    let title = top.read(Keys.top.title)
    let description = top.read(Keys.top.description)
    let asOf = top.read(Keys.top.asOf)
    let day = asOf.flatMap { Day(year: $0.year, month: $0.month, day: $0.day) }
    ledger.asOf = day
    let months = top.read(Keys.top.months)
    let sessions = sessionsToFirstMonth(from: day)
    let thresholds = top.read(Keys.top.thresholds)
    let epsThresholds = top.read(Keys.top.epsThresholds)
    let numbers = ParameterSpecs.numbers.map { top.value($0, ledger) }
    let aQuarter = optionalValue(Keys.top.lostRevenueAQuarter, in: top)
    let baseEarnings = baseEarnings(top)
    let common = ParameterSpecs.common.map { top.parameter($0, ledger) }
    let simulation = simulation()
    let calendar = asOf.map {
      FiscalCalendar(
        firstMonth: YearMonth(year: $0.year, month: $0.month).advanced(by: 1), months: months)
    }
    runningQuarter = calendar?.quarters.first?.description
    let products = products()
    let seller = seller(of: products)
    let licences = licences()
    let statedGates = statedGates()
    let gates = gates(statedGates, calendar)
    let relations = relations(statedGates)
    let domesticSupply = domesticSupply()
    let supplyFollowsOrders = top.read(Keys.top.supplyFollowsOrders)
    let capex = ordersFollowCapex()
    let outsideView = outsideView()
    let news = news(statedGates, asOf: day)
    let correlation = correlation()
    let outputs = outputs()
    let decisionSpecs = decisionSpecs()
    let sources = sourceFiles()
    let readings = readingFiles()
    let equities = equities(
      asOf: day, sessionsToFirstMonth: sessions, months: months, gates: statedGates,
      news: news)
    lazy var tables = TablesBelow(top.table)
    top.finish { Self.hint(at: $0, $1, in: tables) }
    checkTables()

    guard problems.isEmpty, let asOf, let calendar, let products, let licences, let gates,
      let target = numbers[0], let lost = numbers[1], let tax = seller.taxRate ?? numbers[2],
      let shares = seller.shares ?? numbers[3], let decline = common[0],
      let substitution = common[1],
      let uptake = common[2], let share = common[3], let training = common[4]
    else { throw ScenarioError(problems.problems) }
    var assumptions = RecoveryAssumptions(
      calendar: calendar,
      sessionsToFirstMonth: sessions, products: products, licences: licences,
      gates: gates, relations: relations, priceDecline: decline,
      domesticSubstitution: substitution, domesticSupply: domesticSupply,
      supplyFollowsOrders: supplyFollowsOrders, uptake: uptake, revenueShare: share,
      trainingShare: training, targetRevenue: target,
      lostRevenue: aQuarter.map { $0 * Double(months) / 3 } ?? lost, taxRate: tax,
      shares: shares)
    assumptions.seller = seller.name
    assumptions.baseEarnings = seller.baseEarnings ?? baseEarnings
    assumptions.bandwidthLimit = bandwidthLimit
    assumptions.ordersFollowCapex = capex
    assumptions.outsideView = outsideView
    assumptions.news = news
    let plain = try model(assumptions, equities, correlation, asOf: day)
    let model = try adding(outputs, to: plain)
    let decisions = try decisions(decisionSpecs, over: model)
    return Checked(
      title: title, description: description, asOf: asOf,
      asOfOrigin: top.node(Keys.top.asOf)?.origin ?? top.origin, model: model,
      thresholds: thresholds, epsThresholds: epsThresholds, simulation: simulation,
      decisions: decisions, sources: sources, readings: readings,
      equities: equities, warnings: slips(of: file, to: day) + strayCount(of: sessions, from: day))
  }

  private func simulation() -> SimulationSettings {
    let keys = Keys.simulation
    guard let table = top.table(Keys.top.simulation) else { return .standard }
    var settings = SimulationSettings(
      trials: table.read(keys.trials), seed: UInt64(table.read(keys.seed)),
      design: table.read(keys.design), source: .keyed)
    let generator = table.read(keys.generator)
    if let node = table.node(keys.generator) {
      do {
        settings.source = try UniformSource(parsing: generator)
      } catch {
        problems.add(node.origin, table.key(keys.generator), "\(error.rule), got \(error.value)")
      }
    }
    if !settings.source.isKeyed, settings.design != .random, let node = table.node(keys.design) {
      table.report(keys.design, node, "must be \"random\" with a generator of GSL")
    }
    table.finish()
    return settings
  }

  /// What is drawn in place of what the ledger states.
  private func noteRepairs(of correlation: Correlation?) throws {
    for change in try correlation?.repairsMade() ?? [] {
      ledger.note(
        ", taken as " + String(format: "%.4f", change.nearest),
        at: "correlation: \(change.pair.first), \(change.pair.second)")
    }
  }

  /// Reports every distribution that no table can hold. The tables are there when the scenario runs.
  private func checkTables() {
    let entries = ledger.entries.filter { !($0.distribution is Constant) }
    let found = TableCache.shared.problems(of: entries.map(\.distribution))
    for (entry, problem) in zip(entries, found) {
      if let problem { problems.add(entry.origin, entry.key, problem.description) }
    }
  }

  /// The model, with what only the whole can tell: successors and correlated inputs that exist.
  private func model(
    _ assumptions: RecoveryAssumptions, _ equities: CheckedEquities?,
    _ correlation: Correlation?, asOf: Day?
  ) throws(ScenarioError) -> ForecastModel {
    let place = top.table(Keys.top.correlation)?.origin ?? top.origin
    do {
      let model = try ForecastModel(
        RecoveryModel(assumptions, correlation: correlation), equities: equities?.assumptions,
        market: equities?.market?.recovery, asOf: asOf)
      try Sampler.check(model.inputs, correlation: correlation)
      if repairsCorrelation { try noteRepairs(of: correlation) }
      return model
    } catch let error as InvalidParameter {
      throw ScenarioError([
        Problem(place, "correlation.\(error.name)", "\(error.rule), got \(error.value)")
      ])
    } catch {
      throw ScenarioError([
        Problem(
          place, "correlation", "\(error); change them, or add --repair-correlation to use these")
      ])
    }
  }
}
