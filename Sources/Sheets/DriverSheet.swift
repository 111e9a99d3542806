import Records
import Tables
import Wording
import Workbook

/// Which assumptions matter: swings of a tornado with its chart, and Sobol' indices.
struct DriverSheet {
  static let name = "Sensitivity"
  static let swingsName = "Swings"
  static let sobolName = "Sobol"
  private static let mostBars = 12

  let run: RunResults
  let tornado: [TornadoRow]
  let sobol: [SobolRow]

  /// None where there are no such files.
  var sheets: [Sheet] { [charts, swings, indices].compactMap { $0 } }

  /// All charts on one sheet: behind the tables of dozens of rows nobody would find them.
  private var charts: Sheet? {
    var sheet = Sheet(Self.name)
    sheet.showsGrid = false
    (sheet.pages, sheet.isUpright) = (.one, true)
    sheet.widths = [0: 110]
    sheet.begin(
      "Which assumptions matter",
      "Bars go from the middle to the result with one input fixed at its P10 and at its P90, all others drawn as before. "
        + "The numbers are on '\(Self.swingsName)' and '\(Self.sobolName)'.", columns: 1)
    var first = Self.top + 1
    var row = 3
    for quantity in quantities where !bars(quantity).isEmpty {
      let count = bars(quantity).count
      sheet.charts.append(
        PlacedChart(
          Place(row, 0), picture(quantity, first..<first + min(count, Self.mostBars))))
      first += count
      row += Self.rowsOfChart
    }
    if let picture = sobolPicture { sheet.charts.append(PlacedChart(Place(row, 0), picture)) }
    return sheet.charts.isEmpty ? nil : sheet
  }

  private static let top = 3
  private static let rowsOfChart = 22

