import Testing

@testable import EventStudy

@Suite("time zones and day 0")
struct AnchorTests {
  private static func event(_ day: String, _ time: String?, _ zone: String) -> PolicyEvent {
    let parts = time?.split(separator: ":").compactMap { Int($0) }
    return PolicyEvent(
      id: "e", day: Day(day)!, minute: parts.map { $0[0] * 60 + $0[1] }, timeZone: zone,
      eventClass: "x")
  }

  /// Event, then the date that Shanghai, Hong Kong and New York can react on.
  static let reactions: [(String, String?, String, [String])] = [
    // An Asian date without a time: that day everywhere, in summer and in winter.
    ("2025-07-15", nil, "Asia/Shanghai", ["2025-07-15", "2025-07-15", "2025-07-15"]),
    ("2026-01-14", nil, "Asia/Shanghai", ["2026-01-14", "2026-01-14", "2026-01-14"]),
    // A New York date without a time: that day there, the next in Asia.
    ("2025-08-08", nil, "America/New_York", ["2025-08-09", "2025-08-09", "2025-08-08"]),
    ("2025-11-04", nil, "America/New_York", ["2025-11-05", "2025-11-05", "2025-11-04"]),
    // After the close in New York, before and after its clocks change (2 November 2025).
    ("2025-10-31", "16:30", "America/New_York", ["2025-11-01", "2025-11-01", "2025-11-01"]),
    ("2025-11-03", "16:30", "America/New_York", ["2025-11-04", "2025-11-04", "2025-11-04"]),
    // A minute before the close, and at the close.
    ("2025-07-15", "14:59", "Asia/Shanghai", ["2025-07-15", "2025-07-15", "2025-07-15"]),
    ("2025-07-15", "15:00", "Asia/Shanghai", ["2025-07-16", "2025-07-15", "2025-07-15"]),
    ("2025-07-15", "16:00", "Asia/Hong_Kong", ["2025-07-16", "2025-07-16", "2025-07-15"]),
    ("2025-07-15", "15:59", "America/New_York", ["2025-07-16", "2025-07-16", "2025-07-15"]),
    ("2025-07-15", "16:00", "America/New_York", ["2025-07-16", "2025-07-16", "2025-07-16"]),
    // Shanghai's morning is New York's evening: 03:00 in winter is 14:00 the day before.
    ("2026-01-14", "03:00", "Asia/Shanghai", ["2026-01-14", "2026-01-14", "2026-01-13"]),
    ("2026-01-14", "05:00", "Asia/Shanghai", ["2026-01-14", "2026-01-14", "2026-01-14"]),
    ("2025-07-15", "04:00", "Asia/Shanghai", ["2025-07-15", "2025-07-15", "2025-07-15"]),
  ]

  @Test("news reaches each exchange on the first date it can react", arguments: reactions)
  func reaction(day: String, time: String?, zone: String, expected: [String]) {
    let event = Self.event(day, time, zone)
    let days = [Exchange.shanghai, .hongKong, .newYork].map { event.reactionDay(on: $0) }
    #expect(days.map(\.description) == expected)
  }

  @Test("noon in New York is 16:00 UTC in summer and 17:00 in winter")
  func daylightSaving() {
    func hour(_ day: String) -> Int {
      Self.event(day, "12:00", "America/New_York").instant % 86_400 / 3_600
    }
    #expect(
      ["2025-03-08", "2025-03-09", "2025-11-01", "2025-11-02"].map(hour) == [17, 16, 16, 17])
  }

  /// Sessions around the national holiday of 2022: none from 1 to 9 October.
  private static let sessions = try! Closes(
    ticker: "CSI300",
    days: ["2022-09-29", "2022-09-30", "2022-10-10", "2022-10-11"].map { Day($0)! },
    values: [1, 1, 1, 1])

  @Test(
    "an event on a holiday moves to a session, or is left out",
    arguments: [
      ("2022-10-08", 2, 1, nil), ("2022-10-10", 2, 2, 2), ("2022-09-30", 1, 1, 1),
      ("2022-10-12", nil, nil, nil), ("2022-09-28", nil, nil, nil), ("2022-09-29", 0, 0, 0),
    ] as [(String, Int?, Int?, Int?)])
  func anchors(day: String, next: Int?, previous: Int?, exact: Int?) throws {
    let day = try #require(Day(day))
    #expect(Anchor.next.session(for: day, in: Self.sessions) == next)
    #expect(Anchor.previous.session(for: day, in: Self.sessions) == previous)
    #expect(Anchor.exact.session(for: day, in: Self.sessions) == exact)
  }
}
