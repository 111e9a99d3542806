import Foundation
import Sampling
import Scenario
import Simulation
import TestSupport
import Testing

/// A market that holds another scenario, where all can be worked out by hand: nothing is drawn that the policy part
/// of a share depends on.
@Suite("A market that holds another scenario")
struct HeldMarketTests {
  /// Reactions of the domestic share: `StatedShares`.
  private static let (closed, reopened, discouraged) = (0.05, -0.03, 0.2)
  private static let first = 13

  /// Hazards that are numbers.
  private static func politics(
    close: Double, reopen: Double, gate: String = "", discourage: Double = 0
  ) -> String {
    """
    [policy.export_gate]
    \(gate)
    close = \(close)
    reopen = \(reopen)
    [policy.guidance]
    discourage = \(discourage)
    lift = 0
    uptake_factor = 0.5
    """
  }

  private static let noLaunch = [
    "equities.reactions.successor_launch.domestic=0", "equities.permanent_share=1",
  ]

  /// P - P_0 of the domestic share over 120 sessions, which is the same in all trials.
  private func policy(
    _ own: String, market: String, expects: String = "market.toml", overrides: [String] = []
  ) throws -> Double {
    let shares = try StatedShares(
      head: "sessions_to_first_month = \(Self.first)\n" + own,
      sessions: "sessions = 120\nhorizons = [120]\nexpects = \"\(expects)\"",
      tables: "exposure = 0", spread: 0,
      others: [
        "market.toml":
          "extends = \"base.toml\"\nsessions_to_first_month = \(Self.first)\n\(market)"
      ])
    let forecast = try Forecast(
      path: shares.path, overrides: Self.noLaunch + overrides)
    let results = try simulate(forecast.model, Plan(trials: 4096, seed: 5))
    let summary = try #require(results["policy_after.ACME.SH.120"])
    #expect((summary.standardDeviation ?? 1) < 1e-9)
    return try #require(summary.mean)
  }

  /// The part of month t that is over after session 120.
  private func part(_ t: Int) -> Double {
    Double(min(max(120 - Self.first - 21 * t + 1, 0), 21)) / 21
  }

  private static let closes = """
    schedule = [{ date = 2025-10-01, state = "closed", until = 2027-01-01, source = "x", confidence = "assumption" }]
    """

  @Test(
    "expects its own hazards in the state in which the trial is; what is scheduled surprises in full"
  )
  func scheduled() throws {
    let found = try policy(
      Self.politics(close: 0, reopen: 0, gate: Self.closes),
      market: Self.politics(close: 0.1, reopen: 0.2))
    let open = (0...2).reduce(0) { $0 + part($1) } * 0.1 * Self.closed
    let shut = (3...5).reduce(0) { $0 + part($1) } * 0.2 * Self.reopened
    #expect(abs(found - (Self.closed - open - shut)) < 1e-9)
  }

  @Test("expects nothing of what its own scenario schedules")
  func marketsSchedule() throws {
    let own = Self.politics(close: 0, reopen: 0, gate: Self.closes)
    let plain = try policy(own, market: Self.politics(close: 0.1, reopen: 0.2))
    let planned = try policy(
      own, market: Self.politics(close: 0.1, reopen: 0.2, gate: Self.closes))
    #expect(plain == planned)
  }

  @Test("expects nothing of a state in which its own scenario never is")
  func neverThere() throws {
    let own = Self.politics(close: 0, reopen: 0, gate: "starts = \"closed\"")
    #expect(abs(try policy(own, market: Self.politics(close: 0, reopen: 0.5))) < 1e-12)
    // From the second month on it has been there.
    let later = try policy(own, market: Self.politics(close: 0.5, reopen: 0.5))
    let months = (1...5).reduce(0) { $0 + part($1) }
    #expect(abs(later + months * 0.5 * Self.reopened) < 1e-9)
  }

  @Test("takes a gate's levels by number where its own scenario has fewer")
  func fewerLevels() throws {
    let stop = """
      stop = 0
      ease = 0
      schedule = [{ date = 2025-09-01, state = "stopped", until = 2027-01-01, source = "x", confidence = "assumption" }]
      """
    let found = try policy(
      Self.politics(close: 0, reopen: 0) + "\n" + stop,
      market: Self.politics(close: 0, reopen: 0, discourage: 0.25),
      overrides: [
        "equities.reactions.guidance_stopped.domestic=0.04",
        "equities.reactions.guidance_eased.domestic=0",
        "equities.reactions.guidance_stopped.foreign=0",
        "equities.reactions.guidance_eased.foreign=0",
      ])
    // Neutral in two months, then where it has no level.
    #expect(abs(found - (0.04 - 2 * 0.25 * Self.discouraged)) < 1e-9)
  }

  @Test("says what it takes off, over the states of the trials")
  func told() throws {
    let shares = try StatedShares(
      head: "sessions_to_first_month = \(Self.first)\n"
        + Self.politics(close: 0, reopen: 0, gate: Self.closes),
      sessions: "sessions = 120\nhorizons = [120]\nexpects = \"market.toml\"",
      tables: "exposure = 0", spread: 0,
      others: [
        "market.toml":
          "extends = \"base.toml\"\nsessions_to_first_month = \(Self.first)\n"
          + Self.politics(close: 0.1, reopen: 0.2)
      ])
    let forecast = try Forecast(path: shares.path)
    let expectation = try #require(forecast.model.expectation)
    let news = expectation.news(
      upTo: 120, firstSession: Self.first, reactions: [0, Self.closed, Self.reopened, 0, 0, 0])
    let open = (0...2).reduce(0) { $0 + part($1) } * 0.1 * Self.closed
    let shut = (3...5).reduce(0) { $0 + part($1) } * 0.2 * Self.reopened
    #expect(abs(news.mean - open - shut) < 1e-9)
    #expect(news.error < 1e-9)
    #expect(forecast.market?.title == "A scenario for tests")
  }

  private static let ofShares = """
    [[correlation.pairs]]
    inputs = ["equities.displacement", "uptake"]
    value = 0.5
    """

  @Test("leaves out what its scenario correlates with inputs of shares, and keeps the rest")
  func correlatedShares() throws {
    let own = Self.politics(close: 0, reopen: 0, gate: Self.closes)
    let world = Self.politics(close: 0.1, reopen: 0.2)
    let plain = try policy(own, market: world)
    #expect(try policy(own, market: world + "\n" + Self.ofShares) == plain)
    let mixed = try StatedShares(
      head: "sessions_to_first_month = \(Self.first)\n" + own,
      sessions: "sessions = 120\nhorizons = [120]\nexpects = \"market.toml\"",
      tables: "exposure = 0", spread: 0,
      others: [
        "market.toml": """
        extends = "base.toml"
        sessions_to_first_month = \(Self.first)
        \(world)
        \(Self.ofShares)
        [[correlation.pairs]]
        inputs = ["products.H20.order_book", "uptake"]
        value = 0.3
        """
      ])
    let market = try #require(Forecast(path: mixed.path).market)
    let pairs = try #require(market.recovery.correlation).pairs
    #expect(pairs.map(\.first) == ["products.H20.order_book"])
  }
}
