import Analysis
import Simulation

/// How a sweep was made: its run.json.
package struct SweepRecord: Encodable, Sendable {
  package let version = RunRecord.version
  package let command = "sweep"
  package let scenario: RunRecord.ScenarioPart
  package let keys: [String]
  package let scenarios: Int
  package let settings: [String: String]
  package let plan: RunRecord.PlanPart
  package let machine = RunRecord.Machine.this
  package let timing: RunRecord.Timing

  /// - Parameter simulated: scenarios that this run has simulated.
  package init(_ sweep: Sweep, settings: [String: String], simulated: Int, seconds: Double) {
    scenario = RunRecord.ScenarioPart(sweep.base)
    keys = sweep.keys
    scenarios = sweep.points.count
    self.settings = settings
    plan = RunRecord.PlanPart(sweep.plan)
    timing = RunRecord.Timing(
      sweep.plan, trials: sweep.plan.trials.count * simulated, seconds: seconds)
  }
}
