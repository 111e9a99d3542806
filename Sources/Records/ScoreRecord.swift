import Analysis
import Scenario
import Simulation

/// How scores were made: their run.json. All but `timing` and `machine` is the same for every run of
/// the same scenarios, plans, actuals and version.
package struct ScoreRecord: Encodable, Sendable {
  package struct Scored: Encodable, Sendable {
    package let name: String
    package let scenario: RunRecord.ScenarioPart
    package let plan: RunRecord.PlanPart
  }

  package let version = RunRecord.version
  package let command = "score"
  package let scored: [Scored]
  /// The file of actuals, and `--press`.
  package let settings: [String: String]
  package let machine = RunRecord.Machine.this
  package let timing: RunRecord.Timing?

  package init(_ scores: Scores, settings: [String: String], seconds: Double) {
    let cards = scores.cards
    scored = cards.map {
      Scored(
        name: $0.name, scenario: RunRecord.ScenarioPart($0.card.forecast),
        plan: RunRecord.PlanPart($0.card.plan))
    }
    self.settings = settings
    let trials = cards.reduce(0) { $0 + $1.card.plan.trials.count }
    timing = cards.first.map { RunRecord.Timing($0.card.plan, trials: trials, seconds: seconds) }
  }
}
