/// Numbers beside days that were meant as dates: `2025-10`, `10/2025`, `202510`.
///
/// As numbers they lie beyond all sessions, so that a comparison would hold for what never happens, or for
/// everything.
extension Parser {
  /// Throws where one side consists of literals that look like a date which arithmetic makes another number
  /// of: `2025-10`, `2025/10/01`, `10/2025`, or a year beyond all sessions.
  func refuseDisguisedDate(
    _ range: Range<Int>, beside day: Operand, _ comparison: Comparison?
  ) throws(ExpressionProblem) {
    let side = tokens[range]
    var literals: [String] = []
    for (k, token) in side.enumerated() {
      switch token.kind {
      case .number(_, false) where k % 2 == 0: literals.append(written(token.place))
      case .symbol("-"), .symbol("/"): if k % 2 == 0 { return }
      default: return
      }
    }
    guard let first = side.first, let last = side.last, side.count % 2 == 1, literals.count <= 3
    else { return }
    let isDate =
      literals.count == 1
      ? Self.isYear(literals[0]) && Int(literals[0]) ?? 0 > names.sessions?.last ?? .max
      : (Self.isYear(literals[0]) || Self.isYear(literals[literals.count - 1]))
        && literals.allSatisfy { Self.isYear($0) || $0.count <= 2 }
    guard isDate else { return }
    let place = first.place.lowerBound..<last.place.upperBound
    let what = literals.count == 1 ? "a session beyond the last" : "arithmetic here"
    throw disguised(
      "\(written(place)) is \(what), no date",
      Self.isYear(literals[0]) ? literals : literals.reversed(),
      "\(written(day.place)) \(comparison.map(\.rawValue) ?? ">=")", written(day.place), at: place)
  }

  /// Throws where a year and a month with a dash between stand in an expression with a day: `2025-10`.
  func refuseMonth(in range: Range<Int>) throws(ExpressionProblem) {
    guard let day = day(in: range) else { return }
    for k in range.dropLast(2) where tokens[k + 1].kind == .symbol("-") {
      guard case .number(_, false) = tokens[k].kind, case .number(_, false) = tokens[k + 2].kind
      else { continue }
      let place = tokens[k].place.lowerBound..<tokens[k + 2].place.upperBound
      let parts = [k, k + 2].map { written(tokens[$0].place) }
      guard place.count == parts[0].count + 1 + parts[1].count, parts[0].count == 4,
        parts[1].count == 2 || (parts[1].count == 1 && Self.isYear(parts[0])),
        DatePeriod(parts.compactMap { Int($0) }, written: "") != nil,
        k == range.lowerBound || tokens[k - 1].kind != .word("in")
      else { continue }
      throw disguised(
        "\(written(place)) is arithmetic here, no date", parts, "\(day) >=", day, at: place)
    }
  }

  /// Throws where a comparison asks for a session beyond the last.
  func refuseBeyond(_ sides: Sides) throws(ExpressionProblem) {
    let (left, right) = (sides.left, sides.right)
    let whole = sides.leftTokens.lowerBound..<sides.rightTokens.upperBound
    if left.hasDay || right.hasDay { try refuseMonth(in: whole) }
    guard let last = names.sessions?.last, let day = day(in: whole), let a = left.form,
      let b = right.form, let session = a.session(against: b), session.isFinite,
      abs(session) > Double(last)
    else { return }
    func isFar(_ form: DayForm) -> Bool { form.scale == 0 && abs(form.shift) > Double(last) }
    let tokens = isFar(b) ? sides.rightTokens : isFar(a) ? sides.leftTokens : whole
    let place = place(of: tokens)
    let parts = Self.dateParts(of: literals(in: tokens))
    let event = day.hasPrefix("day.") ? String(day.dropFirst(4)) : day
    guard !parts.isEmpty else {
      throw problem(
        "\(written(place)) asks for a session beyond the last, \(last); what never happens is "
          + "not \(event), and a date is written like \(day) >= \(names.sessions?.example ?? "")",
        at: place)
    }
    throw disguised(
      "\(written(place)) is a session beyond the last, no date", parts, "\(day) >=", day, at: place)
  }

  // MARK: What was meant

  /// - Parameters:
  ///   - parts: year, and perhaps month and day, as they were written.
  ///   - start: of a comparison.
  private func disguised(
    _ what: String, _ parts: [String], _ start: String, _ day: String, at place: Range<Int>
  ) -> ExpressionProblem {
    let padded = parts.map { $0.count < 2 ? "0\($0)" : $0 }
    let date = padded.joined(separator: "-")
    guard let period = DatePeriod(padded.compactMap { Int($0) }, written: date) else {
      return problem("\(what); the calendar has no \(date)", at: place)
    }
    if let sessions = names.sessions, sessions.isOut(period) {
      return problem("\(date) lies outside the months of the forecast, \(sessions.span)", at: place)
    }
    let long = (padded + ["01", "01"]).prefix(3).joined(separator: "-")
    return problem("\(what); write \(start) \(long), or \(day) in \(date)", at: place)
  }

  private static func isYear(_ text: String) -> Bool {
    text.count == 4 && DatePeriod.years.contains(Int(text) ?? 0)
  }

  /// The first day or event named between two tokens.
  private func day(in range: Range<Int>) -> String? {
    for token in tokens[range] {
      switch token.kind {
      case .word(let name), .quoted(let name):
        if let meaning = names[name], meaning.isDay || meaning.isEvent {
          return written(token.place)
        }
      default: break
      }
    }
    return nil
  }

  private func place(of range: Range<Int>) -> Range<Int> {
    tokens[range.lowerBound].place.lowerBound..<tokens[range.upperBound - 1].place.upperBound
  }

  private func literals(in range: Range<Int>) -> [String] {
    tokens[range].compactMap {
      guard case .number(_, false) = $0.kind else { return nil }
      return written($0.place)
    }
  }

  /// Year, and perhaps month and day, of numbers such as `2025` and `10`, `10` and `2025`, `2025.10`,
  /// `202510` and `20251001`; none where there is no year.
  private static func dateParts(of literals: [String]) -> [String] {
    for (k, literal) in literals.enumerated() {
      let digits = literal.filter { $0 != "." }
      let year = String(digits.prefix(4))
      guard isYear(year) else { continue }
      let month = String(digits.dropFirst(4).prefix(2))
      let around = [k + 1, k - 1].filter(literals.indices.contains).map { literals[$0] }
      let candidates =
        switch digits.count {
        case 4: around.filter { $0.count <= 2 }.map { [year, $0] }
        case 6: [[year, month]]
        case 8: [[year, month, String(digits.suffix(2))]]
        default: [[String]]()
        }
      let valid = candidates.first { DatePeriod($0.compactMap { Int($0) }, written: "") != nil }
      if let valid { return valid }
      if digits.count == 4 { return [year] }
    }
    return []
  }
}

extension Parser.Operand {
  /// Whether a day is in it.
  fileprivate var hasDay: Bool { isDay || form.map { $0.scale != 0 } ?? false }
}
