import Analysis
import Foundation
import Sampling
import Scenario
import Simulation
import TestSupport
import Testing

/// A scenario held against another, over the same trials and priced by the market of the first.
@Suite("A scenario held against another")
struct AgainstTests {
  private static let first = 13
  private static let world = "extends = \"base.toml\"\nsessions_to_first_month = \(first)\n"
  private static let horizons = "sessions = 120\nhorizons = [20, 120]"
  private static let plain = [
    "equities.reactions.successor_launch.domestic=0", "equities.permanent_share=1",
  ]

  /// The export gate with constant hazards, and guidance that never moves.
  private static func politics(close: Double, reopen: Double, gate: String = "") -> String {
    """
    [policy.export_gate]
    \(gate)
    close = \(close)
    reopen = \(reopen)
    [policy.guidance]
    discourage = 0
    lift = 0
    """
  }

  private static let closes = """
    schedule = [{ date = 2025-10-01, state = "closed", until = 2027-01-01, source = "x", confidence = "assumption" }]
    """

  /// mine.toml with politics, and other.toml beside it, which extends it.
  private func shares(_ own: String, other: String, exposure: String = "exposure = 0") throws
    -> StatedShares
  {
    try StatedShares(
      head: "sessions_to_first_month = \(Self.first)\n" + own, sessions: Self.horizons,
      tables: exposure, spread: 0.02, others: ["other.toml": "extends = \"mine.toml\"\n" + other])
  }

  private func run(
    _ shares: StatedShares, overrides: [String] = plain, trials: Int = 20_480, threads: Int = 1,
    design: Design = .random
  ) throws -> AgainstRun {
    let other = URL(fileURLWithPath: shares.path).deletingLastPathComponent()
      .appendingPathComponent("other.toml").path
    return try AgainstRun(
      Forecast(path: shares.path, overrides: overrides),
      Forecast(path: other, overrides: overrides),
      Plan(trials: trials, seed: 3, design: design, threads: threads))
  }

  private func part(_ t: Int) -> Double {
    Double(min(max(120 - Self.first - 21 * t + 1, 0), 21)) / 21
  }

  @Test(
    "is 0 in every trial against itself, whatever the market expects",
    arguments: ["itself", "nothing", "base.toml"], [Design.random, .sobol])
  func itself(expects: String, design: Design) throws {
    let shares = try shares(
      Self.politics(close: 0.1, reopen: 0.2), other: "",
      exposure: "exposure = 0.5\nweights = { \"ACME.SH\" = 1 }")
    let folder = URL(fileURLWithPath: shares.path).deletingLastPathComponent().path
    let market = expects == "base.toml" ? "\(folder)/base.toml" : expects
    let run = try run(
      shares, overrides: ["equities.expects=\"\(market)\""], trials: 4096, design: design)
    // Two shares and the basket, at two horizons with and without the day; then what is recovered.
    #expect(run.results.outputs.count == 3 * 2 * 2 + 2)
    for index in run.results.outputs.indices {
      let summary = run.results.summary(index)
      #expect(summary.moments.least == 0 && summary.moments.greatest == 0, "\(summary.output.name)")
    }
  }

  @Test("differs by a scheduled closure that nobody expected, to the point")
  func closure() throws {
    let shares = try shares(
      Self.politics(close: 0, reopen: 0), other: "[policy.export_gate]\n" + Self.closes)
    let run = try run(shares, overrides: Self.plain + ["equities.reactions.spread=0"])
    let late = try #require(run.results["policy_against_after.ACME.SH.120"])
    #expect(abs(try #require(late.mean) + 0.05) < 1e-9)
    #expect(try #require(late.standardDeviation) < 1e-9)
    // Before it happens nothing differs.
    let early = try #require(run.results["policy_against.ACME.SH.20"])
    #expect(early.moments.least == 0 && early.moments.greatest == 0)
    let recovered = try #require(run.results["against.recovered"]?.mean)
    #expect(recovered > 0)
  }

