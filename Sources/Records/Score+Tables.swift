import Analysis
import Scenario
import Simulation
import Tables

/// Scorecards with what their scenarios are called.
package struct Scores {
  package let cards: [(name: String, card: Scorecard)]

  package init(_ cards: [(name: String, card: Scorecard)]) { self.cards = cards }

  /// The tables of a score.
  package var tables: [FilledTable] {
    [
      ScoreRow.filled(
        cards.flatMap { name, card in
          card.entries.map { ScoreRow(name, card, $0) }
            + card.leftovers.map { ScoreRow(name, card, $0) }
        }),
      ScoreStatementRow.filled(
        cards.flatMap { name, card in
          card.statements.map { ScoreStatementRow(name, card, $0) }
        }),
      CalibrationTableRow.filled(calibration.map(CalibrationTableRow.init)),
    ]
  }

  /// How each did, and all.
  package var calibration: [CalibrationRow] {
    CalibrationRow.table(cards.map { ($0.card.forecast.asOfText, $0.name, $0.card) })
  }
}

extension ScoreRow {
  private init(_ scenario: String, _ card: Scorecard, _ actual: Actual) {
    self.scenario = scenario
    asOf = card.forecast.asOfText
    (quarter, product, output) = (actual.quarter, actual.product, actual.output)
    unit = actual.unit
    (value, low, high) = (actual.value, actual.low, actual.high)
    reported = actual.reportedText
  }

  fileprivate init(_ scenario: String, _ card: Scorecard, _ left: ActualsMatch.Leftover) {
    self.init(scenario, card, left.actual)
    reason = left.reason
  }

  fileprivate init(_ scenario: String, _ card: Scorecard, _ entry: Scorecard.Entry) {
    self.init(scenario, card, entry.actual)
    name = entry.name
    isScored = true
    pit = entry.position.pit
    (pitBelow, pitAtOrBelow) = (entry.position.below, entry.position.atOrBelow)
    pitError = entry.position.standardError
    (pitRangeLow, pitRangeHigh) = (entry.range.lowerBound, entry.range.upperBound)
    median = entry.median
    intervals = zip(entry.intervals, entry.isInside).map { interval, isInside in
      Interval(low: interval.lowerBound, high: interval.upperBound, isInside: isInside)
    }
    crps = Measured(entry.crps)
    crpsRangeLow = entry.crpsRange?.lowerBound ?? .nan
    crpsRangeHigh = entry.crpsRange?.upperBound ?? .nan
    (press, pressCRPS) = (entry.press, entry.pressError)
    skill = Measured(entry.skill)
  }
}

extension ScoreStatementRow {
  fileprivate init(_ scenario: String, _ card: Scorecard, _ score: Scorecard.StatementScore) {
    self.scenario = scenario
    asOf = card.forecast.asOfText
    name = score.name
    threshold = score.threshold
    probability = Measured(score.probability)
    (happened, isUnsure) = (score.happened, score.isUnsure)
    brier = Measured(score.brier, error: score.brierError)
    (logScore, logError) = (score.logScore, score.logError)
    pressBrier = score.pressBrier
  }
}

extension CalibrationTableRow {
  fileprivate init(_ row: CalibrationRow) {
    asOf = row.asOf
    scenario = row.scenario
    actuals = row.actuals
    meanPIT = row.meanPIT
    counts = zip(row.inside, Scorecard.coverages).map { inside, coverage in
      Count(inside: inside, expected: coverage * Double(row.actuals))
    }
    meanCRPS = Measured(row.meanCRPS)
    statements = row.statements
    (meanBrier, meanLogScore) = (row.meanBrier, row.meanLogScore)
  }
}

extension Measured {
  /// A score with its error; nothing known of one that there is none of.
  fileprivate init(_ score: (value: Double, standardError: Double)?) {
    self.init(score?.value ?? .nan, error: score?.standardError ?? .nan)
  }
}
