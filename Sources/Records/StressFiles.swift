import Tables
import Analysis

/// The tables of a forecast under a condition as CSV. Columns: README, "What each file holds".
package struct StressFiles {
  private let stress: Stress

  package static let columns = [
    "conditional", "conditional_error", "conditional_low", "conditional_high", "unconditional",
    "unconditional_error", "unconditional_low", "unconditional_high", "difference",
    "difference_error", "real",
  ]

  package init(_ stress: Stress) { self.stress = stress }

  package var all: [(name: String, text: String)] {
    [("stress.csv", outputs), ("stress_probabilities.csv", probabilities)]
  }

  private var outputs: String {
    var csv = CSV(["output", "statistic", "unit"] + Self.columns)
    for output in stress.outputs {
      for statistic in output.statistics {
        let unit = statistic.name == "never" ? "1" : output.output.unit
        csv.append(
          [.words(output.output.name), .words(statistic.name), .words(unit)]
            + Self.fields(statistic))
      }
    }
    return csv.text
  }

  private var probabilities: String {
    var csv = CSV(["statement"] + Self.columns + ["until"])
    let forecast = stress.forecast
    for statement in stress.statements {
      let ofYear = statement.statement.label.hasPrefix("recovered_fy")
      csv.append(
        [.words(statement.statement.label)] + Self.fields(statement.probability)
          + [.words((ofYear ? forecast.yearEndMonth : forecast.lastMonth).description)])
    }
    return csv.text
  }

  private static func fields(_ statistic: StressedStatistic) -> [CSV.Field] {
    let estimates = [statistic.given, statistic.all].flatMap { estimate -> [CSV.Field] in
      [
        .number(estimate.value), .number(estimate.standardError),
        .number(estimate.interval?.lowerBound), .number(estimate.interval?.upperBound),
      ]
    }
    let difference = statistic.difference
    return estimates + [
      .number(difference?.value), .number(difference?.standardError),
      difference.map { $0.isReal ? "yes" : "no" } ?? "",
    ]
  }
}
