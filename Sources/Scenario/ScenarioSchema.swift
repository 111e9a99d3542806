import RevenueRecovery

/// The JSON Schema of scenario files, made from the declarations that reading uses, so that it cannot
/// drift from them.
public enum ScenarioSchema {
  /// Draft 2020-12, with sorted keys.
  public static var text: String { JSONNode.object(root).text(indent: 0) + "\n" }

  static var root: [String: JSONNode] { root(PolicyGate.all) }

  /// - Parameter gates: the policy gates that a file may state.
  static func root(_ gates: [PolicyGate]) -> [String: JSONNode] {
    JSONNode.tableMembers(TopKeys(gates).all).merging([
      "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "chipcast scenario",
      "$defs": .object([
        "parameter": .object([
          "anyOf": .array([.object(JSONNode.typedNumber), .table(Keys.parameter.all)])
        ]),
        "component": .table(Keys.component.all),
      ]),
    ]) { $1 }
  }
}

extension ParameterSpec: Key {
  var schema: JSONNode {
    .object(["$ref": "#/$defs/parameter", "description": .string(description)])
  }
}

/// A parameter for all, or a table of parameters by name.
struct ByName: Key {
  let spec: ParameterSpec
  var key: String { spec.key }

  init(_ spec: ParameterSpec) { self.spec = spec }

  var schema: JSONNode {
    let parameter = JSONNode.object(["$ref": "#/$defs/parameter"])
    return .object([
      "anyOf": .array([parameter, .named(parameter)]), "description": .string(spec.description),
    ])
  }
}

/// Pieces of schemas.
extension JSONNode {
  static let number = JSONNode.object(["type": "number"])
  static let texts: [String: JSONNode] = ["type": "array", "items": .object(["type": "string"])]
  /// A number, or one as people type it; the form of the text is told by reading.
  static let typedNumber: [String: JSONNode] = [
    "type": .array(["number", "string"]), "pattern": "^[-+]?[0-9.]",
  ]

  static func numbers(atMost most: Int) -> [String: JSONNode] {
    ["type": "array", "items": number, "maxItems": .integer(most)]
  }

  static func choice(_ words: [String]) -> [String: JSONNode] {
    ["enum": .array(words.map { .string($0) })]
  }

  static func table(_ keys: [any Key]) -> JSONNode { .object(tableMembers(keys)) }

  static func tableMembers(_ keys: [any Key]) -> [String: JSONNode] {
    let properties = Dictionary(keys.map { ($0.key, $0.schema) }) { first, _ in first }
    return [
      "type": "object", "additionalProperties": false, "properties": .object(properties),
    ]
  }

  /// Values by names that users choose.
  static func named(
    _ value: JSONNode, atLeast least: Int? = nil, atMost most: Int? = nil,
    _ meaning: String? = nil
  ) -> JSONNode {
    var members: [String: JSONNode] = ["type": "object", "additionalProperties": value]
    members["minProperties"] = least.map { .integer($0) }
    members["maxProperties"] = most.map { .integer($0) }
    members["description"] = meaning.map { .string($0) }
    return .object(members)
  }
}
