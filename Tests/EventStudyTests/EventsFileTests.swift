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

  static let bad: [(String, String)] = [
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
