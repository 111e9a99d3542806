/// The levels of precedence, from the loosest: each reads what binds tighter and joins it.
extension Parser {
  static let operators = ["and", "or", "not"]

  mutating func disjunction() throws(ExpressionProblem) -> Operand {
    try logical("or", .or) { (self) throws(ExpressionProblem) in try self.conjunction() }
  }

  mutating func conjunction() throws(ExpressionProblem) -> Operand {
    try logical("and", .and) { (self) throws(ExpressionProblem) in try self.negation() }
  }

  mutating func logical(
    _ word: String, _ operation: Instruction.Binary,
    _ next: (inout Parser) throws(ExpressionProblem) -> Operand
  ) throws(ExpressionProblem) -> Operand {
    let start = position
    var left = try next(&self)
    while isAt(word: word) {
      try require(left, .truth, word)
      advance()
      try require(try next(&self), .truth, word)
      try emit(.binary(operation))
      left = Operand(kind: .truth, place: place(from: start))
    }
    return left
  }

  mutating func negation() throws(ExpressionProblem) -> Operand {
    let start = position
    guard isAt(word: "not") else { return try comparison() }
    advance()
    try descend()
    let first = program.code.count
    try require(try negation(), .truth, "not")
    depth -= 1
    program.negate(from: first)
    return Operand(kind: .truth, place: place(from: start))
  }

  mutating func comparison() throws(ExpressionProblem) -> Operand {
    let start = position
    var left = try sum()
    if isAt(word: "in") { return try membership(of: left, from: start) }
    if isAt(word: "within") { return try within(left, from: start) }
    guard var comparison = comparisonHere else { return left }
    if case .state(let state) = left.kind {
      return try compareState(left, state, from: start)
    }
    var (direction, leftStart, isFirst) = (0, start, true)
    while true {
      advance()
      let (rightStart, leftEnd) = (position, program.code.count)
      let right = try sum()
      let next = comparisonHere
      let sides = Sides(
        left: left, right: right, leftCode: leftEnd, leftTokens: leftStart..<rightStart - 1,
        rightTokens: rightStart..<position, isChained: !isFirst || next != nil)
      if let equality = try compareWithDate(sides, comparison) {
        return Operand(kind: equality, place: place(from: start))
      }
      direction = direction == 0 ? comparison.direction : direction
      guard let next else { break }
      if case .date = right.kind {
        throw problem("a date stands at an end of a chain", at: right.place)
      }
      guard comparison != .different, next != .different, direction * next.direction >= 0 else {
        throw problem("comparisons in a chain must go one way, as in a < b <= c")
      }
      try emit(isFirst ? .compareFirst(comparison) : .compareLink(comparison))
      (isFirst, comparison, left, leftStart) = (false, next, right, rightStart)
    }
    try emit(isFirst ? .compare(comparison) : .compareLast(comparison))
    return Operand(kind: .truth, place: place(from: start))
  }

  var comparisonHere: Comparison? {
    guard case .symbol(let symbol) = current.kind else { return nil }
    return Comparison(symbol: symbol)
  }

  mutating func sum() throws(ExpressionProblem) -> Operand {
    try arithmetic(["+": .add, "-": .subtract]) { (self) throws(ExpressionProblem) in
      try self.product()
    }
  }

  mutating func product() throws(ExpressionProblem) -> Operand {
    try arithmetic(["*": .multiply, "/": .divide]) { (self) throws(ExpressionProblem) in
      try self.signed()
    }
  }

  mutating func arithmetic(
    _ operations: [String: Instruction.Binary],
    _ next: (inout Parser) throws(ExpressionProblem) -> Operand
  ) throws(ExpressionProblem) -> Operand {
    let start = position
    var left = try next(&self)
    while case .symbol(let symbol) = current.kind, let operation = operations[symbol] {
      try require(left, .number, symbol)
      advance()
      let right = try next(&self)
      try require(right, .number, symbol)
      try emit(.binary(operation))
      // Some sessions before or after a day is a day.
      let isDay = left.isDay && right.kind == .number && ["+", "-"].contains(symbol)
      left = Operand(
        kind: isDay ? .day : .number, place: place(from: start),
        form: DayForm(operation, left.form, right.form))
    }
    return left
  }

  mutating func signed() throws(ExpressionProblem) -> Operand {
    let start = position
    guard case .symbol(let sign) = current.kind, ["-", "+"].contains(sign) else {
      return try primary()
    }
    advance()
    try descend()
    let operand = try signed()
    try require(operand, .number, sign)
    depth -= 1
    if sign == "-" { try emit(.unary(.negate)) }
    return Operand(
      kind: .number, place: place(from: start),
      form: sign == "-" ? operand.form?.times(-1) : operand.form)
  }

  mutating func primary() throws(ExpressionProblem) -> Operand {
    let start = position
    switch current.kind {
    case .number(let value, _):
      advance()
      try emit(.constant(value))
      return Operand(kind: .number, place: place(from: start), form: .constant(value))
    case .date(let date):
      advance()
      // What it is compared with tells the session.
      try emit(.constant(.nan))
      return Operand(kind: .date(date), place: place(from: start))
    case .quoted(let name):
      return try column(name)
    case .word(let word) where Self.operators.contains(word):
      throw problem("expected a number or a name, found \(word)")
    case .word(let word):
      return isAtCall ? try call(word) : try column(word)
    case .symbol("("):
      try descend()
      advance()
      let inner = try disjunction()
      try expectClose(of: start)
      depth -= 1
      return Operand(kind: inner.kind, place: place(from: start), form: inner.form)
    case .symbol, .end:
      throw problem("expected a number or a name, found \(found)")
    }
  }

  mutating func expectClose(of start: Int) throws(ExpressionProblem) {
    if take(")") { return }
    if current.kind == .end {
      throw problem("this parenthesis is never closed", at: tokens[start].place)
    }
    try expectEnd()
  }

  mutating func descend() throws(ExpressionProblem) {
    depth += 1
    guard depth <= Self.deepestNesting else {
      throw problem("the expression is nested more than \(Self.deepestNesting) deep")
    }
  }

  mutating func column(_ name: String) throws(ExpressionProblem) -> Operand {
    guard let meaning = names[name] else { throw unknown(name) }
    let start = position
    advance()
    try emit(.column(meaning.column))
    let kind: Operand.Kind =
      meaning.state.map { .state($0) }
      ?? (meaning.isEvent ? .event : meaning.isDay ? .day : .number)
    return Operand(
      kind: kind, place: place(from: start), form: meaning.isDay ? .day : nil)
  }

  func unknown(_ name: String) -> ExpressionProblem {
    if Function(rawValue: name) != nil {
      return problem("\(name) is a function and needs parentheses")
    }
    if let problem = unknownMonth(name) ?? group(name) { return problem }
    let lower = name.lowercased()
    let hint =
      Self.operators.contains(lower) ? lower : nearest(to: name, among: names.all + names.inputs)
    let question = hint.map { "; did you mean \($0)?" } ?? ""
    return problem("no output or event is called \(name)\(question)")
  }
}
