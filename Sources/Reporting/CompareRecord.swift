import Analysis
import Foundation
import Simulation

/// How a comparison was made, and what pairing was worth: its run.json. All but `timing` and
/// `machine` is the same for every run of the same scenarios, plan and version.
public struct CompareRecord: Encodable {
  struct Gain: Encodable {
    let scenario: String
    let medianVarianceRatio: Double
    let outputs: Int
  }

  let version = RunRecord.version
  /// What the scenarios are called in compare.csv; the others are compared with the first.
  let names: [String]
  let scenarios: [RunRecord.ScenarioPart]
  let plan: RunRecord.PlanPart
  let precision: RunRecord.Precision
  let gain: [Gain]
  let machine = RunRecord.Machine.this
  let timing: RunRecord.Timing

  public init(_ comparison: Comparison, seconds: Double) {
    names = comparison.names
    scenarios = comparison.forecasts.map { RunRecord.ScenarioPart($0) }
    plan = RunRecord.PlanPart(comparison.plan)
    precision = RunRecord.Precision(comparison.results)
    gain = comparison.forecasts.indices.dropFirst().compactMap { other in
      comparison.gain(of: other).map {
        Gain(
          scenario: comparison.names[other], medianVarianceRatio: $0.ratio, outputs: $0.outputs)
      }
    }
    timing = RunRecord.Timing(
      comparison.plan, trials: comparison.plan.trials.count * comparison.forecasts.count,
      seconds: seconds)
  }

  public var text: String { JSONText.of(self) }
}

/// A comparison as one JSON document, for `--json`.
public struct CompareJSON: Encodable {
  struct DifferencePart: Encodable {
    let value: Double
    let standardError: Double?
    let low: Double?
    let high: Double?
    let unpairedError: Double?
    let varianceRatio: Double?
    let real: Bool

    init(_ difference: Difference) {
      value = difference.value
      standardError = difference.standardError
      low = difference.interval?.lowerBound
      high = difference.interval?.upperBound
      unpairedError = difference.unpairedError
      varianceRatio = difference.varianceRatio
      real = difference.isReal
    }
  }
  struct OutputPart: Encodable {
    let scenario: String
    let output: String
    let unit: String
    let mean: Double?
    let standardError: Double?
    let quantiles: [String: Double]
    let never: Double?
    let noValue: Double
    let difference: DifferencePart?
  }
  struct StatementPart: Encodable {
    let scenario: String
    let statement: String
    let probability: Double
    let standardError: Double
    let difference: DifferencePart?
  }

  let run: CompareRecord
  let outputs: [OutputPart]
  let probabilities: [StatementPart]

  public init(_ comparison: Comparison, _ run: CompareRecord) {
    self.run = run
    outputs = comparison.outputs.flatMap { output in
      zip(comparison.names, output.scenarios).compactMap { name, part in
        part.map {
          OutputPart(
            scenario: name, output: output.name, unit: $0.unit, mean: $0.mean,
            standardError: $0.standardError,
            quantiles: Dictionary(
              zip(["p05", "p50", "p95"], $0.quantiles), uniquingKeysWith: { $1 }),
            never: $0.never, noValue: $0.noValue,
            difference: $0.difference.map { DifferencePart($0) })
        }
      }
    }
    probabilities = comparison.statements.flatMap { statement in
      zip(comparison.names, statement.scenarios).compactMap { name, part in
        part.map {
          StatementPart(
            scenario: name, statement: statement.label, probability: $0.probability.value,
            standardError: $0.probability.standardError,
            difference: $0.difference.map { DifferencePart($0) })
        }
      }
    }
  }

  public var text: String { JSONText.of(self) }
}
