import Sampling

/// A range that an output may lie in, such as "recovered by fiscal year end between 1 and 5 billion".
public struct Condition: Sendable, Equatable {
  public let label: String
  /// Position of the output in the model.
  public let output: Int
  /// low ≤ value < high.
  public let low: Double
  public let high: Double

  public init(_ label: String, output: Int, from low: Double, below high: Double) {
    self.label = label
    self.output = output
    self.low = low
    self.high = high
  }
}

/// Which outputs are looked at under which conditions, and which for their slope on another.
public struct Conditionals: Sendable, Equatable {
  public let conditions: [Condition]
  /// Positions in the model.
  public let outputs: [Int]
  public let slopes: Slopes?

  public static let none = Conditionals([], of: [])

  public init(_ conditions: [Condition], of outputs: [Int], slopes: Slopes? = nil) {
    self.conditions = conditions
    self.outputs = outputs
    self.slopes = slopes
  }

  /// Position of an output under a condition among all pairs.
  func place(_ condition: Int, _ output: Int) -> Int { condition * outputs.count + output }
  var count: Int { conditions.count * outputs.count }
}

/// An output over the trials that meet a condition.
public struct ConditionalSummary: Sendable {
  public let condition: Condition
  public let output: Output
  /// Over the trials that meet the condition; none may.
  public let moments: Moments
  public let sketch: BandSketch
  /// Standard error of the mean, in designs other than random from the spread of batches; nil for fewer
  /// than two trials.
  public let standardError: Double?

  init(
    condition: Condition, output: Output, moments: Moments, sketch: BandSketch,
    _ replicates: Replicates, trials: Int, _ design: Design
  ) {
    self.condition = condition
    self.output = output
    self.moments = moments
    self.sketch = sketch
    let share = Double(moments.count) / Double(trials)
    standardError =
      moments.count > 1
      ? replicates.standardError(
        trials: trials, independent: moments.standardError * share, design
      ).map { design == .random ? moments.standardError : $0 / share } : nil
  }
}
