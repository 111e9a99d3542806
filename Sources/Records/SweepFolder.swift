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
    var known: Set<Column> = []
    var means: [String] = []
    for row in try SweepRow.read(folder, keys: record.keys) {
      if scenarios.last?.number != row.number {
        scenarios.append(Scenario(number: row.number, name: row.scenario, values: row.values))
      }
      let column = Column(output: row.output, unit: row.unit, statistic: row.statistic)
      if known.insert(column).inserted { columns.append(column) }
      scenarios[scenarios.count - 1].figures["\(row.output) \(row.statistic)"] = row.figure
      if row.statistic == "mean", row.figure.value.isFinite, !means.contains(row.output) {
        means.append(row.output)
      }
    }
    self.output = means.contains("recovered_fy") ? "recovered_fy" : means.first ?? "recovered_fy"
  }

  /// A statistic of the output that is shown where one is; nil where it is not finite.
  package func figure(_ scenario: Scenario, _ statistic: String) -> Measured? {
    Self.finite(scenario.figures["\(output) \(statistic)"])
  }

  /// The statement whose probability is shown beside the mean: that of the target where it is there.
  package var statement: String? {
    let names = (scenarios.first?.figures.keys.filter { $0.hasSuffix(" probability") } ?? [])
      .map { String($0.dropLast(" probability".count)) }.sorted()
    return names.contains("recovered_fy >= 10e9")
      ? "recovered_fy >= 10e9" : names.first { $0.hasPrefix("\(output) >= ") }
  }

  /// Its probability; nil where it is not finite.
  package func probability(_ scenario: Scenario, of statement: String) -> Measured? {
    Self.finite(scenario.figures["\(statement) probability"])
  }

  private static func finite(_ figure: Measured?) -> Measured? {
    figure.flatMap { $0.value.isFinite ? $0 : nil }
  }

  /// The values of a key as numbers, by scenario; nan for words.
  package func numbers(_ key: Int) -> [Double] {
    scenarios.map { $0.values.indices.contains(key) ? Double($0.values[key]) ?? .nan : .nan }
  }
}
