import Sampling
import Simulation

/// Inputs and an output of the same trials, for estimators that need no design of their own.
public struct GivenData: Sendable {
  /// Names of the inputs.
  public let names: [String]
  /// One column for each input, in the order of trials.
  public let inputs: [[Double]]
  /// Infinite where the output is never reached.
  public let output: [Double]
  /// Trials that were left out because the output has no value in them.
  public private(set) var withoutValue = 0

  public init(names: [String], inputs: [[Double]], output: [Double]) {
    precondition(
      names.count == inputs.count && inputs.allSatisfy { $0.count == output.count },
      "one name and one value a trial for each column")
    self.names = names
    self.inputs = inputs
    self.output = output
  }

  /// Runs a model. Trials in which the output has no value are left out.
  ///
  /// - Parameter output: position of the output.
  /// - Throws: `SensitivityProblem` where it has no value in any trial.
  public init<M: Model>(
    _ model: M, inputs: [Input], output: Int, plan: Plan, monitor: Monitor = Monitor()
  ) throws {
    let positions = inputs.map { input in
      model.inputs.firstIndex { $0.name == input.name } ?? 0
    }
    let values = try sample(
      model, plan, inputs: positions, outputs: [output], monitor: monitor)
    let output = values.outputs[0]
    guard output.contains(where: \.isNaN) else {
      self.init(names: inputs.map(\.name), inputs: values.inputs, output: output)
      return
    }
    let kept = output.indices.filter { !output[$0].isNaN }
    if kept.isEmpty { try requireValues(output) }
    self.init(
      names: inputs.map(\.name), inputs: values.inputs.map { column in kept.map { column[$0] } },
      output: kept.map { output[$0] })
    withoutValue = output.count - kept.count
  }

  public var trials: Int { output.count }

  /// The first trials.
  public func prefix(_ count: Int) -> GivenData {
    count >= trials
      ? self
      : GivenData(
        names: names, inputs: inputs.map { Array($0.prefix(count)) },
        output: Array(output.prefix(count)))
  }

  /// Whether the output is the same in every trial.
  public var isConstant: Bool { output.allSatisfy { $0 == output[0] } }
}

/// Positions of values in rising order; equal values in the order they come in.
func ascending(_ values: [Double]) -> [Int32] {
  var order = (0..<Int32(values.count)).map { $0 }
  values.withUnsafeBufferPointer { values in
    order.sort { a, b in
      let (x, y) = (values[Int(a)], values[Int(b)])
      return x < y || (x == y && a < b)
    }
  }
  return order
}
