import Tables
import Testing

@testable import EventStudy

@Suite("the record of events")
struct EventRecordTests {
  private static let levels = ["neutral", "discouraging", "stopped"]
  private static let shipped = packageRoot.appendingPathComponent("Data/events.csv").path

  private static func shipped(_ last: String) throws -> EventRecord {
    try EventRecord(path: shipped, upTo: #require(Day(last)), states: levels)
  }

  private static func record(_ rows: String, upTo last: String = "2025-12-31") throws -> EventRecord
  {
    let folder = try TemporaryFolder()
    let path = try folder.write("events.csv", "id,date,class,state\n" + rows)
    return try EventRecord(
      path: path, shownAs: "events.csv", upTo: #require(Day(last)), states: levels)
  }

  @Test("has two tightenings in 33.3 months to July 2025; the one that begins it does not count")
  func tightenings() throws {
    let count = try Self.shipped("2025-07-15").count(of: "controls_tightened", in: nil)
    #expect(count.ids == ["bis-rule-2023-10-17", "h20-licence-required-2025-04-15"])
    #expect(abs(count.months - 33.3) < 0.06 && count.first == Day("2022-10-07"))
  }

  @Test("has nine rejections in 16 months from the announcement of July 2025 to November 2026")
  func rejections() throws {
    let record = try Self.shipped("2026-11-20")
    let count = record.count(
      of: "chinese_rejection", in: "discouraging", since: Day("2025-07-15"))
    #expect(count.ids.count == 9 && abs(count.months - 16.2) < 0.05)
    // From the start of the guidance, which does not count itself.
    let all = record.count(of: "chinese_rejection", in: "discouraging")
    #expect(all.ids.count == 11 && all.first == Day("2024-09-27"))
    #expect(record.count(of: "chinese_rejection", in: "neutral").ids == [])
    #expect(record.count(of: "chinese_rejection", in: "stopped").first == nil)
  }

  @Test("the levels share the whole time out where every row states one")
  func sharedOut() throws {
    let record = try Self.shipped("2026-11-20")
    let whole = record.count(of: "earnings", in: nil)
    let parts = Self.levels.map { record.count(of: "earnings", in: $0) }
    #expect(abs(parts.map(\.months).reduce(0, +) - whole.months) < 1e-12)
    #expect(parts.map(\.ids.count).reduce(0, +) == whole.ids.count)
  }

  @Test("a row that brings a level in counts at none; an empty one leaves time open")
  func windows() throws {
    let record = try Self.record(
      """
      a,2025-01-01,x,neutral
      b,2025-02-01,x,neutral
      c,2025-03-01,x,discouraging
      d,2025-03-01,x,discouraging
      e,2025-04-01,x,
      f,2025-05-01,x,discouraging
      g,2025-06-01,x,discouraging
      h,2025-07-01,y,discouraging

      """, upTo: "2025-07-31")
    let month = 365.25 / 12
    let neutral = record.count(of: "x", in: "neutral")
    #expect(neutral.ids == ["b"] && neutral.months == 59 / month)
    let held = record.count(of: "x", in: "discouraging")
    // The second row of a day follows the first; what comes after an open time begins one.
    #expect(held.ids == ["d", "g"] && held.months == (31 + 91) / month)
    let late = record.count(of: "x", in: "discouraging", since: Day("2025-05-15"))
    #expect(late.ids == ["g"] && late.months == 77 / month && late.first == Day("2025-05-15"))
    #expect(record.count(of: "x", in: nil, since: Day("2025-06-01")).ids == [])
  }

  @Test("rows are taken in the order of their dates")
  func order() throws {
    let rows = ["a,2025-01-01,x,neutral\n", "b,2025-02-01,x,neutral\n", "c,2025-03-01,y,stopped\n"]
    let count = try Self.record(rows.reversed().joined()).count(of: "x", in: "neutral")
    #expect(try count == Self.record(rows.joined()).count(of: "x", in: "neutral"))
    #expect(count.ids == ["b"])
  }

  @Test("nothing but the date is looked at of a later row")
  func later() throws {
    let rows = "a,2025-01-01,x,neutral\nb,2025-02-01,x,neutral\n"
    let plain = try Self.record(rows, upTo: "2025-06-30").count(of: "x", in: nil)
    let more = try Self.record(
      rows + "c,2025-07-01,x,absurd\nd,2025-07-02\n", upTo: "2025-06-30"
    ).count(of: "x", in: nil)
    #expect(plain == more)
  }

  @Test(
    "what is wrong is told with its line",
    arguments: [
      (
        "a,2025-01-01,x,shut\n",
        "events.csv:2: state must be one of \"neutral\", \"discouraging\", \"stopped\", or empty, got \"shut\""
      ),
      ("a,2026-01-01,x,\n", "events.csv: has no row dated up to 2025-12-31"),
      (
        "a,soon,x,\n",
        "events.csv:2: date must be a date written yyyy-mm-dd, yyyy/mm/dd or yyyymmdd, got \"soon\""
      ),
    ])
  func wrong(rows: String, message: String) throws {
    let problem = #expect(throws: DataProblem.self) { try Self.record(rows) }
    #expect(problem.map { "\($0)" } == message)
  }
}
