import Testing

/// What only an event study can tell, and is neither stated nor asked for or cannot be told. Every
/// message is tested whole.
@Suite("bad estimates")
struct BadEstimatesTests {
  private static let ask = "state it, or let [market] say from = \"event-study\""
  private static let lifted =
    "[equities.reactions.guidance_lifted]\ndomestic = -0.02\nforeign = 0.01\n"

  /// What is missing without `from` in [market].
  private static func missing(line: Int) -> [String] {
    [
      "5: equities.beta.ACME.SH: is missing; \(ask)",
      "5: equities.beta.BOLT.HK: is missing; \(ask)",
      "5: equities.beta.CORE: is missing; \(ask)",
      "5: equities.residual_correlation.BOLT.HK, ACME.SH: is missing; \(ask)",
      "\(line): market.drift.EAST: is missing; \(ask)",
      "\(line): market.drift.WEST: is missing; \(ask)",
      "\(line): market.correlation.WEST, EAST: is missing; \(ask)",
    ]
  }

  static let mistakes = [
    Mistake(
      "a market that says nothing", [("[market]\nfrom = \"event-study\"", "[market]")],
      missing(line: 40)),
    Mistake("no market", [(Shares.lines(from: "[market]"), "")], missing(line: 5)),
    Mistake(
      "misspelt source of the market", "[market]\nfrom = \"event-study\"",
      "[market]\nfrom = \"event study\"",
      "41: market.from: must be \"event-study\", got \"event study\""),
    Mistake(
      "misspelt source of reactions", "[equities.reactions]\nfrom = \"event-study\"",
      "[equities.reactions]\nfrom = \"event-stduy\"",
      "26: equities.reactions.from: must be \"event-study\", got \"event-stduy\""),
    Mistake(
      "no reactions", Shares.lines(from: "[equities.reactions]", upTo: "[market]"), "",
      "5: equities.reactions: is missing"),
    Mistake(
      "a class of which no past event tells", lifted, "",
      "25: equities.reactions.guidance_lifted.domestic: is missing; no past event tells it for "
        + "ACME.SH, BOLT.HK",
      "25: equities.reactions.guidance_lifted.foreign: is missing; no past event tells it for CORE"),
    Mistake(
      "one side of such a class", "domestic = -0.02\nforeign = 0.01", "domestic = -0.02",
      "25: equities.reactions.guidance_lifted.foreign: is missing; no past event tells it for CORE"),
    Mistake(
      "classes that past events could tell", "[equities.reactions]\nfrom = \"event-study\"",
      "[equities.reactions]\nspread = 0.02",
      "25: equities.reactions.announcement.domestic: is missing; state it for ACME.SH, BOLT.HK, or "
        + "say from = \"event-study\"",
      "25: equities.reactions.announcement.foreign: is missing; state it for CORE, or say from = "
        + "\"event-study\"",
      "25: equities.reactions.export_closed.domestic: is missing; state it for ACME.SH, BOLT.HK, or "
        + "say from = \"event-study\"",
      "25: equities.reactions.export_closed.foreign: is missing; state it for CORE, or say from = "
        + "\"event-study\"",
      "25: equities.reactions.export_reopened.domestic: is missing; state it for ACME.SH, BOLT.HK, "
        + "or say from = \"event-study\"",
      "25: equities.reactions.export_reopened.foreign: is missing; state it for CORE, or say from = "
        + "\"event-study\""),
    Mistake(
      "no spread of reactions", "[equities.reactions]\nfrom = \"event-study\"",
      """
      [equities.reactions]
      announcement = { domestic = 0, foreign = 0 }
      export_closed = { domestic = 0, foreign = 0 }
      export_reopened = { domestic = 0, foreign = 0 }
      """,
      "25: equities.reactions.spread.ACME.SH: is missing; state it, or say from = \"event-study\"",
      "25: equities.reactions.spread.BOLT.HK: is missing; state it, or say from = \"event-study\"",
      "25: equities.reactions.spread.CORE: is missing; state it, or say from = \"event-study\""),
    Mistake(
      "negative spread", "[equities.reactions]\nfrom = \"event-study\"",
      "[equities.reactions]\nfrom = \"event-study\"\nspread = -1",
      "27: equities.reactions.spread: must not be negative, got -1"),
    Mistake(
      "unknown class", "reactions.guidance_lifted]", "reactions.guidance_lifetd]",
      "25: equities.reactions.guidance_lifted.domestic: is missing; no past event tells it for "
        + "ACME.SH, BOLT.HK",
      "25: equities.reactions.guidance_lifted.foreign: is missing; no past event tells it for CORE",
      "32: equities.reactions.guidance_lifetd: is not a known key; did you mean guidance_lifted?"),
    Mistake(
      "unknown key of a class", "[market]",
      "[equities.reactions.announcement]\ndomestc = 0\n[market]",
      "41: equities.reactions.announcement.domestc: is not a known key; did you mean domestic?"),
  ]

  @Test("what nobody states and nothing tells is named", arguments: mistakes)
  func refuses(mistake: Mistake) async throws { try await mistake.expectRefusalOfShares() }
}
