import Sampling
import Simulation

/// What an analysis of sensitivity varies as one: an input, a group of inputs, or draws that a trial
/// takes again and again.
public struct Factor: Sendable, Equatable {
  /// As tables show it: the input's name, or that of the group.
  public let name: String
  public let inputs: Set<String>
  public let series: Set<String>

  public init(_ name: String, inputs: Set<String>, series: Set<String> = []) {
    self.name = name
    self.inputs = inputs
    self.series = series
  }

  /// A single input.
  public init(_ input: Input) { self.init(input.name, inputs: [input.name]) }

  /// The model with this factor drawn anew and everything else as it is.
  func redrawn<M: Model>(in model: M) -> Redrawn<M> {
    Redrawn(
      model, inputs: { inputs.contains($0.name) ? $0.redrawn : $0 },
      series: { series.contains($0.name) ? $0.redrawn : $0 })
  }
}

/// Why an analysis of sensitivity cannot be made as asked.
public struct SensitivityProblem: Error, Sendable, Equatable, CustomStringConvertible {
  /// What the problem is with: "output", "inputs", "group", "method".
  public let subject: String
  public let description: String

  init(_ subject: String, _ description: String) {
    self.subject = subject
    self.description = description
  }

  /// Nothing that is chosen can be looked at by itself.
  static var noInputs: Self {
    let others = SensitivityMethod.names { !$0.needs.contains(.inputs) }
    return SensitivityProblem(
      "inputs",
      "only draws without a meaning of their own are left; name one in full, or --method \(others)")
  }

  static func noMean(_ output: String) -> Self {
    let others = SensitivityMethod.names { $0.needs.isDisjoint(with: [.mean, .truth]) }
    return SensitivityProblem(
      "output",
      "\(output) has no mean, its tails are too heavy; use --method \(others), or a truth")
  }

  static func noTruth(_ method: SensitivityMethod, _ output: String) -> Self {
    SensitivityProblem(
      "method",
      "\(method.name) needs a truth, such as --output '\(output) >= 1', or --threshold")
  }
}

extension Input {
  /// Whether it takes more than one value.
  public var varies: Bool {
    !(distribution is Constant) && !(distribution.standardDeviation == 0)
  }

  /// Whether it is a draw that no key of the scenario states: a uniform behind a gate, an approval, a
  /// day or the choice of a view. Its value by itself means nothing to a reader.
  public var isAuxiliary: Bool {
    name.contains(".month.") || name.hasSuffix(".approval") || name.hasSuffix(".session")
      || name.hasSuffix(".choice")
  }
}
