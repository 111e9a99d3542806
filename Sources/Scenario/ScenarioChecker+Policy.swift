import RevenueRecovery
import Sampling

/// [licences], [policy] and [correlation].
extension ScenarioChecker {
  func licences() -> Licences? {
    guard let table = top.requiredTable(Keys.top.licences) else { return nil }
    let rate = table.parameter(Keys.licences.approvalRate, ledger)
    let common =
      table.node(Keys.licences.delay) == nil ? nil : table.parameter(Keys.licences.delay, ledger)
    let buyersTable = table.requiredTable(Keys.licences.buyers)
    var buyers: [Licences.Buyer] = []
    for name in buyersTable?.chosenNames() ?? [] {
      guard let inner = buyersTable?.table(name) else { continue }
      checkName(name, inner)
      let share = inner.value(Keys.buyer.share, ledger)
      let hasOwn =
        inner.node(Keys.buyer.delay) != nil
        || common == nil && table.node(Keys.licences.delay) == nil
      let delay = hasOwn ? inner.parameter(Keys.buyer.delay, ledger) : common
      inner.finish()
      if let share, let delay {
        buyers.append(Licences.Buyer(name: name, share: share, delay: delay))
      }
    }
    buyersTable?.finish()
    let cap = optional(Keys.licences.cap, in: table)
    let groups = licenceGroups(table)
    table.finish()
    guard let rate, let buyersTable, buyers.count == buyersTable.keys.count else { return nil }
    let sum = buyers.reduce(0) { $0 + $1.share }
    guard abs(sum - 1) < 1e-9 else {
      problems.add(
        buyersTable.origin, "licences.buyers",
        "the shares must sum to 1, got \(plain(rounded(sum)))")
      return nil
    }
    var licences = Licences(approvalRate: rate, buyers: buyers)
    licences.cap = cap
    licences.groups = groups
    return licences
  }

  /// Licences that products have for themselves. What is wrong is reported.
  private func licenceGroups(_ table: TableReader) -> [Licences.Group] {
    guard let groups = table.table(Keys.licences.groups) else { return [] }
    let keys = Keys.licenceGroup
    let found = groups.chosenNames().compactMap { name -> Licences.Group? in
      guard let inner = groups.table(name) else { return nil }
      checkName(name, inner)
      if name == Self.noLicences {
        problems.add(inner.origin, inner.path, "must have another name: none means no licences")
      }
      let rate = inner.parameter(keys.approvalRate, ledger)
      let delay = inner.parameter(keys.delay, ledger)
      let cap = optional(keys.cap, in: inner)
      inner.finish()
      guard let rate, let delay else { return nil }
      return Licences.Group(name: name, approvalRate: rate, delay: delay, cap: cap)
    }
    groups.finish()
    return found
  }

  /// A number that need not be there and has no default.
  func optionalValue(_ spec: ParameterSpec, in table: TableReader) -> Double? {
    table.node(spec.key) == nil ? nil : table.value(spec, ledger)
  }

  /// A parameter that need not be there and has no default.
  func optional(_ spec: ParameterSpec, in table: TableReader) -> (any Distribution)? {
    table.node(spec.key) == nil ? nil : table.parameter(spec, ledger)
  }

  private func rounded(_ x: Double) -> Double { (x * 1e9).rounded() / 1e9 }

  /// The gates whose tables stand in the scenario, with those that must, in the order of the list.
  func statedGates() -> [PolicyGate] {
    let policy = top.table(Keys.top.policy)
    return gateList.filter { $0.isRequired || policy?.node($0.name) != nil }
  }

  /// nil when something is wrong and was reported.
  func gates(_ stated: [PolicyGate]) -> [GateAssumptions]? {
    guard let policy = top.requiredTable(Keys.top.policy) else { return nil }
    let found = stated.map { gate in
      policy.requiredTable(gate.name).flatMap { self.gate(gate, $0) }
    }
    bandwidthLimit = optional(ParameterSpecs.bandwidthLimit, in: policy)
    policy.finish()
    let gates = found.compactMap { $0 }
    return gates.count == stated.count ? gates : nil
  }

  private func gate(_ gate: PolicyGate, _ table: TableReader) -> GateAssumptions? {
    let keys = GateKeys(gate)
    let start = table.read(keys.starts)
    var values: [String: any Distribution] = [:]
    for spec in keys.parameters { values[spec.key] = table.parameter(spec, ledger) }
    table.finish()
    guard values.count == gate.parameters.count else { return nil }
    return GateAssumptions(gate, starts: start, values)
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
