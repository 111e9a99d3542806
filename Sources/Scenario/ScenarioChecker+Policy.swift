import EquityImpact
import EventStudy
import Expressions
import RevenueRecovery
import Sampling
import Simulation

/// [policy], [relations], [domestic_supply] and [correlation].
extension ScenarioChecker {
  /// The gates whose tables stand in the scenario, with those that must, in the order of the list; each
  /// with its third level and its answers where the scenario speaks of them.
  func statedGates() -> [PolicyGate] {
    let policy = top.table(Keys.top.policy)
    return gateList.compactMap { gate in
      // What is there and no table is told where the gates are read.
      let node = policy?.node(gate.name)
      guard gate.isRequired || node != nil else { return nil }
      let table =
        if case .table? = node?.value { policy?.table(gate.name) } else { nil as TableReader? }
      return gate.reduced(
        thirdLevel: table.map { speaksOfThirdLevel(gate, $0) } ?? false,
        answers: gate.answer.map { table?.node($0.rate.key) != nil } ?? false)
    }
  }

  private func speaksOfThirdLevel(_ gate: PolicyGate, _ table: TableReader) -> Bool {
    guard gate.hasThirdLevel else { return false }
    let keys = GateKeys(gate)
    let name = gate.levels[2].name
    func names(_ value: RawValue?) -> Bool {
      switch value {
      case .string(let text): text == name
      case .table(let inner):
        inner[name] != nil || names(inner[Keys.scheduled.state.key]?.value)
      case .array(let elements): elements.contains { names($0.value) }
      default: false
      }
    }
    return gate.thirdParameters.contains { table.node($0.key) != nil }
      || names(table.node(keys.starts)?.value) || names(table.node(keys.schedule)?.value)
  }

  /// nil when something is wrong and was reported.
  func gates(_ stated: [PolicyGate], _ calendar: FiscalCalendar?) -> [GateAssumptions]? {
    guard let policy = top.requiredTable(Keys.top.policy) else { return nil }
    let found = stated.map { gate in
      policy.requiredTable(gate.name).flatMap { self.gate(gate, $0, calendar) }
    }
    bandwidthLimit = optional(ParameterSpecs.bandwidthLimit, in: policy)
    policy.finish()
    let gates = found.compactMap { $0 }
    return gates.count == stated.count ? gates : nil
  }

  private func gate(
    _ gate: PolicyGate, _ table: TableReader, _ calendar: FiscalCalendar?
  ) -> GateAssumptions? {
    let keys = GateKeys(gate)
    // Words are those of the whole gate, so that a slip is told of every level there could be.
    let starts = table.read(GateKeys(gateList.first { $0.name == gate.name } ?? gate).starts)
    var values: [String: any Distribution] = [:]
    for spec in keys.parameters { values[spec.key] = table.parameter(spec, ledger) }
    let escalates = keys.escalates.map { spec in
      let escalates = table.read(spec)
      if escalates, !gate.hasThirdLevel, let node = table.node(spec) {
        table.report(spec, node, "needs the level that answers lead to: state stop and ease")
      }
      return escalates
    }
    let schedule = schedule(gate, keys, table, calendar)
    table.finish()
    guard values.count == gate.parameters.count else { return nil }
    return GateAssumptions(
      gate, starts: starts, values, escalates: escalates.contains(true), schedule: schedule)
  }

  // MARK: Schedules

  private func schedule(
    _ gate: PolicyGate, _ keys: GateKeys, _ table: TableReader, _ calendar: FiscalCalendar?
  ) -> [GateAssumptions.Scheduled] {
    let levels = gate.levels.map(\.name)
    var found: [GateAssumptions.Scheduled] = []
    for entry in table.tables(keys.schedule) ?? [] {
      let keys = ScheduledKeys(levels: levels)
      let (date, until) = (entry.read(keys.date), entry.read(keys.until))
      _ = entry.required(keys.state)
      let state = entry.read(keys.state)
      let (source, confidence) = entry.provenance()
      entry.finish()
      guard let date, let level = state.flatMap(levels.firstIndex), let calendar,
        let scheduled = scheduled(level, date, until, entry, keys, calendar)
      else { continue }
      guard !found.contains(where: { $0.month < scheduled.end && scheduled.month < $0.end }) else {
        problems.add(
          entry.origin, entry.path, "speaks of a month that an entry before it speaks of")
        continue
      }
      found.append(scheduled)
      if let constant = try? Constant(Double(level)) {
        let end = until.map { " until \(Self.text($0))" } ?? ""
        ledger.add(
          LedgerEntry(
            key: "\(entry.path)", meaning: "\(levels[level]) on \(Self.text(date))\(end)",
            distribution: constant, unit: "level", confidence: confidence, source: source,
            origin: entry.origin))
      }
    }
    return found
  }

  private static func text(_ date: ScheduledKeys.Date) -> String {
    Day(year: date.year, month: date.month, day: date.day)?.description ?? ""
  }

