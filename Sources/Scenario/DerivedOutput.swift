import Expressions
import Sampling
import Simulation

import struct Expressions.Expression

/// An output computed from other outputs of the same trial by an expression.
public struct DerivedOutput: Sendable {
  public let output: Output
  public let expression: Expression

  /// A number, or for a truth 1 where it holds and 0 where not.
  ///
  /// Never happens in some trials where what it is computed from may.
  ///
  /// - Parameters:
  ///   - expression: parsed with the `names` of the model that it is added to.
  ///   - outputs: of that model.
  public init(
    _ name: String, unit: String = "1", _ expression: Expression, over outputs: [Output]
  ) {
    let isTruth = expression.kind == .truth
    output = Output(
      name, unit: unit, isWhole: isTruth,
      canBeNever: !isTruth && expression.columns.contains { outputs[$0].canBeNever })
    self.expression = expression
  }

  /// Its value in a pack; nan where the expression has none: 0/0, an immense number, or, where nothing
  /// can be "never", an infinite one such as 1/0.
  @inline(always)
  func value(_ batch: Batch, _ p: Int, _ scratch: DerivedScratch) -> Pack {
    number(expression.evaluate(&scratch.stack) { batch.output($0, p) })
  }

  /// The same where the expression may read months of the pack, and inputs.
  ///
  /// - Parameter months: what columns of months are counted from.
  func value(
    _ batch: Batch, _ p: Int, _ scratch: DerivedScratch, months: UnsafePointer<Pack>
  ) -> Pack {
    let (first, inputs) = (MonthlyNames.firstColumn, Names.firstInput)
    return number(
      expression.evaluate(&scratch.stack) { column in
        column < first
          ? batch.output(column, p)
          : column < inputs ? months[column - first] : batch[column - inputs, p]
      })
  }

  @inline(__always)
  private func number(_ value: Pack) -> Pack {
    let limit = QuantileSketch.limit
    let isNumber = (value .< limit) .& (value .> -limit)
    let isNever = (value .== .infinity) .| (value .== -.infinity)
    let isValue = output.canBeNever ? isNumber .| isNever : isNumber
    return select(isValue, value, Pack(repeating: .nan))
  }
}

/// Memory that expressions are computed in; one a worker.
public final class DerivedScratch {
  var stack = PackStack()
}
