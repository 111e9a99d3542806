import Foundation

/// What is wrong with a CSV file of numbers.
struct CSVProblem: Error, CustomStringConvertible {
  let description: String
}

/// One column of numbers of a CSV file with a header line.
struct NumberColumn {
  let values: [Double]

  init(path: String, shownAs name: String, column: String) throws(CSVProblem) {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw CSVProblem(
        description: "file must name a CSV file beside the scenario, got \"\(name)\"")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw CSVProblem(description: "\(name) is not a text file in UTF-8")
    }
    // Spreadsheets put a byte order mark in front.
    let unmarked = text.unicodeScalars.drop { $0 == "\u{FEFF}" }
    let lines = Substring(unmarked).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    guard let first = lines.first, !first.isEmpty else {
      throw CSVProblem(description: "\(name) has no header line")
    }
    let header = Self.fields(first)
    guard let position = header.firstIndex(of: column) else {
      let known = header.joined(separator: ", ")
      throw CSVProblem(description: "column must be one of \(known), got \"\(column)\"")
    }
    var values: [Double] = []
    for (index, line) in lines.enumerated().dropFirst() where !line.isEmpty {
      let row = Self.fields(line)
      let field = position < row.count ? row[position] : ""
      guard let value = Double(field), value.isFinite else {
        throw CSVProblem(
          description: "\(name):\(index + 1): \(column) must be a finite number, got \"\(field)\"")
      }
      values.append(value)
    }
    self.values = values
  }

  /// The fields of one line; quotes may enclose a field and are doubled inside.
  private static func fields(_ line: Substring) -> [String] {
    var result = [""]
    var isQuoted = false
    var previous: Character?
    for character in line {
      defer { previous = character }
      switch character {
      case "\"":
        // The second of two quotes inside a quoted field stands for itself.
        if !isQuoted, previous == "\"" { result[result.count - 1].append(character) }
        isQuoted.toggle()
      case "," where !isQuoted: result.append("")
      default: result[result.count - 1].append(character)
      }
    }
    return result.map { $0.trimmingCharacters(in: .whitespaces) }
  }
}
