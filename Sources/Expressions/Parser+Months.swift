/// States and numbers of single months: `guidance.2025-09 = stopped`, `licensed_share.2025-08 > 0`.
extension Parser {
  /// A state beside `=` or `!=` and the name of a state, or the same in another month.
  mutating func compareState(
    _ left: Operand, _ state: Names.State, from start: Int
  ) throws(ExpressionProblem) -> Operand {
    guard let comparison = comparisonHere, comparison.direction == 0 else {
      throw stateProblem(left.place, state)
    }
    advance()
    let place = current.place
    switch current.kind {
    case .word(let name), .quoted(let name):
      if let number = state.names.firstIndex(of: name) {
        advance()
        try emit(.constant(Double(number)))
      } else if names[name]?.state == state {
        _ = try column(name)
      } else {
        let hint = nearest(to: name, among: state.names).map { "; did you mean \($0)?" } ?? ""
        throw problem("\(state.quantity) is \(state.list), never \(name)\(hint)")
      }
    default:
      throw problem("\(state.quantity) is \(state.list), found \(found)")
    }
    guard comparisonHere == nil else {
      throw problem("\(comparison.rawValue) with a state stands alone, not in a chain", at: place)
    }
    try emit(.compare(comparison))
    return Operand(kind: .truth, place: self.place(from: start))
  }

  /// What a state can be asked, where something else was.
  func stateProblem(_ place: Range<Int>, _ state: Names.State) -> ExpressionProblem {
    let written = written(place)
    return problem(
      "\(written) is a state, \(state.list), and only = and != may stand beside it, as in "
        + "\(written) = \(state.names.last ?? "")",
      at: place)
  }

  /// What to write in place of the name of a group of inputs; nil for any other name.
  func group(_ name: String) -> ExpressionProblem? {
    let members = names.inputs.filter { $0.hasPrefix(name + ".") }
    guard !members.isEmpty else { return nil }
    let shown = members.prefix(3).joined(separator: ", ") + (members.count > 3 ? ", …" : "")
    return problem("\(name) is a group of inputs; name one of them: \(shown)")
  }

  /// What is wrong with a name that has to do with months; nil where it has not.
  func unknownMonth(_ name: String) -> ExpressionProblem? {
    guard let months = names.monthly else { return nil }
    if months.isWritten(name) {
      return problem(
        "\(name.suffix(7)) lies outside the months of the forecast, \(months.span)")
    }
    if let quantity = months.quantity(withState: name) {
      return problem(
        "\(name) is a state of \(quantity); write \(quantity).\(months.example) = \(name)")
    }
    // `guidance`, `guidance.2025`, `guidance.2025-9`.
    let stem = name.split(separator: ".", omittingEmptySubsequences: false)
    let withoutYear =
      stem.last?.allSatisfy { $0.isASCII && $0.isNumber } == true
      ? stem.dropLast().joined(separator: ".") : name
    if months[withoutYear] != nil {
      return problem(
        "\(withoutYear) is known by month; write a month as in \(withoutYear).\(months.example)")
    }
    guard withoutYear != name, let meant = nearest(to: withoutYear, among: months.all) else {
      return nil
    }
    return problem(
      "no output or event is called \(name); did you mean \(meant), as in \(meant).\(months.example)?"
    )
  }
}
