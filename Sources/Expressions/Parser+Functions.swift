/// Functions and their arguments.
extension Parser {
  enum Function: String, CaseIterable {
    case min, max, abs, log, exp, sqrt
    case choose = "if"

    var instruction: Instruction {
      switch self {
      case .min: .binary(.min)
      case .max: .binary(.max)
      case .abs: .unary(.abs)
      case .log: .unary(.log)
      case .exp: .unary(.exp)
      case .sqrt: .unary(.sqrt)
      case .choose: .choose
      }
    }
  }

  mutating func call(_ name: String) throws(ExpressionProblem) -> Operand {
    guard let function = Function(rawValue: name) else {
      if names[name] != nil { throw problem("\(name) is no function") }
      let all = Function.allCases.map(\.rawValue)
      let hint = nearest(to: name, among: all).map { "did you mean \($0)?" }
      throw problem(
        "no function is called \(name); \(hint ?? "there are \(all.joined(separator: ", "))")")
    }
    try descend()
    defer { depth -= 1 }
    let start = position
    advance()
    advance()
    let kind =
      function == .choose ? try chooseArguments() : try numberArguments(of: function)
    try closeCall(function, start)
    try emit(function.instruction)
    return Operand(kind: kind, place: place(from: start))
  }

  mutating func numberArguments(
    of function: Function
  ) throws(ExpressionProblem) -> Operand.Kind {
    var areDays = function == .min || function == .max
    for k in 0..<function.instruction.operands {
      if k > 0 { try expect(",", "and another number for \(function.rawValue)") }
      let operand = try disjunction()
      try require(operand, .number, function.rawValue)
      areDays = areDays && operand.isDay
    }
    return areDays ? .day : .number
  }

  /// Both values must be of one kind. An event beside a number is its day, beside a truth "happens".
  mutating func chooseArguments() throws(ExpressionProblem) -> Operand.Kind {
    try require(try disjunction(), .truth, "if")
    try expect(",", "and two values for if")
    let first = try disjunction()
    let afterFirst = program.code.count
    try expect(",", "and another value for if")
    let second = try disjunction()
    switch (first.kind, second.kind) {
    case (.event, .event): return .event
    case (.event, .truth):
      program.insert(.unary(.happens), at: afterFirst)
      return .truth
    case (.truth, _):
      try require(second, .truth, "if with a truth first")
      return .truth
    default:
      try require(first, .number, "if")
      try require(second, .number, "if with a number first")
      return first.isDay && second.isDay ? .day : .number
    }
  }

  mutating func closeCall(
    _ function: Function, _ start: Int
  ) throws(ExpressionProblem) {
    if isAt(",") { throw problem("\(function.rawValue) takes no more values") }
    try expectClose(of: start + 1)
  }
}
