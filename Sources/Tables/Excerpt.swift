/// Text out of a user's file as messages show it: in quotes, at most 80 characters, with control
/// characters written out. A field of ten megabytes or one with escape sequences leaves the terminal
/// as it was.
public func excerpt(_ text: some StringProtocol) -> String {
  "\"\(Excerpt.of(text))\""
}

enum Excerpt {
  static let longest = 80
  /// Names in a list of columns.
  static let mostNames = 40

  static func of(_ text: some StringProtocol) -> String {
    var shown = ""
    var count = 0
    for character in text {
      guard count < longest else { return shown + "…" }
      // A character may be a letter with a million accents.
      for scalar in character.unicodeScalars.prefix(16) {
        shown += isControl(scalar) ? scalar.escaped(asASCII: true) : String(scalar)
      }
      count += 1
    }
    return shown
  }

  static func list(_ names: [String]) -> String {
    let shown = names.prefix(mostNames).map { of($0) }.joined(separator: ", ")
    return names.count <= mostNames ? shown : shown + ", … (\(names.count) in all)"
  }

  /// Controls, and the marks that turn the direction of text.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
