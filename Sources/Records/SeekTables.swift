import Analysis
import Tables

/// A value that a seek looked at.
package struct SeekRow: Record {
  package var value = Double.nan
  package var statistic = Measured()

  package init() {}

  package static let table = Table<Self>("seek.csv", of: "value looked at, rising") {
    Column("value", \.value, "of the key")
    Column.measured(
      "statistic", \.statistic, [.error, .interval], named: ["standard_error", "low", "high"],
      "with its 95% interval")
  }
}

/// A value of the key at which the statistic is what was asked for.
package struct CrossingRow: Record {
  package var value = Measured()
  package var slope = Double.nan
  package var statistic = Measured()

  package init() {}

  package static let table = Table<Self>(
    "crossings.csv", of: "crossing; none where nothing was found"
  ) {
    Column.measured(
      "value", \.value, [.error, .interval], named: ["standard_error", "low", "high"],
      "of the key; low and high are the neighbouring values looked at first")
    Column("slope", \.slope, "empty where noise hides it")
    Column.measured("statistic", \.statistic, .error)
  }
}

extension Seek {
  /// The values that a seek looked at and the crossings that they show.
  package var tables: [FilledTable] {
    [
      SeekRow.filled(evaluations.map(SeekRow.init)),
      CrossingRow.filled(crossings.map(CrossingRow.init)),
    ]
  }
}

extension SeekRow {
  fileprivate init(_ evaluation: Seek.Evaluation) {
    value = evaluation.value
    statistic = Measured(evaluation.statistic)
  }
}

extension CrossingRow {
  fileprivate init(_ crossing: Seek.Crossing) {
    value = Measured(
      crossing.root, error: crossing.standardError ?? .nan, low: crossing.bracket.lowerBound,
      high: crossing.bracket.upperBound)
    slope = crossing.slope ?? .nan
    statistic = Measured(crossing.statistic)
  }
}
