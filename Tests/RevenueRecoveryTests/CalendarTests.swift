import RevenueRecovery
import Testing

@Suite("The fiscal calendar")
struct CalendarTests {
  @Test(
    "a month belongs to NVIDIA's fiscal quarter, named for the January that ends the year",
    arguments: [
      (2025, 1, "FY2025Q4"), (2025, 2, "FY2026Q1"), (2025, 4, "FY2026Q1"), (2025, 5, "FY2026Q2"),
      (2025, 7, "FY2026Q2"), (2025, 8, "FY2026Q3"), (2025, 10, "FY2026Q3"),
      (2025, 11, "FY2026Q4"), (2025, 12, "FY2026Q4"), (2026, 1, "FY2026Q4"),
      (2026, 2, "FY2027Q1"),
    ])
  func quarter(year: Int, month: Int, expected: String) {
    #expect(FiscalQuarter(of: YearMonth(year: year, month: month)).description == expected)
  }

  @Test(
    "months are counted over the turn of the year",
    arguments: [
      (2025, 12, 1, "2026-01"), (2025, 8, 17, "2027-01"), (2025, 1, 11, "2025-12"),
      (2025, 12, 0, "2025-12"), (2025, 3, -3, "2024-12"),
    ])
  func advance(year: Int, month: Int, count: Int, expected: String) {
    #expect(YearMonth(year: year, month: month).advanced(by: count).description == expected)
  }

  @Test(
    "by fiscal year end means the months up to and with the first January",
    arguments: [(8, 18, 6), (12, 18, 2), (1, 18, 1), (2, 18, 12), (8, 3, 3), (2, 12, 12)])
  func fiscalYearEnd(month: Int, months: Int, expected: Int) {
    let calendar = FiscalCalendar(firstMonth: YearMonth(year: 2025, month: month), months: months)
    #expect(calendar.monthsToFiscalYearEnd == expected)
  }

  @Test("the eighteen months from August 2025 fall in six quarters of three")
  func base() {
    let calendar = FiscalCalendar(firstMonth: YearMonth(year: 2025, month: 8), months: 18)
    #expect(
      calendar.quarters.map(\.description) == [
        "FY2026Q3", "FY2026Q4", "FY2027Q1", "FY2027Q2", "FY2027Q3", "FY2027Q4",
      ])
    #expect(calendar.monthsOfQuarter == [0..<3, 3..<6, 6..<9, 9..<12, 12..<15, 15..<18])
  }

  @Test("after an as-of date in December month 0 is January, the last of its quarter")
  func december() {
    let first = YearMonth(year: 2025, month: 12).advanced(by: 1)
    let calendar = FiscalCalendar(firstMonth: first, months: 5)
    #expect(first.description == "2026-01")
    #expect(calendar.quarters.map(\.description) == ["FY2026Q4", "FY2027Q1", "FY2027Q2"])
    #expect(calendar.monthsOfQuarter == [0..<1, 1..<4, 4..<5])
    #expect(calendar.monthsToFiscalYearEnd == 1)
  }
}
