import Testing

/// What [equities] and [market] may get wrong. Every message is tested whole.
@Suite("bad shares")
struct BadSharesTests {
  private static let which = "[\"ACME.SH\", \"BOLT.HK\", \"CORE\"]"
  private static let elasticity =
    "elasticity = { distribution = \"pert\", low = 0.5, mode = 1, high = 2 }"
  private static let rising =
    "9: equities.horizons: must be whole numbers of sessions that rise from 1 or more"

  static let shares = [
    Mistake(
      "unknown ticker", which, "[\"ACME.SH\", \"BLOT.HK\"]",
      "7: equities.which: must name tickers of equities.csv (ACME.SH, BOLT.HK, CORE, DUSK.SH), "
        + "got \"BLOT.HK\"; did you mean BOLT.HK?"),
    Mistake(
      "unknown ticker that resembles none", which, "[\"688256.SH\"]",
      "7: equities.which: must name tickers of equities.csv (ACME.SH, BOLT.HK, CORE, DUSK.SH), "
        + "got \"688256.SH\""),
    Mistake(
      "several unknown tickers", which, "[\"BLOT.HK\", \"CORE\", \"688256.SH\", \"ACNE.SH\"]",
      "7: equities.which: must name tickers of equities.csv (ACME.SH, BOLT.HK, CORE, DUSK.SH), "
        + "got \"BLOT.HK\", \"688256.SH\", \"ACNE.SH\"; did you mean BOLT.HK, ACME.SH?"),
    Mistake(
      "no ticker", which, "[]",
      "7: equities.which: must name at least one share, and each once, got []"),
    Mistake(
      "a ticker twice", which, "[\"CORE\", \"CORE\"]",
      "7: equities.which: must name at least one share, and each once, got [\"CORE\", \"CORE\"]"),
    Mistake(
      "one ticker without brackets", which, "\"CORE\"",
      "7: equities.which: must be an array of texts, got \"CORE\""),
    Mistake("no folder", "data = \"data\"\n", "", "5: equities.data: is missing"),
    Mistake(
      "a folder that is not there", "\"data\"", "\"dta\"",
      "6: equities.data: dta/equities.csv: there is no such file"),
    Mistake(
      "no table", [(Shares.lines(from: "[equities]"), "equities = 3\n")],
      ["5: equities: must be a table, got 3"]),
    Mistake(
      "a market without shares", Shares.lines(from: "[equities]", upTo: "[market]"), "",
      "5: market: needs [equities], whose benchmarks it describes"),
    Mistake(
      "unknown key of shares", "sessions = 40", "sesions = 40",
      "8: equities.sesions: is not a known key; did you mean sessions?"),
    Mistake(
      "unknown key of the market", "estimation_sessions", "estimation_sesions",
      "42: market.estimation_sesions: is not a known key; did you mean estimation_sessions?"),
    Mistake(
      "a number of an unknown ticker", "\"BOLT.HK\" = 0.2", "\"BLOT.HK\" = 0.2",
      "19: equities.exposure.BLOT.HK: is not a known key; did you mean BOLT.HK?"),
    Mistake(
      "a weight without an exposure", "\"BOLT.HK\" = 0.2\n", "",
      "5: equities.exposure.BOLT.HK: is missing, and the share has a weight; state it, 0 where it has "
        + "none"),
    Mistake(
      "two weights without an exposure", "\"ACME.SH\" = 0.9\n\"BOLT.HK\" = 0.2\n", "",
      "5: equities.exposure.ACME.SH: is missing, and the share has a weight; state it, 0 where it has "
        + "none",
      "5: equities.exposure.BOLT.HK: is missing, and the share has a weight; state it, 0 where it has "
        + "none"),
    Mistake(
      "uncertain uncertainty", "sessions = 40", "parameter_uncertainty = \"no\"",
      "8: equities.parameter_uncertainty: must be true or false, got \"no\""),
  ]

  private static func market(_ name: String, _ path: String, _ message: String) -> Mistake {
    Mistake(
      name, "sessions = 40", "sessions = 40\nexpects = \(path)",
      "9: equities.expects: \(message)")
  }
  static let markets = [
    market("a market that is a number", "3", "must be text, got 3"),
    market(
      "a market that is not there", "\"nowhere.toml\"",
      "must be \"itself\", \"nothing\" or the path of a scenario that is there, got \"nowhere.toml\""
    ),
    market(
      "a market that is a folder", "\"data\"",
      "must be \"itself\", \"nothing\" or the path of a scenario, not of a folder, got \"data\""),
    market(
      "a market of another day", "\"later.toml\"",
      "must be a scenario as of the same day, 2025-07-15 (it is as of 2025-08-15), got \"later.toml\""
    ),
    market(
      "a market that ends too soon", "\"short.toml\"",
      "must be a scenario of the 2 months that begin in 40 sessions (it has 1), got \"short.toml\""),
    market(
      "a market with a mistake", "\"wrong.toml\"",
      "must be a scenario without mistakes (wrong.toml:2: months: must be a whole number between 1 and 120, got 0), got \"wrong.toml\""
    ),
    market(
      "a market that goes in a circle", "\"round.toml\"",
      "must be a scenario without mistakes (round.toml:1: extends: goes in a circle: round.toml extends round.toml), got \"round.toml\""
    ),
    market(
      "a market without a recovery", "\"empty.toml\"",
      "must be a scenario without mistakes (empty.toml: as_of: is missing), got \"empty.toml\""),
  ]
  private static let marketFiles = [
    "later.toml": "extends = \"base.toml\"\nas_of = 2025-08-15\n",
    "short.toml": "extends = \"base.toml\"\nmonths = 1\n",
    "wrong.toml": "extends = \"base.toml\"\nmonths = 0\n",
    "round.toml": "extends = \"round.toml\"\n",
    "empty.toml": "title = \"Nothing\"\n",
  ]

