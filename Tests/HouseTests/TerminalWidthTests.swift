import Testing

/// What a person with a terminal of 80 columns sees.
@Suite("terminal width")
struct TerminalWidthTests {
  static let commands: [[String]] = [
    ["run", "mine.toml"], ["compare", "mine.toml", "high.toml"],
    ["sweep", "mine.toml", "--vary", "uptake.mode=0.3,0.4"],
    [
      "sensitivity", "mine.toml", "--method", "tornado,rank,sobol,delta,pawn,line", "--output",
      "recovered", "--threshold", "3e9",
    ],
    ["stress", "mine.toml", "--given", "guidance_discouraging"],
    ["seek", "mine.toml", "--vary", "uptake", "--until", "mean(recovered) = 5e9"],
    ["explain", "mine.toml", "--trial", "worst"],
    ["score", "mine.toml", "--actuals", "actuals.csv"],
    [
      "value-of-information", "mine.toml", "--payoff", "build=300 * h20_equivalents - 150e6",
      "--payoff", "wait=0",
    ],
  ]

  private static func place() throws -> Workplace {
    let place = try Workplace()
    try place.write("high.toml", Base.withPrice("14000"))
    try place.write(
      "actuals.csv",
      """
      quarter,product,output,value,low,high,unit,date_reported,press
      FY2026Q3,H20,revenue,5e8,4.9e8,5.1e8,USD,2025-11-19,
      FY2026,total,recovered_fy,6e7,55e6,65e6,USD,2026-02-25,1e10
      FY2026Q2,H20,revenue,0,,,USD,2025-08-27,

      """)
    return place
  }

  /// Lines of more than 80 columns; progress is written over itself.
  private static func beyond(_ lines: [String]) -> [Substring] {
    lines.flatMap { $0.split(separator: "\r") }.filter { $0.count > 80 }
  }

  @Test("no command writes beyond 80 columns", arguments: commands)
  func fits(command: [String]) async throws {
    let (code, lines) = try await Self.place().shown(
      columns: 80, command + ["--trials", "600", "--color", "never"])
    #expect(code == 0)
    #expect(lines.count > 5)
    #expect(Self.beyond(lines) == [])
  }

  @Test("check fits too, with the distribution and the source of each key below it")
  func ledger() async throws {
    let (code, lines) = try await Self.place().shown(
      columns: 80, ["check", "mine.toml", "--color", "never"])
    #expect(code == 0)
    #expect(Self.beyond(lines) == [])
    let head = try #require(lines.firstIndex { $0.hasPrefix("key ") })
    #expect(lines[head].hasSuffix("confidence"))
    let names = lines[head + 1].split(separator: " ")
    #expect(names == ["mean", "P5", "P50", "P95"])
    let key = try #require(lines.firstIndex { $0.hasPrefix("products.H20.order_book ") })
    #expect(lines[key].contains(" units "))
    #expect(lines[key + 1].split(separator: " ").count == 4)
    #expect(lines[key + 2].hasPrefix("    "))
  }

  @Test("a narrow terminal is told which columns are left out; a file keeps them all")
  func told() async throws {
    let command = ["stress", "mine.toml", "--given", "guidance_discouraging", "--trials", "600"]
    let place = try Self.place()
    let narrow = try await place.shown(columns: 70, command + ["--color", "never"])
    #expect(narrow.lines.contains { $0.hasPrefix("(without P5, P50") })
    let file = try await place.chipcast(all: command)
    #expect(file.out.contains("P5") && !file.out.contains("(without"))
  }

  @Test("the line of progress is gone before anything else is written")
  func progress() async throws {
    // Half a second, so that there is progress to tell.
    let (_, lines) = try await Self.place().shown(
      columns: 80, ["run", "mine.toml", "--trials", "1M", "--color", "never"])
    let shown = lines.map { $0.split(separator: "\r").last ?? "" }
    #expect(shown.contains { $0.hasPrefix("A scenario") })
    #expect(shown.filter { $0.contains("trials/s") } == [])
  }

  @Test("a terminal gets bold and faint text of itself")
  func styled() async throws {
    let (_, lines) = try await Self.place().shown(
      columns: 80, ["stress", "mine.toml", "--given", "guidance_discouraging", "--trials", "600"])
    #expect(lines.contains { $0.hasPrefix("\u{1B}[1;36mguidance_discouraging ") })
  }
}
