import Analysis
import Scenario
import Tables

/// A statistic of an output given a condition and without it.
package struct StressRow: Record {
  package var output = ""
  package var statistic = ""
  package var unit = ""
  package var values = Stressed()

  package init() {}

  package static let table = Table<Self>("stress.csv", of: "output and statistic") {
    Column("output", \.output)
    Column("statistic", \.statistic, statistics)
    Column("unit", \.unit)
    Column.all(of: \.values, Stressed.columns)
  }

  private static let statistics =
    (["mean"] + StressedOutput.levels.map(\.name) + ["never"]).joined(separator: ", ")
}

/// The probability of a statement given a condition and without it.
package struct StressProbabilityRow: Record {
  package var statement = ""
  package var values = Stressed()
  package var until = ""

  package init() {}

  package static let table = Table<Self>("stress_probabilities.csv", of: "statement") {
    Column("statement", \.statement)
    Column.all(of: \.values, Stressed.columns)
    Column("until", \.until, "the last month counted", rule: .month)
  }
}

/// A number given a condition and without it.
package struct Stressed: Sendable {
  package var given = Measured()
  package var all = Measured()
  package var difference = Measured()
  package var isReal: Bool?

  static let columns: [Column<Self>] =
    Column.measured(
      "conditional", \.given, [.error, .interval], "empty where it is \"never\"; 95% interval")
    + Column.measured("unconditional", \.all, [.error, .interval])
    + Column.measured("difference", \.difference, .error, "conditional less unconditional")
    + [
      Column(
        "real", \.isReal, "yes where more than 3 errors from 0; empty where one is \"never\"")
    ]

  init() {}

  init(_ statistic: StressedStatistic) {
    given = Measured(statistic.given)
    all = Measured(statistic.all)
    difference = Measured(statistic.difference)
    isReal = statistic.difference?.isReal
  }
}

extension Stress {
  /// The tables of a forecast under a condition.
  package var tables: [FilledTable] {
    [StressRow.filled(outputRows), StressProbabilityRow.filled(statementRows)]
  }

  private var outputRows: [StressRow] {
    outputs.flatMap { output in
      output.statistics.map { statistic in
        var row = StressRow()
        row.output = output.output.name
        row.statistic = statistic.name
        row.unit = statistic.name == "never" ? "1" : output.output.unit
        row.values = Stressed(statistic)
        return row
      }
    }
  }

  private var statementRows: [StressProbabilityRow] {
    statements.map { statement in
      let label = statement.statement.label
      let ofYear =
        label.contains("recovered_fy >=") || RecoveryStatements.event(of: label)?.by != nil
      var row = StressProbabilityRow()
      row.statement = label
      row.values = Stressed(statement.probability)
      row.until = (ofYear ? forecast.yearEndMonth : forecast.lastMonth).description
      return row
    }
  }
}
