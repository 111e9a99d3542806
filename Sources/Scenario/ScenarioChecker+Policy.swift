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

  func exportGate() -> ExportGate? {
    guard let policy = top.requiredTable("policy"), let table = policy.requiredTable("export_gate")
    else { return nil }
    let starts = table.choice("starts", of: ["open", "closed"])
    let values = ParameterSpecs.exportGate.map { table.parameter($0, ledger) }
    table.finish()
    guard let close = values[0], let reopen = values[1] else { return nil }
    return ExportGate(startsOpen: starts != "closed", close: close, reopen: reopen)
  }

  func guidance() -> ProcurementGuidance? {
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
