import Records
import Tables
import Wording
import Workbook

/// A sweep over a grid as matrices: the mean of the output and the probability of its target, shaded by their
/// size, and with two keys a chart of the lines that the rows are.
struct SweepMatrix {
  static let name = "Matrix"
  /// Light enough for black figures.
  private static let (light, dark) = (Colour(0xEEF4FA), Colour(0x74ADD5))
  private static let mostLines = 12
  /// Rows that a chart takes.
  private static let rowsOfChart = 21

  private struct Outcome {
    let words: String
    let unit: SheetUnit
    let value: (SweepFolder.Scenario) -> Measured?
  }

  private let results: SweepFolder
  private let grid: SweepGrid

  /// nil where the sweep is no grid of two or three keys.
  init?(_ results: SweepFolder) {
    guard let grid = SweepGrid(results) else { return nil }
    self.results = results
    self.grid = grid
  }

  private var keys: [String] { results.record.keys }
  /// As axes of charts go: the greatest value on top.
  private var rows: [String] { grid.rows.reversed() }

  private var outcomes: [Outcome] {
    let names = Names(results.record.scenario)
    let unit = results.columns.first { [results] in $0.output == results.output }?.unit
    let mean = Outcome(
      words: "the mean of \(names.quantity(results.output))",
      unit: SheetUnit(of: results.output, unit: unit ?? "")
    ) { [results] in results.figure($0, "mean") }
    guard let statement = results.statement else { return [mean] }
    let chance = Outcome(words: "P(\(statement))", unit: .percent) { [results] in
      results.probability($0, of: statement)
    }
    return [mean, chance]
  }

  var sheet: Sheet {
    var sheet = Sheet(Self.name)
    sheet.showsGrid = false
    sheet.widths = [0: max(16, Double(keys[grid.y].count) + 2)]
    for k in grid.columns.indices { sheet.widths[1 + k] = 12 }
    var row = 3
    for outcome in outcomes {
      // All panels of an outcome have the same shades.
      let known = results.scenarios.compactMap { outcome.value($0)?.value }
      for panel in grid.panels {
        let cells = put(outcome, panel, at: row, on: &sheet)
        if let least = known.min(), let greatest = known.max(), least < greatest {
          sheet.shades.append(
            .init(
              cells, from: least / outcome.unit.factor, Self.light,
              to: greatest / outcome.unit.factor, Self.dark))
        }
        row = cells.last.row + 2
        if panel.text == nil {
          sheet.charts.append(PlacedChart(Place(row, 0), picture(outcome, cells)))
          row += Self.rowsOfChart
        }
      }
    }
    sheet.begin(
      "\(keys[grid.y]) by \(keys[grid.x])",
      "A cell is a scenario, darker where it is more. Every figure with its error is on "
        + "'\(SweepWorkbook.name)'.", columns: 1 + max(7, grid.columns.count))
    return sheet
  }

  /// One matrix with its heading.
  ///
  /// - Returns: its cells.
  private func put(
    _ outcome: Outcome, _ panel: SweepGrid.Panel, at top: Int, on sheet: inout Sheet
  ) -> CellRange {
    let place = panel.text.map { "\($0): " } ?? ""
    sheet.put(
      top, 0,
      .text(
        "\(place)\(outcome.words), \(outcome.unit.name), by \(keys[grid.y]) and \(keys[grid.x])",
        Look.heading))
    sheet.put(top + 1, 0, .text(keys[grid.y], Look.header))
    for (k, column) in grid.columns.enumerated() {
      sheet.put(top + 1, 1 + k, Self.label(column, Look.header.aligned(.right)))
    }
    for (i, row) in rows.enumerated() {
      sheet.put(top + 2 + i, 0, Self.label(row, Look.bold.aligned(.left)))
      for (k, column) in grid.columns.enumerated() {
        let figure = grid.scenario(panel, column: column, row: row).flatMap(outcome.value)
        sheet.put(
          top + 2 + i, 1 + k,
          figure.map { outcome.unit.figure($0.value, error: Self.error($0)) } ?? .blank)
      }
    }
    return CellRange(Place(top + 2, 1), Place(top + 1 + rows.count, grid.columns.count))
  }

  /// Of a mean its standard error; of a probability half of its interval.
  private static func error(_ m: Measured) -> Double {
    m.standardError.isFinite ? m.standardError : m.halfWidth
  }

  /// A value of a key: a number where it is one, so that charts can place it.
  private static func label(_ text: String, _ style: CellStyle) -> Cell {
    Double(text).map { .number($0, style) } ?? .text(text, style)
  }

  private func picture(_ outcome: Outcome, _ cells: CellRange) -> SheetChart {
    let (first, last) = (cells.first, cells.last)
    let header = CellRange(Place(first.row - 1, first.column), Place(first.row - 1, last.column))
    let every = (rows.count + Self.mostLines - 1) / Self.mostLines
    let shown = rows.indices.filter { $0 % every == 0 }
    let values = grid.columns.map(Double.init)
    let numbers = values.compactMap { $0 }
    let isNumeric = numbers.count == values.count
    var chart = SheetChart(
      isNumeric ? .scatter : .lines,
      title:
        "\(outcome.words.prefix(1).uppercased())\(outcome.words.dropFirst()) over \(keys[grid.x])",
      description: "A line for each value of \(keys[grid.y]) over the values of \(keys[grid.x]).",
      across: isNumeric
        ? .init(keys[grid.x], low: numbers.min(), high: numbers.max()) : .init(keys[grid.x]),
      up: .init(outcome.unit.name, format: outcome.unit == .percent ? "0%" : "0.0"),
      series: shown.enumerated().map { n, i in
        .init(
          "\(keys[grid.y]) = \(rows[i])", across: header,
          values: CellRange(
            Place(first.row + i, first.column), Place(first.row + i, last.column)),
          sheet: Self.name,
          .line(Look.inks[n % Look.inks.count], width: 2, isDashed: n >= Look.inks.count))
      })
    chart.width = 860
    return chart
  }
}
