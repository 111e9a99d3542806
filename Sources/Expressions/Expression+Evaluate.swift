import Sampling

extension Expression {
  /// The value in the eight trials of a pack; truths are 1 and 0.
  ///
  /// One pass over the program; each instruction is told apart once for eight trials. Allocates
  /// nothing.
  ///
  /// - Parameter column: gives the pack of the column at a position.
  public func evaluate(_ stack: inout PackStack, _ column: (Int) -> Pack) -> Pack {
    code.withUnsafeBufferPointer { Self.run($0, stack.base, column) }
  }

  /// The values in the first packs of a batch; truths are 1 and 0.
  ///
  /// - Parameters:
  ///   - columns: pack p of column c lies at `c * stride + p`, as in a batch.
  ///   - values: room for `packs` packs. May be one of the columns.
  public func evaluate(
    _ stack: inout PackStack, columns: UnsafePointer<Pack>, stride: Int, packs: Int,
    into values: UnsafeMutablePointer<Pack>
  ) {
    code.withUnsafeBufferPointer { code in
      for p in 0..<packs {
        values[p] = Self.run(code, stack.base) { columns[$0 * stride + p] }
      }
    }
  }

  @inline(__always)
  private static func run(
    _ code: UnsafeBufferPointer<Instruction>, _ base: UnsafeMutablePointer<Pack>,
    _ column: (Int) -> Pack
  ) -> Pack {
    var count = 0
    for instruction in code {
      // The first operand of the instruction; its result goes there.
      let operands = base + (count - instruction.operands)
      switch instruction {
      case .constant(let value): operands[0] = Pack(repeating: value)
      case .column(let index): operands[0] = column(index)
      case .unary(let unary): operands[0] = unary(operands[0])
      case .binary(let binary): operands[0] = binary(operands[0], operands[1])
      case .choose: operands[0] = select(operands[0] .> 0, operands[1], operands[2])
      case .compare(let comparison):
        operands[0] = comparison.holds(operands[0], operands[1])
      case .compareFirst(let comparison):
        operands[0] = comparison.holds(operands[0], operands[1])
      case .compareLink(let comparison):
        operands[0] *= comparison.holds(operands[1], operands[2])
        operands[1] = operands[2]
      case .compareLast(let comparison):
        operands[0] *= comparison.holds(operands[1], operands[2])
      case .compareLinkEither(let comparison):
        operands[0] = larger(operands[0], comparison.holds(operands[1], operands[2]))
        operands[1] = operands[2]
      case .compareLastEither(let comparison):
        operands[0] = larger(operands[0], comparison.holds(operands[1], operands[2]))
      }
      count += instruction.growth
    }
    return base[0]
  }
}
