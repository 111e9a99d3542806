/// One pass over the text. Every loop moves on by at least one scalar a round.
struct KeyScanner {
  /// Where values nest deeper than the library admits, the scanner stops looking inside them:
  /// nesting costs stack.
  private static let maxDepth = 256

  private(set) var found = KeyPositions()
  private let text: [Unicode.Scalar]
  private var place = 0
  private var line = 1

  init(_ text: String) {
    self.text = Array(text.unicodeScalars)
    skip("\u{FEFF}")
  }

  mutating func readDocument() {
    var table = KeyPositions.root
    skipBlank()
    while let scalar = current {
      if scalar == "[" {
        table = readHeader() ?? table
      } else {
        readPair(in: table, depth: 0)
      }
      skipLine()
      skipBlank()
    }
  }

  /// Reads `[table]` or `[[array of tables]]` and gives the table that it opens.
  private mutating func readHeader() -> Int? {
    advance()
    let opensElement = skip("[")
    let path = readKey()
    guard !path.isEmpty else { return nil }
    let node = found.define(path, from: KeyPositions.root, line: line)
    return opensElement ? found.appendTable(to: node, line: line) : node
  }

  private mutating func readPair(in table: Int, depth: Int) {
    let path = readKey()
    guard !path.isEmpty, skip("=") else { return }
    let node = found.define(path, from: table, line: line)
    skipSpaces()
    readValue(of: node, depth: depth)
  }

  private mutating func readValue(of node: Int, depth: Int) {
    switch current {
    case "[" where depth < Self.maxDepth: readItems(of: node, until: "]", depth: depth + 1)
    case "{" where depth < Self.maxDepth: readItems(of: node, until: "}", depth: depth + 1)
    case let quote? where quote == "\"" || quote == "'": skipString(quote)
    default: skip { !",]}#\n".unicodeScalars.contains($0) }
    }
  }

  /// Reads the elements of an array or the pairs of an inline table.
  private mutating func readItems(of node: Int, until close: Unicode.Scalar, depth: Int) {
    advance()
    var count = 0
    while true {
      skipBlank()
      if current == nil || skip(close) { return }
      if skip(",") { continue }
      let start = place
      if close == "}" {
        readPair(in: node, depth: depth)
      } else {
        readValue(of: found.child(String(count), of: node, line: line), depth: depth)
        count += 1
      }
      if place == start { advance() }
    }
  }
}

extension KeyScanner {
  /// The parts of a dotted key; empty where no key stands.
  private mutating func readKey() -> [String] {
    var parts: [String] = []
    repeat {
      skipSpaces()
      guard let part = readKeyPart() else { return [] }
      parts.append(part)
      skipSpaces()
    } while skip(".")
    return parts
  }

  private mutating func readKeyPart() -> String? {
    if let quote = current, quote == "\"" || quote == "'" { return readQuoted(quote) }
    let start = place
    skip { !$0.isASCII || $0 == "_" || $0 == "-" || $0.properties.isAlphabetic || "0"..."9" ~= $0 }
    return start == place ? nil : string(text[start..<place])
  }

  /// The content of a string on one line.
  private mutating func readQuoted(_ quote: Unicode.Scalar) -> String {
    var content: [Unicode.Scalar] = []
    advance()
    while let scalar = current, scalar != "\n", !skip(quote) {
      advance()
      content.append(scalar == "\\" && quote == "\"" ? readEscape() : scalar)
    }
    return string(content[...])
  }

  /// The scalar that is meant by what follows a backslash.
  private mutating func readEscape() -> Unicode.Scalar {
    guard let scalar = current, scalar != "\n" else { return "\\" }
    advance()
    switch scalar {
    case "b": return "\u{8}"
    case "t": return "\t"
    case "n": return "\n"
    case "f": return "\u{C}"
    case "r": return "\r"
    case "u": return readHexadecimal(digits: 4)
    case "U": return readHexadecimal(digits: 8)
    default: return scalar
    }
  }

  private mutating func readHexadecimal(digits: Int) -> Unicode.Scalar {
    var code: UInt32 = 0
    for _ in 0..<digits {
      guard let digit = current.flatMap({ Character($0).hexDigitValue }) else { break }
      code = code << 4 | UInt32(digit)
      advance()
    }
    return Unicode.Scalar(code) ?? "\u{FFFD}"
  }

  private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}

extension KeyScanner {
  private var current: Unicode.Scalar? { place < text.count ? text[place] : nil }

  private mutating func advance() {
    if current == "\n" { line += 1 }
    if place < text.count { place += 1 }
  }

  @discardableResult
  private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
    guard current == scalar else { return false }
    advance()
    return true
  }

  private mutating func skip(while matches: (Unicode.Scalar) -> Bool) {
    while let scalar = current, matches(scalar) { advance() }
  }

  private mutating func skipSpaces() { skip { $0 == " " || $0 == "\t" } }

  private mutating func skipLine() { skip { $0 != "\n" } }

  /// Skips spaces, line ends and comments.
  private mutating func skipBlank() {
    skip { " \t\r\n".unicodeScalars.contains($0) }
    while current == "#" {
      skipLine()
      skip { " \t\r\n".unicodeScalars.contains($0) }
    }
  }

  /// Skips a string value; three quotes open one over several lines.
  private mutating func skipString(_ quote: Unicode.Scalar) {
    let fence = [quote, quote, quote]
    guard text[place...].starts(with: fence) else {
      _ = readQuoted(quote)
      return
    }
    for _ in fence { advance() }
    while current != nil, !text[place...].starts(with: fence) {
      if quote == "\"" { skip("\\") }
      advance()
    }
    // The content may end in two quotes of its own.
    for _ in 0..<5 { skip(quote) }
  }
}
