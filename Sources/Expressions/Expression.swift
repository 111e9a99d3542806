import Sampling

/// A number or a truth computed from the outputs of each trial, such as
/// `guidance_discouraging and units.H20 < 200e3`.
///
/// Parsed and checked once, into a flat program in postfix order; README.md has the grammar.
///
/// Numbers follow IEEE 754. Infinity stands for "never" and compares as one expects: never is not
/// before any day, and two nevers are equal. What has no value (`inf - inf`, `0 / 0`, the logarithm
/// of a negative number) is nan, and every comparison with nan is false, `!=` and its `not` too.
public struct Expression: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    case number
    /// 1 for true, 0 for false.
    case truth
  }

  /// As it was written.
  public let text: String
  public let kind: Kind
  let code: [Instruction]

  /// - Parameter kind: what is wanted; nil takes what comes. The name of an event alone is a truth,
  ///   "happens", unless a number is wanted: then it is the day.
  public init(
    parsing text: String, names: Names, as kind: Kind? = nil
  ) throws(ExpressionProblem) {
    var parser = try Parser(text, names: names)
    self = try parser.expression(as: kind)
    try parser.expectEnd()
  }

  init(text: String, kind: Kind, code: [Instruction]) {
    self.text = text
    self.kind = kind
    self.code = code
  }

  /// The outputs that it reads, by column, rising.
  public var columns: [Int] {
    Set(read.filter { $0 < MonthlyNames.firstColumn }).sorted()
  }

  /// Whether it reads anything of single months, or an input.
  public var readsBeyondOutputs: Bool { read.contains { $0 >= MonthlyNames.firstColumn } }

  private var read: [Int] {
    code.compactMap { if case .column(let column) = $0 { column } else { nil } }
  }
}
