import Analysis
import Scenario
import Simulation
import Tables

/// Scores as CSV. Columns: README, "What each file holds".
package struct ScoreFiles {
  private let cards: [(name: String, card: Scorecard)]

  /// - Parameter cards: with what each scenario is called.
  package init(_ cards: [(name: String, card: Scorecard)]) { self.cards = cards }

  package var all: [(name: String, text: String)] {
    [
      ("score.csv", scores), ("score_statements.csv", statements),
      ("calibration.csv", calibration),
    ]
  }

  package static func calibration(
    _ cards: [(name: String, card: Scorecard)]
  ) -> [CalibrationRow] {
    CalibrationRow.table(cards.map { ($0.card.forecast.asOfText, $0.name, $0.card) })
  }

  private static let percents = Scorecard.coverages.map { String(Int(($0 * 100).rounded())) }

  private var scores: String {
    var header = [
      "scenario", "as_of", "quarter", "product", "output", "name", "unit", "value", "low", "high",
      "date_reported", "scored", "reason", "pit", "pit_below", "pit_at_or_below", "pit_error",
      "pit_range_low", "pit_range_high", "median",
    ]
    for percent in Self.percents {
      header += ["low_\(percent)", "high_\(percent)", "inside_\(percent)"]
    }
    header += [
      "crps", "crps_error", "crps_range_low", "crps_range_high", "press", "press_crps", "skill",
      "skill_error",
    ]
    var csv = CSV(header)
    for (name, card) in cards {
      for entry in card.entries {
        let position = entry.position
        var row: [CSV.Field] = Self.head(name, card, entry.actual)
        row[5] = .words(entry.name)
        row += [
          "yes", "", .number(position.pit), .number(position.below), .number(position.atOrBelow),
          .number(position.standardError), .number(entry.range.lowerBound),
          .number(entry.range.upperBound), .number(entry.median),
        ]
        for (interval, isInside) in zip(entry.intervals, entry.isInside) {
          row += [
            .number(interval.lowerBound), .number(interval.upperBound), isInside ? "yes" : "no",
          ]
        }
        row += [
          .number(entry.crps?.value), .number(entry.crps?.standardError),
          .number(entry.crpsRange?.lowerBound), .number(entry.crpsRange?.upperBound),
          .number(entry.press), .number(entry.pressError), .number(entry.skill?.value),
          .number(entry.skill?.standardError),
        ]
        csv.append(row)
      }
      for leftover in card.leftovers {
        let row = Self.head(name, card, leftover.actual) + ["no", .words(leftover.reason)]
        csv.append(row + Array(repeating: "", count: header.count - row.count))
      }
    }
    return csv.text
  }

  private static func head(_ name: String, _ card: Scorecard, _ actual: Actual) -> [CSV.Field] {
    [
      .words(name), .words(card.forecast.asOfText), .words(actual.quarter),
      .words(actual.product), .words(actual.output), "", .words(actual.unit),
      .number(actual.value), .number(actual.low), .number(actual.high),
      .words(actual.reportedText),
    ]
  }

  private var statements: String {
    var csv = CSV([
      "scenario", "as_of", "name", "threshold", "probability", "low", "high", "happened",
      "unsure", "brier", "brier_error", "log_score", "log_error", "press_brier",
    ])
    for (name, card) in cards {
      for score in card.statements {
        csv.append([
          .words(name), .words(card.forecast.asOfText), .words(score.name),
          .number(score.threshold), .number(score.probability.value),
          .number(score.probability.low), .number(score.probability.high),
          score.happened ? "yes" : "no",
          score.isUnsure ? "yes" : "no", .number(score.brier), .number(score.brierError),
          .number(score.logScore), .number(score.logError), .number(score.pressBrier),
        ])
      }
    }
    return csv.text
  }

  private var calibration: String {
    var header = ["as_of", "scenario", "actuals", "mean_pit"]
    for percent in Self.percents { header += ["inside_\(percent)", "expected_\(percent)"] }
    header += ["mean_crps", "mean_crps_error", "statements", "mean_brier", "mean_log_score"]
    var csv = CSV(header)
    for row in Self.calibration(cards) {
      var fields: [CSV.Field] = [
        .words(row.asOf ?? ""), .words(row.scenario), .count(row.actuals), .number(row.meanPIT),
      ]
      for (inside, coverage) in zip(row.inside, Scorecard.coverages) {
        fields += [.count(inside), .number(coverage * Double(row.actuals))]
      }
      csv.append(
        fields + [
          .number(row.meanCRPS?.value), .number(row.meanCRPS?.standardError),
          .count(row.statements), .number(row.meanBrier), .number(row.meanLogScore),
        ])
    }
    return csv.text
  }
}
