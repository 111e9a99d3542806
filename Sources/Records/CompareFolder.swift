import EventStudy
import Tables

/// The results of `chipcast compare` as its folder holds them.
package struct CompareFolder {
  package struct Row {
    package let scenario: String
    package let output: String
    package let isStatement: Bool
    package let unit: String
    package let mean: Double
    package let standardError: Double
    package let p05: Double
    package let p50: Double
    package let p95: Double
    /// From the first scenario; nan for the first itself.
    package let difference: Measured
    package let isReal: Bool
  }

  package let record: ReportRecord.Compare
  package let rows: [Row]

  /// - Throws: where a file is missing or not whole.
  package init(_ folder: String) throws(DataProblem) {
    record = try ReportRecord.read(ReportRecord.Compare.self, folder)
    guard !record.names.isEmpty, record.names.count == record.scenarios.count else {
      throw DataProblem("\(folder)/run.json", "names no scenarios that were compared")
    }
    let table = try ResultsTable("\(folder)/compare.csv")
    let (scenario, output) = (try table.column("scenario"), try table.column("output"))
    let (kind, unit) = (try table.column("kind"), try table.column("unit"))
    var numbers: [Int] = []
    for title in ["mean", "standard_error", "p05", "p50", "p95"] {
      numbers.append(try table.column(title))
    }
    let difference = try MeasuredColumns(table, "difference")
    let real = try table.column("real")
    let never = try table.column("never")
    var found: [Row] = []
    for row in table.rows {
      var v: [Double] = []
      for column in numbers { v.append(try table.number(row, column)) }
      let quantiles = Never.restored(Array(v[2...4]), try table.share(row, never))
      found.append(
        Row(
          scenario: table.text(row, scenario), output: table.text(row, output),
          isStatement: table.text(row, kind) == "statement", unit: table.text(row, unit),
          mean: v[0], standardError: v[1], p05: quantiles[0], p50: quantiles[1],
          p95: quantiles[2],
          difference: try difference.read(table, row), isReal: table.text(row, real) == "yes"))
    }
    rows = found
  }

  package func row(_ scenario: String, _ output: String, isStatement: Bool = false) -> Row? {
    rows.first {
      $0.scenario == scenario && $0.output == output && $0.isStatement == isStatement
    }
  }
}
