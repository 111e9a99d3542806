extension Program {
  /// Makes the truth compiled last, from an index on, hold where it is known not to hold.
  ///
  /// `not` goes down to the comparisons (`not (a < b and c)` is `a >= b or not c`), each of which is false of
  /// what has no value, as its opposite is. So a trial without a value meets neither, and truths
  /// stay 1 and 0.
  mutating func negate(from start: Int) {
    // From the last instruction on, each is preceded by those of its operands, the last operand first. For
    // each operand still to come: whether it is to be negated. Both values of a link of a chain are one.
    var open = [true]
    for index in code.indices[start...].reversed() {
      let isNegated = open.removeLast()
      let instruction = code[index]
      if isNegated { replace(at: index, by: instruction.negated) }
      switch instruction {
      case .constant, .column: break
      // A day made ready for a date may stand over a link of a chain.
      case .unary(.dated): open.append(isNegated)
      case .unary: open.append(false)
      case .binary(.and), .binary(.or): open += [isNegated, isNegated]
      case .binary, .compare, .compareFirst: open += [false, false]
      case .choose: open += [false, isNegated, isNegated]
      case .compareLink, .compareLast, .compareLinkEither, .compareLastEither:
        open += [isNegated, false]
      }
    }
  }
}

extension Instruction {
  /// What stands for it where its truth is negated, its operands being negated as they must.
  fileprivate var negated: Instruction {
    switch self {
    case .binary(.and): .binary(.or)
    case .binary(.or): .binary(.and)
    case .unary(.happens): .unary(.never)
    case .unary(.never): .unary(.happens)
    case .compare(let comparison): .compare(comparison.opposite)
    case .compareFirst(let comparison): .compareFirst(comparison.opposite)
    case .compareLink(let comparison): .compareLinkEither(comparison.opposite)
    case .compareLast(let comparison): .compareLastEither(comparison.opposite)
    case .compareLinkEither(let comparison): .compareLink(comparison.opposite)
    case .compareLastEither(let comparison): .compareLast(comparison.opposite)
    case .constant, .column, .binary, .unary, .choose: self
    }
  }
}
