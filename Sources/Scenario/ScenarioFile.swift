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

  /// The `as_of` that holds in each file, its own or of what it extends: what its months count from.
  let dates: [String: RawValue]

  /// Files that a scenario may extend, one through the other, itself among them.
  static let mostFiles = 32
  /// Bytes of a file.
  private static let mostBytes = 4 << 20

  /// - Parameters:
  ///   - path: of the scenario file.
  ///   - overrides: "key=value" each, as given to `--set`.
  init(path: String, overrides: [String]) throws(ScenarioError) {
    var merged = RawTable()
    var (files, dates): ([String], [String: RawValue]) = ([], [:])
    for (file, own) in try Self.chain(from: path).reversed() {
      merged.merge(own)
      files.append(file)
      dates[file] = merged[Keys.top.asOf.key]?.value
    }
    (table, self.files, self.dates) = (merged, files, dates)
    origin = Origin(path)
    for override in overrides { try apply(override) }
  }

  /// Leaves a top-level table out.
  mutating func remove(_ key: String) { table[key] = nil }

  /// A file and what it extends, the file first.
  private static func chain(from path: String) throws(ScenarioError) -> [(String, RawTable)] {
    var chain: [(path: String, table: RawTable)] = []
    var visited: Set<String> = []
    var next: String? = path
    while let path = next {
      let text = try read(path)
      var own = try RawTable(parsing: text, file: path)
      if own.keys.isEmpty {
        throw ScenarioError([Problem(Origin(path), nil, "the file holds no keys")])
      }
      let link = own[Keys.top.extends.key]
      own[Keys.top.extends.key] = nil
      // They belong to one file: what extends it may be one of them.
      if !chain.isEmpty { own[Keys.top.readings.key] = nil }
      chain.append((path, own))
      visited.insert(URL(fileURLWithPath: path).standardizedFileURL.path)
      next = try link.map { link throws(ScenarioError) in
        let parent = try parent(of: path, link)
        func fail(_ message: String) -> ScenarioError {
          ScenarioError([Problem(link.origin, Keys.top.extends.key, message)])
        }
        if visited.contains(URL(fileURLWithPath: parent).standardizedFileURL.path) {
          let circle = (chain.map(\.path) + [parent]).joined(separator: " extends ")
          throw fail("goes in a circle: \(circle.shortened)")
        }
        guard chain.count < mostFiles else {
          throw fail(
            "leads through more than \(mostFiles) files, the most that one scenario may be")
        }
        return parent
      }
    }
    return chain
  }

  /// The path of the file that another extends.
  private static func parent(of path: String, _ link: RawNode) throws(ScenarioError) -> String {
    guard case .string(let name) = link.value else {
      throw ScenarioError([
        Problem(link.origin, Keys.top.extends.key, "must be a file name, got \(link.value.shown)")
      ])
    }
    let parent = URL(fileURLWithPath: Origin(path).path(of: name))
      .standardizedFileURL.relativePathIfInside
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: parent, isDirectory: &isFolder)
    guard exists, !isFolder.boolValue else {
      let what = exists ? ", which is a folder" : ""
      throw ScenarioError([
        Problem(
          link.origin, Keys.top.extends.key,
          "must name a file beside this one, got \"\(name.shortened)\"\(what)")
      ])
    }
    return parent
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
    guard let file = FileHandle(forReadingAtPath: path),
      let data = try? file.read(upToCount: mostBytes + 1) ?? Data()
    else {
      throw fail("cannot be read")
    }
    guard !data.isEmpty else { throw fail("the file is empty") }
    guard data.count <= mostBytes else {
      throw fail("is larger than \(mostBytes >> 20) MB, the most that a scenario may be")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw fail("is not a text file in UTF-8")
    }
    return text
  }

  /// Puts one "key=value" into the table. The value is read as TOML, or else taken as text.
  ///
  /// - Parameter option: which gave it.
  mutating func apply(_ override: String, option: String = "--set") throws(ScenarioError) {
    let origin = Origin(option: option, override)
    guard let equals = override.firstIndex(of: "=") else {
      throw ScenarioError([Problem(origin, nil, "must be written key=value")])
    }
    let key = override[..<equals].trimmingCharacters(in: .whitespaces)
    let text = override[override.index(after: equals)...].trimmingCharacters(in: .whitespaces)
    let path = Self.keys(in: key)
    guard !path.contains("") else {
      throw ScenarioError([Problem(origin, nil, "must be written key=value")])
    }
    guard path.count <= TOMLRefusal.mostDepth else {
      throw ScenarioError([
        Problem(
          origin, nil, "a key may have \(TOMLRefusal.mostDepth) parts at most, got \(path.count)")
      ])
    }
    if let mark = TOMLRefusal.quotation(around: text)
      ?? key.unicodeScalars.first(
        where: TOMLRefusal.typographicMarks.contains)
    {
      throw ScenarioError([Problem(origin, nil, TOMLRefusal.quotation(mark))])
    }
    let value = try Self.value(of: text, origin)
    try set(path, RawNode(value: value, origin: origin).movedTo(origin), origin)
  }

  /// A value as TOML; a text that is none stands for itself, unless it begins as what only TOML has.
  private static func value(of text: String, _ origin: Origin) throws(ScenarioError) -> RawValue {
    do throws(ScenarioError) {
      let parsed = try RawTable(parsing: "v = \(text)", file: "")
      // A second line with keys of its own is part of no value.
      if parsed.keys.count == 1, let node = parsed["v"] { return node.value }
    } catch {
      guard text.first.map({ "[{\"'".contains($0) }) ?? false else { return .string(text) }
      throw ScenarioError(error.problems.map { Problem(origin, nil, $0.message) })
    }
    throw ScenarioError([Problem(origin, nil, "must be one value, got \"\(text.shortened)\"")])
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
    func fail(_ above: ArraySlice<String>, _ message: String) -> ScenarioError {
      ScenarioError([
        Problem(
          origin, path.joined(separator: "."), "\(above.joined(separator: ".")) is \(message)")
      ])
    }
    func put(_ table: RawTable, _ rest: ArraySlice<String>) throws(ScenarioError) -> RawTable {
      var table = table
      let length = table.length(ofKeyIn: rest)
      let first = rest.prefix(length).joined(separator: ".")
      if rest.count == length {
        var change = RawTable()
        change[first] = node
        table.amend(by: change)
        return table
      }
      let below = rest.dropFirst(length)
      let above = path[..<below.startIndex]
      let former = table[first]
      let value: RawValue
      switch former?.value {
      case nil: value = .table(try put(RawTable(), below))
      case .table(let inner): value = .table(try put(inner, below))
      case .array(var elements):
        guard let index = Int(below[below.startIndex]), elements.indices.contains(index) else {
          throw fail(above, "an array of \(elements.count), whose elements are numbered from 0")
        }
        if below.count == 1 {
          elements[index] = node
        } else if case .table(let inner) = elements[index].value {
          elements[index].value = .table(try put(inner, below.dropFirst()))
        } else {
          throw fail(
            path[...below.startIndex],
            "\(elements[index].value.shown), which has no keys of its own")
        }
        value = .array(elements)
      case let other?: throw fail(above, "\(other.shown), which has no keys of its own")
      }
      table[first] = RawNode(value: value, origin: former?.origin ?? origin)
      table.markAmended()
      return table
    }
    table = try put(table, path[...])
  }
}

extension RawTable {
  /// How many parts of a dotted key make a key of this table. Tickers have dots of their own: the
  /// longest key that is there wins.
  func length(ofKeyIn parts: ArraySlice<String>) -> Int {
    guard !keys.isEmpty else { return 1 }
    var (key, longest) = ("", 1)
    for (count, part) in parts.enumerated() {
      key += (count == 0 ? "" : ".") + part
      if self[key] != nil { longest = count + 1 }
    }
    return longest
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

extension Origin {
  /// The path of a file that is named here: beside the file that names it, from the working directory where an
  /// option does, as a shell would; an absolute path as it is.
  func path(of name: String) -> String {
    if isOverride || name.hasPrefix("/") { return name }
    return URL(fileURLWithPath: place).deletingLastPathComponent().appendingPathComponent(name).path
  }
}

extension URL {
  /// The path relative to the working directory where it lies inside, else the whole path.
  var relativePathIfInside: String {
    let base = FileManager.default.currentDirectoryPath + "/"
    return path.hasPrefix(base) ? String(path.dropFirst(base.count)) : path
  }
}
