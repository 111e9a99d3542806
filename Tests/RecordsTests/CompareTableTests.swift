import Records
import Tables
import Testing

/// The table of a comparison can be read, field by field.
@Suite("records of a comparison")
struct CompareTableTests {
  private static var never: CompareRow {
    var row = CompareRow()
    (row.scenario, row.output, row.kind, row.unit) = ("a, b", "=x", "output", "month")
    row.quantiles.values = [3, 7, .infinity]
    (row.never, row.noValue) = (0.25, 0)
    return row
  }

  @Test("rows read back: the first scenario, another, and a statement")
  func rows() throws {
    var other = Self.never
    other.difference = Measured(-1.5, error: 0.25, low: -2, high: -1)
    (other.varianceRatio, other.real) = (12.5, true)
    var statement = other
    (statement.kind, statement.never, statement.noValue, statement.real) = (
      "statement", nil, nil, false
    )
    try expectReadsBack([Self.never, other, statement])
  }

  @Test("an empty quantile is \"never\" where there is such a share, and undefined elsewhere")
  func settles() {
    for (never, isNever) in [(0.25, true), (0, false), (nil, false)] {
      var row = Self.never
      (row.quantiles.values[2], row.never) = (.nan, never)
      row.settle()
      #expect(row.p50 == 7 && (isNever ? row.p95 == .infinity : row.p95.isNaN))
    }
  }

  @Test(
    "what no comparison can have written is told with its column and rule",
    arguments: [
      (",0.25,", ",2,", "never must lie between 0 and 1, got \"2\""),
      (",7,", ",seven,", "p50 must be a number, got \"seven\""),
      (",,,0.25", ",,maybe,0.25", "real must be yes or no, got \"maybe\""),
    ])
  func refuses(from: String, to: String, message: String) throws {
    try expectRefusal([Self.never], replacing: from, with: to, message)
  }
}
