import Foundation
import Scenario
import Simulation
import TestSupport
import Testing

@testable import TerminalText
@testable import Wording

/// What a person reads of shares, whole: numbers are frozen and change only with the draws.
@Suite("text on shares")
struct EquityTextTests {
  /// A run of two shares and the basket.
  private static let two = Result { try run([]) }

  private static func run(_ overrides: [String]) throws -> (Forecast, Results) {
    let shares = try StatedShares(
      head: "sessions_to_first_month = 0\n[policy.guidance]\ndiscourage = 0.9",
      sessions: "sessions = 10\nhorizons = [2, 5, 10]",
      tables: "[equities.exposure]\n\"ACME.SH\" = 0.9\n[equities.weights]\n\"ACME.SH\" = 1",
      spread: 0.01)
    let forecast = try Forecast(path: shares.path, overrides: overrides)
    let results = try simulate(
      forecast.model, Plan(trials: 600, seed: 7), statements: forecast.statements,
      conditionals: forecast.conditionals)
    return (forecast, results)
  }

  private static func lines(
    of run: (Forecast, Results), isUnicode: Bool = true, isStyled: Bool = false
  ) throws -> [String] {
    let terminal = Terminal(isUnicode: isUnicode, isStyled: isStyled)
    return try #require(EquityText(run.0, run.1, terminal)).lines
  }

  private static let text = [
    "",
    "What policy does, %  on the day ± se  median  P5 to P95  P(beyond 10%)  for $1bn more ± se",
    "  Acme ACME.SH            -3.0 ± 0.1      -8  -10 to 10            12%          -0.2 ± 0.2",
    "  Core CORE              1.98 ± 0.04       1    -1 to 3           0.0%         0.06 ± 0.03",
    "  domestic basket         -3.0 ± 0.1      -8  -10 to 10            12%          -0.2 ± 0.2",
    "  over 10 sessions, beyond what was expected of policy and of displaced sales, so the mean is "
      + "that of the day;",
    "  \"for $1bn more\" recovered by fiscal year end is a simulated association",
    "",
    "All of it, %       5 sessions ± se  10 sessions ± se     P5 to P95  P(< -10%)  VaR95  ES95",
    "  Acme ACME.SH          -3.0 ± 0.3        -2.2 ± 0.4     -18 to 14        24%     16  19.8",
    "  Core CORE              1.3 ± 0.2         1.1 ± 0.3  -9.3 to 11.7         4%    9.6  12.3",
    "  domestic basket       -3.0 ± 0.3        -2.2 ± 0.4     -18 to 14        24%     16  19.8",
    "  mostly what any 10 sessions do; means, P5 to P95 and P(< -10%) of the cumulative log "
      + "abnormal return, VaR95",
    "  and ES95 of the total return, over 10 sessions",
    "",
    "The basket's mean over 10 sessions moves by 8.0 points ± 0.3 given guidance_discouraging",
    "by session 10.",
    "Day-to-day moves of the shares themselves make 40% (ACME.SH) to 99% (CORE) of the variance",
    "over 10 sessions; reactions to policy, displaced sales and unsure estimates the rest.",
  ]

  @Test("it is a table, what moves the basket, and how much is noise")
  func unicode() throws {
    let lines = try Self.lines(of: Self.two.get())
    #expect(lines == Self.text)
  }

  @Test("in ASCII it is the same with other marks")
  func ascii() throws {
    let lines = try Self.lines(of: Self.two.get(), isUnicode: false)
    #expect(lines.allSatisfy { $0.allSatisfy(\.isASCII) })
    let marks = Self.text.joined(separator: "\n").replacingOccurrences(of: "±", with: "+-")
    func words(_ text: String) -> [Substring] { text.split { $0.isWhitespace } }
    #expect(words(lines.joined(separator: "\n")) == words(marks))
  }

  @Test("no line is wider than 110 characters")
  func width() throws {
    for isUnicode in [true, false] {
      #expect(
        try Self.lines(of: Self.two.get(), isUnicode: isUnicode).allSatisfy { $0.count <= 110 })
    }
  }

  @Test("on a styled terminal the head and the note of the table are faint")
  func styled() throws {
    let lines = try Self.lines(of: Self.two.get(), isStyled: true)
    #expect(lines.filter { $0.hasPrefix("\u{1B}[2m") && $0.hasSuffix("\u{1B}[0m") }.count == 6)
  }

  @Test("without a basket it tells of the first share, and of one share without a range")
  func oneShare() throws {
    let lines = try Self.lines(
      of: Self.run(["equities.which=[\"CORE\"]", "equities.horizons=[10]"]))
    #expect(
      lines == [
        "",
        "What policy does, %  on the day ± se  median  P5 to P95  P(beyond 10%)  "
          + "for $1bn more ± se",
        "  Core CORE              1.98 ± 0.02       1    -1 to 3           0.0%        "
          + " 0.06 ± 0.03",
        "  over 10 sessions, beyond what was expected of policy and of displaced sales, so the "
          + "mean is that of the day;",
        "  \"for $1bn more\" recovered by fiscal year end is a simulated association",
        "",
        "All of it, %  10 sessions ± se     P5 to P95  P(< -10%)  VaR95  ES95",
        "  Core CORE          1.3 ± 0.3  -8.8 to 12.1         4%    9.6  13.2",
        "  mostly what any 10 sessions do; means, P5 to P95 and P(< -10%) of the cumulative log "
          + "abnormal return, VaR95",
        "  and ES95 of the total return, over 10 sessions",
        "",
        "CORE's mean moves by less than 3 standard errors whatever the recovery and the "
          + "policy",
        "events.",
        "Day-to-day moves of the shares themselves make 93% (CORE) of the variance over 10",
        "sessions; reactions to policy, displaced sales and unsure estimates the rest.",
      ])
  }
}
