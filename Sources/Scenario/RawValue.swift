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
    case .string(let text): "\"\(text.shortened)\""
    case .integer(let value): String(value)
    case .number(let value): plain(value)
    case .boolean(let value): String(value)
    case .date(let year, let month, let day):
      "\(padded(year, to: 4))-\(padded(month))-\(padded(day))"
    case .array(let elements) where elements.count <= 6:
      "[\(elements.map(\.value.shown).joined(separator: ", "))]"
    case .array(let elements): "an array of \(elements.count)"
    case .table: "a table"
    case .other(let text): text.shortened
    }
  }
}

private func padded(_ number: Int, to digits: Int = 2) -> String {
  let text = String(number)
  return String(repeating: "0", count: max(0, digits - text.count)) + text
}

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
  var isWhole: Bool {
    nodes[Keys.distribution.family.key] != nil || nodes["value"] != nil || isRecorded
  }

  /// Takes over the keys of `child`, table by table. A parameter that names its distribution or
  /// value replaces the former one, so that no parameter of the old distribution stays behind.
  mutating func merge(_ child: RawTable) {
    for key in child.keys {
      guard let node = child[key] else { continue }
      if case .table(let changes) = node.value, !changes.isWhole,
        case .table(var kept)? = self[key]?.value
      {
        kept.amend(by: changes)
        self[key] = RawNode(value: .table(kept), origin: node.origin)
      } else {
        self[key] = node
      }
    }
  }
}

extension RawTable {
  /// Keys that say where numbers come from and for what; others are what they come to.
  private static let provenance: Set = [
    source, confidence, Keys.decision.description.key, Keys.decision.unit.key,
  ]
  private static let source = Keys.provenance.source.key
  private static let confidence = Keys.provenance.confidence.key

  /// Takes over changes; a source that spoke of other numbers is marked, unless they bring their own.
  mutating func amend(by changes: RawTable) {
    merge(changes)
    if changes[Self.source] == nil, changes.keys.contains(where: { !Self.provenance.contains($0) })
    {
      markAmended(keepsConfidence: changes[Self.confidence] != nil)
    }
  }

  /// Says that what stands here is not, or not all, what the source says. One given on the command line
  /// is meant for what is given there.
  mutating func markAmended(keepsConfidence: Bool = false) {
    guard let source = nodes[Self.source], case .string(let text) = source.value,
      !source.origin.isOverride, !text.hasPrefix(Self.amended)
    else { return }
    nodes[Self.source] = RawNode(value: .string(Self.amended + text), origin: source.origin)
    guard !keepsConfidence, let confidence = nodes[Self.confidence] else { return }
    nodes[Self.confidence] = RawNode(
      value: .string(Confidence.assumption.rawValue), origin: confidence.origin)
  }

  private static let amended = "amended; before: "
}

extension RawTable {
  /// - Parameter file: the path for messages.
  init(parsing text: String, file: String) throws(ScenarioError) {
    let positions = try Self.positions(text, file: file)
    let table: TOMLTable
    do {
      table = try TOMLTable(string: text)
    } catch let error as TOMLParseError {
      let line = error.source.begin.line
      throw ScenarioError([Problem(Origin(file, line: line), nil, error.description)])
    } catch {
      throw ScenarioError([Problem(Origin(file), nil, "\(error)")])
    }
    self = withExtendedLifetime(table) {
      Self.converted(table, KeyPositions.root, positions, Origin(file))
    }
  }

  /// The keys of a text, if the library may read it.
  private static func positions(_ text: String, file: String) throws(ScenarioError) -> KeyPositions
  {
    if let nul = text.utf8.firstIndex(of: 0) {
      let line = 1 + text.utf8[..<nul].count { $0 == UInt8(ascii: "\n") }
      throw ScenarioError([Problem(Origin(file, line: line), nil, TOMLRefusal.nul)])
    }
    let positions = KeyPositions(text)
    if let refusal = positions.refusal {
      throw ScenarioError([Problem(Origin(file, line: refusal.line), nil, refusal.message)])
    }
    return positions
  }

  /// - Parameter place: the node of the table's position; nil where it is not known.
  private static func converted(
    _ table: TOMLTable, _ place: Int?, _ positions: KeyPositions, _ origin: Origin
  ) -> RawTable {
    var result = RawTable()
    var keys = positions.names(under: place)
    if keys.count != table.count {
      let written = Set(keys)
      keys += table.keys.filter { !written.contains($0) }
    }
    for key in keys {
      guard let value = table[key] else { continue }
      result[key] = node(value, positions.child(key, under: place), positions, origin)
    }
    return result
  }

  /// - Parameter above: where the table or array that holds the value stands.
  private static func node(
    _ value: any TOMLValueConvertible, _ place: Int?, _ positions: KeyPositions, _ above: Origin
  ) -> RawNode {
    let origin = Origin(above.place, line: positions.line(at: place) ?? above.line)
    let raw: RawValue
    switch value.type {
    case .table:
      raw = value.table.map { .table(converted($0, place, positions, origin)) } ?? .other("")
    case .array:
      let elements = value.array.map { Array($0) } ?? []
      raw = .array(
        elements.enumerated().map {
          node($1, positions.child(String($0), under: place), positions, origin)
        })
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
