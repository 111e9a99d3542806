import Records
import Wording

/// Revenue by product: of each fiscal quarter, and of each month where the run was asked for it.
extension RecoverySection {
  private static let inks: [Ink] = [.first, .fourth, .third, .fifth, .second]

  var products: ReportFigure? {
    let (names, products) = (run.quarterNames, run.products)
    guard !names.isEmpty, (1...Self.inks.count).contains(products.count) else { return nil }
    func statistics(_ quarter: String, _ product: String) -> Statistics? {
      run.statistics(quarter, product, "revenue")
    }
    let stacks = stacks(names, products, statistics)
    let chart = Chart(
      name: "products", title: productsTitle(names, products, statistics),
      description: "Mean revenue of each fiscal quarter, stacked by product.",
      x: .names("fiscal quarter", names.map(Words.shortQuarter)),
      y: .numbers("$bn, mean", over: stacks.tops), marks: stacks.marks,
      legend: zip(products, Self.inks).map { .init($1, $0) })
    return ReportFigure(
      chart: chart,
      table: table("Revenue by quarter", "quarter", names, statistics))
  }

  /// nil where the folder holds no revenue by month.
  var months: ReportFigure? {
    let (rows, products) = (run.monthlyRevenue, run.products)
    guard !rows.isEmpty, (1...Self.inks.count).contains(products.count) else { return nil }
    let totals = rows.filter { $0.product == "total" }
    let names = totals.map(\.calendarMonth)
    func statistics(_ month: String, _ product: String) -> Statistics? {
      rows.first { $0.calendarMonth == month && $0.product == product }?.statistics
    }
    let stacks = stacks(names, products, statistics)
    let best = totals.max { $0.statistics.mean < $1.statistics.mean }
    let title = best.map {
      let mean = Words.moneyWithError($0.statistics.mean, error: $0.statistics.standardError)
      return "\($0.calendarMonth) brings most, \(mean) on average"
    }
    let ends = totals.indices.filter { t in
      t == totals.count - 1 || totals[t + 1].quarter != totals[t].quarter
    }
    let chart = Chart(
      name: "products-by-month", title: title ?? "",
      description: "Mean revenue of each month, stacked by product.",
      x: .names(
        "month; the last of a fiscal quarter bears its name",
        at: ends.map { (Double($0), Words.shortQuarter(totals[$0].quarter)) },
        of: totals.count - 1),
      y: .numbers("$bn, mean", over: stacks.tops), marks: stacks.marks,
      legend: zip(products, Self.inks).map { .init($1, $0) })
    return ReportFigure(
      chart: chart,
      table: table("Revenue by month", "month", names, statistics))
  }

  /// Means on top of each other, a bar for each name, and how high they reach.
  private func stacks(
    _ names: [String], _ products: [String], _ statistics: (String, String) -> Statistics?
  ) -> (marks: [Mark], tops: [Double]) {
    var tops = [Double](repeating: 0, count: names.count)
    let marks: [Mark] = zip(products, Self.inks).map { product, ink in
      let bars = names.indices.compactMap { k -> Mark.Bar? in
        guard let s = statistics(names[k], product) else { return nil }
        let base = tops[k]
        tops[k] += s.mean / 1e9
        return Mark.Bar(
          x: (Double(k) - 0.36, Double(k) + 0.36), y: (base, tops[k]),
          tip:
            "\(names[k]) \(product): mean \(Words.moneyWithError(s.mean, error: s.standardError))")
      }
      return .bar(bars, ink)
    }
    return (marks, tops)
  }

  private func table(
    _ caption: String, _ column: String, _ names: [String],
    _ statistics: (String, String) -> Statistics?
  ) -> ReportTable {
    ReportTable(
      caption: "\(caption), $bn: mean ± se (P5 to P95)",
      columns: [.text(column)] + (run.products + [run.totalName]).map { .number($0) },
      rows: names.map { name in
        [.init(name)]
          + (run.products + ["total"]).map { product in
            .init(
              statistics(name, product).map {
                Rounded.value($0.mean, error: $0.standardError, scale: 1e9)
                  + Rounded.plusMinus($0.standardError, scale: 1e9) + " ("
                  + Rounded.value($0.p05, error: $0.quantileError, scale: 1e9) + " to "
                  + Rounded.value($0.p95, error: $0.quantileError, scale: 1e9) + ")"
              } ?? "")
          }
      }, isOpen: false)
  }

  /// Which product brings most, and when another takes its place.
  private func productsTitle(
    _ names: [String], _ products: [String], _ statistics: (String, String) -> Statistics?
  ) -> String {
    func leader(_ quarter: String) -> String? {
      products.max {
        (statistics(quarter, $0)?.mean ?? 0) < (statistics(quarter, $1)?.mean ?? 0)
      }
    }
    guard let first = names.first, let leading = leader(first) else { return "" }
    guard products.count > 1 else { return "\(leading) by quarter" }
    guard let change = names.first(where: { leader($0) != leading }), let next = leader(change)
    else { return "\(leading) brings most in every quarter" }
    return "\(leading) brings most at first, \(next) from \(change) on"
  }
}
