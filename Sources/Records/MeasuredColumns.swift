import Tables

/// Reads values with their 95% intervals.
package struct MeasuredColumns {
  private let value: Int
  private let low: Int
  private let high: Int

  package init(
    _ table: ResultsTable, _ value: String, low: String = "low", high: String = "high"
  ) throws(DataProblem) {
    self.value = try table.column(value)
    self.low = try table.column(low)
    self.high = try table.column(high)
  }

  /// A share of the trials with its interval.
  package func shares(_ table: ResultsTable, _ row: Int) throws(DataProblem) -> Measured {
    Measured(
      try table.share(row, value), low: try table.share(row, low),
      high: try table.share(row, high))
  }

  package func read(_ table: ResultsTable, _ row: Int) throws(DataProblem) -> Measured {
    Measured(
      try table.number(row, value), low: try table.number(row, low),
      high: try table.number(row, high))
  }
}
