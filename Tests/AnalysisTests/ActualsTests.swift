import EventStudy
import Foundation
import Scenario
import Tables
import Testing

@testable import Analysis

@Suite("actuals")
struct ActualsTests {
  static let header = "quarter,product,output,value,low,high,unit,date_reported,press\n"

  private static func file(_ rows: String) throws -> ActualsFile {
    try ActualsFile(
      table: CSVTable(bytes: Array((header + rows).utf8), shownAs: "a.csv"), path: "a.csv")
  }

  static let base = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/base.toml").path

  /// The base scenario of tests: as of July 2025, 18 months from August.
  private static func match(
    _ rows: String, overrides: [String] = []
  ) throws -> ActualsMatch {
    try ActualsMatch(file(rows).actuals, Forecast(path: base, overrides: overrides))
  }

  static let mistakes: [(row: String, message: String)] = [
    ("FY2026Q3,H20,,1,,,,2026-01-01,", "output must not be empty"),
    (",H20,revenue,1,,,,2026-01-01,", "quarter must not be empty"),
    ("FY2026Q3,H20,revenue,1e,,,,2026-01-01,", "value must be a number or empty, got \"1e\""),
    ("FY2026Q3,H20,revenue,1,x,,,2026-01-01,", "low must be a number or empty, got \"x\""),
    ("FY2026Q3,H20,revenue,1,,,,2026-01-01,?", "press must be a number or empty, got \"?\""),
    (
      "FY2026Q3,H20,revenue,,,,,2026-01-01,",
      "value, low and high are all empty; one of them is needed"
    ),
    ("FY2026Q3,H20,revenue,1,2,3,,2026-01-01,", "low, value and high must rise, got 2, 1, 3"),
    (
      "FY2026Q3,H20,revenue,1,,,,Nov 2025,",
      "date_reported must be a day such as 2025-11-19 or a month such as 2025-11, got \"Nov 2025\""
    ),
    ("FY2026Q3,H20,revenue,1", "has 4 fields where the header has 9"),
  ]

  @Test("a bad row is told with its line, column and what was found", arguments: mistakes)
  func badRow(row: String, message: String) {
    #expect(throws: DataProblem("a.csv", line: 2, message)) { try Self.file(row + "\n") }
  }

