/// A table as comma-separated values: RFC 4180 (CRLF, quotes where needed), UTF-8, a dot as decimal
/// mark, numbers that read back to the same double. An undefined number and "never" are empty fields,
/// which spreadsheets and data frames take for missing.
package struct CSV {
  package private(set) var text: String

  package init(_ header: [String]) { text = Self.line(header.map { .words($0) }) + "\r\n" }

  package mutating func append(_ fields: [Field]) {
    text += Self.line(fields)
    text += "\r\n"
  }

  /// Fields without the end of the line.
  package static func line(_ fields: [Field]) -> String {
    fields.map(\.text).joined(separator: ",")
  }

  package enum Field: ExpressibleByStringLiteral, Equatable, Sendable {
    case words(String)
    case number(Double?)
    case count(Int)
    case truth(Bool)

    package init(stringLiteral value: String) { self = .words(value) }

    package var text: String {
      switch self {
      case .words(let words): CSV.quoted(CSV.neutralised(words))
      case .number(let value): value.map { CSV.number($0) } ?? ""
      case .count(let value): String(value)
      case .truth(let value): value ? "yes" : "no"
      }
    }
  }

  /// The shortest digits that read back to the same double; whole numbers without ".0"; nothing for
  /// what is not finite.
  package static func number(_ value: Double) -> String {
    guard value.isFinite else { return "" }
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func quoted(_ text: String) -> String {
    // Scalars, not characters: an accent may follow a quote and make one character with it.
    let marks: [Unicode.Scalar] = [",", "\"", "\r", "\n"]
    guard text.unicodeScalars.contains(where: marks.contains) else { return text }
    var result = "\"".unicodeScalars
    for scalar in text.unicodeScalars {
      if scalar == "\"" { result.append(scalar) }
      result.append(scalar)
    }
    result.append("\"")
    return String(result)
  }

  private static let formulaMarks = "=+-@"

  /// Text that a spreadsheet would run as a formula gets an apostrophe in front; a negative
  /// number, such as a constant distribution, is none.
  private static func neutralised(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, formulaMarks.unicodeScalars.contains(first),
      first != "-" || Double(text) == nil
    else { return text }
    return "'" + text
  }

  /// Text as it was before a spreadsheet was kept from running it.
  static func restored(_ text: String) -> String {
    guard text.hasPrefix("'"), let second = text.dropFirst().first,
      formulaMarks.contains(second)
    else { return text }
    return String(text.dropFirst())
  }
}
