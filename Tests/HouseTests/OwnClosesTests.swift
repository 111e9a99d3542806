import Foundation
import Testing

/// A user's own closes and events.
@Suite("event-study of a user's own files")
struct OwnClosesTests {
  @Test("plain closes and a Yahoo export are studied side by side, a jump of a tenth is found")
  func ownCloses() async throws {
    let place = try Workplace()
    try OwnCloses.write(to: place)
    let outcome = try await place.chipcast("event-study", "events.csv", "--closes", "closes")
    #expect(outcome.code == 0)
    for ticker in ["PLAIN", "YAHOO"] {
      let rows = try place.table("car.csv").rows.filter { $0[1] == ticker }
      #expect(rows.map { $0[4] } == ["[0,0]", "[0,+1]", "[-1,+1]", "[-1,+10]"])
      #expect(rows.allSatisfy { $0[14] == "used" })
      // ln 1.1 but for the swings of closes about 100.
      #expect(abs(try #require(Double(rows[0][5])) - log(1.1)) < 0.05)
    }
    let series = try #require(try JSON(place.text("out/event-study/run.json"))["series"]?.elements)
    #expect(series.map { $0["ticker"]?.string } == ["INDEX", "PLAIN", "YAHOO"])
    #expect(series.map { $0["column"]?.string } == ["close", "close", "Adj Close"])
    #expect(series.map { $0["rows_without_price"]?.number } == [0, 0, 1])
    #expect(outcome.out.contains("1 event · 2 equities · market model"))
  }

