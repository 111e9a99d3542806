import Analysis
import Scenario
import Simulation

/// How scores were made: their run.json. All but `timing` and `machine` is the same for every run of
/// the same scenarios, plans, actuals and version.
public struct ScoreRecord: Encodable {
  struct Scored: Encodable {
    let name: String
    let scenario: RunRecord.ScenarioPart
    let plan: RunRecord.PlanPart
  }

  let version = RunRecord.version
  let command = "score"
  let scored: [Scored]
  /// The file of actuals, and `--press`.
  let settings: [String: String]
  let machine = RunRecord.Machine.this
  let timing: RunRecord.Timing?

  public init(
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

  public var text: String { JSONText.of(self) }
}

/// Scores as one JSON document, for `--json`.
public struct ScoreJSON: Encodable {
  struct Interval: Encodable {
    let probability: Double
    let low: Double
    let high: Double
    let inside: Bool
  }
  struct Score: Encodable {
    let scenario: String
    let name: String
    let value: Double
    let unit: String
    let pit: Double
    let pitBelow: Double
    let pitAtOrBelow: Double
    let pitError: Double
    let median: Double
    let intervals: [Interval]
    let crps: Double?
    let crpsError: Double?
    let press: Double?
    let skill: Double?
    let skillError: Double?
  }
  struct Leftover: Encodable {
    let scenario: String
    let actual: String
    let lines: [Int]
    let reason: String
  }
  struct StatementPart: Encodable {
    let scenario: String
    let name: String
    let threshold: Double
    let probability: Double
    let happened: Bool
    let brier: Double
    let logScore: Double
    let pressBrier: Double?
  }
  struct Calibration: Encodable {
    let asOf: String?
    let scenario: String
    let actuals: Int
    let meanPit: Double?
    let inside: [Int]
    let meanCrps: Double?
    let meanBrier: Double?
    let meanLogScore: Double?
  }

  let run: ScoreRecord
  let scores: [Score]
  let leftOut: [Leftover]
  let statements: [StatementPart]
  let calibration: [Calibration]

  public init(_ cards: [(name: String, card: Scorecard)], _ run: ScoreRecord) {
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

  public var text: String { JSONText.of(self) }
}
