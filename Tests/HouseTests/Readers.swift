import Foundation
import Testing

/// A JSON value, read with Foundation.
struct JSON {
  private let value: Any

  init(_ text: String) throws {
    value = try JSONSerialization.jsonObject(with: Data(text.utf8))
  }

  private init(value: Any) { self.value = value }

  subscript(key: String) -> JSON? {
    (value as? [String: Any])?[key].map { JSON(value: $0) }
  }

  var keys: [String]? { (value as? [String: Any])?.keys.sorted() }
  var elements: [JSON]? { (value as? [Any])?.map { JSON(value: $0) } }
  var strings: [String]? { value as? [String] }
  var string: String? { value as? String }
  var number: Double? { value as? Double }

  /// The same bytes for the same values, without some keys of the top level.
  func canonical(without keys: [String] = []) throws -> Data {
    var kept = value
    if let object = value as? [String: Any] {
      kept = object.filter { !keys.contains($0.key) }
    }
    return try JSONSerialization.data(withJSONObject: kept, options: [.sortedKeys])
  }
}

/// A CSV file read by the letter of RFC 4180: CRLF ends every line, quotes enclose fields.
extension String {
  /// The text of a table without what its rows say of their scenario.
  var withoutScenario: String {
    replacing(/,[A-Za-z0-9_-]+,(as_of|[0-9]{4}-[0-9]{2}-[0-9]{2})\r\n/, with: "\r\n")
  }
}

struct CSVFile {
  /// The columns that every table of a scenario ends with.
  static let ofScenario = ["scenario", "as_of"]

  let header: [String]
  let rows: [[String]]

  /// What is not RFC 4180.
  struct Malformed: Error { let reason: String }

  /// The C library looks for commas and line ends: the tests are compiled for finding faults, where a loop over
  /// characters would take longer than the program that wrote the file.
  init(_ text: String) throws {
    var lines: [[String]] = []
    var line: [String] = []
    let bytes = text.utf8CString
    try bytes.withUnsafeBufferPointer { buffer in
      guard var rest = buffer.baseAddress else { return }
      let end = rest + buffer.count - 1
      while rest < end {
        line.append(try Self.takeField(&rest))
        switch UInt8(bitPattern: rest.pointee) {
        case UInt8(ascii: ","): rest += 1
        case UInt8(ascii: "\r") where rest[1] == CChar(bitPattern: UInt8(ascii: "\n")):
          rest += 2
          lines.append(line)
          line = []
        default: throw Malformed(reason: "a line that CRLF does not end")
        }
      }
    }
    guard line.isEmpty else { throw Malformed(reason: "a line that CRLF does not end") }
    guard let first = lines.first else { throw Malformed(reason: "no header") }
    guard lines.allSatisfy({ $0.count == first.count }) else {
      throw Malformed(reason: "rows of different lengths")
    }
    header = first
    rows = Array(lines.dropFirst())
  }

  private static func takeField(_ rest: inout UnsafePointer<CChar>) throws -> String {
    let quote = CChar(bitPattern: UInt8(ascii: "\""))
    guard rest.pointee == quote else { return piece(&rest, upTo: ",\r\n\"") }
    var field = ""
    rest += 1
    while true {
      field += piece(&rest, upTo: "\"")
      guard rest.pointee == quote else { throw Malformed(reason: "an open quote") }
      rest += 1
      guard rest.pointee == quote else { return field }
      field += "\""
      rest += 1
    }
  }

  /// What stands before any of some characters, or the end.
  private static func piece(_ rest: inout UnsafePointer<CChar>, upTo stops: String) -> String {
    let length = strcspn(rest, stops)
    defer { rest += length }
    return String(
      decoding: UnsafeRawBufferPointer(start: rest, count: length), as: UTF8.self)
  }

  /// A column by name.
  func column(_ name: String) throws -> [String] {
    let position = try #require(header.firstIndex(of: name))
    return rows.map { $0[position] }
  }

  /// Numbers of a column.
  ///
  /// - Parameter never: what an empty field stands for; nil where none may be empty.
  func numbers(_ name: String, never: Double? = nil) throws -> [Double] {
    try column(name).map { try #require($0.isEmpty ? never : Double($0)) }
  }

  /// The first row that begins with these fields.
  func row(_ start: String...) throws -> [String: String] {
    let row = try #require(rows.first { Array($0.prefix(start.count)) == start })
    return Dictionary(zip(header, row)) { $1 }
  }
}
