import Analysis
import Scenario
import Tables

/// What one reading of the record comes to.
package struct ReadingRow: Record {
  /// The scenario's name.
  package var reading = ""
  package var title = ""
  package var output = ""
  package var statistics = Statistics()
  /// The probability that the output is at least the target; nan where that is not among the thresholds.
  package var reachesTarget = Measured()
  /// And that next to nothing comes back.
  package var nextToNothing = Measured()

  package init() {}

  package static let table = Table<Self>(
    "readings.csv", of: "reading of the record and output, where the scenario has `readings`"
  ) {
    Column("reading", \.reading, "name of the scenario; the first is the one that was run")
    Column("output", \.output, "recovered_fy, recovered")
    Column("title", \.title)
    Column.all(of: \.statistics, Statistics.columns)
    Column.interval(
      "reaches_target", \.reachesTarget, named: ["reaches_target_low", "reaches_target_high"],
      "the probability that it is at least `target_revenue`, with its 95% interval", rule: .share)
    Column.interval(
      "next_to_nothing", \.nextToNothing, named: ["next_to_nothing_low", "next_to_nothing_high"],
      "of recovered_fy: the probability that it is under a hundredth of `target_revenue`",
      rule: .share)
  }

  /// The scenario's own reading, then the others; none where it has no others.
  static func rows(_ own: ReadingRun, _ others: [ReadingRun]) -> [ReadingRow] {
    guard !others.isEmpty else { return [] }
    return ([own] + others).flatMap { run -> [ReadingRow] in
      let rows = RunRows(run.forecast, run.results)
      let target = RecoveryStatements.short(
        run.forecast.model.recovery.assumptions.targetRevenue)
      func probability(_ label: String) -> Measured {
        rows.probabilities.first { $0.statement == label }?.probability ?? Measured()
      }
      return ["recovered_fy", "recovered"].compactMap { output in
        guard let summary = run.results[output] else { return nil }
        var row = ReadingRow()
        row.reading = run.forecast.name
        row.title = run.forecast.title
        row.output = output
        row.statistics = Statistics(summary)
        row.reachesTarget = probability("\(output) >= \(target)")
        if output == "recovered_fy" {
          row.nextToNothing =
            rows.probabilities.first { $0.statement.hasPrefix("recovered_fy < ") }?.probability
            ?? Measured()
        }
        return row
      }
    }
  }
}
