import Testing

@Suite("bad command lines")
struct BadCommandLineTests {
  static let usage = [
    "Usage: chipcast run [<options>] <scenario>",
    "  See 'chipcast run --help' for more information.",
  ]
  static let trialsHelp =
    "Help:  --trials <count>  Number of trials, such as 200000, 200k or 5M (1 to 10^12)."

  static let options: [(arguments: [String], messages: [String])] = [
    (["--trials", "0"], ["Error: The value '0' is invalid for '--trials <count>'", trialsHelp]),
    (
      ["--trials", "1e19"],
      ["Error: The value '1e19' is invalid for '--trials <count>'", trialsHelp]
    ),
    (
      ["--trials", "abc"],
      ["Error: The value 'abc' is invalid for '--trials <count>'", trialsHelp]
    ),
    (
      ["--trials", "1.5"],
      ["Error: The value '1.5' is invalid for '--trials <count>'", trialsHelp]
    ),
    (
      ["--trials", "0x10"],
      ["Error: The value '0x10' is invalid for '--trials <count>'", trialsHelp]
    ),
    (
      ["--trials", "1,5M"],
      ["Error: The value '1,5M' is invalid for '--trials <count>'", trialsHelp]
    ),
    (["--thread", "2"], ["Error: Unknown option '--thread'. Did you mean '--threads'?"]),
    (["--threads", "0"], ["Error: --threads must lie between 1 and 1024, got 0"]),
    (
      ["--generator", "gsl:nope"],
      [
        "Error: --generator must be default, precise, or gsl: and a GSL generator such as "
          + "gsl:mt19937, got gsl:nope"
      ]
    ),
    (
      ["--design", "halton"],
      [
        "Error: The value 'halton' is invalid for '--design <design>'. Please provide one of "
          + "'random', 'antithetic', 'latin-hypercube' or 'sobol'.",
        "Help:  --design <design>  How draws are spread over the trials; as the scenario says if not given.",
      ]
    ),
    (
      ["--seed", "x"],
      [
        "Error: The value 'x' is invalid for '--seed <number>'",
        "Help:  --seed <number>  Seed of all random numbers, a whole number from 0.",
      ]
    ),
    (["--write-trials", "0"], ["Error: Unexpected argument '0'"]),
    (["other.toml"], ["Error: Unexpected argument 'other.toml'"]),
  ]

  @Test("an option that cannot be is refused with the usage", arguments: options)
  func refusesOptions(arguments: [String], messages: [String]) async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(all: ["run", "mine.toml"] + arguments)
    #expect(outcome == .refused(messages + Self.usage, code: 64))
    #expect(!place.hasResults)
  }

  @Test("a run without a scenario is refused")
  func noScenario() async throws {
    let outcome = try await Workplace().chipcast("run")
    let messages = [
      "Error: Missing expected argument '<scenario>'",
      "Help:  <scenario>  The scenario file (TOML).",
    ]
    #expect(outcome == .refused(messages + Self.usage, code: 64))
  }

  @Test(
    "an unknown command is refused, with the one that was meant",
    arguments: [("forecast", ""), ("chek", "; did you mean check?")])
  func unknownCommand(name: String, hint: String) async throws {
    let outcome = try await Workplace().chipcast(name)
    let messages = [
      "Error: \"\(name)\" is not a command of chipcast\(hint)", "Usage: chipcast <subcommand>",
      "  See 'chipcast --help' for more information.",
    ]
    #expect(outcome == .refused(messages, code: 64))
  }

  static let overrides: [(override: String, messages: [String])] = [
    ("months", ["must be written key=value"]),
    ("=3", ["must be written key=value"]),
    ("a..b=3", ["must be written key=value"]),
    ("monhts=3", ["monhts: is not a known key; did you mean months?"]),
    (
      "products.H20.price.mode=99999",
      [
        "products.H20.price: mode must lie between low and high (10000...13000), got 99999"
      ]
    ),
    (
      "products.H20.price=high",
      [
        "products.H20.price: must be a number or a table with a distribution, got \"high\""
      ]
    ),
    (
      "tax_rate.value=0.2", ["tax_rate.value: tax_rate is 0.17, which has no keys of its own"]
    ),
    (
      "products.H30.price=1",
      [
        "products.H30.order_book: is missing", "products.H30.capacity: is missing",
        "products.H30.ramp: is missing", "products.H30.gross_margin: is missing",
      ]
    ),
    (
      "products.H20.ramp={ distribution = \"empirical\", file = \"data/r.csv\", column = \"r\" }",
      [
        "products.H20.ramp: file must name a CSV file below the working directory, got "
          + "\"data/r.csv\""
      ]
    ),
    ("uptake=0.5\ntax_rate=0.3", ["must be one value, got \"0.5\\ntax_rate=0.3\""]),
    (
      "uptake={ value = 25",
      ["Error while parsing inline table: encountered end-of-file"]
    ),
    (
      "price=11000",
      ["price: is not a known key; did you mean products.H20.price, products.B30.price?"]
    ),
    ("H20.price=11000", ["H20: is not a known key; did you mean products.H20.price?"]),
    (
      "products.H20.order_book.components.2.mode=1",
      [
        "products.H20.order_book.components.2.mode: products.H20.order_book.components is an array of "
          + "2, whose elements are numbered from 0"
      ]
    ),
    (
      "products.B30.ramp=2025-09-01",
      ["products.B30.ramp: must be a number of months, not a date, got 2025-09-01"]
    ),
    (
      "products.h20.price=3",
      [
        "products.h20: differs from products.H20 by case alone; did you mean products.H20.price?"
      ]
    ),
    (
      "licences.buyers.north.share=0.3",
      [
        "licences.buyers.north: differs from licences.buyers.North by case alone; did you mean "
          + "licences.buyers.North.share?"
      ]
    ),
    ("UPTAKE=0.3", ["UPTAKE: is not a known key; did you mean uptake?"]),
    (
      "uptake=“0.5”",
      ["“ is a quotation mark of a word processor; write a straight one, \" or '"]
    ),
    (
      "products.H20.price={distribution=‘pert’}",
      ["‘ is a quotation mark of a word processor; write a straight one, \" or '"]
    ),
    (
      "products.“H20”.price=3",
      ["“ is a quotation mark of a word processor; write a straight one, \" or '"]
    ),
    (
      "products.H20.price=11 000",
      [
        "products.H20.price: must be a number or a table with a distribution, got \"11 000\"; write "
          + "11000 or 11_000, without blanks"
      ]
    ),
    (
      "products.H20.price=11\u{A0}000.5",
      [
        "products.H20.price: must be a number or a table with a distribution, got "
          + "\"11\u{A0}000.5\"; write 11000.5 or 11_000.5, without blanks"
      ]
    ),
    (
      "target_revenue=$10 000 000 000",
      [
        "target_revenue: must be a number or a table with a distribution, got \"$10 000 000 000\"; "
          + "write 10000000000 or 10_000_000_000, without currency and blanks"
      ]
    ),
    (
      "simulation.trials=0",
      ["simulation.trials: must be a whole number between 1 and 1000000000000, got 0"]
    ),
    (
      "as_of=2025-13-01",
      ["as_of: must be a date such as 2025-07-15, without quotes, got \"2025-13-01\""]
    ),
  ]

  @Test("a bad override is told under --set", arguments: overrides)
  func refusesOverrides(override: String, messages: [String]) async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "run", "mine.toml", "--trials", "1000", "--set", override)
    let shown = override.replacing("\n", with: "\\n")
    #expect(outcome == .refused(messages.map { "--set \(shown): \($0)" }))
    #expect(!place.hasResults)
  }
}
