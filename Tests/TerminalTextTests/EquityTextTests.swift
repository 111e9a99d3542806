import Foundation
import Scenario
import Simulation
import Testing

@testable import TerminalText
@testable import Wording

/// What a person reads of shares, whole: numbers are frozen and change only with the draws.
@Suite("text on shares")
struct EquityTextTests {
  /// Two shares of which the scenario states everything; of the data only last closes matter.
  private static let shares = """
    extends = "base.toml"
    sessions_to_first_month = 0
    [policy.guidance]
    discourage = 0.9
    [equities]
    data = "."
    sessions = 10
    horizons = [2, 5, 10]
    reaction_correlation = 0.6
    permanent_share = 0.5
    half_life = 5
    displacement = 0.2
    domestic_demand = 2e6
    elasticity = 1
    beta = 1
    volatility = 0.02
    tail = 5
    residual_correlation = 0.3
    [equities.exposure]
    "ACME.SH" = 0.9
    [equities.weights]
    "ACME.SH" = 1
    [equities.reactions]
    spread = 0.01
    announcement = { domestic = -0.03, foreign = 0.02 }
    export_closed = { domestic = 0.05, foreign = -0.05 }
    export_reopened = { domestic = -0.03, foreign = 0.02 }
    guidance_discouraging = { domestic = 0.2, foreign = -0.01 }
    guidance_lifted = { domestic = -0.02, foreign = 0.01 }
    successor_launch = { domestic = -0.005, foreign = 0.005 }
    [market]
    drift = 0
    volatility = 0.01
    tail = 5
    correlation = 0.5
    """

  private static let files = [
    "equities.csv": """
    ticker,name,exchange,currency,benchmark,price_limit,role
    ACME.SH,Acme,SSE,CNY,EAST,0.2,domestic
    CORE,Core,NASDAQ,USD,WEST,,foreign

    """,
    "events.csv": "id,date,time_zone,class\n",
    "closes/ACME.SH.csv": "date,close\n2025-07-14,50\n",
    "closes/CORE.csv": "date,close\n2025-07-14,170\n",
    "closes/EAST.csv": "date,close\n2025-07-14,4000\n",
    "closes/WEST.csv": "date,close\n2025-07-14,6000\n",
  ]

  /// A run of two shares and the basket.
  private static let two = Result { try run([]) }

  private static func run(_ overrides: [String]) throws -> (Forecast, Results) {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("chipcast-tests-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(
      at: folder.appendingPathComponent("closes"), withIntermediateDirectories: true)
    for (name, text) in files.merging(["mine.toml": shares], uniquingKeysWith: { $1 }) {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    let base = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/base.toml")
    try FileManager.default.copyItem(at: base, to: folder.appendingPathComponent("base.toml"))
    let forecast = try Forecast(
      path: folder.appendingPathComponent("mine.toml").path, overrides: overrides)
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
    "Cumulative abnormal return, %  5 sessions ± se  10 sessions ± se     P5 to P95  "
      + "P(< -10%)  VaR95  ES95",
    "  Acme ACME.SH                       1.9 ± 0.3         5.9 ± 0.4     -10 to 22  "
      + "       5%     10  12.8",
    "  Core CORE                          1.6 ± 0.2         1.1 ± 0.3  -9.2 to 12.1  "
      + "       3%    9.2  11.9",
    "  domestic basket                    1.9 ± 0.3         5.9 ± 0.4     -10 to 22  "
      + "       5%     10  12.8",
    "  P5 to P95 and P(< -10%) of the log abnormal return, VaR95 and ES95 of the total "
      + "return, over 10 sessions",
    "",
    "The basket's mean over 10 sessions moves by 8.3 points ± 0.3 given guidance_discouraging",
    "by session 10.",
    "Day-to-day moves of the shares themselves make 38% (ACME.SH) to 100% (CORE) of the",
    "variance over 10 sessions; reactions to policy, displaced sales and unsure estimates the",
    "rest.",
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
    #expect(lines.filter { $0.hasPrefix("\u{1B}[2m") && $0.hasSuffix("\u{1B}[0m") }.count == 2)
  }

  @Test("without a basket it tells of the first share, and of one share without a range")
  func oneShare() throws {
    let lines = try Self.lines(
      of: Self.run(["equities.which=[\"CORE\"]", "equities.horizons=[10]"]))
    #expect(
      lines == [
        "",
        "Cumulative abnormal return, %  10 sessions ± se     P5 to P95  P(< -10%)  VaR95 "
          + " ES95",
        "  Core CORE                           0.9 ± 0.3  -9.2 to 11.9         4%    9.8 "
          + " 12.2",
        "  P5 to P95 and P(< -10%) of the log abnormal return, VaR95 and ES95 of the total "
          + "return, over 10 sessions",
        "",
        "CORE's mean moves by less than 3 standard errors whatever the recovery and the "
          + "policy",
        "events.",
        "Day-to-day moves of the shares themselves make 99% (CORE) of the variance over 10",
        "sessions; reactions to policy, displaced sales and unsure estimates the rest.",
      ])
  }
}
