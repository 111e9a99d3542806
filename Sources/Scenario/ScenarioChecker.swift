import RevenueRecovery
import Sampling
import Simulation

/// Walks the merged table of a scenario once and turns it into a model, or into a list of everything
/// that is wrong.
final class ScenarioChecker {
  struct Checked {
    var title: String
    var asOf: (year: Int, month: Int, day: Int)
    var model: RecoveryModel
    var thresholds: [Double]
    var simulation: SimulationSettings
  }

  let ledger = Ledger()
  private let problems = ProblemList()
  private let top: TableReader
  private let repairsCorrelation: Bool

  init(_ file: ScenarioFile, repairsCorrelation: Bool) {
    top = TableReader(file.table, path: "", origin: file.origin, problems: problems)
    self.repairsCorrelation = repairsCorrelation
  }

  func check() throws(ScenarioError) -> Checked {
    let title = top.string("title") ?? "Untitled scenario"
    _ = top.string("description")
    let asOf = asOf()
    let months = top.integer("months", in: 1...120) ?? 18
    let sessions = top.integer("sessions_to_first_month", in: 0...60) ?? 13
    let thresholds = thresholds()
    let numbers = ParameterSpecs.numbers.map { top.value($0, ledger) }
    let common = ParameterSpecs.common.map { top.parameter($0, ledger) }
    let simulation = simulation()
    let products = products()
    let licences = licences()
    let exportGate = exportGate()
    let guidance = guidance()
    let correlation = correlation()
    top.finish()

    guard problems.problems.isEmpty, let asOf, let products, let licences, let exportGate,
      let guidance, let target = numbers[0], let lost = numbers[1], let tax = numbers[2],
      let shares = numbers[3], let decline = common[0], let substitution = common[1],
      let uptake = common[2], let share = common[3], let training = common[4]
    else { throw ScenarioError(problems.problems) }
    let firstMonth = YearMonth(year: asOf.year, month: asOf.month).advanced(by: 1)
    let assumptions = RecoveryAssumptions(
      calendar: FiscalCalendar(firstMonth: firstMonth, months: months),
      sessionsToFirstMonth: sessions, products: products, licences: licences,
      exportGate: exportGate, guidance: guidance, priceDecline: decline,
      domesticSubstitution: substitution, uptake: uptake, revenueShare: share,
      trainingShare: training, targetRevenue: target, lostRevenue: lost, taxRate: tax,
      shares: shares)
    let model = try model(assumptions, correlation)
    return Checked(
      title: title, asOf: asOf, model: model, thresholds: thresholds, simulation: simulation)
  }

  private func asOf() -> (year: Int, month: Int, day: Int)? {
    guard let node = top.required("as_of") else { return nil }
    guard case .date(let year, let month, let day) = node.value else {
      top.report("as_of", node, "must be a date such as 2025-07-15, without quotes")
      return nil
    }
    return (year, month, day)
  }

