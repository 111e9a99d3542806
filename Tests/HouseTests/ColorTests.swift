import Testing

@Suite("colour")
struct ColorTests {
  private static let escape: Unicode.Scalar = "\u{1B}"

  @Test(
    "--color always styles what goes to a file, even under NO_COLOR; never and auto do not",
    arguments: ["always", "auto", "never"])
  func run(style: String) async throws {
    let outcome = try await Workplace().chipcast(
      "run", "mine.toml", "--trials", "200", "--color", style, environment: ["NO_COLOR": "1"])
    #expect(outcome.code == 0)
    #expect(outcome.out.unicodeScalars.contains(Self.escape) == (style == "always"))
    #expect(outcome.out.hasPrefix(style == "always" ? "\u{1B}[1mA scenario" : "A scenario"))
  }

  @Test("a comparison marks the rows of differences that are real, and no other")
  func marks() async throws {
    let place = try Workplace()
    try place.write("high.toml", Base.withPrice("14000"))
    let outcome = try await place.chipcast(
      "compare", "mine.toml", "high.toml", "--trials", "2000", "--color", "always")
    let lines = outcome.out.split(separator: "\n").map(String.init)
    let marked = lines.filter { $0.hasPrefix("\u{1B}[1;36m") }
    #expect(marked.count >= 5)
    #expect(marked.allSatisfy { $0.contains(" real") })
    let units = try #require(lines.first { $0.hasPrefix("H20 units") })
    #expect(units.contains(" same"))
  }

  @Test(
    "marked rows say by a word or figure what the colour says, and are the same without it",
    arguments: [
      (["stress", "mine.toml", "--given", "guidance_discouraging"], " real"),
      (["explain", "mine.toml", "--trial", "worst"], "low|high"),
      (["score", "mine.toml", "--actuals", "actuals.csv"], "none|95%"),
      (["check", "mine.toml"], "rumour|assumption"),
    ])
  func words(command: [String], word: String) async throws {
    let place = try Workplace()
    try place.write(
      "actuals.csv",
      "quarter,product,output,value,unit,date_reported\n"
        + "FY2026,total,recovered_fy,99e9,USD,2026-02-25\n"
        + "FY2026Q3,H20,revenue,1e9,USD,2025-11-19\n")
    let trials = command[0] == "check" ? [] : ["--trials", "2000"]
    let styled = try await place.chipcast(all: command + trials + ["--color", "always"])
    #expect(styled.code == 0)
    let marked = styled.out.split(separator: "\n").filter { $0.hasPrefix("\u{1B}[1;36m") }
    #expect(!marked.isEmpty)
    let words = word.split(separator: "|")
    #expect(marked.allSatisfy { line in words.contains { line.contains($0) } })
    let plain = try await place.chipcast(all: command + trials + ["--color", "never"])
    let bare = styled.out.replacing(/\x{1B}\[[0-9;]*m/, with: "")
    #expect(Self.timeless(bare) == Self.timeless(plain.out))
  }

  @Test("inputs that are clear are marked, and those that are not say so")
  func inputs() async throws {
    let outcome = try await Workplace().chipcast(
      "sensitivity", "mine.toml", "--trials", "500", "--method", "tornado,rank,delta,pawn",
      "--color", "always")
    let lines = outcome.out.split(separator: "\n")
    let marked = lines.filter { $0.hasPrefix("\u{1B}[1;36m") }
    #expect(marked.count { $0.contains("products.H20.order_book") } == 4)
    let unclear = lines.filter { $0.hasSuffix(" unsure") || $0.hasSuffix("as if idle") }
    #expect(!unclear.isEmpty)
    #expect(unclear.allSatisfy { !$0.hasPrefix("\u{1B}") })
  }

  /// Without the line that tells how long it took.
  private static func timeless(_ text: String) -> [Substring] {
    text.split(separator: "\n").filter { !$0.hasPrefix("as of ") }
  }

  @Test("another word is refused")
  func unknown() async throws {
    let outcome = try await Workplace().chipcast("run", "mine.toml", "--color", "maybe")
    #expect(outcome.code == 64)
    #expect(
      outcome.err.hasPrefix(
        "Error: The value 'maybe' is invalid for '--color <when>'. Please provide one of "
          + "'always', 'auto' or 'never'.\n"))
  }
}
