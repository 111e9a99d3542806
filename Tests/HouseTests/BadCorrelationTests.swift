import Testing

@Suite("bad correlations")
struct BadCorrelationTests {
  /// A mistake in the only pair, which stands on line 68.
  private static func pair(
    _ name: String, _ input: String, _ value: String, _ message: String
  ) -> Mistake {
    let pair = "{ inputs = [\"uptake\", \"\(input)\"], value = \(value) }"
    return Mistake(name, [(lastLine, lastLine + header + pair + ",\n]\n")], [message])
  }

  private static let lastLine =
    "uptake_factor = { distribution = \"beta\", alpha = 2, beta = 4 }\n"
  private static let header = "\n[correlation]\npairs = [\n"

  static let pairs = [
    pair(
      "an unknown input", "uptakee", "0.5",
      "66: correlation.pairs: must name inputs of the model, got \"uptakee\""),
    pair(
      "a constant", "products.H20.written_down", "0.5",
      "66: correlation.pairs: must name inputs that vary, got the constant "
        + "products.H20.written_down"),
    pair(
      "above 1", "price_decline", "1.5",
      "66: correlation.pairs: must hold correlations between -1 and 1, got 1.5 for uptake and "
        + "price_decline"),
    pair(
      "with itself", "uptake", "0.5",
      "66: correlation.pairs: must name two different inputs, got uptake"),
    pair(
      "three names", "price_decline\", \"x", "0.5",
      "68: correlation.pairs.0.inputs: must be two names of inputs, got [\"uptake\", "
        + "\"price_decline\", \"x\"]"),
    pair(
      "text", "price_decline", "\"high\"",
      "68: correlation.pairs.0.value: must be a finite number, got \"high\""),
  ]

  @Test("a correlation that cannot be is told", arguments: pairs)
  func refusesPairs(mistake: Mistake) async throws { try await mistake.expectRefusal() }

  /// A copula of so many degrees, on line 68.
  private static func degrees(_ value: String) -> Mistake {
    let pair = "{ inputs = [\"uptake\", \"price_decline\"], value = 0.5 }"
    let header = "\n[correlation]\ncopula = \"student-t\"\ndegrees = \(value)\npairs = ["
    return Mistake(
      value, [(lastLine, lastLine + header + pair + "]\n")],
      [
        "68: correlation.degrees: must lie between 1 and 40000 (a copula of more degrees is "
          + "\"gaussian\"), got \(value)"
      ])
  }

  @Test(
    "degrees of a copula that no table holds are told with their bound",
    arguments: [degrees("5e-324"), degrees("0.5"), degrees("1e+308"), degrees("0")])
  func refusesDegrees(mistake: Mistake) async throws { try await mistake.expectRefusal() }

  /// Three inputs that cannot all be so correlated.
  private static let contradiction =
    Base.text + """

      [correlation]
      pairs = [
        { inputs = ["uptake", "price_decline"], value = 0.9 },
        { inputs = ["uptake", "products.H20.price"], value = 0.9 },
        { inputs = ["price_decline", "products.H20.price"], value = -0.9 },
      ]

      """

  @Test("correlations that contradict each other are refused with the nearest possible ones")
  func contradiction() async throws {
    let place = try Workplace(scenario: Self.contradiction)
    let outcome = try await place.chipcast("run", "mine.toml", "--trials", "1000")
    let message =
      "mine.toml:66: correlation: the correlations contradict each other (the matrix is not "
      + "positive definite); nearest possible values: uptake and products.H20.price: 0.9, "
      + "possible 0.482; uptake and price_decline: 0.9, possible 0.482; price_decline and "
      + "products.H20.price: -0.9, possible -0.482; change them, or add --repair-correlation to "
      + "use these"
    #expect(outcome == .refused([message]))
    #expect(!place.hasResults)
  }

  @Test("contradictory correlations are repaired on demand, and the repair is reported")
  func repair() async throws {
    let place = try Workplace(scenario: Self.contradiction)
    let outcome = try await place.chipcast(
      "run", "mine.toml", "--trials", "1000", "--quiet", "--repair-correlation")
    let repairs = [
      "uptake, products.H20.price: 0.9 taken as 0.4826",
      "uptake, price_decline: 0.9 taken as 0.4826",
      "price_decline, products.H20.price: -0.9 taken as -0.4826",
    ]
    let lines = repairs.map { "correlation of \($0)\n" }.joined()
    #expect(outcome == Outcome(code: 0, out: "", err: lines))
    let record = try JSON(place.text("out/mine/run.json"))
    #expect(record["repaired_correlations"]?.strings == repairs)
  }

  @Test("check says what is drawn instead of what the ledger states")
  func checked() async throws {
    let place = try Workplace(scenario: Self.contradiction)
    let outcome = try await place.chipcast("check", "mine.toml", "--repair-correlation")
    #expect(outcome.code == 0)
    #expect(
      outcome.err.hasPrefix(
        "mine.toml: correlation of uptake, products.H20.price: 0.9 taken as 0.4826\n"))
    #expect(
      outcome.out.contains("correlation of the two inputs, taken as -0.4826: -0.9"))
  }

  @Test("what is said to be possible is possible")
  func possible() async throws {
    let text = Self.contradiction.replacing("0.9 }", with: "0.482 }")
    let outcome = try await Workplace(scenario: text).chipcast(
      "run", "mine.toml", "--trials", "1000", "--quiet")
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
  }
}
