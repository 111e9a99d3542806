import Foundation
import Records
import Tables
import Testing

/// What it takes to add a table: one declaration. Nothing else is told of this one.
private struct MadeUpRow: Record {
  var quarter = ""
  var units = Measured()
  var dealers: Int?
  var isOpen = false
  var quantiles = Quantiles([.p05, .p95])

  static let table = Table<Self>("made_up.csv", of: "quarter") {
    Column("quarter", \.quarter)
    Column.interval("units", \.units, "that were sold")
    Column("dealers", \.dealers)
    Column("open", \.isOpen)
    Column.all(of: \.quantiles, [Column("p05", \.values[0]), Column("p95", \.values[1])])
  }
}

/// A table that no command writes has its file, its reader, its JSON and its place in the guide.
@Suite("a made-up table")
struct MadeUpTableTests {
  private static let rows: [MadeUpRow] = {
    var row = MadeUpRow()
    row.quarter = "FY2026Q3"
    row.units = Measured(12, low: 10.5, high: 13)
    row.dealers = 3
    row.isOpen = true
    row.quantiles.values = [1, .infinity]
    return [row, MadeUpRow()]
  }()

  @Test("has a file, which reads back")
  func file() throws {
    #expect(
      MadeUpRow.table.text(Self.rows)
        == "quarter,units,units_low,units_high,dealers,open,p05,p95\r\n"
        + "FY2026Q3,12,10.5,13,3,yes,1,\r\n,,,,,no,,\r\n")
    try expectReadsBack(Self.rows)
  }

  @Test("stands in the JSON of its command")
  func json() throws {
    let text = ResultJSON(["command": "made-up"], [MadeUpRow.filled(Self.rows)]).text
    let whole = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    let found = try #require(whole?["made_up"] as? [[String: Any]])
    #expect(found[0]["units_low"] as? Double == 10.5)
    #expect(found[0]["open"] as? Bool == true)
    #expect(found[0]["p95"] is NSNull && found[1]["dealers"] is NSNull)
  }

  @Test("stands in the guide by its declaration")
  func guide() {
    let file = OutputFileGuide.File(MadeUpRow.table)
    #expect(
      file.markdown
        == "| made_up.csv | quarter | quarter, units (that were sold), units_low, units_high, dealers, open, p05, p95 |"
    )
  }
}