  @Test("the listing is found beside the events where the closes have none, or is named")
  func listing() async throws {
    let place = try Workplace()
    try OwnCloses.write(to: place)
    let arguments = ["event-study", "events.csv", "--closes", "deep/closes", "--quiet"]
    try place.makeFolder("deep")
    try FileManager.default.moveItem(
      at: place.folder.appendingPathComponent("closes"),
      to: place.folder.appendingPathComponent("deep/closes"))
    #expect(try await place.chipcast(all: arguments) == Outcome(code: 0, out: "", err: ""))
    let first = try place.text("out/event-study/car.csv")
    try place.write("mine.csv", try place.text("equities.csv"))
    try place.remove("equities.csv")
    #expect(
      try await place.chipcast(all: arguments)
        == .refused([
          "deep/equities.csv or equities.csv: there is no such file; name the listing of equities "
            + "with --listing"
        ]))
    let named = try await place.chipcast(all: arguments + ["--listing", "mine.csv"])
    #expect(named == Outcome(code: 0, out: "", err: ""))
    #expect(try place.text("out/event-study/car.csv") == first)
  }

  @Test("equities that are not asked for need no closes")
  func someEquities() async throws {
    let place = try Workplace()
    try OwnCloses.write(to: place)
    try place.remove("closes/YAHOO.csv")
    let arguments = ["event-study", "events.csv", "--closes", "closes", "--quiet"]
    #expect(
      try await place.chipcast(all: arguments)
        == .refused(["closes/YAHOO.csv: there is no such file"]))
    let outcome = try await place.chipcast(all: arguments + ["--equities", "PLAIN"])
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
  }

  @Test("a move beyond the price limit is named on the terminal, in run.json and on the page")
  func beyondLimit() async throws {
    let place = try Workplace()
    try OwnCloses.write(to: place)
    try place.write(
      "equities.csv",
      "ticker,exchange,benchmark,price_limit\nPLAIN,NASDAQ,INDEX,0.05\nYAHOO,NYSE,INDEX,\n")
    let outcome = try await place.chipcast(
      "event-study", "events.csv", "--closes", "closes", "--report")
    #expect(outcome.code == 0)
    let day = OwnCloses.days[OwnCloses.eventSession]
    // 110.55 after 102.5.
    let remark =
      "PLAIN moves by 7.9% on \(day) under a price limit of 5%: an unadjusted split or a wrong close. "
      + "Left out of every estimate and sum."
    let words = outcome.out.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains(remark))
    let record = try JSON(place.text("out/event-study/run.json"))
    #expect(record["remarks"]?.elements?.map(\.string) == [remark])
    #expect(try place.text("out/event-study/report.html").contains(remark))
    for row in try place.table("car.csv").rows where row[1] == "PLAIN" {
      #expect(row[5].isEmpty && row[13] == "beyond-limit")
      #expect(row[14].hasPrefix("move beyond the price limit: 7.9% on day 0 under a limit of 5%;"))
    }
  }

  static let mistakes: [(file: String, text: String, message: String)] = [
    (
      "events.csv", "id,date,time_zone,class\ne,2025-07-99,Asia/Shanghai,x\n",
      "events.csv:2: date must be a date written yyyy-mm-dd, yyyy/mm/dd or yyyymmdd, got "
        + "\"2025-07-99\""
    ),
    ("events.csv", "id,date,time_zone,class\n", "events.csv: has no event to study"),
    (
      "events.csv", "id,date,class\ne,2025-07-15,x\n",
      "events.csv: has no column \"time_zone\"; its columns are id, date, class"
    ),
    (
      "events.csv",
      "id,date,time_zone,class,window,estimation\ne,2025-07-15,Asia/Shanghai,x,-5:5,-60:-5\n",
      "events.csv:2: window [-5,+5] overlaps estimation [-60,-5]; end the estimation before it"
    ),
    (
      "equities.csv", "ticker,exchange,benchmark\nPLAIN,SSX,INDEX\n",
      "equities.csv:2: exchange must be one of SSE, SZSE, HKEX, NASDAQ, NYSE, got \"SSX\""
    ),
    ("equities.csv", "ticker,exchange,benchmark\n", "equities.csv: has no equity to study"),
    (
      "equities.csv", "\u{FEFF}ticker;exchange;benchmark\r\nPLAIN;SSE;INDEX\r\n",
      "equities.csv: its fields seem to be separated by semicolons; commas are expected"
    ),
    (
      "events.csv", "\u{FEFF}id;date;time_zone;class\r\ne1;15.07.2025;Asia/Shanghai;x\r\n",
      "events.csv: its fields seem to be separated by semicolons; commas are expected"
    ),
    (
      "events.csv", "id,date,time_zone,class\ne1,2024-08-15,CST,x\n",
      "events.csv:2: time_zone must be an IANA name such as Asia/Shanghai, got \"CST\""
    ),
    (
      "closes/PLAIN.csv", "date,close\n2025-01-02 16:00:00 EST,1\n",
      "closes/PLAIN.csv:2: date names the time zone EST; write an offset such as +08:00 or an IANA "
        + "name such as Asia/Shanghai, got \"2025-01-02 16:00:00 EST\""
    ),
    (
      "closes/PLAIN.csv", "date,close\n2025-01-03,1\n2025-01-04,1\n",
      "closes/PLAIN.csv:3: 2025-01-04 is a Saturday, on which no exchange has a session; are the dates "
        + "those of another time zone, or days filled in between?"
    ),
    (
      "closes/PLAIN.csv", "date,close\n2025-01-02,0x1p3\n",
      "closes/PLAIN.csv:2: close must be a price above 0, got \"0x1p3\""
    ),
    (
      "closes/PLAIN.csv", "date,close\n2025-01-02,1\n2025-01-03,5\0garbage\n",
      "closes/PLAIN.csv:3: holds a NUL byte, which no text has; take it out"
    ),
    (
      "closes/PLAIN.csv", "date,close\n2025-01-02,\(String(repeating: "x", count: 10_000_000))\n",
      "closes/PLAIN.csv:2: close must be a price above 0, got "
        + "\"\(String(repeating: "x", count: 80))…\""
    ),
    (
      "equities.csv", "ticker,exchange,benchmark,price_limit\nPLAIN,NYSE,INDEX,0x1p-3\n",
      "equities.csv:2: price_limit must be a fraction between 0 and 1 such as 0.2, or empty, got "
        + "\"0x1p-3\""
    ),
    (
      "closes/PLAIN.csv", "date,close\n2025-01-02,-1\n",
      "closes/PLAIN.csv:2: close must be a price above 0, got \"-1\""
    ),
    (
      "closes/PLAIN.csv", "date;close\n2025-01-02;1\n",
      "closes/PLAIN.csv: its fields seem to be separated by semicolons; commas are expected"
    ),
  ]

  @Test("a mistake in a file is told with its line, and nothing is written", arguments: mistakes)
  func mistakeIsTold(file: String, text: String, message: String) async throws {
    let place = try Workplace()
    try OwnCloses.write(to: place)
    try place.write(file, text)
    let outcome = try await place.chipcast("event-study", "events.csv", "--closes", "closes")
    #expect(outcome == .refused([message]))
    #expect(!place.hasResults)
  }
}