  /// A level on a date, in months and sessions; nil where the date is not of the forecast, which is reported.
  private func scheduled(
    _ level: Int, _ date: ScheduledKeys.Date, _ until: ScheduledKeys.Date?, _ entry: TableReader,
    _ keys: ScheduledKeys, _ calendar: FiscalCalendar
  ) -> GateAssumptions.Scheduled? {
    func months(_ date: ScheduledKeys.Date) -> Int {
      (date.year - calendar.firstMonth.year) * 12 + date.month - calendar.firstMonth.month
    }
    let month = months(date)
    guard (0..<calendar.months).contains(month), let day = Day(date) else {
      if let node = entry.node(keys.date) {
        let last = calendar.firstMonth.advanced(by: calendar.months - 1)
        entry.report(
          keys.date, node,
          "must lie in the months of the forecast, \(calendar.firstMonth) to \(last)")
      }
      return nil
    }
    var end = month + 1
    if let until, let node = entry.node(keys.until) {
      guard let last = Day(until), last > day else {
        entry.report(keys.until, node, "must be later than the date")
        return nil
      }
      // Held in every month that has begun before the day.
      end = max(end, months(until) + (until.day > 1 ? 1 : 0))
    }
    return GateAssumptions.Scheduled(
      month: month, session: SessionDates.session(of: day), end: end, level: level)
  }

  // MARK: Relations

  /// nil without [relations], or when something is wrong and was reported.
  func relations(_ gates: [PolicyGate]) -> Relations? {
    guard let table = top.table(Keys.top.relations) else { return nil }
    let keys = Keys.relations
    let persistence = table.value(keys.persistence, ledger)
    if let persistence, persistence >= 1, let node = table.node(keys.persistence) {
      table.report(keys.persistence, node, "must be below 1")
    }
    let starts =
      table.node(keys.starts) == nil
      ? try? Normal(mean: 0, standardDeviation: 1) : table.parameter(keys.starts, ledger)
    var loadings: [String: Double] = [:]
    if table.required(keys.loadings) != nil, let inner = table.table(keys.loadings) {
      let names = Relations.loadable(gates)
      for name in names where inner.node(name) != nil {
        loadings[name] = inner.value(ParameterSpecs.loading.named(name), ledger)
      }
      for name in inner.keys where !names.contains(name) {
        guard let node = inner.node(name) else { continue }
        problems.add(
          node.origin, "\(inner.path).\(name)",
          "does not move with relations; quoted names of what may: \(names.joined(separator: ", "))"
        )
      }
      inner.finish()
    }
    table.finish()
    guard let persistence, let starts else { return nil }
    return Relations(persistence: persistence, starts: starts, loadings: loadings)
  }

  /// nil without [domestic_supply], or when something is wrong and was reported.
  func domesticSupply() -> DomesticSupply? {
    guard let table = top.table(Keys.top.domesticSupply) else { return nil }
    let found = Keys.domesticSupply.parameters.compactMap { table.parameter($0, ledger) }
    table.finish()
    guard found.count == Keys.domesticSupply.parameters.count else { return nil }
    return DomesticSupply(start: found[0], growth: found[1], replaces: found[2])
  }

  func correlation() -> Correlation? {
    let keys = Keys.correlation
    guard let table = top.table(Keys.top.correlation) else { return nil }
    let measure = table.read(keys.measure)
    let family = table.read(keys.copula)
    let degrees = table.read(keys.degrees)
    if family == .studentT, degrees == nil { _ = table.required(keys.degrees) }
    let range = Correlation.Copula.degrees
    if let degrees, !range.contains(degrees), let node = table.node(keys.degrees) {
      table.report(
        keys.degrees, node,
        "must lie between \(plain(range.lowerBound)) and \(plain(range.upperBound)) (a copula of more "
          + "degrees is \"gaussian\")")
    }
    var pairs: [Correlation.Pair] = []
    if table.required(keys.pairs) != nil {
      pairs = (table.tables(keys.pairs) ?? []).compactMap(pair)
    }
    table.finish()
    if isMarket {
      pairs.removeAll { Input.isOfShares($0.first) || Input.isOfShares($0.second) }
      if pairs.isEmpty { return nil }
    }
    return Correlation(
      pairs, measure: measure,
      copula: family == .studentT ? .studentT(degrees: degrees ?? 4) : .gaussian,
      repairs: repairsCorrelation)
  }

  private func pair(_ table: TableReader) -> Correlation.Pair? {
    let value = table.read(Keys.pair.value)
    let (source, confidence) = table.provenance()
    let names = table.read(Keys.pair.inputs)
    table.finish()
    guard let value, let names else { return nil }
    if let constant = try? Constant(value) {
      ledger.add(
        LedgerEntry(
          key: "correlation: \(names[0]), \(names[1])",
          meaning: "correlation of the two inputs", distribution: constant, unit: "1",
          confidence: confidence, source: source, origin: table.origin))
    }
    return Correlation.Pair(names[0], names[1], value)
  }
}

extension Day {
  fileprivate init?(_ date: ScheduledKeys.Date) {
    self.init(year: date.year, month: date.month, day: date.day)
  }
}
