import Tables
import Testing

@testable import EventStudy

@Suite("files of events")
struct EventsFileTests {
  private static func events(_ text: String) throws -> [PolicyEvent] {
    try EventsFile(table: CSVTable(bytes: Array(text.utf8), shownAs: "events.csv")).events
  }

  @Test("the shipped events are read")
  func shipped() throws {
    let path = packageRoot.appendingPathComponent("Data/events.csv").path
    let events = try EventsFile(path: path).events
    #expect(events.count >= 28)
    let first = try #require(events.first { $0.id == "h20-licence-required-2025-04-15" })
    #expect(first.day == Day("2025-04-15") && first.minute == 16 * 60 + 30)
    #expect(first.timeZone == "America/New_York" && first.eventClass == "controls_tightened")
  }

  @Test("an event may have windows of its own")
  func windows() throws {
    let event = try Self.events(
      "id,date,time_zone,class,window,estimation\ne,20250715,UTC,x,0:5,-60:-11\n")[0]
    #expect(event.eventWindow == SessionWindow(0, 5))
    #expect(event.estimationWindow == SessionWindow(-60, -11))
    #expect(event.minute == nil && event.description.isEmpty)
  }

  @Test("says what dated an event, whose it is, when it may have been, and whether it comes first")
  func furtherColumns() throws {
    let events = try Self.events(
      """
      id,date,time_zone,class,dated_by,primary,equity,date_low,date_high
      a,2025-08-12,UTC,x,move,yes,AMD,2025-08-11,2025-08-14
      b,2025-08-12,UTC,x,,,,,2025-08-13
      c,2025-08-12,UTC,x,source,no,,,

      """)
    #expect(events.map(\.datedBy) == [.move, .source, .source])
    #expect(events.map(\.isPrimary) == [true, false, false])
    #expect(events.map(\.ticker) == ["AMD", nil, nil])
    let day = try #require(Day("2025-08-12"))
    #expect(
      events.map(\.possibleDays) == [
        day.advanced(by: -1)...day.advanced(by: 2), day...day.advanced(by: 1), nil,
      ])
  }

  @Test("five shipped events are dated by the session that moved")
  func moves() throws {
    let path = packageRoot.appendingPathComponent("Data/events.csv").path
    #expect(
      try EventsFile(path: path).events.filter { $0.datedBy == .move }.map(\.id) == [
        "easing-talk-2025-06-10", "h20-production-halt-2025-08-22", "h200-considered-2025-11-24",
        "h200-pause-2026-01-08", "h200-cleared-2026-02-03",
      ])
  }

  static let bad: [(String, String)] = [
    (
      "id,date,time_zone,class,dated_by\ne,2025-07-15,UTC,x,price\n",
      "events.csv:2: dated_by must be one of source, move or empty, got \"price\""
    ),
    (
      "id,date,time_zone,class,primary\ne,2025-07-15,UTC,x,1\n",
      "events.csv:2: primary must be one of yes, no or empty, got \"1\""
    ),
    (
      "id,date,time_zone,class,date_low\ne,2025-07-15,UTC,x,soon\n",
      "events.csv:2: date_low must be a date written yyyy-mm-dd, yyyy/mm/dd or yyyymmdd, got \"soon\""
    ),
    (
      "id,date,time_zone,class,date_high\ne,2025-07-15,UTC,x,2025-07-14\n",
      "events.csv:2: date_low, date and date_high must ascend, got 2025-07-15, 2025-07-15 and 2025-07-14"
    ),
    (
      "id,date,time_zone,class,date_low\ne,2025-07-15,UTC,x,2024-07-15\n",
      "events.csv:2: date_high must lie within 31 days of date_low, got 2024-07-15 and 2025-07-15"
    ),
    (
      "id,date,class\n",
      "events.csv: has no column \"time_zone\"; its columns are id, date, class"
    ),
    (
      "id,date,time_zone,class\ne,2025-07-15,Mars/Olympus,x\n",
      "events.csv:2: time_zone must be an IANA name such as Asia/Shanghai, got \"Mars/Olympus\""
    ),
    (
      "id,date,time_zone,class\ne,2025-07-15,CST,x\n",
      "events.csv:2: time_zone must be an IANA name such as Asia/Shanghai, got \"CST\""
    ),
    (
      "id,date,time_zone,class\ne,2025-07-14T22:00:00-04:00,UTC,x\n",
      "events.csv:2: date must be a date written yyyy-mm-dd, yyyy/mm/dd or yyyymmdd, got "
        + "\"2025-07-14T22:00:00-04:00\""
    ),
    (
      "\u{FEFF}id;date;time_zone;class\r\ne1;15.07.2025;Asia/Shanghai;x\r\n",
      "events.csv: its fields seem to be separated by semicolons; commas are expected"
    ),
    ("id,date,time_zone,class\n,2025-07-15,UTC,x\n", "events.csv:2: id must not be empty"),
    ("id,date,time_zone,class\ne,2025-07-15,UTC,\n", "events.csv:2: class must not be empty"),
    (
      "id,date,time_zone,class\ne,July,UTC,x\n",
      "events.csv:2: date must be a date written yyyy-mm-dd, yyyy/mm/dd or yyyymmdd, got \"July\""
    ),
    (
      "id,date,time_zone,class\ne,2025-07-15,UTC,x\ne,2025-07-16,UTC,x\n",
      "events.csv:3: id \"e\" is that of line 2 too; ids are unique"
    ),
    (
      "id,date,time,time_zone,class\ne,2025-07-15,4pm,UTC,x\n",
      "events.csv:2: time must be written hh:mm or be empty, got \"4pm\""
    ),
    (
      "id,date,time,time_zone,class\ne,2025-07-15,24:00,UTC,x\n",
      "events.csv:2: time must be written hh:mm or be empty, got \"24:00\""
    ),
    (
      "id,date,time_zone,class,window\ne,2025-07-15,UTC,x,5:1\n",
      "events.csv:2: window must be two sessions, first:last, such as -1:10, got \"5:1\""
    ),
    (
      "id,date,time_zone,class,window,estimation\ne,2025-07-15,UTC,x,-5:1,-60:-5\n",
      "events.csv:2: window [-5,+1] overlaps estimation [-60,-5]; end the estimation before it"
    ),
  ]

  @Test("what is wrong is named with its line", arguments: bad)
  func problems(text: String, message: String) {
    let problem = #expect(throws: DataProblem.self) { try Self.events(text) }
    #expect(problem?.description == message)
  }

  @Test(
    "a window is read and written",
    arguments: [("-1:10", "[-1,+10]"), ("0:0", "[0,0]"), ("[-120,-21]", "[-120,-21]")])
  func windowText(text: String, written: String) {
    #expect(SessionWindow(text)?.description == written)
    #expect(SessionWindow(written) == SessionWindow(text))
  }

  @Test("anything else is no window", arguments: ["", "1", "1:2:3", "a:b", "2:1", "0:99999999"])
  func notAWindow(text: String) {
    #expect(SessionWindow(text) == nil)
  }
}
