import EquityImpact
import Expressions
import RevenueRecovery
import Sampling
import Scenario
import Simulation

import struct Expressions.Expression

/// A forecast given that a condition holds, beside the forecast itself.
public struct Stress: Sendable {
  public let forecast: Forecast
  public let plan: Plan
  public let given: Expression
  public let sample: ConditionalSample
  /// Empty where no trial meets the condition.
  public let outputs: [StressedOutput]
  /// Claims about the whole forecast; empty likewise.
  public let statements: [StressedStatement]

  /// Trials that an answer with importance sampling should be worth, or it is shaky.
  public static let fewestWorth = 200.0

  /// - Parameters:
  ///   - given: a truth, parsed with the names of the forecast's model.
  ///   - outputs: positions of the outputs wanted.
  ///   - plan: of random design.
  public init(
    _ forecast: Forecast, given: Expression, outputs wanted: [Int], _ plan: Plan,
    importance: ImportanceChoice = .auto, monitor: Monitor = Monitor()
  ) throws {
    self.forecast = forecast
    self.plan = plan
    self.given = given
    let claims = Self.statements(of: forecast)
    // Each column once, whether it is wanted for itself or for a claim.
    let kept = Set(wanted + claims.map(\.output)).sorted()
    let (model, condition) = Self.adding(given, to: forecast.model)
    let sample = try ConditionalSample(
      model, plan, condition: condition, outputs: kept, statements: claims,
      watched: forecast.model.outputs.indices.filter { !kept.contains($0) },
      scout: Self.scout(given, forecast.model), importance: importance, monitor: monitor)
    self.sample = sample
    guard sample.trialsLeft > 0 else {
      (outputs, statements) = ([], [])
      return
    }
    let results = sample.unconditional
    try forecast.requireNumbers(results, others: sample.withoutNumber)
    let all = Dictionary(uniqueKeysWithValues: zip(kept, results.outputs.indices))
    let given = Dictionary(uniqueKeysWithValues: zip(kept, sample.outputs))
    let overlap = sample.method == .filtering ? Double(sample.trials) : .infinity
    outputs = wanted.compactMap { position in
      guard let place = all[position] else { return nil }
      return given[position].map {
        StressedOutput($0, results.summary(place), overlap: overlap)
      }
    }
    statements = claims.enumerated().compactMap { index, claim in
      given[claim.output].map {
        StressedStatement(
          claim, sample.probability(index, of: $0), results.probability(index),
          overlap: overlap)
      }
    }
  }

  /// The claims about the whole forecast, not those by quarter.
  private static func statements(of forecast: Forecast) -> [Statement] {
    let places = forecast.model.recovery.places
    return forecast.recoveryStatements.filter { places[$0.output] == .scenario }
  }

  /// A model that also tells whether the condition holds and how many of its parts do.
  private static func adding(
    _ given: Expression, to model: ForecastModel
  ) -> (model: ForecastModel, condition: ConditionPlace) {
    let ladder = ladder(given, names: model.names)
    let more =
      [DerivedOutput("(given)", given, over: model.outputs)]
      + (ladder.map {
        [DerivedOutput("(parts of given)", $0.expression, over: model.outputs)]
      } ?? [])
    let position = model.outputs.count
    return (
      model.adding(more),
      ConditionPlace(
        output: position, ladder: ladder.map { (output: position + 1, parts: $0.parts) })
    )
  }

  /// The recovery without its shares, many times as fast, where it can tell the condition by itself.
  private static func scout(
    _ given: Expression, _ model: ForecastModel
  ) -> (model: ForecastModel, condition: ConditionPlace)? {
    guard model.equities != nil, let alone = try? model.withoutShares(),
      let own = try? Expression(parsing: given.text, names: alone.names, as: .truth)
    else { return nil }
    return adding(own, to: alone)
  }

  /// How many parts of a condition hold; nil for one of a single part.
  private static func ladder(
    _ given: Expression, names: Names
  ) -> (expression: Expression, parts: Int)? {
    let parts = conjuncts(of: given.text)
    guard parts.count > 1 else { return nil }
    let sum = parts.map { "if(\($0), 1, 0)" }.joined(separator: " + ")
    // A condition of nearly 4,000 characters has no room for more; it then goes without.
    return (try? Expression(parsing: sum, names: names, as: .number)).map { ($0, parts.count) }
  }

  /// What is shown unless other outputs are asked for: those of the whole scenario, derived ones, and the
  /// abnormal return of each share and the basket at the last horizon.
  public static func usualOutputs(of model: ForecastModel) -> [Int] {
    let recovery = model.recovery.places.indices.filter { model.recovery.places[$0] == .scenario }
    let last = model.equities?.assumptions.horizons.last
    let shares = (model.equities?.outputs.places ?? []).enumerated().filter {
      $0.element.quantity == .car && $0.element.horizon == last
    }
    return recovery + model.derivedPositions
      + shares.map { model.recovery.outputs.count + $0.offset }
  }
}
