/// A word of an expression with the characters it takes.
struct Token: Equatable {
  enum Kind: Equatable {
    /// A name of an output, event or function, or `and`, `or`, `not`.
    case word(String)
    /// A name between backquotes, which is never a function or an operator.
    case quoted(String)
    /// A number that is not negative; `isPercent` where it was written with %.
    case number(Double, isPercent: Bool)
    /// `2025-10-01`.
    case date(DatePeriod)
    /// `+ - * / ( ) , :` and comparisons.
    case symbol(String)
    case end
  }

  let kind: Kind
  let place: Range<Int>
}

/// Splits a text into tokens.
///
/// A name begins with a letter or `_` and goes on with letters, digits, `_`, `.` and `-`. A dash
/// belongs to it only if the whole is a known name: of `a-b-c`, the longest of `a-b-c`, `a-b` and
/// `a` that is known is taken, and `a` if none is. So `a - b`, with spaces, is always a difference.
struct Tokenizer {
  private let text: String
  private let characters: [Character]
  private let names: Names
  private var position = 0

  init(_ text: String, names: Names) {
    self.text = text
    self.names = names
    characters = Array(text)
  }

  static func tokens(
    of text: String, names: Names
  ) throws(ExpressionProblem) -> [Token] {
    var tokenizer = Tokenizer(text, names: names)
    var tokens: [Token] = []
    while true {
      let token = try tokenizer.next()
      tokens.append(token)
      if token.kind == .end { return tokens }
    }
  }

  private mutating func next() throws(ExpressionProblem) -> Token {
    while let c = peek(), c.isWhitespace { position += 1 }
    guard let c = peek() else { return Token(kind: .end, place: position..<position + 1) }
    if c.isLetter || c == "_" { return word() }
    if c == "`" { return try quoted() }
    if Self.isDigit(c) || (c == "." && peek(1).map(Self.isDigit) == true) { return try number() }
    return try symbol()
  }

  private func peek(_ ahead: Int = 0) -> Character? {
    position + ahead < characters.count ? characters[position + ahead] : nil
  }

  private static func isDigit(_ c: Character) -> Bool { ("0"..."9").contains(c) && c.isASCII }

  private func problem(_ message: String, _ place: Range<Int>) -> ExpressionProblem {
    ExpressionProblem(message, in: text, at: place)
  }

  /// Takes the characters up to `end`.
  private mutating func token(_ kind: Token.Kind, to end: Int) -> Token {
    defer { position = end }
    return Token(kind: kind, place: position..<end)
  }

  private static let mostDashes = 16

  private mutating func word() -> Token {
    var end = position
    var dashes: [Int] = []
    while end < characters.count {
      let c = characters[end]
      guard c.isLetter || Self.isDigit(c) || "_.-".contains(c) else { break }
      if c == "-" {
        // No name has more; without an end, looking for them in a long text takes its square.
        if dashes.count == Self.mostDashes { break }
        dashes.append(end)
      }
      end += 1
    }
    let ends = dashes + [end]
    let known = ends.last { names.isWhole(String(characters[position..<$0])) }
    let chosen = known ?? ends[0]
    return token(.word(String(characters[position..<chosen])), to: chosen)
  }

  private mutating func quoted() throws(ExpressionProblem) -> Token {
    guard let close = characters[(position + 1)...].firstIndex(of: "`") else {
      throw problem("a name is opened with ` but not closed", position..<position + 1)
    }
    return token(.quoted(String(characters[(position + 1)..<close])), to: close + 1)
  }

  /// Four digits, two and two with dashes between, and no more. Spaces make a difference of it.
  private mutating func date() throws(ExpressionProblem) -> Token? {
    let end = position + 10
    guard end <= characters.count else { return nil }
    let written = String(characters[position..<end])
    let parts = written.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.count) == [4, 2, 2], parts.joined().allSatisfy(Self.isDigit),
      end == characters.count
        || !(characters[end].isLetter || Self.isDigit(characters[end])
          || "._%-".contains(characters[end]))
    else { return nil }
    let numbers = parts.compactMap { Int($0) }
    guard let period = DatePeriod(numbers, written: written) else {
      throw problem("the calendar has no \(written)", position..<end)
    }
    return token(.date(period), to: end)
  }

  private mutating func number() throws(ExpressionProblem) -> Token {
    if let date = try date() { return date }
    var end = position
    digits(&end)
    if end < characters.count, characters[end] == "." {
      end += 1
      digits(&end)
    }
    if end < characters.count, "eE".contains(characters[end]) {
      end += 1
      if end < characters.count, "+-".contains(characters[end]) { end += 1 }
      digits(&end)
    }
    let digitsEnd = end
    // What goes on without a space belongs to the mistake.
    while end < characters.count,
      characters[end].isLetter || Self.isDigit(characters[end]) || "._".contains(characters[end])
    {
      end += 1
    }
    let written = String(characters[position..<digitsEnd])
    let plain = written.filter { $0 != "_" }
    guard end == digitsEnd, Self.isWellFormed(written), let value = Double(plain) else {
      let found = String(characters[position..<end])
      throw problem(
        "a number is written like 1500, 2.5e9, 1_000_000 or 5%, got \(found)", position..<end)
    }
    guard value.isFinite else { throw problem("\(written) is too large", position..<end) }
    guard end < characters.count, characters[end] == "%" else {
      return token(.number(value, isPercent: false), to: end)
    }
    return token(.number(value / 100, isPercent: true), to: end + 1)
  }

  private func digits(_ end: inout Int) {
    while end < characters.count, Self.isDigit(characters[end]) || characters[end] == "_" {
      end += 1
    }
  }

  /// Underscores stand between digits only, and a point has a digit after it.
  private static func isWellFormed(_ written: String) -> Bool {
    let characters = Array(written)
    return characters.indices.allSatisfy { k in
      let before = k > 0 && isDigit(characters[k - 1])
      let after = k + 1 < characters.count && isDigit(characters[k + 1])
      return switch characters[k] {
      case "_": before && after
      case ".": after
      default: true
      }
    }
  }

  private static let symbols = [
    "<=", ">=", "==", "!=", "<", ">", "=", "+", "-", "*", "/", "(", ")", ",", ":",
  ]
  /// How other languages write what is written differently here.
  private static let foreign = [
    "&&": "and", "||": "or", "&": "and", "|": "or", "!": "not", "<>": "!=", "≤": "<=", "≥": ">=",
    "≠": "!=", "−": "-", "–": "-", "×": "*", "·": "*", "÷": "/",
  ]

  private mutating func symbol() throws(ExpressionProblem) -> Token {
    let one = String(characters[position])
    let two = one + (peek(1).map(String.init) ?? "")
    for length in [2, 1] where position + length <= characters.count {
      let written = length == 2 ? two : one
      let place = position..<position + length
      if let meant = Self.foreign[written], !Self.symbols.contains(two) {
        throw problem("\(written) is not understood; write \(meant)", place)
      }
      if Self.symbols.contains(written) { return token(.symbol(written), to: position + length) }
    }
    if one == "%" {
      throw problem("% may only follow a number, without a space", position..<position + 1)
    }
    let shown = ExpressionProblem.shown(one)
    throw problem("\(shown) is not understood", position..<position + 1)
  }
}
