/// A JSON value to be written with sorted keys.
indirect enum JSONNode: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral
{
  case string(String)
  case integer(Int)
  case boolean(Bool)
  case array([JSONNode])
  case object([String: JSONNode])

  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .integer(value) }
  init(booleanLiteral value: Bool) { self = .boolean(value) }

  func text(indent: Int) -> String {
    let space = String(repeating: " ", count: indent + 2)
    let end = String(repeating: " ", count: indent)
    switch self {
    case .string(let text): return Self.quoted(text)
    case .integer(let value): return String(value)
    case .boolean(let value): return String(value)
    case .array(let elements):
      guard !elements.isEmpty else { return "[]" }
      let lines = elements.map { space + $0.text(indent: indent + 2) }
      return "[\n" + lines.joined(separator: ",\n") + "\n\(end)]"
    case .object(let members):
      guard !members.isEmpty else { return "{}" }
      let lines = members.sorted { $0.key < $1.key }.map {
        "\(space)\(Self.quoted($0.key)): \($0.value.text(indent: indent + 2))"
      }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(end)}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
