import RevenueRecovery
import Sampling

/// [products] and what stands in it.
extension ScenarioChecker {
  func products() -> [Product]? {
    guard let table = top.requiredTable(Keys.top.products) else { return nil }
    guard !table.keys.isEmpty else {
      problems.add(table.origin, "products", "must hold at least one product")
      return nil
    }
    guard table.keys.count <= Bounds.products else {
      problems.add(
        table.origin, "products",
        "may hold at most \(Bounds.products) products, got \(table.keys.count); put similar ones "
          + "together as one")
      table.acceptAll()
      return nil
    }
    let products = table.chosenNames().compactMap { name in
      table.table(name).flatMap { product(name, $0, all: table.keys) }
    }
    table.finish()
    return products.count == table.keys.count ? products : nil
  }

  private func product(_ name: String, _ table: TableReader, all: [String]) -> Product? {
    checkName(name, table)
    let keys = Keys.product
    let values = keys.parameters.map { table.parameter($0, ledger) }
    let successor = table.read(keys.successor)
    if let successor, !all.contains(successor) || successor == name,
      let node = table.node(keys.successor)
    {
      let others = all.filter { $0 != name }
      let hint = others.isEmpty ? "" : " (\(others.joined(separator: ", ")))"
      table.report(keys.successor, node, "must name another product\(hint)")
    }
    let compute = compute(table)
    let seller = table.read(keys.seller)
    let licences = licences(of: table)
    let bandwidth = optional(keys.bandwidth, in: table)
    if bandwidth != nil { checkBandwidth(of: table) }
    let booked = booked(table)
    if let node = table.node(keys.seller), !Self.isPart(seller) {
      table.report(keys.seller, node, "must be made of letters, digits, - and _")
    }
    table.finish()
    let found = values.compactMap { $0 }
    guard found.count == keys.parameters.count, let compute else { return nil }
    var product = Product(
      name: name, orderBook: found[0], price: found[1], inventory: found[2], launch: found[3],
      leadTime: found[4], capacity: found[5], ramp: found[6], clearsControls: found[7],
      cannibalised: found[8], successor: successor, writtenDown: found[9],
      grossMargin: found[10], compute: compute)
    product.seller = seller
    product.licences = licences
    product.bandwidth = bandwidth
    product.booked = booked
    return product
  }

  /// Revenue of the running quarter before month 0; 0 where none is stated, or something is wrong.
  private func booked(_ table: TableReader) -> Double {
    guard let inner = table.table(Keys.product.booked) else { return 0 }
    var revenue = 0.0
    for quarter in inner.keys {
      guard let node = inner.node(quarter) else { continue }
      if let runningQuarter, quarter != runningQuarter {
        problems.add(
          node.origin, inner.key(quarter),
          "must be the quarter of month 0, \(runningQuarter): what was sold before it does not count"
        )
      }
      revenue = inner.value(ParameterSpecs.booked.named(quarter), ledger) ?? 0
    }
    inner.finish()
    return revenue
  }

  /// Bandwidth takes the place of `clears_controls` and needs a limit.
  private func checkBandwidth(of table: TableReader) {
    let clears = ParameterSpecs.clearsControls
    if let node = table.node(clears) {
      problems.add(
        node.origin, table.key(clears),
        "must not stand beside bandwidth, which decides it with policy.bandwidth_limit")
    }
    guard case .table(let policy)? = top.node(Keys.top.policy)?.value else { return }
    if policy[ParameterSpecs.bandwidthLimit.key] == nil {
      problems.add(
        table.origin, "policy.\(ParameterSpecs.bandwidthLimit.key)",
        "is missing: \(table.path) has a bandwidth")
    }
  }

  /// Which licences a product needs. That a group is there is told before the products are put together.
  private func licences(of table: TableReader) -> Licences.Need {
    guard let name = table.read(Keys.product.licences) else { return .common }
    if name == Self.noLicences { return .none }
    if let node = table.node(Keys.product.licences), !licenceGroups.contains(name) {
      let known = ["none"] + licenceGroups
      table.report(
        Keys.product.licences, node,
        "must be \(known.map { "\"\($0)\"" }.joined(separator: " or "))"
          + (licenceGroups.isEmpty ? ", or a table below licences.groups" : ""))
    }
    return .group(name)
  }

  static let noLicences = "none"

  /// Names of the tables below [licences.groups].
  private var licenceGroups: [String] {
    guard case .table(let licences)? = top.node(Keys.top.licences)?.value,
      case .table(let groups)? = licences[Keys.licences.groups.key]?.value
    else { return [] }
    return groups.keys
  }

  /// Whether a text can be a part of keys and file columns.
  static func isPart(_ name: String) -> Bool {
    !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
  }

  /// Names become parts of keys and file columns.
  func checkName(_ name: String, _ table: TableReader) {
    if !Self.isPart(name) || name == "total" {
      problems.add(
        table.origin, table.path,
        "the name must be made of letters, digits, - and _, and not be \"total\"; got \"\(name)\"")
    }
  }

  private func compute(_ table: TableReader) -> Product.Compute? {
    guard let node = table.node(Keys.product.compute) else {
      guard let one = try? Constant(1) else { return nil }
      return Product.Compute(training: one, inference: one)
    }
    var inside = RawTable()
    switch node.value {
    case .table(let table): inside = table
    case .integer, .number: for spec in ParameterSpecs.compute { inside[spec.key] = node }
    default:
      table.report(
        Keys.product.compute, node, "must be a number or a table with training and inference")
      return nil
    }
    let inner = TableReader(
      inside, path: table.key(Keys.product.compute), origin: node.origin, problems: problems)
    let (source, confidence) = inner.provenance()
    let whole = Provenance(source: source, confidence: confidence, origin: node.origin)
    let values = ParameterSpecs.compute.map { inner.parameter($0, ledger, of: whole) }
    let hasEfficiency = inner.node(Keys.compute.serverEfficiency) != nil
    let efficiency = inner.parameter(Keys.compute.serverEfficiency, ledger, of: whole)
    inner.finish()
    guard let training = values[0], let inference = values[1] else { return nil }
    return Product.Compute(
      training: training, inference: inference,
      serverEfficiency: hasEfficiency ? efficiency : nil)
  }
}
