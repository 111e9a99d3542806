import Testing

@Suite("bad command lines of event-study")
struct BadStudyLineTests {
  static let usage = [
    "Usage: chipcast event-study [<options>] <events-file> --closes <folder>",
    "  See 'chipcast event-study --help' for more information.",
  ]
  static let windowHelp =
    "Help:  --window <window>  Sessions from day 0, first:last such as -1:10; an event may have its "
    + "own window."

  static let options: [(arguments: [String], messages: [String])] = [
    (
      ["--window", "10:-1"],
      ["Error: The value '10:-1' is invalid for '--window <window>'", windowHelp]
    ),
    (
      ["--window", "-1"], ["Error: The value '-1' is invalid for '--window <window>'", windowHelp]
    ),
    (["--window"], ["Error: Missing value for '--window <window>'", windowHelp]),
    (
      ["--window", "-30:5"],
      ["Error: --window [-30,+5] overlaps --estimation [-120,-21]"]
    ),
    (
      ["--estimation", "-25:-21"],
      ["Error: --estimation must have at least 10 sessions, got [-25,-21]"]
    ),
    (
      ["--estimation", "-60:-21"],
      ["Error: --minimum-returns must lie between 10 and the 40 sessions of --estimation, got 60"]
    ),
    (
      ["--minimum-returns", "5"],
      ["Error: --minimum-returns must lie between 10 and the 100 sessions of --estimation, got 5"]
    ),
    (
      ["--model", "capm"],
      [
        "Error: The value 'capm' is invalid for '--model <model>'. Please provide one of 'market', "
          + "'market-adjusted' or 'mean'.",
        "Help:  --model <model>  What the return would have been without the event.",
      ]
    ),
    (
      ["--anchor", "later"],
      [
        "Error: The value 'later' is invalid for '--anchor <anchor>'. Please provide one of 'next', "
          + "'previous' or 'exact'.",
        "Help:  --anchor <anchor>  Session of an event on a day without one; exact: none.",
      ]
    ),
    (["--placebo", "2000000"], ["Error: --placebo must lie between 0 and 1000000, got 2000000"]),
    (
      ["--seed", "4294967296"],
      [
        "Error: The value '4294967296' is invalid for '--seed <seed>'",
        "Help:  --seed <seed>  Seed of the placebo and sign-flip tests, a whole number below 2^32.",
      ]
    ),
    (
      ["--as-of", "15.7.2025"],
      [
        "Error: The value '15.7.2025' is invalid for '--as-of <yyyy-mm-dd>'",
        "Help:  --as-of <yyyy-mm-dd>  The study as it was known on that day: closes before it, "
          + "events up to it.",
      ]
    ),
    (["--windw", "1:2"], ["Error: Unknown option '--windw'. Did you mean '--window'?"]),
    (["--events", ""], ["Error: --events must name at least one"]),
    (["--equities", " ,"], ["Error: --equities must name at least one"]),
  ]

  @Test("an option that cannot be is refused with the usage", arguments: options)
  func refusesOptions(arguments: [String], messages: [String]) async throws {
    let place = try Workplace.withData()
    let outcome = try await place.chipcast(all: Workplace.shipped + arguments)
    #expect(outcome == .refused(messages + Self.usage, code: 64))
    #expect(!place.hasResults)
  }

  @Test("a study without closes is refused")
  func noCloses() async throws {
    let outcome = try await Workplace.withData().chipcast("event-study", "Data/events.csv")
    let messages = [
      "Error: Missing expected argument '--closes <folder>'",
      "Help:  --closes <folder>  The folder of closes.",
    ]
    #expect(outcome == .refused(messages + Self.usage, code: 64))
  }

  static let names: [(arguments: [String], message: String)] = [
    (
      ["--events", "h20-resumtion-2025-07-15"],
      "--events h20-resumtion-2025-07-15: is not in Data/events.csv; did you mean "
        + "h20-resumption-2025-07-15?"
    ),
    (["--events", "nothing"], "--events nothing: is not in Data/events.csv"),
    (
      ["--equities", "688256.SZ,NVDA,AMDD,GONE.XX"],
      "--equities 688256.SZ,AMDD,GONE.XX: are not in Data/equities.csv; did you mean 688256.SH, AMD?"
    ),
    (
      ["--equities", "NVDA,688256.SZ"],
      "--equities 688256.SZ: is not in Data/equities.csv; did you mean 688256.SH?"
    ),
    (
      ["--as-of", "2020-01-01"], "Data/events.csv: has no event dated up to 2020-01-01 to study"
    ),
    (["--listing", "gone.csv"], "gone.csv: there is no such file"),
    (
      ["--out", "mine.toml"], "chipcast: mine.toml: cannot make this folder: not a directory"
    ),
  ]

  @Test("what the files do not hold is told in one line", arguments: names)
  func refusesNames(arguments: [String], message: String) async throws {
    let place = try Workplace.withData()
    let outcome = try await place.chipcast(all: Workplace.shipped + arguments)
    #expect(outcome == .refused([message]))
    #expect(!place.hasResults)
  }

  @Test(
    "files and folders that are not there are told",
    arguments: [
      ("gone.csv", "Data/closes", "gone.csv: there is no such file"),
      ("Data/events.csv", "Data/gone", "Data/gone: there is no such folder of closes"),
      ("Data/events.csv", "Data/events.csv", "Data/events.csv: there is no such folder of closes"),
    ])
  func places(events: String, closes: String, message: String) async throws {
    let place = try Workplace.withData()
    let outcome = try await place.chipcast("event-study", events, "--closes", closes)
    #expect(outcome == .refused([message]))
  }
}
