/// The instructions compiled so far, and how high the stack gets.
struct Program {
  private(set) var code: [Instruction] = []
  private(set) var deepest = 0
  private var height = 0

  mutating func append(_ instruction: Instruction) {
    code.append(instruction)
    height += instruction.growth
    deepest = max(deepest, height)
  }

  /// For an instruction that leaves the height as it is.
  mutating func insert(_ instruction: Instruction, at index: Int) {
    code.insert(instruction, at: index)
  }

  /// For an instruction that takes and leaves as many values as the one there.
  mutating func replace(at index: Int, by instruction: Instruction) { code[index] = instruction }
}