  private var quantities: [String] {
    tornado.map(\.quantity).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  private func unit(_ quantity: String) -> SheetUnit {
    quantity.hasPrefix("P(")
      ? .percent : SheetUnit(of: quantity, unit: run.statistics(quantity)?.unit ?? "")
  }

  /// Greatest swing first.
  private func bars(_ quantity: String) -> [TornadoRow] {
    tornado.filter { $0.quantity == quantity && $0.swing.value.isFinite }
      .sorted { abs($0.swing.value) > abs($1.swing.value) }
  }

  private var swings: Sheet? {
    let known = quantities.filter { !bars($0).isEmpty }
    guard !known.isEmpty else { return nil }
    var sheet = Sheet(Self.swingsName)
    (sheet.pages, sheet.isUpright) = (.one, true)
    var rows: [[Cell]] = []
    for quantity in known {
      for bar in bars(quantity) { rows.append(cells(bar, row: Self.top + 1 + rows.count)) }
    }
    let table = SheetTable(
      [
        .text("quantity"), .text("input"), .number("input's P10"), .number("input's P90"),
        .number("with P10"), .number("± se"), .number("with P90"), .number("± se "),
        .number("swing"), .number("95% low"), .number("95% high"), .number("middle"),
        .number("P10 from the middle"), .number("P90 from the middle"), .text("key"),
      ], rows)
    table.put(on: &sheet, top: Self.top, freezing: 2)
    sheet.begin(
      "What each assumption does",
      "Each row fixes one input at its P10 and at its P90; all others are drawn as before. The middle is that of the run "
        + "itself; the last two columns are formulas.", columns: 10)
    return sheet
  }

  private func cells(_ bar: TornadoRow, row: Int) -> [Cell] {
    let unit = unit(bar.quantity)
    let statement = run.statements.first { "P(\($0.statement))" == bar.quantity }
    let middle =
      run.statistics(bar.quantity)?.mean ?? statement?.probability.value
      ?? (bar.atP10.value + bar.atP90.value) / 2
    func end(_ m: Measured) -> [Cell] {
      let error = m.error
      return [unit.figure(m.value, error: error), unit.error(error, of: m.value)]
    }
    let error = bar.swing.halfWidth
    let from = [(bar.atP10.value, 4), (bar.atP90.value, 6)].map { value, column -> Cell in
      .formula(
        "=\(Place(row, column).name())-\(Place(row, 11).name())",
        value: (value - middle) / unit.factor, unit.figure(value - middle, error: error).style)
    }
    return [
      .text(Names(run).quantity(bar.quantity)), .text(Names.input(bar.input)),
      .number(bar.p10, Self.style(bar.p10)),
      .number(bar.p90, Self.style(bar.p90)),
    ] + end(bar.atP10) + end(bar.atP90)
      + [bar.swing.value, bar.swing.low, bar.swing.high].map { unit.figure($0, error: error) }
      + [unit.figure(middle, error: error)] + from + [.text(bar.input)]
  }

  private static func style(_ value: Double) -> CellStyle {
    let size = abs(value)
    return CellStyle(
      numberFormat: size >= 1000 ? "#,##0" : size >= 1 ? "0.00" : size == 0 ? "0" : "0.0000")
  }

  private func picture(_ quantity: String, _ rows: Range<Int>) -> SheetChart {
    func series(_ name: String, _ column: Int, _ colour: Colour) -> SheetChart.Series {
      .init(
        name, across: CellRange(rows: rows, column: 1),
        values: CellRange(rows: rows, column: column),
        sheet: Self.swingsName, .fill(colour))
    }
    let unit = unit(quantity)
    let most = bars(quantity).first
    let words = Names(run).quantity(quantity)
    var chart = SheetChart(
      .bars, title: "\(Names.input(most?.input ?? "")) moves \(words) most",
      description: "Bars from the middle to \(words) with each input at its P10 and at its P90, "
        + "the greatest swing on top.",
      across: .init(""),
      up: .init(
        "change of \(words), \(unit.name)", format: unit == .percent ? "0.0%" : "0.0"),
      series: [
        series("with the input's P10", 12, Look.second), series("with its P90", 13, Look.first),
      ])
    chart.width = 860
    chart.height = 400
    return chart
  }

  private var factors: [SobolRow] {
    sobol.filter(\.total.value.isFinite).sorted { $0.total.value > $1.total.value }
  }

  private var indices: Sheet? {
    let bars = factors
    guard !bars.isEmpty else { return nil }
    var sheet = Sheet(Self.sobolName)
    (sheet.pages, sheet.isUpright) = (.one, true)
    let unit = SheetUnit.percent
    let table = SheetTable(
      [
        .text("factor"), .number("alone"), .number("95% low"), .number("95% high"),
        .number("with all interactions"), .number("95% low "), .number("95% high "), .text("key"),
      ],
      bars.map { bar in
        [.text(Names.input(bar.factor))]
          + [bar.first, bar.total].flatMap { m in
            [m.value, m.low, m.high].map { unit.figure($0, error: m.halfWidth) }
          } + [.text(bar.factor)]
      })
    table.put(on: &sheet, top: Self.top)
    sheet.begin(
      "Shares of the variance",
      "Sobol' indices. Alone: what would be gone if the factor were known. With all interactions: what would be left if "
        + "all but it were known.", columns: 7)
    return sheet
  }

  private var sobolPicture: SheetChart? {
    guard let most = factors.first else { return nil }
    let rows = Self.top + 1..<Self.top + 1 + min(factors.count, Self.mostBars)
    func series(_ name: String, _ column: Int, _ colour: Colour) -> SheetChart.Series {
      .init(
        name, across: CellRange(rows: rows, column: 0),
        values: CellRange(rows: rows, column: column),
        sheet: Self.sobolName, .fill(colour))
    }
    var chart = SheetChart(
      .bars, title: "\(Names.input(most.factor)) makes most of the variance",
      description:
        "Bars of each factor's share with all interactions, and over them its own share.",
      across: .init(""), up: .init("share of the variance", format: "0%", low: 0),
      series: [
        series("with all interactions", 4, Colour(0xB5BDC6)), series("alone", 1, Look.first),
      ])
    chart.width = 860
    chart.height = 400
    return chart
  }
}
