/// Every key of a scenario file in words, read off the JSON schema.
public enum ScenarioKeys {
  /// A table of the file with its keys.
  public struct Section: Sendable {
    /// Dotted; empty at the top. Words in capitals stand for names of the user's own.
    public let path: String
    public let keys: [Key]
  }

  public struct Key: Sendable {
    public let name: String
    /// "parameter", "text", "1 to 120", …
    public let kind: String
    public let meaning: String
  }

  /// In the order in which a file is best written.
  public static var sections: [Section] {
    var found: [Section] = []
    walk(.object(ScenarioSchema.root), "", &found)
    let order = [
      "", "simulation", "products", "sellers", "licences", "policy", "orders_follow_capex",
      "outside_view", "news", "correlation", "outputs",
    ]
    func rank(_ path: String) -> Int {
      let top = path.split(separator: ".").first.map(String.init) ?? ""
      return order.firstIndex(of: top) ?? order.count
    }
    return found.enumerated().sorted {
      (rank($0.element.path), $0.offset) < (rank($1.element.path), $1.offset)
    }.map(\.element)
  }

  /// Adds the sections of a table, its own first.
  private static func walk(_ node: JSONNode, _ path: String, _ found: inout [Section]) {
    guard let properties = node["properties"]?.members else { return }
    var keys: [Key] = []
    var inner: [(String, JSONNode)] = []
    for (name, value) in properties.sorted(by: { $0.key < $1.key }) {
      if let key = key(name, value) {
        keys.append(key)
      } else {
        inner.append((path.isEmpty ? name : "\(path).\(name)", value))
      }
    }
    if !keys.isEmpty { found.append(Section(path: path, keys: keys)) }
    for (path, value) in inner { descend(value, path, &found) }
  }

  /// A table with keys of its own, one of tables by name, or an array of tables.
  private static func descend(_ node: JSONNode, _ path: String, _ found: inout [Section]) {
    if node["properties"] != nil { return walk(node, path, &found) }
    if let items = node["items"] { return walk(items, "[\(path)]", &found) }
    if let value = node["additionalProperties"] { return descend(value, path + ".NAME", &found) }
    if let choices = node["anyOf"]?.elements, let last = choices.last {
      descend(last, path, &found)
    }
  }

  /// nil where the node is a table of further keys.
  private static func key(_ name: String, _ node: JSONNode) -> Key? {
    let meaning = node["description"]?.string ?? ""
    if node["$ref"] != nil { return Key(name: name, kind: "parameter", meaning: meaning) }
    if let words = node["enum"]?.elements?.compactMap(\.string) {
      return Key(name: name, kind: words.joined(separator: " | "), meaning: meaning)
    }
    if node["anyOf"]?.elements?.first?["properties"]?[RecordedKeys.fromKey] != nil {
      return Key(name: name, kind: "parameter", meaning: meaning)
    }
    if node["oneOf"] != nil {
      return Key(name: name, kind: "text, or a list of texts", meaning: meaning)
    }
    if node["additionalProperties"]?["type"]?.string == "string" {
      return Key(name: "\(name).NAME", kind: "text", meaning: meaning)
    }
    if node["anyOf"] != nil, !meaning.isEmpty {
      return Key(name: name, kind: "parameter, or a table of them by name", meaning: meaning)
    }
    if node["additionalProperties"]?["$ref"] != nil {
      return Key(name: "\(name).NAME", kind: "parameter", meaning: meaning)
    }
    switch node["type"]?.string {
    case "string": return Key(name: name, kind: "text", meaning: meaning)
    case "boolean": return Key(name: name, kind: "true | false", meaning: meaning)
    case "number": return Key(name: name, kind: "number", meaning: meaning)
    case "integer":
      let bounds = [node["minimum"], node["maximum"]].compactMap { $0?.integer }
      let isBounded = bounds.count == 2 && bounds[1] < Int.max
      return Key(
        name: name, kind: isBounded ? "\(bounds[0]) to \(bounds[1])" : "whole number",
        meaning: meaning)
    case "array" where node["items"]?["properties"] == nil:
      return Key(name: name, kind: "list", meaning: meaning)
    case "object" where !meaning.isEmpty:
      return Key(name: "\(name).NAME", kind: "expression", meaning: meaning)
    default: return nil
    }
  }
}

extension JSONNode {
  var members: [String: JSONNode]? {
    if case .object(let members) = self { members } else { nil }
  }

  var elements: [JSONNode]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  var string: String? { if case .string(let text) = self { text } else { nil } }

  var integer: Int? { if case .integer(let value) = self { value } else { nil } }

  subscript(key: String) -> JSONNode? { members?[key] }
}
