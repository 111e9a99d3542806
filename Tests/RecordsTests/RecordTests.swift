import Foundation
import Records
import Tables
import Testing

/// Every table that a command writes can be read, field by field.
@Suite("records")
struct RecordTests {
  static let measured = Measured(1.5, error: 0.25, low: 1, high: 2)

  @Test("rows of stress read back, an undefined difference as an empty field")
  func stress() throws {
    var row = StressRow()
    (row.output, row.statistic, row.unit) = ("=recovered, \"all\"", "p05", "USD")
    row.values.given = Self.measured
    row.values.isReal = true
    try expectReadsBack([row, StressRow()])
    var statement = StressProbabilityRow()
    (statement.statement, statement.until) = ("recovered >= 1e9", "2026-01")
    try expectReadsBack([statement])
  }

  @Test("rows of seek read back")
  func seek() throws {
    var row = SeekRow()
    (row.value, row.statistic) = (0.1, Self.measured)
    try expectReadsBack([row])
    var crossing = CrossingRow()
    crossing.value = Self.measured
    try expectReadsBack([crossing])
  }

  @Test("a field that no run can have written is told with file, line, column and rule")
  func refusals() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("chipcast-records-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var row = StressProbabilityRow()
    row.until = "2026-01"
    let right = StressProbabilityRow.table.text([row])
    for (from, to, message) in [
      (",2026-01", ",2026-13", "until must be a month written yyyy-mm, got \"2026-13\""),
      (",,2026", ",maybe,2026", "real must be yes or no, got \"maybe\""),
      ("\r\n,,", "\r\n,x,", "conditional must be a number, got \"x\""),
    ] {
      let file = folder.appendingPathComponent("stress_probabilities.csv")
      try right.replacingOccurrences(of: from, with: to)
        .write(to: file, atomically: true, encoding: .utf8)
      let problem = #expect(throws: DataProblem.self) {
        try StressProbabilityRow.read(folder.path)
      }
      #expect(problem?.description == "\(file.path):2: \(message)")
    }
  }
}
