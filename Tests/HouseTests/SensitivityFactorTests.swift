import Testing

/// `chipcast sensitivity` of shares and of inputs that go together.
@Suite("factors of sensitivity")
struct SensitivityFactorTests {
  @Test("shares are drawn only where the output needs them, with their shocks as one factor")
  func shares() async throws {
    let place = try Shares.place()
    _ = try await place.chipcast(
      "sensitivity", "mine.toml", "--method", "rank", "--trials", "500", "--quiet")
    #expect(
      try !SensitivityTests.rows(place, "rank").contains {
        $0["input"]?.hasPrefix("equities.") == true
      })
    let outcome = try await place.chipcast(
      "sensitivity", "mine.toml", "--method", "rank,sobol", "--trials", "500", "--quiet",
      "--output", "car.basket.5")
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    #expect(
      try SensitivityTests.rows(place, "rank").contains {
        $0["input"]?.hasPrefix("equities.") == true
      })
    let factors = try SensitivityTests.rows(place, "sobol").compactMap { $0["factor"] }
    #expect(factors.contains("daily moves") && factors.contains("products.H20"))
    let without = try await place.chipcast(
      "sensitivity", "mine.toml", "--output", "car.basket.5", "--no-equities")
    #expect(without.code == 64)
    #expect(without.err.hasPrefix("Error: --output: no output or event is called car.basket.5"))
  }

  @Test("correlated inputs are one factor of sobol, and a t copula is refused")
  func correlated() async throws {
    let place = try Workplace()
    let pair =
      "[correlation]\npairs = [{ inputs = [\"products.H20.price\", \"uptake\"], value = 0.5, "
      + "source = \"s\", confidence = \"assumption\" }]\n"
    try place.write("pair.toml", "extends = \"mine.toml\"\n" + pair)
    try place.write(
      "tails.toml",
      "extends = \"mine.toml\"\n" + pair + "copula = \"student-t\"\ndegrees = 4\n")
    let options = ["--method", "sobol", "--trials", "1000"]
    let outcome = try await place.chipcast(all: ["sensitivity", "pair.toml"] + options)
    #expect(outcome.out.contains("Taken as one, because correlated: products.H20.price + uptake."))
    let refused = try await place.chipcast(all: ["sensitivity", "tails.toml"] + options)
    #expect(refused.code == 64)
    #expect(
      refused.err.hasPrefix(
        "Error: --method: sobol needs independent inputs or a gaussian copula: a t copula ties all")
    )
  }

  @Test("a total return with heavy tails has no mean, but ranks and distances")
  func heavyTails() async throws {
    let place = try Shares.place()
    let options = ["--output", "total_return.ACME.SH.5", "--trials", "200", "--quiet"]
    let refused = try await place.chipcast(all: ["sensitivity", "mine.toml"] + options)
    #expect(refused.code == 64)
    #expect(
      refused.err.hasPrefix(
        "Error: --output: total_return.ACME.SH.5 has no mean, its tails are too heavy; use --method "
          + "rank,delta,pawn, or a truth"))
    let outcome = try await place.chipcast(
      all: ["sensitivity", "mine.toml", "--method", "rank,pawn"] + options)
    #expect(outcome.code == 0)
  }
}
