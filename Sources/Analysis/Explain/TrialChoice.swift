import Expressions
import Sampling
import Scenario
import Simulation

import struct Expressions.Expression

/// Which trial is wanted: one by its number, or one by the rank of a quantity among the trials of a plan.
public enum TrialChoice: Sendable, Equatable {
  case number(Int)
  /// Smallest value.
  case worst
  /// Largest value; "never" is larger than any.
  case best
  /// Rank ⌈n/2⌉ from below.
  case median

  /// Largest number of a trial.
  public static let largest = Plan.mostTrials - 1
}

/// The trial that a choice means.
public struct ChosenTrial: Sendable {
  public let choice: TrialChoice
  public let trial: Int
  /// What was ranked; nil for a trial chosen by its number.
  public let quantity: String?
  /// Its value in the trial.
  public let value: Double?
  /// Trials that were searched: the first of the plan.
  public let searched: Int

  public init(number: Int) {
    choice = .number(number)
    trial = number
    quantity = nil
    value = nil
    searched = 0
  }

  /// Searches the plan. Of several trials with the same value the first is taken.
  ///
  /// - Parameter quantity: a number over the outputs of the model.
  public init(
    _ choice: TrialChoice, of quantity: Expression, in model: ForecastModel, _ plan: Plan,
    monitor: Monitor = Monitor()
  ) throws {
    let extended = model.adding([DerivedOutput("chosen by", quantity)])
    let values = try sample(
      extended, plan, outputs: [extended.outputs.count - 1], monitor: monitor
    ).outputs[0]
    let position: Int
    switch choice {
    case .number(let number): position = number - plan.trials.lowerBound
    case .worst: position = Self.first(values) { $0 < $1 }
    case .best: position = Self.first(values) { $0 > $1 }
    case .median:
      let middle = values.sorted()[(values.count - 1) / 2]
      position = values.firstIndex(of: middle) ?? 0
    }
    self.choice = choice
    trial = plan.trials.lowerBound + position
    self.quantity = quantity.text
    value = values[position]
    searched = values.count
  }

  private static func first(_ values: [Double], _ isBetter: (Double, Double) -> Bool) -> Int {
    var best = 0
    for k in values.indices where isBetter(values[k], values[best]) { best = k }
    return best
  }
}

extension Plan {
  /// The one batch of the plan that holds a trial of it: halves are taken until one batch is left.
  func batch(holding trial: Int) -> Plan {
    precondition(trials.contains(trial), "the trial belongs to the plan")
    var plan = self
    while plan.trials.count > Design.batchTrials {
      let halves = plan.shards(2)
      plan = halves[0].trials.contains(trial) ? halves[0] : halves[1]
    }
    return plan
  }
}
