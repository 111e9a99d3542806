import Tables
import Testing

@testable import Records

/// The tables of a score can be read, field by field.
@Suite("records of a score")
struct ScoreTableTests {
  private static var scored: ScoreRow {
    var row = ScoreRow()
    (row.scenario, row.asOf, row.reported) = ("base", "2025-07-15", "2025-08")
    (row.value, row.low, row.isScored) = (6e7, 5e7, true)
    (row.pit, row.pitBelow, row.pitAtOrBelow) = (0.375, 0.25, 0.5)
    row.intervals[0].isInside = false
    row.intervals[3] = .init(low: -1, high: 1, isInside: true)
    row.crps = Measured(1e8, error: 1e6)
    return row
  }

  @Test("scores read back, what was left out without any")
  func scores() throws {
    var left = ScoreRow()
    left.reason = "has bounds only, no value"
    try expectReadsBack([Self.scored, left])
    #expect(
      ScoreRow.table.header.filter { $0.hasPrefix("inside_") }
        == ["inside_50", "inside_80", "inside_90", "inside_95"])
  }

  @Test("statements and counts read back, an infinite log score as an empty field")
  func others() throws {
    var statement = ScoreStatementRow()
    statement.probability = Measured(0.5, low: 0.25, high: 0.75)
    (statement.threshold, statement.happened, statement.logScore) = (1e10, true, .infinity)
    try expectReadsBack([statement])
    statement.logScore = .nan
    statement.settle()
    #expect(statement.logScore == .infinity)
    var all = CalibrationTableRow()
    (all.scenario, all.actuals, all.meanPIT) = ("all", 6, 0.5)
    all.counts[3] = .init(inside: 5, expected: 5.7)
    try expectReadsBack([all])
  }

  @Test(
    "what no score can have written is told with its column and rule",
    arguments: [
      (",2025-07-15,", ",15 July,", "as_of must be a date written yyyy-mm-dd, got \"15 July\""),
      (",0.375,", ",1.5,", "pit must lie between 0 and 1, got \"1.5\""),
      (",-1,1,yes", ",-1,1,1", "inside_95 must be yes or no, got \"1\""),
    ])
  func refuses(from: String, to: String, message: String) throws {
    try expectRefusal([Self.scored], replacing: from, with: to, message)
  }
}