  @Test("a column that is missing is named, and so is a row that stands there twice")
  func badTable() throws {
    let table = try CSVTable(bytes: Array("quarter,product\n".utf8), shownAs: "a.csv")
    #expect(
      throws: DataProblem(
        "a.csv", "has no column \"output\"; its columns are quarter, product")
    ) { try ActualsFile(table: table, path: "a.csv") }
    let row = "FY2026Q3,H20,revenue,1,,,,2026-01-01,\n"
    #expect(
      throws: DataProblem(
        "a.csv", line: 3, "H20 revenue FY2026Q3 stands in line 2 too; keep one of them")
    ) { try Self.file(row + row) }
  }

  static let unmatched: [(row: String, reason: String)] = [
    ("FY2026Q3,H20,revenue,1,,,,2025-07-15,", "reported 2025-07-15, not after 2025-07-15"),
    ("FY2026Q3,H20,revenue,1,,,,2025-07,", "reported 2025-07, not after 2025-07-15"),
    ("FY2026Q3,H20,revenue,,0,1,,2026-01-01,", "has bounds only, no value"),
    ("FY2026Q3,H99,revenue,1,,,,2026-01-01,", "the scenario has no product H99"),
    (
      "FY2026Q2,H20,revenue,1,,,,2026-01-01,",
      "FY2026Q2 is not forecast, FY2026Q3 to FY2027Q4 are"
    ),
    ("CY2025Q4,H20,revenue,1,,,,2026-01-01,", "CY2025Q4 is not forecast, FY2026Q3 to FY2027Q4 are"),
    ("FY2026Q3,H20,margin,1,,,,2026-01-01,", "the scenario has no output margin of a quarter"),
    (
      "FY2026Q3,H20,units,1,,,,2026-01-01,", "units are forecast of FY2026Q3..FY2027Q4 alone"
    ),
    (
      "FY2026Q4..FY2026Q3,H20,revenue,1,,,,2026-01-01,",
      "FY2026Q4..FY2026Q3 is not forecast, FY2026Q3..FY2027Q4 is"
    ),
    ("FY2026Q3,H20,revenue,1,,,CNY,2026-01-01,", "is in CNY, revenue.H20.FY2026Q3 in USD"),
    (
      "FY2027,total,recovered_fy,1,,,,2026-01-01,", "recovered_fy of the scenario is that of FY2026"
    ),
  ]

  @Test("what a scenario did not forecast is left out with the reason", arguments: unmatched)
  func leftOut(row: String, reason: String) throws {
    let match = try Self.match(row + "\n")
    #expect(match.forecasts.isEmpty && match.leftovers.map(\.reason) == [reason])
  }

  @Test("quarters, totals, years and the fiscal year are found by name")
  func found() throws {
    let match = try Self.match(
      """
      FY2026Q3,H20,revenue,5,,,USD,2025-11-19,
      FY2027,B30,revenue,4,,,USD,2027-02-25,
      FY2026,total,recovered_fy,6,,,,2026-02-25,10

      """)
    #expect(
      match.forecasts.map(\.name) == [
        "revenue.H20.FY2026Q3",
        "revenue.B30.FY2027Q1 + revenue.B30.FY2027Q2 + revenue.B30.FY2027Q3 + revenue.B30.FY2027Q4",
        "recovered_fy",
      ])
    #expect(match.forecasts.map(\.outputs.count) == [1, 4, 1])
    #expect(match.forecasts[2].actual.press == 10)
  }

  @Test("quarters one after the other add up, and units are those of the whole horizon")
  func ranges() throws {
    let match = try Self.match(
      """
      FY2026Q3..FY2026Q4,H20,revenue,5,,,USD,2026-02-25,
      FY2026Q3..FY2027Q4,B30,units,4,,,units,2027-02-25,
      FY2026Q3..FY2027Q4,total,units,9,,,units,2027-02-25,

      """)
    #expect(
      match.forecasts.map(\.name) == [
        "revenue.H20.FY2026Q3 + revenue.H20.FY2026Q4", "units.B30", "units.H20 + units.B30",
      ])
  }

  @Test("totals of all quarters to the year's end add up to recovered_fy, ranges too")
  func addedUp() throws {
    let rows = """
      FY2026Q3,total,revenue,50,45,55,USD,2025-11-19,
      FY2026Q4,total,revenue,10,,20,USD,2026-02-25,

      """
    let sum = try #require(Self.match(rows).forecasts.last)
    #expect(sum.name == "recovered_fy" && sum.actual.lines == [2, 3])
    #expect(sum.actual.value == 60 && sum.actual.low == 55 && sum.actual.high == 75)
    #expect(sum.actual.reportedText == "2026-02-25")
    // One of the two alone is no year.
    let part = try Self.match(String(rows.split(separator: "\n")[0]) + "\n")
    #expect(part.forecasts.map(\.name) == ["revenue.total.FY2026Q3"])
  }

  @Test("a later forecast is not held against quarters that it did not forecast wholly")
  func later() throws {
    let rows = """
      FY2026Q3,total,revenue,50,,,USD,2025-12-19,
      FY2026Q4,total,revenue,10,,,USD,2026-02-25,
      FY2026,total,recovered_fy,60,,,USD,2026-02-25,

      """
    let october = try Self.match(rows, overrides: ["as_of=2025-10-20"])
    #expect(october.forecasts.map(\.name) == ["revenue.total.FY2026Q4", "recovered_fy"])
    #expect(october.forecasts.last?.actual.value == 10)
    #expect(
      october.leftovers.map(\.reason) == [
        "FY2026Q3 is not forecast, FY2026Q4 to FY2028Q1 are",
        "covers FY2026Q3, which came before the forecast",
      ])
    let september = try Self.match(rows, overrides: ["as_of=2025-09-01"])
    #expect(
      september.leftovers.map(\.reason).first
        == "the scenario forecasts 1 of the 3 months of FY2026Q3")
  }
}
