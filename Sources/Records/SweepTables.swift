import Analysis
import Tables

/// A figure of one scenario of a sweep.
package struct SweepRow: Sendable {
  package var number = 0
  package var scenario = ""
  /// Of the keys that vary.
  package var values: [String]
  package var output = ""
  package var unit = ""
  /// mean, p05, p50, p95, never or probability.
  package var statistic = ""
  package var figure = Measured()

  package init(keys: Int) { values = Array(repeating: "", count: keys) }

  /// The table of a sweep over these keys.
  package static func table(_ keys: [String]) -> Table<Self> {
    Table("sweep.csv", of: "scenario, output (or statement) and statistic") {
      Column("number", \.number)
      Column("scenario", \.scenario)
      keys.enumerated().map { k, key in Column(key, \.values[k], "a column for each that varies") }
      Column("output", \.output)
      Column("unit", \.unit)
      Column("statistic", \.statistic, statistics)
      Column.measured(
        "value", \.figure, [.error, .interval], named: ["standard_error", "low", "high"],
        "empty where it is \"never\"; 95% interval of quantiles and probabilities")
    }
  }

  private static let statistics =
    Sweep.Column.Statistic.all.map(\.name).joined(separator: ", ")

  package static func read(_ folder: String, keys: [String]) throws(DataProblem) -> [Self] {
    let table = table(keys)
    let file = try ResultsTable("\(folder)/\(table.name)")
    var rows = try table.rows(of: file, blank: Self(keys: keys.count))
    for k in rows.indices { rows[k].settle() }
    return rows
  }

  private mutating func settle() {
    // What is undefined has no row.
    if figure.value.isNaN { figure.value = .infinity }
    let half = 1.96 * figure.standardError
    if figure.low.isNaN { figure.low = figure.value - half }
    if figure.high.isNaN { figure.high = figure.value + half }
  }
}

/// One scenario of a sweep with all its figures.
package struct SweepWideRow: Sendable {
  package var number = 0
  package var scenario = ""
  package var values: [String]
  package var figures: [Double]

  /// The table of a sweep over these keys with figures of these names.
  package static func table(_ keys: [String], _ figures: [String]) -> Table<Self> {
    Table("sweep_wide.csv", of: "scenario") {
      Column("number", \.number)
      Column("scenario", \.scenario)
      keys.enumerated().map { k, key in Column(key, \.values[k], "a column for each that varies") }
      figures.enumerated().map { k, name in
        Column(name, \.figures[k], "a column for each; P(statement) of probabilities")
      }
    }
  }
}

extension Sweep {
  /// A row a figure.
  ///
  /// - Parameter figures: for each scenario those of all columns.
  package func table(_ figures: [[Figure]]) -> FilledTable {
    FilledTable(SweepRow.table(keys), figures.enumerated().flatMap { rows($0.offset, $0.element) })
  }

  /// The same figures, a row a scenario.
  package func wideTable(_ figures: [[Figure]]) -> FilledTable {
    let names = columns.map {
      $0.statistic == .probability ? "P(\($0.output))" : "\($0.output) \($0.statistic.name)"
    }
    return FilledTable(
      SweepWideRow.table(keys, names),
      zip(points, figures).enumerated().map { number, scenario in
        SweepWideRow(
          number: number, scenario: scenario.0.scenario, values: scenario.0.values,
          figures: scenario.1.map(\.value))
      })
  }

  private func rows(_ number: Int, _ figures: [Figure]) -> [SweepRow] {
    var row = SweepRow(keys: 0)
    (row.number, row.scenario) = (number, points[number].scenario)
    row.values = points[number].values
    return zip(columns, figures).filter { !$1.value.isNaN }.map { column, figure in
      var row = row
      (row.output, row.unit) = (column.output, column.unit)
      row.statistic = column.statistic.name
      row.figure = Measured(
        figure.value, error: figure.standardError, low: figure.low, high: figure.high)
      return row
    }
  }
}
