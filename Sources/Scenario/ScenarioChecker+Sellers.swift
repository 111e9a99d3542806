import RevenueRecovery

/// `seller` and [sellers].
extension ScenarioChecker {
  /// The seller whose money counts, with the numbers of its own table.
  struct CountedSeller {
    let name: String
    var taxRate: Double?
    var shares: Double?
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
      inner.finish()
      if other == name { found = CountedSeller(name: name, taxRate: tax, shares: shares) }
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
