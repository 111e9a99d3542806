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

  @Test("another word is refused")
  func unknown() async throws {
    let outcome = try await Workplace().chipcast("run", "mine.toml", "--color", "maybe")
    #expect(outcome.code == 64)
    #expect(
      outcome.err.hasPrefix(
        "Error: The value 'maybe' is invalid for '--color <color>'. Please provide one of "
          + "'always', 'auto' or 'never'.\n"))
  }
}
