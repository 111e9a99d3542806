import Analysis
import Foundation
import Simulation

/// How a comparison was made, and what pairing was worth: its run.json. All but `timing` and
/// `machine` is the same for every run of the same scenarios, plan and version.
package struct CompareRecord: Encodable, Sendable {
  package struct Gain: Encodable, Sendable {
    package let scenario: String
    package let medianVarianceRatio: Double
    package let outputs: Int
  }

  package let version = RunRecord.version
  package let command = "compare"
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
}
