import Records
import Wording
import Workbook

/// Cumulative revenue as a fan, revenue by product, and all quarterly figures.
struct QuarterSheets {
  static let fanName = "Fan"
  static let productsName = "Products"
  static let name = "Quarters"

  let run: RunResults
  let actuals: [ReportedFigure]

  var sheets: [Sheet] { [fan, products, quarters].compactMap { $0 } }

  // MARK: Fan

  private var fan: Sheet? {
    let names = run.quarterNames
    let rows = names.compactMap { run.statistics($0, "total", "cumulative_revenue") }
    guard rows.count == names.count, !rows.isEmpty else { return nil }
    let reported = run.reported(actuals)
    var sheet = Sheet(Self.fanName)
    sheet.pages = .one
    let top = 3
    let style = Look.billions
    // All trials begin at nothing recovered.
    var cells: [[Cell]] = [
      [.text("start")] + Array(repeating: .number(0, style), count: 8)
        + bands(top + 1, [0, 0, 0, 0, 0])
    ]
    for (k, s) in rows.enumerated() {
      let statistics = Figures.cells(s, .billions)
      let quantiles = [s.p05, s.p25, s.p50, s.p75, s.p95].map { $0 / 1e9 }
      cells.append([.text(names[k])] + statistics + bands(top + 2 + k, quantiles))
      if !reported.isEmpty {
        let actual = reported.first { $0.quarter == names[k] }
        cells[k + 1].append(actual.map { .number($0.dollars / 1e9, style) } ?? .blank)
      }
    }
    let table = SheetTable(
      [
        .text("end of")
      ] + Figures.columns + [
        .number("P5 to P25"), .number("P25 to median"), .number("median to P75"),
        .number("P75 to P95"),
      ] + (reported.isEmpty ? [] : [.number("reported")]), cells)
    let place = table.put(on: &sheet, top: top)
    sheet.begin(
      "Revenue recovered by the end of each fiscal quarter",
      "Cumulative. Half of the trials lie between P25 and P75, nine in ten between P5 and P95. The chart stands on P5 "
        + "and adds the columns after it, which are formulas; the two darker areas meet at the median.",
      columns: 9)
    sheet.charts = [PlacedChart(Place(place.upperBound + 1, 0), picture(place, rows))]
    return sheet
  }

  /// Widths of the bands as formulas over the quantiles in columns D to H.
  private func bands(_ row: Int, _ quantiles: [Double]) -> [Cell] {
    (0..<4).map { k in
      let (low, high) = (Place(row, 3 + k).name(), Place(row, 4 + k).name())
      return .formula(
        "=\(high)-\(low)", value: quantiles[k + 1] - quantiles[k], Look.billions)
    }
  }

  private func picture(_ rows: Range<Int>, _ statistics: [Statistics]) -> SheetChart {
    func series(_ name: String, _ column: Int, _ ink: SheetChart.Series.Ink) -> SheetChart.Series {
      .init(
        name, across: CellRange(rows: rows, column: 0),
        values: CellRange(rows: rows, column: column),
        sheet: Self.fanName, ink, isInLegend: column != 3)
    }
    let end = statistics[statistics.count - 1]
    let (outer, inner) = (Colour(0xC9DFEE), Colour(0x66AAD1))
    var chart = SheetChart(
      .stackedAreas,
      title: "Half of the trials have recovered "
        + "\(Words.money(end.p25, error: end.quantileError)) to "
        + "\(Words.money(end.p75, error: end.quantileError)) by the end of "
        + (run.quarterNames.last ?? ""),
      description:
        "Cumulative revenue recovered by the end of each fiscal quarter: areas from P5 to P25, to the "
        + "median, to P75 and to P95.",
      across: .init("end of fiscal quarter"), up: .init("$bn", format: "0"),
      series: [
        series("P5", 3, .none), series("P5 to P25", 9, .fill(outer)),
        series("P25 to median", 10, .fill(inner)),
        series("median to P75", 11, .fill(Colour(0x3D8FC0))),
        series("P75 to P95", 12, .fill(outer)),
      ])
    chart.width = 860
    return chart
  }

  // MARK: Products

  private var products: Sheet? {
    let (names, products) = (run.quarterNames, run.products)
    guard !names.isEmpty, !products.isEmpty else { return nil }
    var sheet = Sheet(Self.productsName)
    sheet.pages = .one
    let columns = products + ["total"]
    let rows = names.map { quarter -> [Cell] in
      let parts = columns.map { run.statistics(quarter, $0, "revenue") }
      return [.text(quarter)]
        + parts.map { s in
          s.map { SheetUnit.billions.figure($0.mean, error: $0.standardError) } ?? .blank
        }
        + parts.map { s in
          s.map { SheetUnit.billions.error($0.standardError, of: $0.mean) } ?? .blank
        }
    }
    let heads = products + [run.totalName]
    let table = SheetTable(
      [.text("quarter")] + heads.map { .number($0) } + heads.map { .number("\($0) ± se") }, rows)
    let place = table.put(on: &sheet, top: 3)
    sheet.begin(
      "Mean revenue of each fiscal quarter by product",
      "Not cumulative. The whole distribution of each quarter is on '\(Self.name)'.",
      columns: 1 + 2 * columns.count)
    var chart = SheetChart(
      .stackedColumns, title: "Mean revenue of each fiscal quarter",
      description: "Columns of the mean revenue of each fiscal quarter, stacked by product.",
      across: .init("fiscal quarter"), up: .init("$bn", format: "0.0"),
      series: .columns(
        products, from: 1, rows: place, sheet: Self.productsName, Look.ofProducts))
    chart.width = 720
    sheet.charts = [PlacedChart(Place(place.upperBound + 1, 0), chart)]
    return sheet
  }

  // MARK: All figures

  private var quarters: Sheet? {
    guard !run.quarters.isEmpty else { return nil }
    var sheet = Sheet(Self.name)
    (sheet.pages, sheet.isUpright) = (.one, true)
    let rows = run.quarters.map { row -> [Cell] in
      let unit = SheetUnit(of: row.output, unit: row.statistics.unit)
      return [
        .text(row.quarter), .text(row.product),
        .text(row.output.replacing("_", with: " ")), .text(unit.name),
      ] + Figures.cells(row.statistics, unit)
    }
    let table = SheetTable(
      [
        .text("quarter"), .text("product"), .text("output"), .text("unit"),
      ] + Figures.columns, rows)
    table.put(on: &sheet, top: 3, freezing: 3)
    sheet.begin(
      "Every fiscal quarter",
      "Filter by product and output. The cumulative revenue of all products is charted on "
        + "'\(Self.fanName)'.", columns: 12)
    return sheet
  }
}
