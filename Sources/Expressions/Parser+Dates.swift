/// Days of events beside dates: `day.x >= 2025-10-01`, `x in 2025-10`, `x within 60 sessions`.
///
/// A session has one date, so a date stands for the first session on or after it, or the last on or before
/// it, as the comparison needs. What never happens is on no date: no comparison with a date holds.
extension Parser {
  /// Both sides of one comparison.
  struct Sides {
    let left: Operand
    let right: Operand
    /// Where the instructions of the right side begin.
    let leftCode: Int
    let leftTokens: Range<Int>
    let rightTokens: Range<Int>
    let isChained: Bool
  }

  /// Compiles what a date needs; checks both sides where there is none.
  ///
  /// - Returns: the kind of a comparison that is complete with it: `=` and `!=` with a date. nil where the
  ///   comparison itself is still to be compiled.
  mutating func compareWithDate(
    _ sides: Sides, _ comparison: Comparison
  ) throws(ExpressionProblem) -> Operand.Kind? {
    let (left, right) = (sides.left, sides.right)
    switch (left.kind, right.kind) {
    case (.date(let date), _) where right.isDay:
      let day = program.code.count
      try emit(.unary(.dated(comparison.direction < 0 ? -.infinity : .infinity)))
      return try resolve(
        date, at: sides.leftCode - 1, day: day, left.place, comparison,
        countsFirst: comparison == .atMost || comparison == .greater, sides)
    case (_, .date(let date)) where left.isDay:
      let place = program.code.count - 1
      let never = comparison.direction > 0 ? -Double.infinity : .infinity
      program.insert(.unary(.dated(never)), at: sides.leftCode)
      return try resolve(
        date, at: place + 1, day: sides.leftCode, right.place, comparison,
        countsFirst: comparison == .less || comparison == .atLeast, sides)
    default:
      try require(left, .number, comparison.rawValue)
      try require(right, .number, comparison.rawValue)
      if left.isDay { try refuseDisguisedDate(sides.rightTokens, beside: left, comparison) }
      if right.isDay { try refuseDisguisedDate(sides.leftTokens, beside: right, nil) }
      try refuseBeyond(sides)
      return nil
    }
  }

  /// Puts the session of a date where a placeholder stands.
  ///
  /// - Parameter day: where the day that it is compared with is made ready.
  private mutating func resolve(
    _ date: DatePeriod, at place: Int, day: Int, _ written: Range<Int>, _ comparison: Comparison,
    countsFirst: Bool, _ sides: Sides
  ) throws(ExpressionProblem) -> Operand.Kind? {
    let (first, end) = try sessions(of: date, at: written)
    guard comparison == .equal || comparison == .different else {
      let session = Double(countsFirst ? first : end - 1)
      program.replace(at: place, by: .constant(session))
      return nil
    }
    guard !sides.isChained else {
      throw problem("\(comparison.rawValue) with a date stands alone, not in a chain", at: written)
    }
    let middle = Double(first + end - 1) / 2
    program.replace(at: place, by: .constant(middle))
    if comparison == .different { program.replace(at: day, by: .unary(.dated(middle))) }
    try emitNearness(first, end, comparison == .equal ? .less : .atLeast)
    return .truth
  }

  /// Of a day and the middle of sessions on the stack: whether the day is one of them, `|x - m| < h`.
  private mutating func emitNearness(
    _ first: Int, _ end: Int, _ comparison: Comparison
  ) throws(ExpressionProblem) {
    try emit(.binary(.subtract))
    try emit(.unary(.abs))
    try emit(.constant(Double(end - first) / 2))
    try emit(.compare(comparison))
  }

  private func sessions(
    of date: DatePeriod, at place: Range<Int>
  ) throws(ExpressionProblem) -> (first: Int, end: Int) {
    guard let sessions = names.sessions else {
      throw problem("no dates are known here; count sessions instead of naming \(date)", at: place)
    }
    guard !sessions.isOut(date) else {
      throw problem("\(date) lies outside the months of the forecast, \(sessions.span)", at: place)
    }
    return sessions.sessions(of: date)
  }

  // MARK: in and within

  /// `x in 2025-10`: the first x is on one of its sessions.
  mutating func membership(
    of left: Operand, from start: Int
  ) throws(ExpressionProblem) -> Operand {
    try requireDay(left, "in", "in 2025-10")
    advance()
    let first = position
    let date = try period()
    let place = place(from: first)
    let (begin, end) = try sessions(of: date, at: place)
    try emit(.constant(Double(begin + end - 1) / 2))
    try emitNearness(begin, end, .less)
    return Operand(kind: .truth, place: self.place(from: start))
  }

  /// A date, a month or a year.
  private mutating func period() throws(ExpressionProblem) -> DatePeriod {
    let start = position
    var parts: [String] = []
    if case .date(let date) = current.kind {
      advance()
      return date
    }
    while parts.count < 3, case .number(_, false) = current.kind {
      parts.append(written(current.place))
      advance()
      let isJoined =
        isAt("-") && position + 1 < tokens.count
        && tokens[position - 1].place.upperBound == current.place.lowerBound
        && current.place.upperBound == tokens[position + 1].place.lowerBound
      guard isJoined else { break }
      advance()
    }
    let numbers = parts.compactMap { Int($0) }
    if numbers.count == parts.count, parts.map(\.count) == Array([4, 2, 2].prefix(parts.count)),
      let period = DatePeriod(numbers, written: parts.joined(separator: "-"))
    {
      return period
    }
    let found = parts.isEmpty ? self.found : written(place(from: start))
    throw problem(
      "after in stands a date such as 2025-10-01, a month such as 2025-10 or a year, found \(found)",
      at: parts.isEmpty ? nil : place(from: start))
  }

  /// `x within 60 sessions`: x happens, by session 60.
  mutating func within(_ left: Operand, from start: Int) throws(ExpressionProblem) -> Operand {
    try requireDay(left, "within", "within 60 sessions")
    advance()
    guard case .number(let count, false) = current.kind, count == count.rounded() else {
      throw problem("within counts sessions, as in within 60 sessions, found \(found)")
    }
    advance()
    guard isAt(word: "sessions") || isAt(word: "session") else {
      throw problem("within counts sessions, as in within 60 sessions, found \(found)")
    }
    advance()
    try emit(.constant(count))
    try emit(.compare(.atMost))
    return Operand(kind: .truth, place: place(from: start))
  }

  private func requireDay(
    _ operand: Operand, _ word: String, _ form: String
  ) throws(ExpressionProblem) {
    guard !operand.isDay else { return }
    let written = written(operand.place)
    throw problem(
      "\(word) needs an event or its day, as in \(eventExample) \(form); \(written) is neither",
      at: operand.place)
  }

  /// A day for examples: the first that is known.
  var dayExample: String {
    names.all.first { names[$0].map { $0.isDay && !$0.isEvent } ?? false } ?? "day.x"
  }

  private var eventExample: String {
    names.all.first { names[$0]?.isEvent ?? false } ?? "x"
  }
}

extension Parser.Operand {
  /// Whether it counts sessions.
  var isDay: Bool { kind == .day || kind == .event }
}
