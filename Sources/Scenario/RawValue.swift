import Sampling
import TOMLKit

/// A value of a TOML file together with where it was written.
struct RawNode: Sendable {
  var value: RawValue
  var origin: Origin
}

/// What TOML knows, freed from the parser's own types.
indirect enum RawValue: Sendable {
  case string(String)
  case integer(Int)
  case number(Double)
  case boolean(Bool)
  case date(year: Int, month: Int, day: Int)
  case array([RawNode])
  case table(RawTable)
  /// Times and dates with times, which no key takes.
  case other(String)

  /// As a message shows it.
  var shown: String {
    switch self {
    case .string(let text): "\"\(text)\""
    case .integer(let value): String(value)
    case .number(let value): plain(value)
    case .boolean(let value): String(value)
    case .date(let year, let month, let day): "\(year)-\(padded(month))-\(padded(day))"
    case .array(let elements) where elements.count <= 6:
      "[\(elements.map(\.value.shown).joined(separator: ", "))]"
    case .array(let elements): "an array of \(elements.count)"
    case .table: "a table"
    case .other(let text): text
    }
  }
}

private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

/// A table with its keys in the order in which they are written.
struct RawTable: Sendable {
  private(set) var keys: [String] = []
  private var nodes: [String: RawNode] = [:]

  subscript(key: String) -> RawNode? {
    get { nodes[key] }
    set {
      if nodes[key] == nil, newValue != nil { keys.append(key) }
      if newValue == nil { keys.removeAll { $0 == key } }
      nodes[key] = newValue
    }
  }

  /// A parameter that says what it is stands on its own; a table of other keys only amends.
  private var isWhole: Bool { nodes["distribution"] != nil || nodes["value"] != nil }

  /// Takes over the keys of `child`, table by table. A parameter that names its distribution or
  /// value replaces the former one, so that no parameter of the old distribution stays behind.
  mutating func merge(_ child: RawTable) {
    for key in child.keys {
      guard let node = child[key] else { continue }
      if case .table(let changes) = node.value, !changes.isWhole,
        case .table(var kept)? = self[key]?.value
      {
        kept.merge(changes)
        self[key] = RawNode(value: .table(kept), origin: node.origin)
      } else {
        self[key] = node
      }
    }
  }
}

extension RawTable {
  /// - Parameter file: the path for messages.
  init(parsing text: String, file: String) throws(ScenarioError) {
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      let line = error.source.begin.line
      throw ScenarioError([Problem(Origin(file, line: line), nil, error.description)])
    } catch {
      throw ScenarioError([Problem(Origin(file), nil, "\(error)")])
    }
    let positions = KeyPositions(text)
    self = withExtendedLifetime(table) { Self.converted(table, [], positions, file) }
  }

  private static func converted(
    _ table: TOMLTable, _ path: [String], _ positions: KeyPositions, _ file: String
  ) -> RawTable {
    var result = RawTable()
    let written = positions.keys(under: path)
    let missed = table.keys.filter { !written.contains($0) }
    for key in written + missed {
      guard let value = table[key] else { continue }
      result[key] = node(value, path + [key], positions, file)
    }
    return result
  }

  private static func node(
    _ value: any TOMLValueConvertible, _ path: [String], _ positions: KeyPositions, _ file: String
  ) -> RawNode {
    let origin = Origin(file, line: positions.nearestLine(to: path))
    let raw: RawValue
    switch value.type {
    case .table:
      raw = value.table.map { .table(converted($0, path, positions, file)) } ?? .other("")
    case .array:
      let elements = value.array.map { Array($0) } ?? []
      raw = .array(
        elements.enumerated().map { node($1, path + [String($0)], positions, file) })
    case .string: raw = .string(value.string ?? "")
    case .int: raw = .integer(value.int ?? 0)
    case .double: raw = .number(value.double ?? .nan)
    case .bool: raw = .boolean(value.bool ?? false)
    case .date:
      raw = value.date.map { .date(year: $0.year, month: $0.month, day: $0.day) } ?? .other("")
    case .time, .dateTime: raw = .other(value.debugDescription)
    }
    return RawNode(value: raw, origin: origin)
  }
}
