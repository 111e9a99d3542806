import RevenueRecovery

/// `seller` and [sellers].
extension ScenarioChecker {
  /// The seller whose money counts, with the numbers of its own table.
  struct CountedSeller {
    let name: String
    var taxRate: Double?
    var shares: Double?
    /// By fiscal quarter; nil where those at the top hold.
    var baseEarnings: [String: Double]?
  }

  /// [base_eps] of a table: earnings a share by fiscal quarter. Quarters beyond the horizon bear on nothing.
  func baseEarnings(_ table: TableReader) -> [String: Double] {
    guard let inner = table.table(Keys.top.baseEarnings) else { return [:] }
    var found: [String: Double] = [:]
    for name in inner.keys {
      guard let node = inner.node(name) else { continue }
      if name.wholeMatch(of: /FY[0-9]{4}Q[1-4]/) == nil {
        problems.add(node.origin, inner.key(name), "must be a fiscal quarter such as FY2026Q3")
      }
      found[name] = inner.value(ParameterSpecs.baseEarnings.named(name), ledger)
    }
    inner.finish()
    return found
  }

  /// - Parameter products: nil where something is wrong with them.
  func seller(of products: [Product]?) -> CountedSeller {
    let name = top.read(Keys.top.seller)
    let known = products?.map(\.seller).reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    if let known, !known.contains(name) {
      let origin = top.node(Keys.top.seller)?.origin ?? top.origin
      problems.add(
        origin, Keys.top.seller.key,
        "must be the seller of a product (\(known.joined(separator: ", "))), got \"\(name)\"")
    }
    let table = top.table(Keys.top.sellers)
    var found: CountedSeller?
    for other in table?.chosenNames() ?? [] {
      guard let inner = table?.table(other) else { continue }
      if let known, !known.contains(other) {
        problems.add(
          inner.origin, inner.path,
          "is the seller of no product (\(known.joined(separator: ", ")))")
      }
      let tax = inner.value(Keys.seller.taxRate, ledger)
      let shares = inner.value(Keys.seller.shares, ledger)
      let earnings = baseEarnings(inner)
      inner.finish()
      if other == name {
        found = CountedSeller(name: name, taxRate: tax, shares: shares, baseEarnings: earnings)
      }
    }
    table?.finish()
    if found == nil, name != Product.usualSeller, known?.contains(name) == true {
      problems.add(
        top.node(Keys.top.seller)?.origin ?? top.origin, "sellers.\(name)",
        "is missing: tax_rate and shares at the top are those of \(Product.usualSeller)")
    }
    return found ?? CountedSeller(name: name)
  }
}
