import Foundation
import Sampling

/// A scenario file with everything it extends and all overrides, merged but not yet checked.
struct ScenarioFile {
  /// The merged keys.
  private(set) var table: RawTable
  /// Where the last file begins, for messages about what is missing.
  let origin: Origin
  /// The files that were read, the scenario's own last.
  let files: [String]

  /// - Parameters:
  ///   - path: of the scenario file.
  ///   - overrides: "key=value" each, as given to `--set`.
  init(path: String, overrides: [String]) throws(ScenarioError) {
    (table, files) = try Self.load(path, extendedBy: [])
    origin = Origin(path)
    for override in overrides { try apply(override) }
  }

  /// Leaves a top-level table out.
  mutating func remove(_ key: String) { table[key] = nil }

  /// A file and what it extends, the file's own keys winning.
  private static func load(
    _ path: String, extendedBy chain: [String]
  ) throws(ScenarioError) -> (RawTable, [String]) {
    let text = try read(path)
    var own = try RawTable(parsing: text, file: path)
    if own.keys.isEmpty {
      throw ScenarioError([Problem(Origin(path), nil, "the file holds no keys")])
    }
    guard let link = own["extends"] else { return (own, [path]) }
    guard case .string(let name) = link.value else {
      throw ScenarioError([
        Problem(link.origin, "extends", "must be a file name, got \(link.value.shown)")
      ])
    }
    own["extends"] = nil
    let parent = URL(fileURLWithPath: path).deletingLastPathComponent()
      .appendingPathComponent(name).standardizedFileURL.relativePathIfInside
    let visited = (chain + [path]).map { URL(fileURLWithPath: $0).standardizedFileURL.path }
    if visited.contains(URL(fileURLWithPath: parent).standardizedFileURL.path) {
      let circle = (chain + [path, parent]).joined(separator: " extends ")
      throw ScenarioError([Problem(link.origin, "extends", "goes in a circle: \(circle)")])
    }
    guard FileManager.default.fileExists(atPath: parent) else {
      throw ScenarioError([
        Problem(link.origin, "extends", "must name a file beside this one, got \"\(name)\"")
      ])
    }
    var (merged, files) = try load(parent, extendedBy: chain + [path])
    merged.merge(own)
    return (merged, files + [path])
  }

  /// The text of a file, or a message that says what is there instead.
  private static func read(_ path: String) throws(ScenarioError) -> String {
    func fail(_ message: String) -> ScenarioError {
      ScenarioError([Problem(Origin(path), nil, message)])
    }
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
      throw fail("there is no such file")
    }
    guard !isDirectory.boolValue else { throw fail("is a folder, not a scenario file") }
    guard let data = FileManager.default.contents(atPath: path) else {
      throw fail("cannot be read")
    }
    guard !data.isEmpty else { throw fail("the file is empty") }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw fail("is not a text file in UTF-8")
    }
    return text
  }

  /// Puts one "key=value" into the table. The value is read as TOML, or else taken as text.
  mutating func apply(_ override: String) throws(ScenarioError) {
    let origin = Origin("--set \(override)")
    guard let equals = override.firstIndex(of: "=") else {
      throw ScenarioError([Problem(origin, nil, "must be written key=value")])
    }
    let key = override[..<equals].trimmingCharacters(in: .whitespaces)
    let text = override[override.index(after: equals)...].trimmingCharacters(in: .whitespaces)
    let path = Self.keys(in: key)
    guard !path.contains("") else {
      throw ScenarioError([Problem(origin, nil, "must be written key=value")])
    }
    var value = RawValue.string(text)
    if let parsed = try? RawTable(parsing: "v = \(text)", file: ""), let node = parsed["v"] {
      value = node.value
    }
    try set(path, RawNode(value: value, origin: origin).movedTo(origin), origin)
  }

  /// The parts of a dotted key; dots within quotes part nothing, as in the file.
  static func keys(in text: String) -> [String] {
    var parts = [""]
    var isQuoted = false
    for character in text {
      switch character {
      case "\"": isQuoted.toggle()
      case "." where !isQuoted: parts.append("")
      default: parts[parts.count - 1].append(character)
      }
    }
    return parts
  }

  private mutating func set(
    _ path: [String], _ node: RawNode, _ origin: Origin
  ) throws(ScenarioError) {
    func put(_ table: RawTable, _ rest: ArraySlice<String>) throws(ScenarioError) -> RawTable {
      var table = table
      guard !rest.isEmpty else { return table }
      // Tickers have dots of their own: the longest key that is there wins.
      let length =
        (1...rest.count).last { table[rest.prefix($0).joined(separator: ".")] != nil } ?? 1
      let first = rest.prefix(length).joined(separator: ".")
      if rest.count == length {
        var change = RawTable()
        change[first] = node
        table.merge(change)
        return table
      }
      var inner = RawTable()
      if let existing = table[first] {
        guard case .table(let known) = existing.value else {
          let above = path[..<(rest.startIndex + length)].joined(separator: ".")
          throw ScenarioError([
            Problem(
              origin, path.joined(separator: "."),
              "\(above) is \(existing.value.shown), which has no keys of its own")
          ])
        }
        inner = known
      }
      let changed = try put(inner, rest.dropFirst(length))
      table[first] = RawNode(value: .table(changed), origin: table[first]?.origin ?? origin)
      return table
    }
    table = try put(table, path[...])
  }
}

extension RawNode {
  /// The same value, with every part of it written at `origin`.
  fileprivate func movedTo(_ origin: Origin) -> RawNode {
    switch value {
    case .array(let elements):
      return RawNode(value: .array(elements.map { $0.movedTo(origin) }), origin: origin)
    case .table(let table):
      var moved = RawTable()
      for key in table.keys { moved[key] = table[key]?.movedTo(origin) }
      return RawNode(value: .table(moved), origin: origin)
    default:
      return RawNode(value: value, origin: origin)
    }
  }
}

extension URL {
  /// The path relative to the working directory where it lies inside, else the whole path.
  fileprivate var relativePathIfInside: String {
    let base = FileManager.default.currentDirectoryPath + "/"
    return path.hasPrefix(base) ? String(path.dropFirst(base.count)) : path
  }
}