  private func thresholds() -> [Double] {
    guard let node = top.node("thresholds") else { return [1e9, 2.5e9, 5e9, 10e9, 15e9] }
    guard let values = top.numbers("thresholds") else { return [] }
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

  /// The model, with what only the whole can tell: successors and correlated inputs that exist.
  private func model(
    _ assumptions: RecoveryAssumptions, _ correlation: Correlation?
  ) throws(ScenarioError) -> RecoveryModel {
    let place = top.table("correlation")?.origin ?? top.origin
    do {
      let model = try RecoveryModel(assumptions, correlation: correlation)
      try Sampler.check(model.inputs, correlation: correlation)
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

  // MARK: Tables

  private func products() -> [Product]? {
    guard let table = top.requiredTable("products") else { return nil }
    guard !table.keys.isEmpty else {
      problems.add(table.origin, "products", "must hold at least one product")
      return nil
    }
    let products = table.keys.compactMap { name in
      table.table(name).flatMap { product(name, $0, all: table.keys) }
    }
    table.finish()
    return products.count == table.keys.count ? products : nil
  }

  private func product(_ name: String, _ table: TableReader, all: [String]) -> Product? {
    checkName(name, table)
    let values = ParameterSpecs.product.map { table.parameter($0, ledger) }
    let successor = table.string("successor")
    if let successor, !all.contains(successor) || successor == name,
      let node = table.node("successor")
    {
      let others = all.filter { $0 != name }
      let hint = others.isEmpty ? "" : " (\(others.joined(separator: ", ")))"
      table.report("successor", node, "must name another product\(hint)")
    }
    let compute = compute(table)
    table.finish()
    let found = values.compactMap { $0 }
    guard found.count == ParameterSpecs.product.count, let compute else { return nil }
    return Product(
      name: name, orderBook: found[0], price: found[1], inventory: found[2], launch: found[3],
      leadTime: found[4], capacity: found[5], ramp: found[6], clearsControls: found[7],
      cannibalised: found[8], successor: successor, writtenDown: found[9],
      grossMargin: found[10], compute: compute)
  }

  /// Names become parts of keys and file columns.
  private func checkName(_ name: String, _ table: TableReader) {
    let isFine =
      !name.isEmpty
      && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    if !isFine || name == "total" {
      problems.add(
        table.origin, table.path,
        "the name must be made of letters, digits, - and _, and not be \"total\"; got \"\(name)\"")
    }
  }

  private func compute(_ table: TableReader) -> Product.Compute? {
    guard let node = table.node("compute") else {
      return Product.Compute(training: 1, inference: 1)
    }
    var inside = RawTable()
    switch node.value {
    case .table(let table): inside = table
    case .integer, .number: for spec in ParameterSpecs.compute { inside[spec.key] = node }
    default:
      table.report("compute", node, "must be a number or a table with training and inference")
      return nil
    }
    let inner = TableReader(
      inside, path: table.key("compute"), origin: node.origin, problems: problems)
    let source = inner.string("source") ?? ""
    let word = inner.choice("confidence", of: Confidence.allCases.map(\.rawValue))
    let confidence = word.flatMap(Confidence.init) ?? .assumption
    var values: [Double] = []
    for spec in ParameterSpecs.compute {
      guard inner.required(spec.key) != nil, let value = inner.number(spec.key),
        let constant = try? Constant(value)
      else { continue }
      if let violation = spec.domain.violation(by: constant) {
        problems.add(node.origin, inner.key(spec.key), violation)
      }
      values.append(value)
      ledger.add(
        LedgerEntry(
          key: inner.key(spec.key), distribution: constant, unit: spec.unit,
          confidence: confidence, source: source, origin: node.origin))
    }
    inner.finish()
    return values.count == 2 ? Product.Compute(training: values[0], inference: values[1]) : nil
  }

  private func licences() -> Licences? {
    guard let table = top.requiredTable("licences") else { return nil }
    let rate = table.parameter(ParameterSpecs.approvalRate, ledger)
    let common = table.node("delay") == nil ? nil : table.parameter(ParameterSpecs.delay, ledger)
    let buyersTable = table.requiredTable("buyers")
    var buyers: [Licences.Buyer] = []
    for name in buyersTable?.keys ?? [] {
      guard let inner = buyersTable?.table(name) else { continue }
      checkName(name, inner)
      if inner.node("share") == nil { _ = inner.required("share") }
      let share = inner.node("share") == nil ? nil : inner.value(ParameterSpecs.buyerShare, ledger)
      let hasOwn = inner.node("delay") != nil || common == nil && table.node("delay") == nil
      let delay = hasOwn ? inner.parameter(ParameterSpecs.delay, ledger) : common
      inner.finish()
      if let share, let delay {
        buyers.append(Licences.Buyer(name: name, share: share, delay: delay))
      }
    }
    buyersTable?.finish()
    table.finish()
    guard let rate, let buyersTable, buyers.count == buyersTable.keys.count else { return nil }
    let sum = buyers.reduce(0) { $0 + $1.share }
    guard abs(sum - 1) < 1e-9 else {
      problems.add(
        buyersTable.origin, "licences.buyers",
        "the shares must sum to 1, got \(plain(rounded(sum)))")
      return nil
    }
    return Licences(approvalRate: rate, buyers: buyers)
  }

  private func rounded(_ x: Double) -> Double { (x * 1e9).rounded() / 1e9 }

  private func exportGate() -> ExportGate? {
    guard let policy = top.requiredTable("policy"), let table = policy.requiredTable("export_gate")
    else { return nil }
    let starts = table.choice("starts", of: ["open", "closed"])
    let values = ParameterSpecs.exportGate.map { table.parameter($0, ledger) }
    table.finish()
    guard let close = values[0], let reopen = values[1] else { return nil }
    return ExportGate(startsOpen: starts != "closed", close: close, reopen: reopen)
  }

  private func guidance() -> ProcurementGuidance? {
    guard let policy = top.table("policy") else { return nil }
    _ = policy.node("export_gate")
    let found = policy.requiredTable("guidance")
    policy.finish()
    guard let table = found else { return nil }
    let starts = table.choice("starts", of: ["neutral", "discouraging"])
    let values = ParameterSpecs.guidance.map { table.parameter($0, ledger) }
    table.finish()
    guard let discourage = values[0], let lift = values[1], let factor = values[2] else {
      return nil
    }
    return ProcurementGuidance(
      startsDiscouraging: starts == "discouraging", discourage: discourage, lift: lift,
      uptakeFactor: factor)
  }

  private func correlation() -> Correlation? {
    guard let table = top.table("correlation") else { return nil }
    let measure = table.choice("measure", of: Correlation.Measure.allCases.map(\.rawValue))
    let family = table.choice("copula", of: ["gaussian", "student-t"]) ?? "gaussian"
    let degrees = table.number("degrees")
    if family == "student-t", degrees == nil { _ = table.required("degrees") }
    if let degrees, !(degrees > 0), let node = table.node("degrees") {
      table.report("degrees", node, "must be above 0")
    }
    var pairs: [Correlation.Pair] = []
    if table.required("pairs") != nil {
      pairs = (table.tables("pairs") ?? []).compactMap(pair)
    }
    table.finish()
    return Correlation(
      pairs, measure: measure.flatMap(Correlation.Measure.init) ?? .spearman,
      copula: family == "student-t" ? .studentT(degrees: degrees ?? 4) : .gaussian,
      repairs: repairsCorrelation)
  }

  private func pair(_ table: TableReader) -> Correlation.Pair? {
    let value = table.required("value") == nil ? nil : table.number("value")
    let source = table.string("source") ?? ""
    let word = table.choice("confidence", of: Confidence.allCases.map(\.rawValue))
    var names: [String] = []
    if let node = table.required("inputs") {
      if case .array(let elements) = node.value {
        names = elements.compactMap { if case .string(let name) = $0.value { name } else { nil } }
      }
      if names.count != 2 { table.report("inputs", node, "must be two names of inputs") }
    }
    table.finish()
    guard let value, names.count == 2 else { return nil }
    if let constant = try? Constant(value) {
      ledger.add(
        LedgerEntry(
          key: "correlation: \(names[0]), \(names[1])", distribution: constant, unit: "1",
          confidence: word.flatMap(Confidence.init) ?? .assumption, source: source,
          origin: table.origin))
    }
    return Correlation.Pair(names[0], names[1], value)
  }
}
