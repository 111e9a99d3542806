import Testing

/// Values as somebody types them who lives in spreadsheets: taken where they are plain, and told what to
/// write where they are not.
@Suite("values as typed")
struct TypedValuesTests {
  @Test(
    "a number with a word, in quotes or after --set, is that number",
    arguments: [
      ("tax_rate = 0.17", "tax_rate = \"17%\"", "tax_rate=17%", "0.17"),
      (Base.price, "price = \"12k\"", "products.H20.price=12k", "12000"),
      (Base.price, "price = \"12k USD/unit\"", "products.H20.price=12_000 USD", "12000"),
      ("lost_revenue = 10.5e9", "lost_revenue = \"10.5bn\"", "lost_revenue=10.5bn", "10500000000"),
      ("mode = 350e3", "mode = \"350k\"", "products.H20.order_book.components.0.mode=350k", ""),
    ])
  func taken(line: String, new: String, override: String, value: String) async throws {
    let place = try Workplace()
    let expected = try await place.chipcast("check", "mine.toml", "--set", override)
    try place.write("mine.toml", Base.with(line, new))
    let outcome = try await place.chipcast("check", "mine.toml")
    #expect(outcome.code == 0 && expected.code == 0)
    #expect(outcome.fingerprint == expected.fingerprint && outcome.fingerprint != nil)
    #expect(outcome.out.contains(": \(value)\n") || value.isEmpty)
  }

  @Test(
    "trials in words are those that --trials takes", arguments: ["\"200k\"", "\"1M\"", "\"5_000\""])
  func trials(text: String) async throws {
    let place = try Workplace(scenario: Base.with("20_000", text))
    let outcome = try await place.chipcast("check", "mine.toml", "--quiet")
    #expect(outcome == Outcome(code: 0, out: "mine.toml: right\n", err: ""))
  }

  static let refused = [
    Mistake(
      "a word without quotes", "mode = 11800", "mode = 12k",
      "19: 12k must stand in quotes: \"12k\"; or write 12000"),
    Mistake(
      "a percentage without quotes", "tax_rate = 0.17", "tax_rate = 17%",
      "7: 17% must stand in quotes: \"17%\"; or write 0.17"),
    .price("a comma", "11,800", "19: 11,800 is no number: write 11800, without a comma"),
    .price(
      "blanks between thousands", "11 800",
      "19: 11 800 is no number: write 11800 or 11_800, without blanks"),
    .price(
      "no-break blanks", "11\u{202F}800",
      "19: 11\u{202F}800 is no number: write 11800 or 11_800, without blanks"),
    .price(
      "blanks and a unit", "\"11 800 USD\"",
      "19: products.H20.price: must be a number or a table with a distribution, got \"11 800 USD\"; "
        + "write \"11800 USD\" or \"11_800 USD\", without blanks"),
    .price(
      "apostrophes", "\"11’800\"",
      "19: products.H20.price: must be a number or a table with a distribution, got \"11’800\"; "
        + "write 11800 or 11_800, without apostrophes"),
    .price(
      "a comma in quotes", "\"11,800\"",
      "19: products.H20.price: must be a number or a table with a distribution, got \"11,800\"; "
        + "write 11800, without a comma"),
    Mistake(
      "a comma in an inline table", "mode = 11800", "mode = 11,800",
      "19: 11,800 is no number: write 11800, without a comma"),
    .price(
      "a currency", "$11,000",
      "19: $11,000 is no number: write 11000, without currency and comma"),
    Mistake(
      "a currency in quotes", "mode = 11800", "mode = \"$11,800\"",
      "19: products.H20.price.mode: must be a finite number, got \"$11,800\"; write 11800, without "
        + "currency and comma"),
    .price(
      "a percentage of dollars", "\"25%\"",
      "19: products.H20.price: must be a number or a table with a distribution, got \"25%\"; a number "
        + "of USD/unit is expected"),
    Mistake(
      "text without quotes", "\"A scenario for tests\"", "Mine",
      "2: text must stand in quotes, saw Mine"),
    Mistake(
      "a date as ramp", "ramp = { distribution = \"pert\", low = 1, mode = 2, high = 4 }",
      "ramp = 2025-09-01",
      "23: products.H20.ramp: must be a number of months, not a date, got 2025-09-01"),
    .price(
      "percentiles without a bound",
      "{ distribution = \"quantiles\", p10 = 10000, p50 = 11000, p90 = 13000 }",
      "19: products.H20.price: must not be negative, got values from -inf to inf; add lower = 0"),
  ]

  @Test("what cannot be taken is told with what to write", arguments: refused)
  func refuses(mistake: Mistake) async throws { try await mistake.expectRefusal() }

  @Test("a range of words is a range of numbers")
  func vary() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "sweep", "mine.toml", "--vary", "licences.approval_rate=50%:100%:25%", "--vary",
      "products.H20.price=10k,12k", "--trials", "200", "--quiet")
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let rows = try CSVFile(place.text("out/sweep-mine/sweep_wide.csv"))
    #expect(Set(try rows.column("licences.approval_rate")) == ["0.5", "0.75", "1"])
  }
}

extension Outcome {
  /// As `check` prints it.
  fileprivate var fingerprint: Substring? {
    out.split(separator: "\n").first { $0.contains("fingerprint ") }?.suffix(16)
  }
}
