import Analysis
import Scenario
import Simulation

/// How scores were made: their run.json. All but `timing` and `machine` is the same for every run of
/// the same scenarios, plans, actuals and version.
package struct ScoreRecord: Encodable {
  package struct Scored: Encodable {
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

  package init(
    _ cards: [(name: String, card: Scorecard)], settings: [String: String], seconds: Double
  ) {
    scored = cards.map {
      Scored(
        name: $0.name, scenario: RunRecord.ScenarioPart($0.card.forecast),
        plan: RunRecord.PlanPart($0.card.plan))
    }
    self.settings = settings
    let trials = cards.reduce(0) { $0 + $1.card.plan.trials.count }
    timing = cards.first.map { RunRecord.Timing($0.card.plan, trials: trials, seconds: seconds) }
  }

  package var text: String { JSONText.of(self) }
}

/// Scores as one JSON document, for `--json`.
package struct ScoreJSON: Encodable {
  package struct Interval: Encodable {
    package let probability: Double
    package let low: Double
    package let high: Double
    package let inside: Bool
  }
  package struct Score: Encodable {
    package let scenario: String
    package let name: String
    package let value: Double
    package let unit: String
    package let pit: Double
    package let pitBelow: Double
    package let pitAtOrBelow: Double
    package let pitError: Double
    package let median: Double
    package let intervals: [Interval]
    package let crps: Double?
    package let crpsError: Double?
    package let press: Double?
    package let skill: Double?
    package let skillError: Double?
  }
  package struct Leftover: Encodable {
    package let scenario: String
    package let actual: String
    package let lines: [Int]
    package let reason: String
  }
  package struct StatementPart: Encodable {
    package let scenario: String
    package let name: String
    package let threshold: Double
    package let probability: Double
    package let happened: Bool
    package let brier: Double
    package let logScore: Double
    package let pressBrier: Double?
  }
  package struct Calibration: Encodable {
    package let asOf: String?
    package let scenario: String
    package let actuals: Int
    package let meanPit: Double?
    package let inside: [Int]
    package let meanCrps: Double?
    package let meanBrier: Double?
    package let meanLogScore: Double?
  }

  package let run: ScoreRecord
  package let scores: [Score]
  package let leftOut: [Leftover]
  package let statements: [StatementPart]
  package let calibration: [Calibration]

  package init(_ cards: [(name: String, card: Scorecard)], _ run: ScoreRecord) {
    self.run = run
    scores = cards.flatMap { name, card in
      card.entries.map { entry in
        Score(
          scenario: name, name: entry.name, value: entry.value, unit: entry.unit,
          pit: entry.position.pit, pitBelow: entry.position.below,
          pitAtOrBelow: entry.position.atOrBelow, pitError: entry.position.standardError,
          median: entry.median,
          intervals: zip(Scorecard.coverages, entry.intervals).map {
            Interval(
              probability: $0, low: $1.lowerBound, high: $1.upperBound,
              inside: $1.contains(entry.value))
          },
          crps: entry.crps?.value, crpsError: entry.crps?.standardError, press: entry.press,
          skill: entry.skill?.value, skillError: entry.skill?.standardError)
      }
    }
    leftOut = cards.flatMap { name, card in
      card.leftovers.map {
        Leftover(
          scenario: name, actual: $0.actual.label, lines: $0.actual.lines, reason: $0.reason)
      }
    }
    statements = cards.flatMap { name, card in
      card.statements.map {
        StatementPart(
          scenario: name, name: $0.name, threshold: $0.threshold,
          probability: $0.probability.value, happened: $0.happened, brier: $0.brier,
          logScore: $0.logScore, pressBrier: $0.pressBrier)
      }
    }
    calibration = ScoreFiles.calibration(cards).map {
      Calibration(
        asOf: $0.asOf, scenario: $0.scenario, actuals: $0.actuals, meanPit: $0.meanPIT,
        inside: $0.inside, meanCrps: $0.meanCRPS?.value, meanBrier: $0.meanBrier,
        meanLogScore: $0.meanLogScore)
    }
  }

  package var text: String { JSONText.of(self) }
}
