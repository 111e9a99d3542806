import Records
import Tables
import Testing
import Workbook

@testable import Sheets

/// What policy does to shares, in the workbook.
@Suite("sheet of policy and shares")
struct PolicySheetTests {
  private static func row(_ output: String, _ horizon: Int) -> PolicyEffectRow {
    var row = PolicyEffectRow()
    (row.ticker, row.horizon, row.output) = ("A", horizon, output)
    (row.statistics.mean, row.statistics.standardError) = (0.01, 0.001)
    (row.expectedNews, row.expectedSales) = (0.02, Measured(0.03, error: 0.001))
    return row
  }

  private static func sheet(_ rows: [PolicyEffectRow]) throws -> Sheet {
    var car = EquityRow()
    (car.ticker, car.horizon, car.output) = ("A", 20, "car")
    let shares = ShareResults([car], rows, [], [], [])
    return try #require(ShareSheets(shares: shares).sheets.first)
  }

  private static let own = ["policy", "policy_after"].map { row($0, 20) }

  @Test("what stands against another scenario is a table of its own under a heading")
  func against() throws {
    let sheet = try Self.sheet(
      Self.own + PolicyEffectRow.contrasts.map { Self.row($0, 20) })
    #expect(sheet.filter == CellRange(Place(3, 0), Place(5, 18)))
    #expect(
      sheet.cell(7, 0)?.content
        == .text("Less the same in the scenario against, trial by trial"))
    #expect(
      (8...10).map { sheet.cell($0, 2)?.content } == [
        .text("output"), .text("less that of the scenario against"),
        .text("the same without session 0"),
      ])
    // Differences have no slope, so what was expected of them stands where it would.
    #expect(sheet.cell(3, 14)?.content == .text("for $1bn more"))
    #expect(sheet.cell(8, 14)?.content == .text("expected of news"))
    #expect(sheet.cell(9, 15)?.content == .number(0.03))
  }

  @Test("a run alone has one table")
  func alone() throws {
    let sheet = try Self.sheet(Self.own)
    #expect(sheet.cells.allSatisfy { $0.place.row <= 5 })
  }
}
