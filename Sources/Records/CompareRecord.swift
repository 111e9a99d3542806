import Analysis
import Foundation
import Simulation

/// How a comparison was made, and what pairing was worth: its run.json. All but `timing` and
/// `machine` is the same for every run of the same scenarios, plan and version.
package struct CompareRecord: Encodable {
  package struct Gain: Encodable {
    package let scenario: String
    package let medianVarianceRatio: Double
    package let outputs: Int
  }

  package let version = RunRecord.version
  /// What the scenarios are called in compare.csv; the others are compared with the first.
  package let names: [String]
  package let scenarios: [RunRecord.ScenarioPart]
  package let plan: RunRecord.PlanPart
  package let precision: RunRecord.Precision
  package let gain: [Gain]
  package let machine = RunRecord.Machine.this
  package let timing: RunRecord.Timing

  package init(_ comparison: Comparison, seconds: Double) {
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

  package var text: String { JSONText.of(self) }
}

/// A comparison as one JSON document, for `--json`.
package struct CompareJSON: Encodable {
  package struct DifferencePart: Encodable {
    package let value: Double
    package let standardError: Double?
    package let low: Double?
    package let high: Double?
    package let unpairedError: Double?
    package let varianceRatio: Double?
    package let real: Bool

    package init(_ difference: Difference) {
      value = difference.value
      standardError = difference.standardError
      low = difference.interval?.lowerBound
      high = difference.interval?.upperBound
      unpairedError = difference.unpairedError
      varianceRatio = difference.varianceRatio
      real = difference.isReal
    }
  }
  package struct OutputPart: Encodable {
    package let scenario: String
    package let output: String
    package let unit: String
    package let mean: Double?
    package let standardError: Double?
    package let quantiles: [String: Double]
    package let never: Double?
    package let noValue: Double
    package let difference: DifferencePart?
  }
  package struct StatementPart: Encodable {
    package let scenario: String
    package let statement: String
    package let probability: Double
    package let standardError: Double
    package let difference: DifferencePart?
  }

  package let run: CompareRecord
  package let outputs: [OutputPart]
  package let probabilities: [StatementPart]

  package init(_ comparison: Comparison, _ run: CompareRecord) {
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

  package var text: String { JSONText.of(self) }
}
