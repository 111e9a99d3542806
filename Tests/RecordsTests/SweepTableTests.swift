import Tables
import Testing

@testable import Records

/// The tables of a sweep, whose columns hang on its keys.
@Suite("records of a sweep")
struct SweepTableTests {
  private static let keys = ["uptake", "products.\"A, B\".price"]

  private static func row(_ number: Int) -> SweepRow {
    var row = SweepRow(keys: keys.count)
    (row.number, row.scenario, row.values) = (number, "base", ["0.3", "=x"])
    (row.output, row.unit, row.statistic) = ("recovered", "USD", "p50")
    row.figure = Measured(Double(number) / 7, low: -1, high: 1)
    return row
  }

  @Test("there is a column for each key, whatever its name")
  func header() throws {
    let table = SweepRow.table(Self.keys)
    #expect(Array(table.header[..<5]) == ["number", "scenario"] + Self.keys + ["output"])
    try expectReadsBack(table, [Self.row(0)], blank: SweepRow(keys: 2))
    let wide = SweepWideRow.table(["uptake"], ["recovered mean", "P(recovered >= 1e9)"])
    #expect(
      wide.header == ["number", "scenario", "uptake", "recovered mean", "P(recovered >= 1e9)"])
    let row = SweepWideRow(number: 3, scenario: "base", values: ["0.3"], figures: [1.5, .nan])
    try expectReadsBack(wide, [row], blank: row)
  }

  @Test("ten thousand rows, which all cores write, are in their order")
  func order() throws {
    let rows = (0..<10_000).map(Self.row)
    let table = SweepRow.table(Self.keys)
    try expectReadsBack(table, rows, blank: SweepRow(keys: 2))
    let lines = table.text(rows).split(separator: "\r\n").dropFirst()
    #expect(lines.map { $0.prefix { $0 != "," } } == rows.map { "\($0.number)"[...] })
  }

  @Test("an empty figure is \"never\": what is undefined has no row")
  func never() throws {
    var row = Self.row(0)
    row.figure = Measured(.infinity, low: 5, high: .infinity)
    try inTemporaryFolder { folder in
      let table = SweepRow.table(Self.keys)
      try table.text([row]).write(
        toFile: "\(folder)/\(table.name)", atomically: true, encoding: .utf8)
      let read = try SweepRow.read(folder, keys: Self.keys)
      #expect(read.map(\.figure.value) == [.infinity] && read[0].figure.low == 5)
      #expect(read[0].values == row.values)
    }
  }
}
