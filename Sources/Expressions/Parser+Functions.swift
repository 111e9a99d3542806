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
    let (kind, form) =
      function == .choose ? try chooseArguments() : try numberArguments(of: function)
    try closeCall(function, start)
    try emit(function.instruction)
    return Operand(kind: kind, place: place(from: start), form: form)
  }

  mutating func numberArguments(
    of function: Function
  ) throws(ExpressionProblem) -> (Operand.Kind, DayForm?) {
    var areDays = function == .min || function == .max
    var forms: [DayForm?] = []
    for k in 0..<function.instruction.operands {
      if k > 0 { try expect(",", "and another number for \(function.rawValue)") }
      let operand = try disjunction()
      try require(operand, .number, function.rawValue)
      areDays = areDays && operand.isDay
      forms.append(operand.form)
    }
    let form: DayForm? =
      switch function.instruction {
      case .binary(let operation): DayForm(operation, forms[0], forms[1])
      case .unary(.abs): forms[0]?.magnitude
      default: nil
      }
    return (areDays ? .day : .number, form)
  }

  /// Both values must be of one kind. An event beside a number is its day, beside a truth "happens".
  mutating func chooseArguments() throws(ExpressionProblem) -> (Operand.Kind, DayForm?) {
    try require(try disjunction(), .truth, "if")
    try expect(",", "and two values for if")
    let first = try disjunction()
    let afterFirst = program.code.count
    try expect(",", "and another value for if")
    let second = try disjunction()
    switch (first.kind, second.kind) {
    case (.event, .event): return (.event, .day)
    case (.event, .truth):
      program.insert(.unary(.happens), at: afterFirst)
      return (.truth, nil)
    case (.truth, _):
      try require(second, .truth, "if with a truth first")
      return (.truth, nil)
    default:
      try require(first, .number, "if")
      try require(second, .number, "if with a number first")
      return first.isDay && second.isDay ? (.day, first.form) : (.number, nil)
    }
  }

  mutating func closeCall(
    _ function: Function, _ start: Int
  ) throws(ExpressionProblem) {
    if isAt(",") { throw problem("\(function.rawValue) takes no more values") }
    try expectClose(of: start + 1)
  }
}
