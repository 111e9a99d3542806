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
  /// Trials that were searched: the first of the plan, whether they have a value or not.
  public let searched: Int

  public init(number: Int) {
    choice = .number(number)
    trial = number
    quantity = nil
    value = nil
    searched = 0
  }

  /// Searches the plan. Of several trials with the same value the first is taken; those without a value
  /// have no rank.
  ///
  /// - Parameter quantity: a number over the outputs of the model.
  /// - Throws: `InvalidParameter` where no trial has a value.
  public init(
    _ choice: TrialChoice, of quantity: Expression, in model: ForecastModel, _ plan: Plan,
    monitor: Monitor = Monitor()
  ) throws {
    let extended = model.adding([DerivedOutput("chosen by", quantity, over: model.outputs)])
    let values = try sample(
      extended, plan, outputs: [extended.outputs.count - 1], monitor: monitor
    ).outputs[0]
    let ranked = values.indices.filter { !values[$0].isNaN }
    guard let first = ranked.first else {
      throw InvalidParameter(
        "output", "must have a value in some trial, has none in all \(values.count)", quantity.text)
    }
    let position: Int
    switch choice {
    case .number(let number): position = number - plan.trials.lowerBound
    case .worst: position = ranked.reduce(first) { values[$1] < values[$0] ? $1 : $0 }
    case .best: position = ranked.reduce(first) { values[$1] > values[$0] ? $1 : $0 }
    case .median:
      let middle = ranked.map { values[$0] }.sorted()[(ranked.count - 1) / 2]
      position = values.firstIndex(of: middle) ?? first
    }
    self.choice = choice
    trial = plan.trials.lowerBound + position
    self.quantity = quantity.text
    value = values[position]
    searched = values.count
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
