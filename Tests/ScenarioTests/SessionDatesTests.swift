import EventStudy
import Foundation
import Scenario
import Testing

@testable import Expressions

@Suite("dates of sessions")
struct SessionDatesTests {
  private static func forecast(_ overrides: [String]) throws -> Forecast {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/base.toml").path
    return try Forecast(path: path, overrides: overrides)
  }

  private static func sessions(_ overrides: [String] = []) throws -> SessionDates {
    try #require(try forecast(overrides).model.names.sessions)
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
    let thirteen = "sessions_to_first_month=13"
    let early = try Self.sessions(["as_of=2025-07-01", thirteen])
    #expect(early.sessions(of: try Self.period("2025-07-01")) == (0, 1))
    #expect(early.sessions(of: try Self.period("2025-07-31")) == (12, 13))
    let saturday = try Self.sessions(["as_of=2025-08-30", thirteen])
    #expect(saturday.sessions(of: try Self.period("2025-08")) == (0, 13))
    let none = try Self.sessions(["sessions_to_first_month=0"])
    #expect(none.sessions(of: try Self.period("2025-08-01")) == (0, 1))
  }

  /// By hand: July 2025 has weekdays from Tuesday the 15th to Thursday the 31st; 20 November 2026 is a Friday.
  @Test(
    "without the key the weekdays from as_of to the end of its month come before month 0",
    arguments: [
      ("2025-07-15", 13), ("2025-07-31", 1), ("2025-07-01", 23), ("2026-11-20", 7),
      ("2025-08-30", 0), ("2025-08-29", 1), ("2028-02-01", 21), ("2025-12-24", 6),
    ])
  func counted(asOf: String, sessions: Int) throws {
    let forecast = try Self.forecast(["as_of=\(asOf)"])
    #expect(forecast.model.recovery.assumptions.sessionsToFirstMonth == sessions)
    #expect(forecast.warnings.filter { $0.key == "sessions_to_first_month" }.isEmpty)
    let dates = try #require(forecast.model.names.sessions)
    let month = try Self.period(String(asOf.prefix(7)))
    #expect(dates.sessions(of: month) == (0, sessions))
    if sessions > 0 { #expect(dates.sessions(of: try Self.period(asOf)) == (0, 1)) }
  }

  @Test(
    "a count that no exchange can have is warned of and holds",
    arguments: [(14, true), (13, false), (7, false), (6, true), (0, true)])
  func stray(count: Int, isWarned: Bool) throws {
    let forecast = try Self.forecast(["sessions_to_first_month=\(count)"])
    #expect(forecast.model.recovery.assumptions.sessionsToFirstMonth == count)
    let warnings = forecast.warnings.filter { $0.key == "sessions_to_first_month" }
    #expect(warnings.count == (isWarned ? 1 : 0))
    if isWarned {
      #expect(
        warnings[0].message.hasPrefix(
          "is \(count), where the weekdays from as_of, 2025-07-15, to the end of its month are 13"))
    }
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
