import Foundation

/// A CSV file of results, checked as a whole when it is opened: every row has the fields of the
/// header and the last line is finished.
package struct ResultsTable {
  private let table: CSVTable
  package let name: String
  package var rows: Range<Int> { 0..<table.rowCount }

  /// - Throws: naming file and line, also where the file is not there.
  package init(_ path: String) throws(DataProblem) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw DataProblem(path, "there is no such file, or it cannot be read")
    }
    let bytes = [UInt8](data)
    table = try CSVTable(bytes: bytes, shownAs: path)
    name = path
    for row in rows { try table.checkShape(row) }
    if let last = bytes.last, last != UInt8(ascii: "\n") {
      let line = bytes.count { $0 == UInt8(ascii: "\n") } + 1
      throw DataProblem(path, line: line, "the last line is not finished; run the scenario again")
    }
  }

  /// nil where there is no such file.
  package static func ifThere(_ path: String) throws(DataProblem) -> ResultsTable? {
    FileManager.default.fileExists(atPath: path) ? try ResultsTable(path) : nil
  }

  package func column(_ title: String) throws(DataProblem) -> Int {
    try table.requiredColumn(title)
  }

  /// Text as it was before a spreadsheet was kept from running it.
  package func text(_ row: Int, _ column: Int) -> String { CSV.restored(table.text(row, column)) }

  func isEmpty(_ row: Int, _ column: Int) -> Bool { table[row, column].isEmpty }

  /// nil where it is no number.
  func decimal(_ row: Int, _ column: Int) -> Double? { table.number(row, column) }

  /// What is wrong with a field.
  package func problem(_ row: Int, _ column: Int, _ rule: String) -> DataProblem {
    table.problem(row, "\(table.header[column]) \(rule), got \(excerpt(text(row, column)))")
  }

  package func columns(_ titles: [String]) throws(DataProblem) -> [Int] {
    var found: [Int] = []
    for title in titles { found.append(try column(title)) }
    return found
  }
}
