/// One pass over the text. Every loop moves on by at least one scalar a round.
struct KeyScanner {
  private(set) var found = KeyPositions()
  /// What the library must not be given, the first of it; nil where it may read the text.
  private(set) var refusal: TOMLRefusal?
  /// Whether the text stopped being TOML: the library says so, and stops there as well.
  private var isBroken = false
  /// Names of tables in headers and dotted keys so far.
  private var tables = 0

  let text: [Unicode.Scalar]
  private(set) var place = 0
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
        readPair(in: table, isInline: false)
      }
      skipSpaces()
      if !isAtLineEnd { isBroken = true }
      skipLine()
      skipBlank()
    }
  }

  /// Keeps what is wrong, if nothing was before.
  mutating func refuse(_ message: String) {
    guard !isBroken, refusal == nil else { return }
    refusal = TOMLRefusal(line: line, message: message)
  }

  /// Reads `[table]` or `[[array of tables]]` and gives the table that it opens.
  private mutating func readHeader() -> Int? {
    advance()
    let opensElement = skip("[")
    skipSpaces()
    if !beginsKey { refuse(TOMLRefusal.header(seen)) }
    let path = readKey()
    guard !path.isEmpty else {
      isBroken = true
      return nil
    }
    if !skip("]") || opensElement && !skip("]") { isBroken = true }
    count(path.count, tables: path.count, above: KeyPositions.root)
    let node = found.define(path, from: KeyPositions.root, line: line)
    return opensElement ? found.appendTable(to: node, line: line) : node
  }

  private mutating func readPair(in table: Int, isInline: Bool) {
    if let mark = typographicMark { refuse(TOMLRefusal.quotation(mark)) }
    let path = readKey()
    guard !path.isEmpty, skip("=") else {
      isBroken = true
      return
    }
    guard count(path.count, tables: path.count - 1, above: table) else { return }
    let node = found.define(path, from: table, line: line)
    skipSpaces()
    readValue(of: node, isInArray: false, isInline: isInline)
  }

  private mutating func readValue(of node: Int, isInArray: Bool, isInline: Bool) {
    switch current {
    case "[": readItems(of: node, until: "]")
    case "{": readItems(of: node, until: "}")
    case let quote? where quote == "\"" || quote == "'": skipString(quote)
    default:
      if isInArray, let scalar = current, TOMLRefusal.endsValue(scalar) {
        refuse(TOMLRefusal.element(seen))
      }
      let start = place
      skip { !",]}#\n".unicodeScalars.contains($0) }
      let listsMore = isInArray || isInline && !isThousand
      if let message = TOMLRefusal.value(
        text[start..<place], rest: text[place...].prefix(24), isAlone: !listsMore)
      {
        refuse(message)
      } else if !TOMLTime.canBeValue(text[start..<place]) {
        isBroken = true
      }
    }
  }

  /// Reads the elements of an array or the pairs of an inline table.
  private mutating func readItems(of node: Int, until close: Unicode.Scalar) {
    advance()
    guard count(1, tables: 0, above: node) else { return }
    var count = 0
    while true {
      skipBlank()
      if current == nil || skip(close) { return }
      if skip(",") { continue }
      let start = place
      if close == "}" {
        readPair(in: node, isInline: true)
      } else {
        readValue(
          of: found.child(String(count), of: node, line: line), isInArray: true, isInline: false)
        count += 1
        if count > TOMLRefusal.mostElements { return refuse(TOMLRefusal.tooLong) }
      }
      if place == start { advance() }
    }
  }

  /// Keeps count of how deep and how many tables are.
  ///
  /// - Returns: false where nothing deeper may be read: nesting costs stack.
  @discardableResult
  private mutating func count(_ parts: Int, tables more: Int, above table: Int) -> Bool {
    tables += more
    if tables > TOMLRefusal.mostTables { refuse(TOMLRefusal.tooManyTables) }
    guard found.depth(of: table) + parts > TOMLRefusal.mostDepth else { return true }
    refuse(TOMLRefusal.tooDeep)
    return false
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
    if let quote = current, quote == "\"" || quote == "'" {
      let name = readQuoted(quote)
      if name.unicodeScalars.contains(where: \.isControl) { refuse(TOMLRefusal.control) }
      return name
    }
    let start = place
    skip(while: Self.isPartOfKey)
    return start == place ? nil : string(text[start..<place])
  }

  /// Letters of other scripts are taken too, so that the keys below them are found; the library wants
  /// them in quotes.
  private static func isPartOfKey(_ scalar: Unicode.Scalar) -> Bool {
    !scalar.isASCII || isBare(scalar)
  }

  private static func isBare(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar == "-" || "0"..."9" ~= scalar || "a"..."z" ~= scalar
      || "A"..."Z" ~= scalar
  }

  /// Whether the library can begin to read a key here.
  private var beginsKey: Bool {
    current.map { Self.isBare($0) || $0 == "\"" || $0 == "'" } ?? false
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
    if code == 0 { refuse(TOMLRefusal.nulEscape) }
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

  /// What stands here, for a message.
  private var seen: String {
    switch current {
    case nil: "the end of the file"
    case "\n", "\r": "the end of the line"
    case let scalar?: "\"\(scalar)\""
    }
  }

  private var isAtLineEnd: Bool {
    current == nil || current == "\n" || current == "#"
      || text[place...].starts(with: ["\r", "\n"])
  }

  /// A quotation mark of a word processor, if one stands here.
  private var typographicMark: Unicode.Scalar? {
    current.flatMap { TOMLRefusal.typographicMarks.contains($0) ? $0 : nil }
  }

  /// Whether a comma and exactly three digits follow that are no key, as in 11,800.
  private var isThousand: Bool {
    let next = text[place...].prefix(64)
    let digits = next.dropFirst().prefix { "0"..."9" ~= $0 }
    let after = next.dropFirst(1 + digits.count).first { $0 != " " && $0 != "\t" }
    return next.first == "," && digits.count == 3 && after != "=" && after != "."
  }

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
    while let scalar = current, scalar != quote || !text[place...].starts(with: fence) {
      advance()
      if scalar == "\\", quote == "\"" { _ = readEscape() }
    }
    // The content may end in two quotes of its own.
    for _ in 0..<5 { skip(quote) }
  }
}
