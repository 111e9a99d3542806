import EventStudy
import Tables

/// Rank correlations of one input.
package struct RankRow {
  package let input: String
  package let spearman: Measured
  package let partial: Measured

  /// rank.csv of `chipcast sensitivity`; none where the folder has no such file.
  package static func read(_ folder: String) throws(DataProblem) -> [RankRow] {
    guard let table = try ResultsTable.ifThere("\(folder)/rank.csv") else { return [] }
    let input = try table.column("input")
    let spearman = try MeasuredColumns(
      table, "spearman", low: "spearman_low", high: "spearman_high")
    let partial = try MeasuredColumns(table, "partial", low: "partial_low", high: "partial_high")
    var found: [RankRow] = []
    for row in table.rows {
      found.append(
        RankRow(
          input: table.text(row, input), spearman: try spearman.read(table, row),
          partial: try partial.read(table, row)))
    }
    return found
  }
}

/// How far one input moves the distribution of the output: delta or PAWN.
package struct DistanceRow {
  package let input: String
  package let distance: Measured
  /// Of PAWN, the greatest distance over the slices; nan elsewhere.
  package let greatest: Double
  /// What inputs that do nothing stay below with 95% probability.
  package let idle: Double

  package static func delta(_ folder: String) throws(DataProblem) -> [DistanceRow] {
    guard let table = try ResultsTable.ifThere("\(folder)/delta.csv") else { return [] }
    return try read(table, MeasuredColumns(table, "delta"), nil)
  }

  package static func pawn(_ folder: String) throws(DataProblem) -> [DistanceRow] {
    guard let table = try ResultsTable.ifThere("\(folder)/pawn.csv") else { return [] }
    let median = try MeasuredColumns(table, "median", low: "median_low", high: "median_high")
    return try read(table, median, table.column("max"))
  }

  private static func read(
    _ table: ResultsTable, _ distance: MeasuredColumns, _ greatest: Int?
  ) throws(DataProblem) -> [DistanceRow] {
    let (input, idle) = (try table.column("input"), try table.column("idle"))
    var found: [DistanceRow] = []
    for row in table.rows {
      var most = Double.nan
      if let greatest { most = try table.number(row, greatest) }
      found.append(
        DistanceRow(
          input: table.text(row, input), distance: try distance.read(table, row), greatest: most,
          idle: try table.number(row, idle)))
    }
    return found
  }
}

/// An input or a policy event in the trials in which the truth holds, against all.
package struct LineRow {
  package let name: String
  package let isEvent: Bool
  package let meanOfAll: Double
  package let mean: Measured
  package let quantiles: [Measured]
  package let distance: Double
  package let pValue: Double
  package let isClear: Bool
  package let successes: Int
  package let trials: Int

  /// line.csv of `chipcast sensitivity`; none where the folder has no such file.
  package static func read(_ folder: String) throws(DataProblem) -> [LineRow] {
    guard let table = try ResultsTable.ifThere("\(folder)/line.csv") else { return [] }
    let (name, kind) = (try table.column("name"), try table.column("kind"))
    let all = try table.column("mean_all")
    let mean = try MeasuredColumns(table, "mean", low: "mean_low", high: "mean_high")
    var columns: [MeasuredColumns] = []
    for p in ["p10", "p50", "p90"] {
      columns.append(try MeasuredColumns(table, p, low: "\(p)_low", high: "\(p)_high"))
    }
    let (distance, p) = (try table.column("distance"), try table.column("p_value"))
    let (clear, successes) = (try table.column("clear"), try table.column("successes"))
    let trials = try table.column("trials")
    var found: [LineRow] = []
    for row in table.rows {
      var quantiles: [Measured] = []
      for column in columns { quantiles.append(try column.read(table, row)) }
      found.append(
        LineRow(
          name: table.text(row, name), isEvent: table.text(row, kind) == "event",
          meanOfAll: try table.number(row, all), mean: try mean.read(table, row),
          quantiles: quantiles, distance: try table.number(row, distance),
          pValue: try table.number(row, p), isClear: table.text(row, clear) == "yes",
          successes: try table.count(row, successes), trials: try table.count(row, trials)))
    }
    return found
  }
}
