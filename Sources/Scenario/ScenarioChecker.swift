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
    var simulation: SimulationSettings
    var decisions: [Decision]
    var sources: [SourceFile]
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
  /// The gates that a scenario may state.
  let gateList: [PolicyGate]
  /// The shares, where they are known already because nothing that they depend on has changed.
  let knownEquities: CheckedEquities?
  /// Whether estimates of shares were asked for in vain, which was reported: that what they would have
  /// told is missing is then no problem of its own.
  var lacksEstimates = false

  init(
    _ file: ScenarioFile, repairsCorrelation: Bool, withShares: Bool, gates: [PolicyGate],
    equities known: CheckedEquities? = nil
  ) {
    top = TableReader(file.table, path: "", origin: file.origin, problems: problems)
    self.file = file
    self.repairsCorrelation = repairsCorrelation
    self.withShares = withShares
    gateList = gates
    knownEquities = known
  }

  func check() throws(ScenarioError) -> Checked {
    let title = top.string("title") ?? "Untitled scenario"
    let description = top.string("description") ?? ""
    let asOf = asOf()
    let day = asOf.flatMap { Day(year: $0.year, month: $0.month, day: $0.day) }
    ledger.asOf = day
    let months = top.integer("months", in: 1...120) ?? 18
    let sessions = top.integer("sessions_to_first_month", in: 0...60) ?? 13
    let thresholds = thresholds()
    let numbers = ParameterSpecs.numbers.map { top.value($0, ledger) }
    let common = ParameterSpecs.common.map { top.parameter($0, ledger) }
    let simulation = simulation()
    let products = products()
    let licences = licences()
    let statedGates = statedGates()
    let gates = gates(statedGates)
    let correlation = correlation()
    let outputs = outputs()
    let decisionSpecs = decisionSpecs()
    let sources = sourceFiles()
    let equities = equities(
      asOf: day, sessionsToFirstMonth: sessions, months: months, gates: statedGates)
    lazy var tables = TablesBelow(top.table)
    top.finish { Self.hint(at: $0, $1, in: tables) }
    checkTables()

    guard problems.isEmpty, let asOf, let products, let licences, let gates,
      let target = numbers[0], let lost = numbers[1], let tax = numbers[2],
      let shares = numbers[3], let decline = common[0], let substitution = common[1],
      let uptake = common[2], let share = common[3], let training = common[4]
    else { throw ScenarioError(problems.problems) }
    let firstMonth = YearMonth(year: asOf.year, month: asOf.month).advanced(by: 1)
    let assumptions = RecoveryAssumptions(
      calendar: FiscalCalendar(firstMonth: firstMonth, months: months),
      sessionsToFirstMonth: sessions, products: products, licences: licences,
      gates: gates, priceDecline: decline,
      domesticSubstitution: substitution, uptake: uptake, revenueShare: share,
      trainingShare: training, targetRevenue: target, lostRevenue: lost, taxRate: tax,
      shares: shares)
    let plain = try model(assumptions, equities?.assumptions, correlation, asOf: day)
    let model = try adding(outputs, to: plain)
    let decisions = try decisions(decisionSpecs, over: model)
    return Checked(
      title: title, description: description, asOf: asOf,
      asOfOrigin: top.node("as_of")?.origin ?? top.origin, model: model,
      thresholds: thresholds, simulation: simulation, decisions: decisions, sources: sources,
      equities: equities, warnings: slips(of: file, to: day))
  }

  /// Years of `as_of`: markets that a scenario can speak of, with its months and sessions well inside
  /// the calendar.
  private static let years = 1900...2200

  private func asOf() -> (year: Int, month: Int, day: Int)? {
    guard let node = top.required("as_of") else { return nil }
    guard case .date(let year, let month, let day) = node.value else {
      top.report("as_of", node, "must be a date such as 2025-07-15, without quotes")
      return nil
    }
    guard Self.years.contains(year) else {
      top.report(
        "as_of", node,
        "must be a date in the years \(Self.years.lowerBound) to \(Self.years.upperBound)")
      return nil
    }
    return (year, month, day)
  }

  private func thresholds() -> [Double] {
    guard let node = top.node("thresholds") else { return [1e9, 2.5e9, 5e9, 10e9, 15e9] }
    guard top.holdsAtMost(Bounds.thresholds, "thresholds", "thresholds"),
      let values = top.numbers("thresholds")
    else { return [] }
    if values.isEmpty || zip(values, values.dropFirst()).contains(where: { $0 >= $1 }) {
      top.report("thresholds", node, "must be numbers that rise")
    }
    return values
  }

  private func simulation() -> SimulationSettings {
    var settings = SimulationSettings.standard
    guard let table = top.table("simulation") else { return settings }
    if let trials = table.integer("trials", in: 1...Plan.mostTrials) { settings.trials = trials }
    if let seed = table.integer("seed", in: 0...Int.max) { settings.seed = UInt64(seed) }
    if let word = table.choice("design", of: Design.allCases.map(\.rawValue)) {
      settings.design = Design(rawValue: word) ?? .random
    }
    if let node = table.node("generator"), let text = table.string("generator") {
      do {
        settings.source = try UniformSource(parsing: text)
      } catch {
        problems.add(node.origin, table.key("generator"), "\(error.rule), got \(error.value)")
      }
    }
    if settings.source != .keyed, settings.design != .random, let node = table.node("design") {
      table.report("design", node, "must be \"random\" with a generator of GSL")
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
    _ assumptions: RecoveryAssumptions, _ equities: EquityAssumptions?,
    _ correlation: Correlation?, asOf: Day?
  ) throws(ScenarioError) -> ForecastModel {
    let place = top.table("correlation")?.origin ?? top.origin
    do {
      let model = try ForecastModel(
        RecoveryModel(assumptions, correlation: correlation), equities: equities, asOf: asOf)
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
