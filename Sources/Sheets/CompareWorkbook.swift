import Records
import Wording
import Workbook

/// A comparison: each scenario's figures, and paired differences from the first.
struct CompareWorkbook {
  static let name = "Comparison"
  static let chartName = "Side by side"
  let results: CompareFolder

  var book: Book {
    let record = results.record
    let first = record.scenarios[0]
    let method = MethodSheet(
      rows: record.scenarios.map {
        ($0.name, "\($0.title), as of \($0.asOf), fingerprint \($0.fingerprint)")
      } + record.plan.rows + [("version", "chipcast \(record.version)")],
      notes: [
        "Every scenario runs over the same draws, so differences are paired, trial by trial."
      ])
    return Book(
      first, comments: "chipcast \(record.version), seed \(record.plan.seed)",
      [sideBySide, table, method.sheet].compactMap { $0 })
  }

  private func isWhole(_ output: String) -> Bool {
    !output.contains(".FY") && !output.contains(".month.") && !output.contains(".CY")
      && !output.hasPrefix("cumulative.")
  }

  private func unit(_ row: CompareRow) -> SheetUnit {
    row.isStatement ? .percent : SheetUnit(of: row.output, unit: row.unit)
  }

  private func words(_ row: CompareRow) -> String {
    let names = Names(results.record.scenarios[0])
    return row.isStatement ? names.statement(row.output) : names.output(row.output)
  }

  private func verdict(_ row: CompareRow) -> String {
    let d = row.difference
    guard d.value.isFinite else { return "" }
    return d.value == 0 && d.halfWidth == 0 ? "same" : row.isReal ? "real" : "unsure"
  }

  /// A row for each output of the whole scenario, a column for each scenario.
  private var sideBySide: Sheet? {
    let names = results.record.names
    let first = results.rows.filter {
      $0.scenario == names.first && isWhole($0.output) && $0.mean.isFinite
    }
    guard !first.isEmpty else { return nil }
    var sheet = Sheet(Self.chartName)
    let rows = first.map { base -> [Cell] in
      let unit = unit(base)
      let all = names.map { results.row($0, base.output, isStatement: base.isStatement) }
      return [.text(words(base)), .text(base.isStatement ? "P" : unit.name)]
        + all.map { row in
          row.map { unit.figure($0.mean, error: $0.standardError) } ?? .blank
        }
        + all.dropFirst().flatMap { row -> [Cell] in
          guard let row, row.difference.value.isFinite else { return [.blank, .blank, .text("")] }
          let error = row.difference.error
          return [
            unit.figure(row.difference.value, error: error),
            unit.error(error, of: row.difference.value), .text(verdict(row)),
          ]
        } + [.text(base.output)]
    }
    let table = SheetTable(
      [.text("output or statement"), .text("unit")] + names.map { .number($0) }
        + names.dropFirst().flatMap {
          [.number("\($0) less \(names[0])"), .number("± se"), .text("difference")]
        } + [.text("key")], rows)
    let place = table.put(on: &sheet, top: 3, freezing: 1)
    let columns = table.columns.count
    sheet.begin(
      "\(names[0]) against \(names.dropFirst().joined(separator: ", "))",
      "Means and probabilities over \(Rounded.counted(results.record.plan.trials, "trial")) of each. A difference is "
        + "real where it is more than 3 standard errors, same where it is 0 in every trial. Quarters are on "
        + "'\(Self.name)'.", columns: columns)
    let charted = first.prefix {
      ["recovered_fy", "recovered", "net_recovered", "gross_profit"].contains($0.output)
    }
    guard !charted.isEmpty else { return sheet }
    let shown = place.lowerBound..<place.lowerBound + charted.count
    var chart = SheetChart(
      .columns, title: "Means by scenario",
      description: "Columns of the mean of each output in each scenario.",
      across: .init(""), up: .init("$bn", format: "0"),
      series: .columns(names, from: 2, rows: shown, sheet: Self.chartName, Look.inks))
    chart.gap = 80
    sheet.charts = [PlacedChart(Place(place.upperBound + 1, 0), chart)]
    return sheet
  }

  /// All rows of compare.csv.
  private var table: Sheet {
    var sheet = Sheet(Self.name)
    let rows = results.rows.map { row -> [Cell] in
      let unit = unit(row)
      let d = row.difference
      let error = d.error
      let isKnown = row.mean.isFinite
      return [
        .text(row.scenario), .text(row.output), .text(row.isStatement ? "statement" : "output"),
        .text(row.isStatement ? "P" : unit.name),
        isKnown ? unit.figure(row.mean, error: row.standardError) : .blank,
        isKnown ? unit.error(row.standardError, of: row.mean) : .blank,
      ] + [row.p05, row.p50, row.p95].map { unit.figure($0, error: row.standardError) }
        + (d.value.isFinite
          ? [
            unit.figure(d.value, error: error), unit.error(error, of: d.value),
            unit.figure(d.low, error: error), unit.figure(d.high, error: error),
          ] : [.blank, .blank, .blank, .blank]) + [.text(verdict(row))]
    }
    let table = SheetTable(
      [
        .text("scenario"), .text("output or statement"), .text("kind"), .text("unit"),
        .number("mean"), .number("± se"), .number("P5"), .number("median"), .number("P95"),
        .number("less \(results.record.names.first ?? "")"), .number("± se "), .number("95% low"),
        .number("95% high"), .text("difference"),
      ], rows)
    table.put(on: &sheet, top: 3, freezing: 2)
    sheet.begin(
      "Every figure of every scenario",
      "Filter by scenario and output. The mean of a statement is its probability.",
      columns: 13)
    return sheet
  }
}
