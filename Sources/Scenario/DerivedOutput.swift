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
  /// - Parameter expression: parsed with the `names` of the model that it is added to.
  public init(_ name: String, unit: String = "1", _ expression: Expression) {
    output = Output(name, unit: unit, isWhole: expression.kind == .truth)
    self.expression = expression
  }

  /// Its value in a pack. A trial in which the expression has no value (0/0) counts as "never":
  /// infinite, so that it is seen in the quantiles and no mean is made up for it.
  @inline(always)
  func value(_ batch: Batch, _ p: Int, _ scratch: DerivedScratch) -> Pack {
    let value = expression.evaluate(&scratch.stack) { batch.output($0, p) }
    return select(value .== value, value, Pack(repeating: .infinity))
  }
}

/// Memory that expressions are computed in; one a worker.
public final class DerivedScratch {
  var stack = PackStack()
}
