import EventStudy
import Records
import Tables
import Wording
import Workbook

/// A sweep: a row for each scenario, and one output over the key where one varies.
struct SweepWorkbook {
  /// Columns that fit a page.
  private static let mostPrinted = 20
  static let name = "Sweep"
  static let chartsName = "Charts"
  private static let top = 3
  let results: SweepFolder

  /// - Throws: where the scenarios do not fit a sheet.
  init(_ results: SweepFolder, _ folder: String) throws(DataProblem) {
    self.results = results
    let (rows, columns) = (results.scenarios.count, results.columns.count * 3)
    guard rows < 1_000_000, columns < 16_000 else {
      throw DataProblem(
        folder,
        "has \(rows) scenarios of \(results.columns.count) figures; a sheet has room for 1,000,000 rows and "
          + "16,000 columns")
    }
  }

  var book: Book {
    let record = results.record
    let method = MethodSheet(
      rows: [
        ("scenario", ForecastWorkbook.names(record.scenario.files)),
        ("fingerprint", record.scenario.fingerprint),
      ] + record.settings.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        + record.plan.rows + [("version", "chipcast \(record.version)")],
      notes: [
        "All scenarios use the same draws, so that their differences are not those of chance."
      ])
    return Book(
      record.scenario, comments: "chipcast \(record.version), seed \(record.plan.seed)",
      [SweepMatrix(results)?.sheet, pictures, table, method.sheet].compactMap { $0 })
  }

  /// A figure's columns: a mean has its error, a probability its interval.
  private func columns(_ column: SweepFolder.Column) -> [SheetTable.Column] {
    let name = "\(column.output) \(column.statistic)"
    switch column.statistic {
    case "mean": return [.number(name), .number("± se")]
    case "probability":
      return [.number("P(\(column.output))"), .number("95% low"), .number("95% high")]
    default: return [.number(name)]
    }
  }

  private func cells(_ column: SweepFolder.Column, _ scenario: SweepFolder.Scenario) -> [Cell] {
    let figure = scenario.figures["\(column.output) \(column.statistic)"]
    let unit =
      column.statistic == "probability"
      ? .percent : SheetUnit(of: column.output, unit: column.unit)
    guard let m = figure else { return columns(column).map { _ in .blank } }
    switch column.statistic {
    case "mean":
      let error = m.error
      return m.value.isFinite
        ? [unit.figure(m.value, error: error), unit.error(error, of: m.value)] : [.blank, .blank]
    case "probability": return Look.probability(m)
    default: return [unit.figure(m.value, error: m.halfWidth)]
    }
  }

  private var table: Sheet {
    var sheet = Sheet(Self.name)
    let record = results.record
    let rows = results.scenarios.map { scenario -> [Cell] in
      [.number(Double(scenario.number), Look.count), .text(scenario.name)]
        + scenario.values.map { value in
          Double(value).map { .number($0) } ?? .text(value)
        } + results.columns.flatMap { cells($0, scenario) }
    }
    let table = SheetTable(
      [.number("#"), .text("scenario")] + record.keys.map { .number($0) }
        + results.columns.flatMap(columns), rows)
    let place = table.put(on: &sheet, top: Self.top, freezing: 2 + record.keys.count)
    // A row of a hundred figures would be too small to read, and over pages nobody could follow it.
    if table.columns.count > Self.mostPrinted {
      sheet.print(place.count, of: place, columns: Self.mostPrinted)
    }
    sheet.begin(
      record.keys.isEmpty
        ? "\(counted(results.scenarios.count, "scenario")) side by side"
        : "\(record.scenario.title): \(record.keys.joined(separator: ", "))",
      "\(Rounded.counted(results.scenarios.count, "scenario")) of "
        + "\(Rounded.counted(record.plan.trials, "trial")) each, the same draws in all."
        + (sheet.printed == nil ? "" : " Printed are the first \(Self.mostPrinted) columns."),
      columns: 8)
    return sheet
  }

  // MARK: Charts

  /// The output over the key where one varies and its values are numbers that rise or fall.
  private var pictures: Sheet? {
    let keys = results.numbers(0)
    let steps = zip(keys, keys.dropFirst()).map { $1 - $0 }
    guard results.record.keys.count == 1, keys.count > 1,
      steps.allSatisfy({ $0 > 0 }) || steps.allSatisfy({ $0 < 0 })
    else { return nil }
    let means = [("mean", Look.first, 2.5), ("p50", Look.inks[2], 1.5)]
    let ends = [("p95", Colour(0x7FB5D8), 1.5), ("p05", Colour(0x7FB5D8), 1.5)]
    let lines = (means + ends).compactMap { statistic, colour, width in
      series(results.output, statistic, Self.names[statistic] ?? statistic) {
        .line(colour, width: width, isDashed: statistic.hasPrefix("p"))
      }
    }
    let statements = results.columns.filter {
      $0.statistic == "probability" && $0.output.hasPrefix("\(results.output) >= ")
    }
    let chances = statements.enumerated().compactMap { k, column in
      series(column.output, "probability", "P(\(column.output))") {
        .line(Look.inks[k % Look.inks.count], width: 2, isDashed: false)
      }
    }
    let key = results.record.keys[0]
    var sheet = Sheet(Self.chartsName)
    sheet.pages = .one
    sheet.showsGrid = false
    sheet.put(0, 0, .text("\(results.output) over \(key)", Look.title))
    sheet.heights[0] = 22
    if !lines.isEmpty, let unit = results.columns.first(where: { $0.output == results.output }) {
      let unit = SheetUnit(of: unit.output, unit: unit.unit)
      sheet.charts.append(
        PlacedChart(
          Place(2, 0),
          SheetChart(
            .scatter, title: "\(results.output): mean, median, and P5 to P95",
            description:
              "Lines of the mean, the median, P5 and P95 of \(results.output) over \(key).",
            across: axis(key, keys), up: .init(unit.name, format: unit == .percent ? "0%" : "0.0"),
            series: lines)))
    }
    if !chances.isEmpty {
      sheet.charts.append(
        PlacedChart(
          Place(24, 0),
          SheetChart(
            .scatter, title: "Probability that \(results.output) reaches a threshold",
            description: "A line of the probability of each threshold over \(key).",
            across: axis(key, keys),
            up: .init("share of the trials", format: "0%", low: 0, high: 1),
            series: chances)))
    }
    return sheet.charts.isEmpty ? nil : sheet
  }

  private static let names = ["mean": "mean", "p50": "median", "p05": "P5", "p95": "P95"]

  private func axis(_ key: String, _ values: [Double]) -> SheetChart.Axis {
    .init(key, low: values.min(), high: values.max())
  }

  /// A line over the first key; nil where a value of it is not finite.
  private func series(
    _ output: String, _ statistic: String, _ name: String, _ ink: () -> SheetChart.Series.Ink
  ) -> SheetChart.Series? {
    guard
      let k = results.columns.firstIndex(where: { $0.output == output && $0.statistic == statistic }
      ),
      results.scenarios.allSatisfy({ $0.figures["\(output) \(statistic)"]?.value.isFinite == true })
    else { return nil }
    let before = results.columns[..<k].reduce(3) { $0 + columns($1).count }
    let rows = Self.top + 1..<Self.top + 1 + results.scenarios.count
    return SheetChart.Series(
      name, across: CellRange(rows: rows, column: 2), values: CellRange(rows: rows, column: before),
      sheet: Self.name, ink())
  }
}