  @Test(
    "has the mean that arithmetic gives where the market expects the gate to move (5 standard errors, a false alarm in 1.7 million)"
  )
  func arithmetic() throws {
    let shares = try shares(
      Self.politics(close: 0.1, reopen: 0.2), other: "[policy.export_gate]\n" + Self.closes)
    let summary = try #require(try run(shares).results["policy_against_after.ACME.SH.120"])
    // In the first scenario nothing on average; in the other what it does less what the market expects of each month.
    let steady = try self.shares(
      Self.politics(close: 0.1, reopen: 0.2),
      other: """
        [policy.export_gate]
        schedule = [
          { date = 2025-08-01, state = "open", until = 2025-10-01, source = "x", confidence = "assumption" },
          { date = 2025-10-01, state = "closed", until = 2027-01-01, source = "x", confidence = "assumption" },
        ]
        """)
    let fixed = try #require(try run(steady).results["policy_against_after.ACME.SH.120"])
    let open = (0...2).reduce(0) { $0 + part($1) } * 0.1 * 0.05
    let shut = (3...5).reduce(0) { $0 + part($1) } * 0.2 * -0.03
    let (mean, error) = (try #require(fixed.mean), try #require(fixed.standardError))
    #expect(abs(mean + (0.05 - open - shut)) <= 5 * error, "\(mean) ± \(error)")
    #expect(error < 0.001)
    // Where it may move before the date, that is as expected; then it is open in 0.9² + 0.1·0.2 = 0.83 of the trials.
    let (free, doubt) = (try #require(summary.mean), try #require(summary.standardError))
    let surprise = 0.83 * (0.05 - 0.1 * 0.05) - 0.17 * 0.2 * -0.03
    #expect(abs(free + (surprise - shut)) <= 5 * doubt, "\(free) ± \(doubt)")
  }

  @Test("gives the same for one thread and two")
  func threads() throws {
    let shares = try shares(
      Self.politics(close: 0.1, reopen: 0.2), other: "uptake = 0.5\n",
      exposure: "exposure = 0.5")
    let (one, two) = (try run(shares, threads: 1), try run(shares, threads: 2))
    for index in one.results.outputs.indices {
      let (a, b) = (one.results.summary(index), two.results.summary(index))
      #expect(a.mean == b.mean && a.standardDeviation == b.standardDeviation)
      #expect(a.quantiles([0.05, 0.5, 0.95]) == b.quantiles([0.05, 0.5, 0.95]))
    }
    #expect(try #require(one.results["against.recovered_fy"]?.standardDeviation) > 0)
  }

  @Test(
    "is refused where the other tells something else",
    arguments: [
      ("months = 12", "months must be that of MINE, 18; in OTHER it is 12"),
      ("as_of = 2025-07-16", "as_of must be that of MINE, 2025-07-15; in OTHER it is 2025-07-16"),
      (
        "[equities]\nhorizons = [20, 60]",
        "equities.horizons must be that of MINE, 20, 120; in OTHER it is 20, 60"
      ),
      (
        "[equities]\nwhich = [\"CORE\"]",
        "equities.which must be that of MINE, ACME.SH, CORE; in OTHER it is CORE"
      ),
      (
        "[equities]\nweights = { \"ACME.SH\" = 1 }",
        "only one of MINE and OTHER has a basket (equities.weights)"
      ),
    ])
  func refused(change: String, message: String) throws {
    let shares = try shares("", other: change)
    let mine = shares.path
    let other = mine.replacingOccurrences(of: "mine.toml", with: "other.toml")
    let expected = message.replacingOccurrences(of: "MINE", with: mine)
      .replacingOccurrences(of: "OTHER", with: other)
    let error = #expect(throws: ScenarioError.self) { try run(shares, overrides: []) }
    #expect(error?.description == "--against: " + expected)
  }
}
