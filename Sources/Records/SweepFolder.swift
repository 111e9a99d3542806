import EventStudy
import Tables

/// The results of `chipcast sweep` as its folder holds them.
package struct SweepFolder {
  package struct Scenario {
    package let number: Int
    package let name: String
    /// Of the keys that vary, as text.
    package let values: [String]
    /// By output and statistic.
    package var figures: [String: Measured] = [:]
  }
  package struct Column: Hashable {
    package let output: String
    package let unit: String
    /// mean, p05, p50, p95, never or probability.
    package let statistic: String
  }

  package let record: ReportRecord.Sweep
  package private(set) var scenarios: [Scenario] = []
  /// Outputs and statistics in the order of the file.
  package private(set) var columns: [Column] = []
  /// The output that is shown where one is: `recovered_fy`, or the first with a mean.
  package let output: String

  /// - Throws: where a file is missing or not whole.
  package init(_ folder: String) throws(DataProblem) {
    record = try ReportRecord.read(ReportRecord.Sweep.self, folder)
    let table = try ResultsTable("\(folder)/sweep.csv")
    let (number, name) = (try table.column("number"), try table.column("scenario"))
    let (output, unit) = (try table.column("output"), try table.column("unit"))
    let (statistic, value) = (try table.column("statistic"), try table.column("value"))
    let error = try table.column("standard_error")
    let (low, high) = (try table.column("low"), try table.column("high"))
    var keys: [Int] = []
    for key in record.keys { keys.append(try table.column(key)) }
    var known: Set<Column> = []
    var means: [String] = []
    for row in table.rows {
      let k = try table.count(row, number)
      if scenarios.last?.number != k {
        scenarios.append(
          Scenario(
            number: k, name: table.text(row, name), values: keys.map { table.text(row, $0) }))
      }
      let (figure, e) = (try table.number(row, value), try table.number(row, error))
      // What is undefined has no row.
      let x = figure.isNaN ? .infinity : figure
      let column = Column(
        output: table.text(row, output), unit: table.text(row, unit),
        statistic: table.text(row, statistic))
      if known.insert(column).inserted { columns.append(column) }
      let (a, b) = (try table.number(row, low), try table.number(row, high))
      let measured = Measured(
        x, low: a.isNaN ? x - 1.96 * e : a, high: b.isNaN ? x + 1.96 * e : b)
      scenarios[scenarios.count - 1].figures["\(column.output) \(column.statistic)"] = measured
      if column.statistic == "mean", x.isFinite, !means.contains(column.output) {
        means.append(column.output)
      }
    }
    self.output = means.contains("recovered_fy") ? "recovered_fy" : means.first ?? "recovered_fy"
  }

  /// The values of a key as numbers, by scenario; nan for words.
  package func numbers(_ key: Int) -> [Double] {
    scenarios.map { $0.values.indices.contains(key) ? Double($0.values[key]) ?? .nan : .nan }
  }
}
