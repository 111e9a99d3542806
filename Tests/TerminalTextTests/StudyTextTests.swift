import EventStudy
import Records
import TestSupport
import Testing

@testable import TerminalText
@testable import Wording

/// An event study as a person reads it.
@Suite("text of an event study")
struct StudyTextTests {
  private static func lines(
    _ study: Study, isUnicode: Bool = true, isStyled: Bool = false
  ) throws -> [String] {
    let terminal = Terminal(isUnicode: isUnicode, isStyled: isStyled)
    let descriptions = StudyDescriptions(study, market: try TinyStudy.market())
    return StudyText(study, descriptions, title: "A study", terminal: terminal).text
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test("it says what was studied, every class and role, every event, and what was left out")
  func whole() throws {
    let lines = try Self.lines(TinyStudy.study(id: "e"), isUnicode: false)
    let expected = """
      A study
      1 event, 3 equities, market-adjusted model, event window [0,+1], estimation [-12,-3]

      Class       window  ev  N   CAAR %  p placebo
      x domestic  [0,+1]   1  1  +207.94      0.250
      x foreign   [0,+1]   1  1  +138.63      0.250
      * p < 5%, ** p < 1%, two-sided. ev: events, N: pairs of event and equity. CAAR: mean
      cumulative abnormal log return. Equities of one market move together: tests.csv's Patell,
      cross-sectional and BMP take them as independent.

      CAAR % of domestic equities       day 0    N   [0,+1]  p placebo
      e                            2025-01-15  1/2  +207.94      0.250    1 no row
      suspended: on day 0, as the file says; no row: none on day 0, suspended or missing; young:
      too few returns before; no closes, no session: none around day 0; incomplete: closes end
      in the event window; beyond limit: a move in the event window that the price limit does
      not allow, left out; constant: a price that did not move before; limit, gap: in the event
      window a close at the price limit, sessions without a close; dated by move: the session
      that moved was taken for the day, so nothing is tested.

      CAAR of x, domestic equities, % (N 1 to 1), +- standard error by event
           0  |################# +69.31 +- 69.31
          +1  |################################################## +207.94 +- 98.03

      Not used, or not wholly: 1 of 3 pairs of event and equity (1 no row on day 0, on which the
      benchmark traded: suspended or missing); see car.csv.

      """
    #expect(lines.joined(separator: "\n") == expected)
  }

  @Test("only a Unicode terminal gets more than ASCII, only a styled one escapes")
  func characters() throws {
    let study = try TinyStudy.study()
    let plain = try Self.lines(study, isUnicode: false).joined()
    #expect(plain.utf8.allSatisfy { (0x20..<0x7F) ~= $0 })
    #expect(try Self.lines(study).contains("     0  │████████████████▋ +69.31 ± 69.31"))
    #expect(try !Self.lines(study).joined().contains("\u{1B}"))
    #expect(try Self.lines(study, isStyled: true)[0] == "\u{1B}[1mA study\u{1B}[0m")
  }

  @Test("bars to the left of zero end at it")
  func negative() throws {
    var options = TinyStudy.options
    // Day -2 falls by half.
    options.eventWindow = SessionWindow(-2, 1)
    let chart = StudyChart(
      try TinyStudy.study(options: options), Terminal(isUnicode: false, isStyled: false))
    #expect(
      chart?.lines.dropFirst().map { $0 } == [
        "    -2  #################| -69.31 +- 69.31", "    -1  #################| -69.31 +- 98.03",
        "     0                   | +0.00 +- 120.06",
        "    +1                   |################################# +138.63 +- 138.63",
      ])
  }

  @Test("a study in which nothing was found says so")
  func nothing() throws {
    var options = TinyStudy.options
    options.minimumReturns = 11
    let lines = try Self.lines(TinyStudy.study(id: "e", options: options))
    #expect(!lines.contains { $0.hasPrefix("Class") || $0.hasPrefix("Average") })
    #expect(
      lines.contains(
        "e                            2025-01-15  0/2       -          -    1 no row, 1 young"))
    #expect(
      lines.suffix(3) == [
        "Not used, or not wholly: 3 of 3 pairs of event and equity (2 too few returns, 1 no row on",
        "day 0, on which the benchmark traded: suspended or missing); see car.csv.", "",
      ])
  }
}
