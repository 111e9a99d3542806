import Analysis
import Tables

/// How what is recovered differs from the scenario that a run is held against.
package struct AgainstRow: Record {
  /// That scenario's name and title.
  package var against = ""
  package var title = ""
  package var output = ""
  package var statistics = Statistics()

  package init() {}

  package static let table = Table<Self>(
    "against.csv", of: "output, less that of another scenario trial by trial (`--against`)"
  ) {
    Column("against", \.against, "name of the scenario that is taken off")
    Column("output", \.output, "recovered_fy, recovered; those of shares are in policy_effect.csv")
    Column("title", \.title, "of that scenario")
    Column.all(of: \.statistics, Statistics.columns)
  }

  static func rows(_ run: AgainstRun) -> [AgainstRow] {
    AgainstRun.recovered.enumerated().map { k, output in
      var row = AgainstRow()
      row.against = run.other.name
      row.title = run.other.title
      row.output = output
      row.statistics = Statistics(run.results.summary(run.places.count + k))
      return row
    }
  }
}
