import Scenario
import Simulation

/// How an analysis of a scenario was made: its run.json. All but `timing` and `machine` is the same
/// for every run of the same scenario, plan, settings and version.
public struct AnalysisRecord: Encodable {
  let version = RunRecord.version
  let command: String
  let scenario: RunRecord.ScenarioPart
  let plan: RunRecord.PlanPart
  /// What else was asked for: options and their values.
  let settings: [String: String]
  /// nil for analyses of another kind.
  let sensitivity: SensitivitySummary?
  let machine = RunRecord.Machine.this
  let timing: RunRecord.Timing

  /// - Parameter evaluated: trials of all models together, where that is more than the plan's.
  public init(
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

  public var text: String { JSONText.of(self) }
}

/// The findings of an analysis beside its record, as one JSON document, for `--json`.
public struct AnalysisJSON<Findings: Encodable>: Encodable {
  let run: AnalysisRecord
  let findings: Findings

  public init(_ run: AnalysisRecord, _ findings: Findings) {
    self.run = run
    self.findings = findings
  }

  public var text: String { JSONText.of(self) }
}
