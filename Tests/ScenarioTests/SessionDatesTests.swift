import EventStudy
import Foundation
import Scenario
import Testing

@testable import Expressions

@Suite("dates of sessions")
struct SessionDatesTests {
  private static func sessions(_ overrides: [String] = []) throws -> SessionDates {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/base.toml").path
    return try #require(
      try Forecast(path: path, overrides: overrides).model.names.sessions)
  }

  private static func period(_ text: String) throws -> DatePeriod {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    return try #require(DatePeriod(parts, written: text))
  }

  /// By hand: 13 sessions to the end of July, then 21 a month. August 2025 has 21 weekdays, so each is
  /// one session; September has 22, October 23, February 2026 has 20.
  @Test(
    "every month has its 21 sessions, from its first weekday to its last",
    arguments: [
      ("2025-07", 0, 13), ("2025-08", 13, 34), ("2025-09", 34, 55), ("2025-10", 55, 76),
      ("2025-11", 76, 97), ("2026-01", 118, 139), ("2025", 0, 118), ("2027-01", 370, 391),
      ("2025-07-15", 0, 1), ("2025-07-16", 1, 2), ("2025-07-18", 3, 4), ("2025-07-19", 4, 4),
      ("2025-07-31", 12, 13), ("2025-08-01", 13, 14), ("2025-08-29", 33, 34),
      ("2025-09-01", 34, 35), ("2025-09-30", 54, 55), ("2025-10-01", 55, 56),
      ("2025-10-31", 75, 76), ("2026-02-02", 139, 140), ("2026-02-27", 159, 160),
    ])
  func months(period: String, first: Int, end: Int) throws {
    let found = try Self.sessions().sessions(of: Self.period(period))
    #expect(found == (first, end))
  }

  @Test("each session is on one weekday, and no later session is on an earlier day")
  func weekdays() throws {
    let dates = try Self.sessions()
    var place = 0
    for number in 0..<600 {
      let day = try #require(Day(year: 2025, month: 7, day: 15)).advanced(by: number)
      let found = try dates.sessions(of: Self.period(day.description))
      #expect(found.first == place && found.end >= place)
      let isWeekend = day.weekday == .saturday || day.weekday == .sunday
      if isWeekend { #expect(found.end == place) }
      place = found.end
    }
    #expect(place == 391)
  }

  @Test("other days and counts of sessions to the first month are spread over what is left of it")
  func others() throws {
    let early = try Self.sessions(["as_of=2025-07-01"])
    #expect(early.sessions(of: try Self.period("2025-07-01")) == (0, 1))
    #expect(early.sessions(of: try Self.period("2025-07-31")) == (12, 13))
    let saturday = try Self.sessions(["as_of=2025-08-30"])
    #expect(saturday.sessions(of: try Self.period("2025-08")) == (0, 13))
    let none = try Self.sessions(["sessions_to_first_month=0"])
    #expect(none.sessions(of: try Self.period("2025-08-01")) == (0, 1))
  }

  @Test("the last day that as_of may be has dates for all of its sessions")
  func endOfTime() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/base.toml").path
    let forecast = try Forecast(path: path, overrides: ["as_of=2200-12-31", "months=120"])
    let sessions = try #require(forecast.model.names.sessions)
    let month = sessions.sessions(of: try Self.period("2210-12"))
    #expect(month.first < month.end)
  }
}
