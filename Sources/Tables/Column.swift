/// One column of a table: its name, what it holds, and the way from a row to a field and back.
package struct Column<Row: Sendable>: Sendable {
  package let name: String
  /// What the guide says about it beside its name; empty where the name says all.
  package let about: String
  package let kind: FieldKind
  let field: @Sendable (Row) -> CSV.Field
  let take: @Sendable (inout Row, FieldText) throws(DataProblem) -> Void

  /// - Parameter rule: what a file must say besides the kind of the value.
  package init<Value: FieldValue>(
    _ name: String, _ path: WritableKeyPath<Row, Value> & Sendable, _ about: String = "",
    rule: FieldRule? = Value.rule
  ) {
    self.name = name
    self.about = about
    kind = Value.kind
    field = { $0[keyPath: path].field }
    take = { (row, text) throws(DataProblem) in
      row[keyPath: path] = try Value(text)
      if let rule, !text.isEmpty, !rule.holds(text) { throw text.problem(rule.words) }
    }
  }

  private init(
    _ name: String, _ about: String, _ kind: FieldKind,
    _ field: @escaping @Sendable (Row) -> CSV.Field,
    _ take: @escaping @Sendable (inout Row, FieldText) throws(DataProblem) -> Void
  ) {
    self.name = name
    self.about = about
    self.kind = kind
    self.field = field
    self.take = take
  }

  /// What the others say already, for whoever sorts or sums by it: written, and not read.
  package static func derived<Value: FieldValue>(
    _ name: String, _ about: String, _ value: @escaping @Sendable (Row) -> Value
  ) -> Column<Row> {
    Column(name, about, Value.kind, { value($0).field }, { (_, _) throws(DataProblem) in })
  }

  /// The columns of a part of the row, which has a list of its own.
  package static func all<Part>(
    of path: WritableKeyPath<Row, Part> & Sendable, _ columns: [Column<Part>]
  ) -> [Column<Row>] {
    columns.map { column in
      Column<Row>(
        column.name, column.about, column.kind, { column.field($0[keyPath: path]) },
        { (row, text) throws(DataProblem) in try column.take(&row[keyPath: path], text) })
    }
  }

  /// A measured number as columns: the value, then what is asked for of `_error`, `_low`, `_high`.
  ///
  /// - Parameters:
  ///   - named: names of the columns beside the value's; its own with `_error`, `_low` and `_high` behind
  ///     where nil.
  ///   - rule: of the value and the ends of its interval.
  package static func measured(
    _ name: String, _ path: WritableKeyPath<Row, Measured> & Sendable, _ parts: Measured.Parts,
    named: [String]? = nil, _ about: String = "", rule: FieldRule? = nil
  ) -> [Column<Row>] {
    let names = named ?? parts.suffixes.map { "\(name)_\($0)" }
    var columns = [Column<Measured>(name, \.value, about, rule: rule)]
    for (name, part) in zip(names, parts.paths) {
      columns.append(Column<Measured>(name, part, rule: part == \.standardError ? nil : rule))
    }
    return all(of: path, columns)
  }

  /// A measured number with its 95% interval.
  package static func interval(
    _ name: String, _ path: WritableKeyPath<Row, Measured> & Sendable,
    named: [String]? = nil, _ about: String = "", rule: FieldRule? = nil
  ) -> [Column<Row>] {
    measured(name, path, .interval, named: named, about, rule: rule)
  }
}

extension Column where Row == [Double] {
  /// A number of a row that holds one for each column, where a scenario says which those are.
  package static func number(_ name: String, at place: Int, _ about: String = "") -> Column {
    Column(
      name, about, .number, { .number($0[place]) },
      { (row, text) throws(DataProblem) in row[place] = try Double(text) })
  }
}

/// What must hold for a field of a file beside its kind.
package struct FieldRule: Sendable {
  /// "must …".
  package let words: String
  package let holds: @Sendable (FieldText) -> Bool

  package init(_ words: String, _ holds: @escaping @Sendable (FieldText) -> Bool) {
    self.words = words
    self.holds = holds
  }

  package static let share = FieldRule("must lie between 0 and 1") {
    $0.number.map { (0...1).contains($0) } ?? false
  }
  package static let notNegative = FieldRule("must not be negative") {
    $0.number.map { $0 >= 0 } ?? false
  }
  /// "2025-08".
  package static let month = FieldRule("must be a month written yyyy-mm") {
    let parts = $0.text.split(separator: "-", omittingEmptySubsequences: false)
    return parts.map(\.utf8.count) == [4, 2]
      && parts.allSatisfy { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
      && (1...12).contains(Int(parts[1]) ?? 0)
  }
}

/// A field of a file that is being read.
package struct FieldText {
  let file: ResultsTable
  let row: Int
  let column: Int

  package var text: String { file.text(row, column) }
  package var isEmpty: Bool { file.isEmpty(row, column) }
  /// nil where it is none.
  package var number: Double? { file.decimal(row, column) }

  package func problem(_ rule: String) -> DataProblem { file.problem(row, column, rule) }
}

/// What the fields of a column hold; any of them may be empty.
package enum FieldKind: String, Sendable, Codable {
  case text, number
  /// A whole number.
  case count
  /// yes or no; in JSON true or false.
  case truth
}

/// A value that a field can hold, both ways.
package protocol FieldValue: Sendable {
  static var kind: FieldKind { get }
  var field: CSV.Field { get }
  init(_ text: FieldText) throws(DataProblem)
  static var rule: FieldRule? { get }
}

extension FieldValue {
  package static var rule: FieldRule? { nil }
}

extension String: FieldValue {
  package static var kind: FieldKind { .text }
  package var field: CSV.Field { .words(self) }
  package init(_ text: FieldText) throws(DataProblem) { self = text.text }
}

/// nan is an empty field: an undefined number, or "never". So is what is infinite, on the way out.
extension Double: FieldValue {
  package static var kind: FieldKind { .number }
  package var field: CSV.Field { .number(self) }
  package init(_ text: FieldText) throws(DataProblem) {
    if let number = text.number {
      self = number
    } else {
      guard text.isEmpty else { throw text.problem("must be a number") }
      self = .nan
    }
  }
}

/// Not negative, unless a column has another rule.
extension Int: FieldValue {
  package static var kind: FieldKind { .count }
  package var field: CSV.Field { .count(self) }
  package static var rule: FieldRule? { .notNegative }
  package init(_ text: FieldText) throws(DataProblem) {
    guard let number = text.number ?? (text.isEmpty ? .nan : nil) else {
      throw text.problem("must be a number")
    }
    guard let whole = Int(exactly: number) else { throw text.problem("must be a whole number") }
    self = whole
  }
}

extension Bool: FieldValue {
  package static var kind: FieldKind { .truth }
  package var field: CSV.Field { .truth(self) }
  package init(_ text: FieldText) throws(DataProblem) {
    switch text.text {
    case "yes": self = true
    case "no": self = false
    default: throw text.problem("must be yes or no")
    }
  }
}

/// nil is an empty field.
extension Optional: FieldValue where Wrapped: FieldValue {
  package static var kind: FieldKind { Wrapped.kind }
  package var field: CSV.Field { self?.field ?? "" }
  package static var rule: FieldRule? { Wrapped.rule }
  package init(_ text: FieldText) throws(DataProblem) {
    self = text.isEmpty ? nil : try Wrapped(text)
  }
}
