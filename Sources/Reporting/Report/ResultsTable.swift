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

  /// A number; nan where the field is empty: an undefined one, or "never".
  func number(_ row: Int, _ column: Int) throws(DataProblem) -> Double {
    if let value = table.number(row, column) { return value }
    let text = table.text(row, column)
    guard text.isEmpty else { throw problem(row, column, "must be a number") }
    return .nan
  }

  /// A share of something, from 0 to 1; nan where the field is empty.
  func share(_ row: Int, _ column: Int) throws(DataProblem) -> Double {
    let value = try number(row, column)
    guard value.isNaN || (0...1).contains(value) else {
      throw problem(row, column, "must lie between 0 and 1")
    }
    return value
  }

  /// A month as "2025-08".
  func month(_ row: Int, _ column: Int) throws(DataProblem) -> String {
    let text = table.text(row, column)
    guard text.count == 7, Day("\(text)-01") != nil else {
      throw problem(row, column, "must be a month written yyyy-mm")
    }
    return text
  }

  /// A date as "2025-08-15".
  func day(_ row: Int, _ column: Int) throws(DataProblem) -> String {
    guard table.day(row, column) != nil else {
      throw problem(row, column, "must be a date written yyyy-mm-dd")
    }
    return table.text(row, column)
  }

  /// What is wrong with a field.
  private func problem(_ row: Int, _ column: Int, _ rule: String) -> DataProblem {
    table.problem(row, "\(table.header[column]) \(rule), got \(excerpt(text(row, column)))")
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

  /// A whole number, which may be negative.
  func whole(_ row: Int, _ column: Int) throws(DataProblem) -> Int {
    guard let whole = Int(exactly: try number(row, column)) else {
      throw problem(row, column, "must be a whole number")
    }
    return whole
  }

  /// A number of something: whole, and not negative.
  func count(_ row: Int, _ column: Int) throws(DataProblem) -> Int {
    let count = try whole(row, column)
    guard count >= 0 else { throw problem(row, column, "must not be negative") }
    return count
  }
}

/// A value with its 95% interval.
struct Measured: Sendable {
  let value: Double
  let low: Double
  let high: Double

  /// Half of the interval's width; 0 where that is not known.
  var error: Double { knownError.isFinite ? knownError : 0 }

  /// Half of the interval's width; nan where that is not known.
  var knownError: Double {
    let half = (high - low) / 2
    return half.isFinite ? half : .nan
  }
}

/// A row of statistics, as in summary.csv. A quantile is infinite where the output never comes about,
/// and nan where no trial has a value.
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
  /// Share of the trials in which the output never comes about.
  var never = 0.0
  /// Share of the trials without a value.
  var noValue = 0.0
}

/// "Never" as files have it: an empty field beside a share of the trials.
enum Never {
  /// Rising quantiles, infinite where they are "never".
  ///
  /// - Parameter share: of the trials; where it is 0 or not given an empty field is undefined.
  static func restored(_ rising: [Double], _ share: Double) -> [Double] {
    guard share > 0 else { return rising }
    let lastKnown = rising.lastIndex { !$0.isNaN } ?? -1
    return rising.enumerated().map { k, value in
      value.isNaN ? (k < lastKnown ? -.infinity : .infinity) : value
    }
  }
}

/// Reads rows of statistics.
struct StatisticsColumns {
  private let unit: Int
  private let numbers: [Int]
  /// nil in tables whose outputs always have a number.
  private let never: Int?
  private let noValue: Int?

  init(_ table: ResultsTable) throws(DataProblem) {
    unit = try table.column("unit")
    never = try? table.column("never")
    noValue = try? table.column("no_value")
    var numbers: [Int] = []
    for title in [
      "mean", "standard_error", "p05", "p25", "p50", "p75", "p95", "quantile_error",
    ] { numbers.append(try table.column(title)) }
    self.numbers = numbers
  }

  func read(_ table: ResultsTable, _ row: Int) throws(DataProblem) -> Statistics {
    var v: [Double] = []
    for column in numbers { v.append(try table.number(row, column)) }
    var (never, noValue) = (0.0, 0.0)
    if let column = self.never { never = try table.share(row, column) }
    if let column = self.noValue { noValue = try table.share(row, column) }
    let quantiles = Never.restored(Array(v[2...6]), never)
    return Statistics(
      unit: table.text(row, unit), mean: v[0], standardError: v[1], p05: quantiles[0],
      p25: quantiles[1], p50: quantiles[2], p75: quantiles[3], p95: quantiles[4],
      quantileError: v[7], never: never.isNaN ? 0 : never, noValue: noValue)
  }
}
