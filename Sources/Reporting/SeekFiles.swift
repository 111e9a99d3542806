import Analysis

/// The values that a seek looked at, as CSV. Columns: README, "What each file holds".
public struct SeekFiles {
  private let seek: Seek

  public init(_ seek: Seek) { self.seek = seek }

  public var all: [(name: String, text: String)] { [("seek.csv", evaluations)] }

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
}
