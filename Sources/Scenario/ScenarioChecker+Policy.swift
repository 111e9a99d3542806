import RevenueRecovery
import Sampling

/// [licences], [policy] and [correlation].
extension ScenarioChecker {
  func licences() -> Licences? {
    guard let table = top.requiredTable("licences") else { return nil }
    let rate = table.parameter(ParameterSpecs.approvalRate, ledger)
    let common = table.node("delay") == nil ? nil : table.parameter(ParameterSpecs.delay, ledger)
    let buyersTable = table.requiredTable("buyers")
    var buyers: [Licences.Buyer] = []
    for name in buyersTable?.chosenNames() ?? [] {
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

  /// The gates whose tables stand in the scenario, with those that must, in the order of the list.
  func statedGates() -> [PolicyGate] {
    let policy = top.table("policy")
    return gateList.filter { $0.isRequired || policy?.node($0.name) != nil }
  }

  /// nil when something is wrong and was reported.
  func gates(_ stated: [PolicyGate]) -> [GateAssumptions]? {
    guard let policy = top.requiredTable("policy") else { return nil }
    let found = stated.map { gate in
      policy.requiredTable(gate.name).flatMap { self.gate(gate, $0) }
    }
    policy.finish()
    let gates = found.compactMap { $0 }
    return gates.count == stated.count ? gates : nil
  }

  private func gate(_ gate: PolicyGate, _ table: TableReader) -> GateAssumptions? {
    let start = table.choice("starts", of: gate.levels.map(\.name))
    var values: [String: any Distribution] = [:]
    for spec in ParameterSpecs.gate(gate) { values[spec.key] = table.parameter(spec, ledger) }
    table.finish()
    guard values.count == gate.parameters.count else { return nil }
    return GateAssumptions(gate, starts: start ?? gate.levels[0].name, values)
  }

  func correlation() -> Correlation? {
    guard let table = top.table("correlation") else { return nil }
    let measure = table.choice("measure", of: Correlation.Measure.allCases.map(\.rawValue))
    let family = table.choice("copula", of: ["gaussian", "student-t"]) ?? "gaussian"
    let degrees = table.number("degrees")
    if family == "student-t", degrees == nil { _ = table.required("degrees") }
    let range = Correlation.Copula.degrees
    if let degrees, !range.contains(degrees), let node = table.node("degrees") {
      table.report(
        "degrees", node,
        "must lie between \(plain(range.lowerBound)) and \(plain(range.upperBound)) (a copula of more "
          + "degrees is \"gaussian\")")
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
          key: "correlation: \(names[0]), \(names[1])",
          meaning: "correlation of the two inputs", distribution: constant, unit: "1",
          confidence: word.flatMap(Confidence.init) ?? .assumption, source: source,
          origin: table.origin))
    }
    return Correlation.Pair(names[0], names[1], value)
  }
}
