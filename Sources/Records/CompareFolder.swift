import Tables

/// The results of `chipcast compare` as its folder holds them.
package struct CompareFolder {
  package let record: ReportRecord.Compare
  package let rows: [CompareRow]

  /// - Throws: where a file is missing or not whole.
  package init(_ folder: String) throws(DataProblem) {
    record = try ReportRecord.read(ReportRecord.Compare.self, folder)
    guard !record.names.isEmpty, record.names.count == record.scenarios.count else {
      throw DataProblem("\(folder)/run.json", "names no scenarios that were compared")
    }
    rows = try CompareRow.read(folder)
  }

  package func row(_ scenario: String, _ output: String, isStatement: Bool = false) -> CompareRow? {
    rows.first {
      $0.scenario == scenario && $0.output == output && $0.isStatement == isStatement
    }
  }
}
