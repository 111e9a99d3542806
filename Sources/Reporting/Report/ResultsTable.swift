import EventStudy
import Foundation
import Tables

/// A CSV file of results, checked as a whole when it is opened: every row has the fields of the
/// header and the last line is finished.
struct ResultsTable {
  private let table: CSVTable
  let name: String
  var rows: Range<Int> { 0..<table.rowCount }

  /// - Throws: naming file and line, also where the file is not there.
  init(_ path: String) throws(DataProblem) {
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
  static func ifThere(_ path: String) throws(DataProblem) -> ResultsTable? {
    FileManager.default.fileExists(atPath: path) ? try ResultsTable(path) : nil
  }

  func column(_ title: String) throws(DataProblem) -> Int { try table.requiredColumn(title) }

  /// Text as it was before a spreadsheet was kept from running it.
  func text(_ row: Int, _ column: Int) -> String {
    let text = table.text(row, column)
    guard text.hasPrefix("'"), let second = text.dropFirst().first, "=+-@".contains(second) else {
      return text
    }
    return String(text.dropFirst())
  }

  /// A number: an empty field is undefined, "inf" infinite.
  func number(_ row: Int, _ column: Int) throws(DataProblem) -> Double {
    if let value = table.number(row, column) { return value }
    switch table.text(row, column) {
    case "": return .nan
    case "inf": return .infinity
    case "-inf": return -.infinity
    case let text:
      throw table.problem(row, "\(table.header[column]) must be a number, got \(excerpt(text))")
    }
  }

  func columns(_ titles: [String]) throws(DataProblem) -> [Int] {
    var found: [Int] = []
    for title in titles { found.append(try column(title)) }
    return found
  }

  func numbers(_ row: Int, _ columns: [Int]) throws(DataProblem) -> [Double] {
    var found: [Double] = []
    for column in columns { found.append(try number(row, column)) }
    return found
  }

  /// A whole number.
  func count(_ row: Int, _ column: Int) throws(DataProblem) -> Int {
    let value = try number(row, column)
    guard let count = Int(exactly: value) else {
      throw table.problem(
        row, "\(table.header[column]) must be a whole number, got \(excerpt(text(row, column)))")
    }
    return count
  }
}

/// A value with its 95% interval.
struct Measured: Sendable {
  let value: Double
  let low: Double
  let high: Double

  /// Half of the interval's width; 0 where that is not known.
  var error: Double {
    let half = (high - low) / 2
    return half.isFinite ? half : 0
  }
}

/// A row of statistics, as in summary.csv.
struct Statistics: Sendable {
  let unit: String
  let mean: Double
  let standardError: Double
  let p05: Double
  let p25: Double
  let p50: Double
  let p75: Double
  let p95: Double
  /// The widest half of the 95% intervals of the quantiles.
  let quantileError: Double
}

/// Reads rows of statistics.
struct StatisticsColumns {
  private let unit: Int
  private let numbers: [Int]

  init(_ table: ResultsTable) throws(DataProblem) {
    unit = try table.column("unit")
    var numbers: [Int] = []
    for title in [
      "mean", "standard_error", "p05", "p25", "p50", "p75", "p95", "quantile_error",
    ] { numbers.append(try table.column(title)) }
    self.numbers = numbers
  }

  func read(_ table: ResultsTable, _ row: Int) throws(DataProblem) -> Statistics {
    var v: [Double] = []
    for column in numbers { v.append(try table.number(row, column)) }
    return Statistics(
      unit: table.text(row, unit), mean: v[0], standardError: v[1], p05: v[2], p25: v[3],
      p50: v[4], p75: v[5], p95: v[6], quantileError: v[7])
  }
}
