import EventStudy
import Tables

/// What was reported afterwards: a row of actuals.csv, or several rows added up.
public struct Actual: Sendable, Equatable {
  /// A fiscal quarter such as "FY2026Q3", a fiscal year such as "FY2026", or quarters one after the
  /// other such as "FY2026Q3..FY2027Q4".
  public var quarter: String
  /// Name of a product, or "total".
  public var product: String
  /// `revenue`, `units` or `recovered_fy`.
  public var output: String
  /// nil where only bounds are known.
  public var value: Double?
  /// What the source allows, from rounding or an inequality.
  public var low: Double?
  public var high: Double?
  /// Empty where the file does not say.
  public var unit: String
  /// The first day on which it may have been known: of a month its first.
  public var reported: Day
  /// As the file has it.
  public var reportedText: String
  /// What the press foretold, as a point; nil where it foretold nothing.
  public var press: Double?
  /// Lines of the file.
  public var lines: [Int]

  /// "H20 revenue FY2026Q3".
  public var label: String {
    (product == "total" ? "" : product + " ") + output + " " + quarter
  }
}

/// A file of actuals: `quarter,product,output,value,date_reported` and, where they are known, `low`,
/// `high`, `unit` and `press`. Other columns are passed over.
public struct ActualsFile: Sendable {
  public let path: String
  public let actuals: [Actual]

  /// - Throws: naming file, line, column and what was found.
  public init(path: String) throws(DataProblem) {
    try self.init(table: CSVTable(path: path), path: path)
  }

  init(table: CSVTable, path: String) throws(DataProblem) {
    self.path = path
    for title in ["quarter", "product", "output", "value", "date_reported"] {
      _ = try table.requiredColumn(title)
    }
    var found: [Actual] = []
    var lines: [String: Int] = [:]
    for row in 0..<table.rowCount {
      let actual = try Self.actual(table, row)
      if let line = lines.updateValue(table.line(row), forKey: actual.label) {
        throw table.problem(row, "\(actual.label) stands in line \(line) too; keep one of them")
      }
      found.append(actual)
    }
    actuals = found
  }

  private static func actual(_ table: CSVTable, _ row: Int) throws(DataProblem) -> Actual {
    try table.checkShape(row)
    func text(_ title: String) -> String {
      table.column(title).map { table.text(row, $0) } ?? ""
    }
    for title in ["quarter", "product", "output"] where text(title).isEmpty {
      throw table.problem(row, "\(title) must not be empty")
    }
    func number(_ title: String) throws(DataProblem) -> Double? {
      guard let column = table.column(title), !table.text(row, column).isEmpty else { return nil }
      guard let value = table.number(row, column) else {
        throw table.problem(
          row, "\(title) must be a number or empty, got \(excerpt(table.text(row, column)))")
      }
      return value
    }
    let (value, low, high) = (try number("value"), try number("low"), try number("high"))
    guard value != nil || low != nil || high != nil else {
      throw table.problem(row, "value, low and high are all empty; one of them is needed")
    }
    let rising = [low, value, high].compactMap { $0 }
    guard zip(rising, rising.dropFirst()).allSatisfy({ $0 <= $1 }) else {
      throw table.problem(
        row,
        "low, value and high must rise, got "
          + [text("low"), text("value"), text("high")].joined(separator: ", "))
    }
    let date = text("date_reported")
    // A month counts from its first day, so that what may have been known is never called a forecast.
    guard let day = Day(date) ?? (date.utf8.count == 7 ? Day(date + "-01") : nil) else {
      throw table.problem(
        row,
        "date_reported must be a day such as 2025-11-19 or a month such as 2025-11, got "
          + "\(excerpt(date))")
    }
    return Actual(
      quarter: text("quarter"), product: text("product"), output: text("output"), value: value,
      low: low, high: high, unit: text("unit"), reported: day, reportedText: date,
      press: try number("press"), lines: [table.line(row)])
  }
}
