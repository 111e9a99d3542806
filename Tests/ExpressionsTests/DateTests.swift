import Expressions
import Sampling
import Testing

/// Days of events beside dates. Seven sessions: two in July, two on 1 August, one on the 4th and the 6th,
/// one in September.
@Suite("dates in expressions")
struct DateTests {
  private static let names: Names = {
    var names = Names(outputs: ["recovered", "day.x", "day.y"])
    names.sessions = SessionDates([
      (2025, 7, 30), (2025, 7, 31), (2025, 8, 1), (2025, 8, 1), (2025, 8, 4), (2025, 8, 6),
      (2025, 9, 1),
    ])
    return names
  }()

  /// The sessions of x at which a truth holds; 7 stands for never. y never happens.
  private static func days(_ text: String) throws -> [Int] {
    let expression = try Expression(parsing: text, names: names, as: .truth)
    var stack = PackStack()
    return (0...7).filter { day in
      let values = [1.0, day == 7 ? .infinity : Double(day), .infinity]
      return expression.evaluate(&stack) { Pack(repeating: values[$0]) }[0] > 0
    }
  }

  @Test(
    "a comparison with a date holds for the sessions on the dates that it names",
    arguments: [
      ("day.x >= 2025-08-01", [2, 3, 4, 5, 6]), ("day.x > 2025-08-01", [4, 5, 6]),
      ("day.x <= 2025-08-01", [0, 1, 2, 3]), ("day.x < 2025-08-01", [0, 1]),
      ("day.x = 2025-08-01", [2, 3]), ("day.x == 2025-08-05", []),
      ("day.x != 2025-08-01", [0, 1, 4, 5, 6]), ("2025-08-01 = day.x", [2, 3]),
      // No session on the day itself.
      ("day.x >= 2025-08-02", [4, 5, 6]), ("day.x > 2025-08-02", [4, 5, 6]),
      ("day.x <= 2025-08-05", [0, 1, 2, 3, 4]), ("day.x < 2025-08-05", [0, 1, 2, 3, 4]),
      // The date first.
      ("2025-08-01 <= day.x", [2, 3, 4, 5, 6]), ("2025-08-01 < x", [4, 5, 6]),
      ("2025-08-01 >= x", [0, 1, 2, 3]), ("2025-08-01 > x", [0, 1]),
      ("2025-08-01 <= day.x < 2025-09-01", [2, 3, 4, 5]),
      ("2025-08-01 < x <= 2025-08-05", [4]), ("2025-08-06 >= day.x > 2025-07-31", [2, 3, 4, 5]),
      ("1 <= day.x < 2025-08-04", [1, 2, 3]), ("(2025-08-01) <= (day.x)", [2, 3, 4, 5, 6]),
      // On either edge of the months of the forecast.
      ("day.x >= 2025-07-01", [0, 1, 2, 3, 4, 5, 6]),
      ("day.x < 2025-10-01", [0, 1, 2, 3, 4, 5, 6]),
    ])
  func compares(text: String, days: [Int]) throws { #expect(try Self.days(text) == days) }

  @Test(
    "in takes a date, a month or a year; what never happens is in none",
    arguments: [
      ("x in 2025-08", [2, 3, 4, 5]), ("day.x in 2025-08", [2, 3, 4, 5]),
      ("x in 2025-08-04", [4]), ("x in 2025-08-05", []), ("x in 2025", [0, 1, 2, 3, 4, 5, 6]),
      ("not x in 2025-08", [0, 1, 6, 7]), ("x in 2025-07 or x in 2025-09", [0, 1, 6]),
      ("recovered > 0 and x in 2025-07", [0, 1]), ("y in 2025-08", []),
      ("min(x, y) in 2025-07", [0, 1]), ("max(day.x, day.y) in 2025-07", []),
      ("if(recovered > 0, x, y) in 2025-07", [0, 1]),
      ("x + 2 >= 2025-08-01", [0, 1, 2, 3, 4, 5, 6]),
      ("day.x - 1 in 2025-07", [1, 2]), ("if(x in 2025-08, 1, 0) = 1", [2, 3, 4, 5]),
    ])
  func belongs(text: String, days: [Int]) throws { #expect(try Self.days(text) == days) }

  @Test("what never happens is on no date, though it is not before session 5")
  func never() throws {
    #expect(try Self.days("day.x >= 5") == [5, 6, 7])
    #expect(try Self.days("day.x >= 2025-08-06") == [5, 6])
    #expect(try Self.days("not day.x < 2025-08-06") == [5, 6, 7])
    #expect(try Self.days("y >= 2025-08-06 or y != 2025-08-06") == [])
    #expect(try Self.days("not day.x != 2025-08-01") == [2, 3, 7])
    #expect(try Self.days("not day.x = 2025-08-01") == [0, 1, 4, 5, 6, 7])
    #expect(try Self.days("not 2025-08-06 <= day.x") == [0, 1, 2, 3, 4, 7])
    #expect(try Self.days("not 2025-08-01 <= x < 2025-09-01") == [0, 1, 6, 7])
    #expect(try Self.days("not 2025-08-06 >= x > 2025-07-31") == [0, 1, 6, 7])
  }

  @Test("within counts sessions from the announcement, the last one too")
  func within() throws {
    #expect(try Self.days("x within 2 sessions") == [0, 1, 2])
    #expect(try Self.days("day.x within 1 session") == [0, 1])
    #expect(try Self.days("not x within 5 sessions") == [6, 7])
    #expect(try Self.days("y within 500 sessions") == [])
    let plain = Names(outputs: ["day.x"])
    #expect(throws: Never.self) {
      try Expression(parsing: "x within 60 sessions", names: plain, as: .truth)
    }
  }

  private static let longForm = "; write day.x >= 2025-10-01, or day.x in 2025-10"

  @Test(
    "what only looks like a date is refused with the right form",
    arguments: [
      ("day.x >= 2025-10", "2025-10 is arithmetic here, no date\(longForm)", 9..<16),
      ("day.x >= 2025 - 10", "2025 - 10 is arithmetic here, no date\(longForm)", 9..<18),
      ("day.x >= 2025/10", "2025/10 is arithmetic here, no date\(longForm)", 9..<16),
      ("day.x >= 10/2025", "10/2025 is arithmetic here, no date\(longForm)", 9..<16),
      (
        "x < 2025/8/1",
        "2025/8/1 is arithmetic here, no date; write x < 2025-08-01, or x in 2025-08-01", 4..<12
      ),
      (
        "2025-8 <= day.x",
        "2025-8 is arithmetic here, no date; write day.x >= 2025-08-01, or day.x in 2025-08", 0..<6
      ),
      (
        "day.x >= 2026",
        "2026 lies outside the months of the forecast, 2025-07 to 2025-09",
        9..<13
      ),
      ("day.x >= (2025-10)", "2025-10 is arithmetic here, no date\(longForm)", 10..<17),
      ("day.x >= 2025-10 + 0", "2025-10 is arithmetic here, no date\(longForm)", 9..<16),
      ("day.x * 1 >= 2025-10", "2025-10 is arithmetic here, no date\(longForm)", 13..<20),
      ("max(day.x, 3) >= 2025-10", "2025-10 is arithmetic here, no date\(longForm)", 17..<24),
      ("day.x - 2025-10 > 0", "2025-10 is arithmetic here, no date\(longForm)", 8..<15),
      ("day.x < day.y - 2025-10", "2025-10 is arithmetic here, no date\(longForm)", 16..<23),
      (
        "x and recovered > 2025-10",
        "2025-10 is arithmetic here, no date; write x >= 2025-10-01, or "
          + "x in 2025-10", 18..<25
      ),
      (
        "day.x >= 2025 - (10)", "2025 - (10) is a session beyond the last, no date\(longForm)",
        9..<20
      ),
      (
        "day.x >= -(10-2025)", "-(10-2025) is a session beyond the last, no date\(longForm)", 9..<19
      ),
      ("day.x >= 2025.10", "2025.10 is a session beyond the last, no date\(longForm)", 9..<16),
      ("202510 <= day.x", "202510 is a session beyond the last, no date\(longForm)", 0..<6),
      (
        "day.x >= 20251001",
        "20251001 is a session beyond the last, no date; write day.x >= 2025-10-01, or day.x in "
          + "2025-10-01", 9..<17
      ),
      (
        "abs(day.x) >= 5000",
        "5000 asks for a session beyond the last, 6; what never happens is not x, and a date is "
          + "written like day.x >= 2025-09-01", 14..<18
      ),
      (
        "day.x - 5000 > 0",
        "day.x - 5000 > 0 asks for a session beyond the last, 6; what never happens is not x, and a "
          + "date is written like day.x >= 2025-09-01", 0..<16
      ),
      (
        "day.x >= 9999-12-31",
        "9999-12-31 lies outside the months of the forecast, 2025-07 to 2025-09", 9..<19
      ),
      (
        "day.x != 0000-01-01",
        "0000-01-01 lies outside the months of the forecast, 2025-07 to 2025-09", 9..<19
      ),
      (
        "day.x >= 3000-01", "3000-01 lies outside the months of the forecast, 2025-07 to 2025-09",
        9..<16
      ),
      (
        "0060-12 <= x", "0060-12 lies outside the months of the forecast, 2025-07 to 2025-09", 0..<7
      ),
      (
        "x in 9999", "9999 lies outside the months of the forecast, 2025-07 to 2025-09", 5..<9
      ),
      (
        "day.x >= 2025",
        "2025 is a session beyond the last, no date; write day.x >= 2025-01-01, or day.x in 2025",
        9..<13
      ),
      ("day.x >= 9999-99-99", "the calendar has no 9999-99-99", 9..<19),
      ("day.x >= 2025-02-30", "the calendar has no 2025-02-30", 9..<19),
      (
        "day.x >= 2026-01-05",
        "2026-01-05 lies outside the months of the forecast, 2025-07 to 2025-09", 9..<19
      ),
      (
        "x in 2025-06", "2025-06 lies outside the months of the forecast, 2025-07 to 2025-09",
        5..<12
      ),
      (
        "recovered >= 2025-08-01",
        "2025-08-01 is a date, which only the day of an event may be compared with, as in "
          + "day.x >= 2025-08-01; a difference is written with spaces", 13..<23
      ),
      (
        "day.x + 2025-08-01 > 5",
        "2025-08-01 is a date, which only the day of an event may be compared with, as in "
          + "day.x >= 2025-08-01; a difference is written with spaces", 8..<18
      ),
      (
        "recovered in 2025-08",
        "in needs an event or its day, as in x in 2025-10; recovered is neither", 0..<9
      ),
      (
        "recovered within 60 sessions",
        "within needs an event or its day, as in x within 60 sessions; recovered is neither", 0..<9
      ),
      (
        "x in August",
        "after in stands a date such as 2025-10-01, a month such as 2025-10 or a year, found August",
        5..<11
      ),
      (
        "x in 2025-8",
        "after in stands a date such as 2025-10-01, a month such as 2025-10 or a year, found 2025-8",
        5..<11
      ),
      ("x within 60", "within counts sessions, as in within 60 sessions, found the end", 11..<12),
      (
        "x within 2 months", "within counts sessions, as in within 60 sessions, found months",
        11..<17
      ),
      (
        "x within 2.5 sessions", "within counts sessions, as in within 60 sessions, found 2.5",
        9..<12
      ),
      ("1 < 2025-08-01 < day.x", "", 4..<14),
      ("day.x < 2025-08-01 < day.y", "a date stands at an end of a chain", 8..<18),
      (
        "1 < day.x = 2025-08-01", "= with a date stands alone, not in a chain", 12..<22
      ),
    ])
  func refuses(text: String, message: String, place: Range<Int>) throws {
    let problem = try #require(throws: ExpressionProblem.self) {
      try Expression(parsing: text, names: Self.names, as: .truth)
    }
    if !message.isEmpty { #expect(problem.message == message) }
    #expect(problem.place == place)
  }

  @Test("differences of other numbers stay what they are")
  func differences() throws {
    #expect(try Self.days("recovered = 2025-10 - 2014") == [0, 1, 2, 3, 4, 5, 6, 7])
    #expect(try Self.days("day.x >= 7-2") == [5, 6, 7])
    #expect(try Self.days("day.x >= 100-98") == [2, 3, 4, 5, 6, 7])
    #expect(try Self.days("recovered + 2024 = 2025") == [0, 1, 2, 3, 4, 5, 6, 7])
    #expect(try Self.days("recovered + 20000 > 3000-10") == [0, 1, 2, 3, 4, 5, 6, 7])
    #expect(try Self.days("day.x * 1000 > 4500") == [5, 6, 7])
    #expect(try Self.days("day.x * 2 < 10") == [0, 1, 2, 3, 4])
    #expect(try Self.days("day.x <= 6") == [0, 1, 2, 3, 4, 5, 6])
    #expect(try Self.days("100 - day.x > 95") == [0, 1, 2, 3, 4])
    #expect(try Self.days("abs(day.x - 4) < 2") == [3, 4, 5])
    #expect(try Self.days("day.x / 100 > 5%") == [6, 7])
    #expect(try Self.days("day.x = 1 / 0") == [7])
    #expect(try Self.days("if(x, day.x, 9999) > 60") == [7])
  }

  @Test("without a calendar a date is refused")
  func noCalendar() throws {
    let problem = try #require(throws: ExpressionProblem.self) {
      try Expression(
        parsing: "day.x >= 2025-08-01", names: Names(outputs: ["day.x"]), as: .truth)
    }
    #expect(
      problem.message == "no dates are known here; count sessions instead of naming 2025-08-01")
  }

  @Test("whatever stands around dates is read or refused, and what is read has a value")
  func anything() {
    let words = [
      "x", "day.x", "day.y", "recovered", "2025-08-01", "(2025-08-04)", "2025", "2025-08", "5",
      "in",
      "within", "sessions", "<", "<=", "=", "!=", ">", ">=", "+", "-", "and", "not", "(", ")",
      "min(",
      ",", "if(",
    ]
    var random = SplitMix(state: 5)
    var stack = PackStack()
    var accepted = 0
    for k in 0..<4_000 {
      // Half begin as a comparison with a date does.
      let start = k % 2 == 0 ? "day.x <= 2025-08-01" : ""
      let text = (0..<Int.random(in: 1..<8, using: &random)).reduce(start) { text, _ in
        text + " " + words.randomElement(using: &random)!
      }
      guard let expression = try? Expression(parsing: text, names: Self.names) else { continue }
      accepted += 1
      let value = expression.evaluate(&stack) { _ in Pack(repeating: 3) }
      if expression.kind == .truth { #expect(value[0] == 0 || value[0] == 1, "\(text)") }
    }
    #expect(accepted > 20)
  }
}
