import RevenueRecovery
import Sampling

/// [licences].
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

  private func rounded(_ x: Double) -> Double { (x * 1e9).rounded() / 1e9 }
}

extension ScenarioChecker {
  /// A number that need not be there and has no default.
  func optionalValue(_ spec: ParameterSpec, in table: TableReader) -> Double? {
    table.node(spec.key) == nil ? nil : table.value(spec, ledger)
  }

  /// A parameter that need not be there and has no default.
  func optional(_ spec: ParameterSpec, in table: TableReader) -> (any Distribution)? {
    table.node(spec.key) == nil ? nil : table.parameter(spec, ledger)
  }
}
