import Scenario
import Simulation

/// How an analysis of a scenario was made: its run.json. All but `timing` and `machine` is the same
/// for every run of the same scenario, plan, settings and version.
package struct AnalysisRecord: Encodable {
  package let version = RunRecord.version
  package let command: String
  package let scenario: RunRecord.ScenarioPart
  package let plan: RunRecord.PlanPart
  /// What else was asked for: options and their values.
  package let settings: [String: String]
  /// nil for analyses of another kind.
  package let sensitivity: SensitivitySummary?
  package let machine = RunRecord.Machine.this
  package let timing: RunRecord.Timing

  /// - Parameter evaluated: trials of all models together, where that is more than the plan's.
  package init(
    _ command: String, _ forecast: Forecast, _ plan: Plan, settings: [String: String] = [:],
    sensitivity: SensitivitySummary? = nil, evaluated: Int? = nil, seconds: Double
  ) {
    self.command = command
    scenario = RunRecord.ScenarioPart(forecast)
    self.plan = RunRecord.PlanPart(plan)
    self.settings = settings
    self.sensitivity = sensitivity
    timing = RunRecord.Timing(plan, trials: evaluated ?? plan.trials.count, seconds: seconds)
  }

  package var text: String { JSONText.of(self) }
}

/// The findings of an analysis beside its record, as one JSON document, for `--json`.
package struct AnalysisJSON<Findings: Encodable>: Encodable {
  package let run: AnalysisRecord
  package let findings: Findings

  package init(_ run: AnalysisRecord, _ findings: Findings) {
    self.run = run
    self.findings = findings
  }

  package var text: String { JSONText.of(self) }
}