  @Test("what the market holds must be a scenario of the same day", arguments: markets)
  func refusesMarkets(mistake: Mistake) async throws {
    try await mistake.expectRefusalOfShares(files: Self.marketFiles)
  }

  @Test("what [equities] names must be there", arguments: shares)
  func refusesShares(mistake: Mistake) async throws { try await mistake.expectRefusalOfShares() }

  static let numbers =
    ["0", "521", "2.5", "\"x\""].map {
      Mistake(
        "sessions \($0)", "sessions = 40", "sessions = \($0)",
        "8: equities.sessions: must be a whole number between 1 and 520, got \($0)")
    }
    + ["[5, 1]", "[]", "[1.5, 20]", "[0, 5]", "[1, 1]", "[1e+30]"].map {
      Mistake("horizons \($0)", "[1, 5, 20, 40]", $0, "\(rising), got \($0)")
    } + [
      Mistake(
        "one horizon without brackets", "[1, 5, 20, 40]", "5",
        "9: equities.horizons: must be an array of numbers, got 5"),
      Mistake(
        "horizons beyond the sessions", "[1, 5, 20, 40]", "[60, 120]",
        "9: equities.horizons: must hold one up to sessions, 40, got [60, 120]"),
      Mistake(
        "correlation of reactions as a distribution", "reaction_correlation = 0.6",
        "reaction_correlation = { distribution = \"uniform\", low = 0, high = 1 }",
        "10: equities.reaction_correlation: must be one number, got uniform(low 0, high 1)"),
      Mistake(
        "correlation above 1", "reaction_correlation = 0.6", "reaction_correlation = 1.2",
        "10: equities.reaction_correlation: must lie between 0 and 1, got 1.2"),
      Mistake(
        "no correlation of reactions", "reaction_correlation = 0.6\n",
        "reaction_event_scale = 0\n", "10: equities.reaction_event_scale: must be above 0, got 0"),
      Mistake(
        "half-life of none", "half_life = 5", "half_life = 0",
        "12: equities.half_life: must be above 0, got 0"),
      Mistake(
        "exposure above 1", "\"BOLT.HK\" = 0.2", "\"BOLT.HK\" = 1.5",
        "19: equities.exposure.BOLT.HK: must lie between 0 and 1, got 1.5"),
      Mistake(
        "negative weight", "\"BOLT.HK\" = 1", "\"BOLT.HK\" = -1",
        "23: equities.weights.BOLT.HK: must not be negative, got -1"),
      Mistake(
        "weight as a distribution", "\"BOLT.HK\" = 1",
        "\"BOLT.HK\" = { distribution = \"uniform\", low = 0, high = 1 }",
        "23: equities.weights.BOLT.HK: must be one number, got uniform(low 0, high 1)"),
      Mistake(
        "tails without a variance", "[equities.exposure]",
        "[equities.tail]\nCORE = 2\n[equities.exposure]",
        "18: equities.tail.CORE: must be above 2, or the variance is infinite, got 2"),
      Mistake(
        "tails of the market without a variance", "estimation_sessions = 250", "tail = 2",
        "42: market.tail: must be above 2, or the variance is infinite, got 2"),
      Mistake(
        "negative volatility", "estimation_sessions = 250", "volatility = { EAST = -0.1 }",
        "42: market.volatility.EAST: must not be negative, got -0.1"),
      Mistake(
        "too few sessions to estimate from", "= 250", "= 199",
        "42: market.estimation_sessions: must be a whole number between 200 and 2000, got 199"),
      Mistake(
        "no elasticity", elasticity, "", "5: equities.elasticity.ACME.SH: is missing",
        "5: equities.elasticity.BOLT.HK: is missing", "5: equities.elasticity.CORE: is missing"),
      Mistake(
        "no elasticity of one", elasticity, "elasticity = { \"ACME.SH\" = 1, CORE = 2 }",
        "5: equities.elasticity.BOLT.HK: is missing"),
    ]

  @Test("numbers of shares and market must make sense", arguments: numbers)
  func refusesNumbers(mistake: Mistake) async throws { try await mistake.expectRefusalOfShares() }
}
