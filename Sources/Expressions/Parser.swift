/// Reads an expression from left to right and compiles it at once.
///
/// Recursive descent, one method for each level of precedence. Kinds are checked as operands
/// arrive; no tree is built, so a long sum takes no more of the call stack than a short one.
struct Parser {
  static let longestText = 4_000
  static let deepestNesting = 32

  let text: String
  let names: Names
  let tokens: [Token]
  var position = 0
  var depth = 0
  var program = Program()

  init(_ text: String, names: Names) throws(ExpressionProblem) {
    guard text.count <= Self.longestText else {
      throw ExpressionProblem(
        "an expression may have \(Self.longestText) characters, this has \(text.count)", in: text,
        at: Self.longestText..<Self.longestText + 1)
    }
    self.text = text
    self.names = names
    tokens = try Tokenizer.tokens(of: text, names: names)
  }

  /// Reads as much as makes an expression.
  ///
  /// - Parameter user: who wants the kind, as messages name it.
  mutating func expression(
    as wanted: Expression.Kind? = nil, of user: String = "the expression"
  ) throws(ExpressionProblem) -> Expression {
    program = Program()
    let start = position
    let operand = try disjunction()
    let isTruth = operand.kind == .truth || operand.kind == .event
    let kind = wanted ?? (isTruth ? .truth : .number)
    try require(operand, kind, user)
    try refuseMonth(in: start..<position)
    return Expression(text: written(place(from: start)), kind: kind, code: program.code)
  }

  // MARK: Tokens

  var current: Token { tokens[position] }

  mutating func advance() {
    if position < tokens.count - 1 { position += 1 }
  }

  /// From the first character of token `start` to the last of the token read last.
  func place(from start: Int) -> Range<Int> {
    let first = tokens[start].place.lowerBound
    return first..<max(first + 1, tokens[max(start, position - 1)].place.upperBound)
  }

  func isAt(_ symbol: String) -> Bool { current.kind == .symbol(symbol) }

  func isAt(word: String) -> Bool { current.kind == .word(word) }

  /// Whether the word here is followed by a parenthesis.
  var isAtCall: Bool {
    position + 1 < tokens.count && tokens[position + 1].kind == .symbol("(")
  }

  mutating func take(_ symbol: String) -> Bool {
    guard isAt(symbol) else { return false }
    advance()
    return true
  }

  func written(_ place: Range<Int>) -> String {
    String(Array(text)[place.clamped(to: 0..<text.count)])
  }

  /// The token here as messages show it.
  var found: String { current.kind == .end ? "the end" : written(current.place) }

  func problem(_ message: String, at place: Range<Int>? = nil) -> ExpressionProblem {
    ExpressionProblem(message, in: text, at: place ?? current.place)
  }

  func expectEnd() throws(ExpressionProblem) {
    if current.kind == .end { return }
    if isAt(")") { throw problem("this parenthesis was never opened") }
    if case .word(let word) = current.kind, Self.operators.contains(word.lowercased()) {
      throw problem("\(word) is not understood; write \(word.lowercased())")
    }
    throw problem("expected an operator, found \(found)")
  }

  mutating func expect(_ symbol: String, _ reason: String) throws(ExpressionProblem) {
    guard take(symbol) else { throw problem("expected \(symbol) \(reason), found \(found)") }
  }

  // MARK: Kinds

  /// What has been compiled last.
  struct Operand {
    /// A day is a number that counts sessions; a date is no number yet, and a state none at all.
    enum Kind: Equatable {
      case number, truth, event, day
      case date(DatePeriod)
      case state(Names.State)
    }
    var kind: Kind
    let place: Range<Int>
    /// What it is of days, where that is known.
    var form: DayForm?
  }

  /// Sees to it that the operand, on top of the stack, is of a kind.
  mutating func require(
    _ operand: Operand, _ kind: Expression.Kind, _ user: String
  ) throws(ExpressionProblem) {
    switch (operand.kind, kind) {
    case (.number, .number), (.truth, .truth), (.event, .number), (.day, .number): return
    case (.event, .truth): try emit(.unary(.happens))
    case (.date(let date), _):
      throw problem(
        "\(date) is a date, which only the day of an event may be compared with, as in "
          + "\(dayExample) >= \(date); a difference is written with spaces",
        at: operand.place)
    case (.state(let state), _): throw stateProblem(operand.place, state)
    case (.number, .truth), (.day, .truth):
      throw problem(
        "\(user) needs a truth, such as x > 0, and this is a number", at: operand.place)
    case (.truth, .number):
      throw problem(
        "\(user) needs a number, and this is a truth; if(…, 1, 0) makes it one", at: operand.place)
    }
  }

  mutating func emit(_ instruction: Instruction) throws(ExpressionProblem) {
    program.append(instruction)
    guard program.deepest <= PackStack.capacity else {
      throw problem("the expression is nested too deeply")
    }
  }
}
