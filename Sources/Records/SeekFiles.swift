import Tables
import Analysis

/// The values that a seek looked at and the crossings that they show, as CSV. Columns: README, "What each file holds".
package struct SeekFiles {
  private let seek: Seek

  package init(_ seek: Seek) { self.seek = seek }

  package var all: [(name: String, text: String)] {
    [("seek.csv", evaluations), ("crossings.csv", crossings)]
  }

  private var evaluations: String {
    var csv = CSV(["value", "statistic", "standard_error", "low", "high"])
    for evaluation in seek.evaluations {
      let statistic = evaluation.statistic
      csv.append([
        .number(evaluation.value), .number(statistic.value), .number(statistic.standardError),
        .number(statistic.interval?.lowerBound), .number(statistic.interval?.upperBound),
      ])
    }
    return csv.text
  }

  private var crossings: String {
    var csv = CSV([
      "value", "standard_error", "low", "high", "slope", "statistic", "statistic_error",
    ])
    for crossing in seek.crossings {
      csv.append([
        .number(crossing.root), .number(crossing.standardError),
        .number(crossing.bracket.lowerBound), .number(crossing.bracket.upperBound),
        .number(crossing.slope), .number(crossing.statistic.value),
        .number(crossing.statistic.standardError),
      ])
    }
    return csv.text
  }
}
