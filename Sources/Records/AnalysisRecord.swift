import Scenario
import Simulation

/// How an analysis of a scenario was made: its run.json. All but `timing` and `machine` is the same
/// for every run of the same scenario, plan, settings and version.
package struct AnalysisRecord: Encodable, Sendable {
  package let command: String
  package let scenario: RunRecord.ScenarioPart
  package let plan: RunRecord.PlanPart
  /// What else was asked for: options and their values.
  package let settings: [String: String]
  private let timing: RunRecord.Timing
  private let findings: Findings?

  /// What a command has to say beside its tables, under a name of its own.
  package struct Findings: Sendable {
    fileprivate let name: JSONName
    fileprivate let value: any Encodable & Sendable

    package init(_ name: String, _ value: any Encodable & Sendable) {
      self.name = JSONName(name)
      self.value = value
    }
  }

  /// - Parameter evaluated: trials of all models together, where that is more than the plan's.
  package init(
    _ command: String, _ forecast: Forecast, _ plan: Plan, settings: [String: String] = [:],
    findings: Findings? = nil, evaluated: Int? = nil, seconds: Double
  ) {
    self.command = command
    scenario = RunRecord.ScenarioPart(forecast)
    self.plan = RunRecord.PlanPart(plan)
    self.settings = settings
    self.findings = findings
    timing = RunRecord.Timing(plan, trials: evaluated ?? plan.trials.count, seconds: seconds)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: JSONName.self)
    func put(_ name: String, _ value: some Encodable) throws {
      try container.encode(value, forKey: JSONName(name))
    }
    try put("version", RunRecord.version)
    try put("command", command)
    try put("scenario", scenario)
    try put("plan", plan)
    try put("settings", settings)
    try put("machine", RunRecord.Machine.this)
    try put("timing", timing)
    if let findings { try container.encode(findings.value, forKey: findings.name) }
  }

  package var text: String { JSONText.of(self) }
}
