import Testing

/// Numbers that make no sense where they stand.
@Suite("bad numbers")
struct BadNumberTests {
  static let types = [
    Mistake(
      "text as a number", "mode = 11800", "mode = \"many\"",
      "19: products.H20.price.mode: must be a finite number, got \"many\""),
    Mistake(
      "text as a parameter", "tax_rate = 0.17", "tax_rate = \"a sixth\"",
      "7: tax_rate: must be a number or a table with a distribution, got \"a sixth\""),
    Mistake(
      "truth as a parameter", "tax_rate = 0.17", "tax_rate = true",
      "7: tax_rate: must be a number or a table with a distribution, got true"),
    Mistake(
      "number as a table", "[policy.guidance]", "[policy]\nguidance = 3\n[title2]",
      "62: policy.guidance: must be a table, got 3",
      "63: title2: is not a known key; did you mean title?"),
    Mistake(
      "nan", "tax_rate = 0.17", "tax_rate = nan", "7: tax_rate: must be a finite number, got nan"),
    Mistake(
      "infinity", "mode = 11800", "mode = inf",
      "19: products.H20.price.mode: must be a finite number, got inf"),
    Mistake(
      "a distribution where one number goes", "tax_rate = 0.17",
      "tax_rate = { distribution = \"uniform\", low = 0, high = 1 }",
      "7: tax_rate: must be one number, got uniform(low 0, high 1)"),
    Mistake(
      "text as compute", "{ training = 0.75, inference = 0.6 }", "\"much\"",
      "46: products.B30.compute: must be a number or a table with training and inference, "
        + "got \"much\""),
    Mistake(
      "no trials", "20_000", "0",
      "15: simulation.trials: must be a whole number between 1 and 1000000000000, got 0"),
    Mistake(
      "more trials than an integer holds", "20_000", "10000000000000000000",
      "15: Error while parsing decimal integer: '10000000000000000000' is not representable "
        + "in 64 bits"),
    Mistake(
      "10^19 trials", "20_000", "1e19",
      "15: simulation.trials: must be a whole number between 1 and 1000000000000, got 1e+19"),
    Mistake(
      "half a trial", "20_000", "2.5",
      "15: simulation.trials: must be a whole number between 1 and 1000000000000, got 2.5"),
    Mistake(
      "no months", "months = 18", "months = 0",
      "4: months: must be a whole number between 1 and 120, got 0"),
    Mistake(
      "thresholds that fall", "months = 18", "thresholds = [2, 1]",
      "4: thresholds: must be numbers that rise, got [2, 1]"),
    Mistake(
      "a threshold that is text", "months = 18", "thresholds = [1, \"a\"]",
      "4: thresholds: must be a finite number, got \"a\""),
  ]

  @Test("a value of the wrong kind is told with its rule", arguments: types)
  func refusesTypes(mistake: Mistake) async throws { try await mistake.expectRefusal() }

  static let ranges = [
    Mistake(
      "mode above high", "mode = 11800", "mode = 15000",
      "19: products.H20.price: mode must lie between low and high (10000...13000), got 15000"),
    Mistake(
      "low above high", "low = 10000", "low = 20000",
      "19: products.H20.price: low must be below high (13000), got 20000"),
    .price("negative price", "-1", "19: products.H20.price: must not be negative, got -1"),
    Mistake(
      "price that may be negative", "low = 10000", "low = -1",
      "19: products.H20.price: must not be negative, got values from -1 to 13000"),
    Mistake(
      "probability above 1", "probability = 0.65", "probability = 1.5",
      "44: products.B30.clears_controls: probability must be a probability, between 0 and 1, "
        + "got 1.5"),
    Mistake(
      "chance for what is yes or no", "{ distribution = \"bernoulli\", probability = 0.65 }", "0.5",
      "44: products.B30.clears_controls: must be 0, 1 or a bernoulli distribution, got 0.5"),
    Mistake(
      "fraction above 1", "tax_rate = 0.17", "tax_rate = 1.7",
      "7: tax_rate: must lie between 0 and 1, got 1.7"),
    Mistake(
      "fraction that may be above 1", "high = 0.65", "high = 1.65",
      "27: products.H20.gross_margin: must lie between 0 and 1, got values from 0.45 to 1.65"),
    Mistake(
      "shares above 1", "others = { share = 0.2 }", "others = { share = 0.25 }",
      "52: licences.buyers: the shares must sum to 1, got 1.05"),
    Mistake(
      "negative compute", "{ training = 0.75, inference = 0.6 }", "-3",
      "46: products.B30.compute.training: must not be negative, got -3",
      "46: products.B30.compute.inference: must not be negative, got -3"),
    Mistake(
      "weight 0", "weight = 0.7", "weight = 0",
      "29: products.H20.order_book: weight must be above 0, got 0"),
    Mistake(
      "a bad part of a mixture", "mode = 350e3", "mode = 950e3",
      "32: products.H20.order_book.components.0: mode must lie between low and high "
        + "(300000...400000), got 950000"),
  ]

  @Test("a value out of range is told with the range", arguments: ranges)
  func refusesRanges(mistake: Mistake) async throws { try await mistake.expectRefusal() }

  static let families: [Mistake] = [
    .price(
      "quantiles too close",
      "{ distribution = \"quantiles\", p10 = 10000, p50 = 10001, p90 = 30000 }",
      "19: products.H20.price: p50 is too close to p10 for a smooth curve through the three "
        + "(it must lie between 13332 and 26668), got 10001"),
    .price(
      "quantiles that fall",
      "{ distribution = \"quantiles\", p10 = 10000, p50 = 9000, p90 = 30000 }",
      "19: products.H20.price: p10, p50, p90 must rise, got 10000, 9000, 30000"),
    .price(
      "a bound above a quantile",
      "{ distribution = \"quantiles\", p10 = 10, p50 = 12, p90 = 15, lower = 11 }",
      "19: products.H20.price: p10 must lie between the bounds 11 and inf, got 10"),
    .price(
      "bounds the wrong way round",
      "{ distribution = \"normal\", mean = 10, sd = 1, lower = 5, upper = 4 }",
      "19: products.H20.price: lower must be below upper (4), got 5"),
    .price(
      "bounds on a number", "{ distribution = \"constant\", value = 3, lower = 5 }",
      "19: products.H20.price.lower: is not a known key; products.H20.price is constant, which takes value "
        + "(a known number; value = … alone says the same), and times = 2 for twice as much"),
    .price(
      "a lognormal said twice", "{ distribution = \"lognormal\", mean = 10, sd = 1, mu = 3 }",
      "19: products.H20.price: needs mu and sigma, or mean and sd, and not both"),
    .price(
      "weights that are too few",
      "{ distribution = \"discrete\", values = [1, 2], weights = [1] }",
      "19: products.H20.price: weights must be as many as values (2), got 1"),
    .price(
      "a value that is text",
      "{ distribution = \"discrete\", values = [1, \"a\"], weights = [1, 1] }",
      "19: products.H20.price.values: must be a finite number, got \"a\""),
    .price(
      "components that are numbers", "{ distribution = \"mixture\", components = [1, 2] }",
      "19: products.H20.price.components.0: must be a table, got 1",
      "19: products.H20.price.components.1: must be a table, got 2"),
    .price(
      "no components", "{ distribution = \"mixture\", components = [] }",
      "19: products.H20.price: components must not be empty and each needs a weight, got 0"),
  ]

  @Test("what a distribution does not accept is told under its key", arguments: families)
  func refusesFamilies(mistake: Mistake) async throws { try await mistake.expectRefusal() }

  static let extremes: [Mistake] = [
    .price(
      "weights of a mixture that overflow",
      "{ distribution = \"mixture\", components = [{ weight = 1e308, value = 1 }, "
        + "{ weight = 1e308, distribution = \"uniform\", low = 2, high = 3 }] }",
      "19: products.H20.price: weight must have a sum that a number can hold, got 1e+308, 1e+308"),
    .price(
      "discrete weights that overflow",
      "{ distribution = \"discrete\", values = [1, 2], weights = [1e308, 1e308] }",
      "19: products.H20.price: weights must have a sum that a number can hold, got 1e+308, 1e+308"),
    .price(
      "a lognormal that overflows", "{ distribution = \"lognormal\", mu = 1e308, sigma = 1 }",
      "19: products.H20.price: distribution must have values that a number can hold (lowest, "
        + "median and highest are inf, inf, inf), got lognormal(mu 1e+308, sigma 1)"),
    .price(
      "a pareto without a size", "{ distribution = \"pareto\", low = 1e-10, alpha = 1e-300 }",
      "19: products.H20.price: alpha must lie between 0.06 and 1000000000000, got 1e-300"),
    .price(
      "a gamma of a tiny shape", "{ distribution = \"gamma\", shape = 1e-3, scale = 1 }",
      "19: products.H20.price: shape must lie between 0.05 and 20000, got 0.001"),
    .price(
      "a beta of enormous shapes",
      "{ distribution = \"beta\", alpha = 1e-300, beta = 1e300, low = 0, high = 1 }",
      "19: products.H20.price: alpha must lie between 0.05 and 500000, got 1e-300"),
    .price(
      "a pert of an enormous peak",
      "{ distribution = \"pert\", low = 0, mode = 1, high = 2, lambda = 1e300 }",
      "19: products.H20.price: lambda must be at most 1000000, got 1e+300"),
  ]

  @Test("what no table holds is refused with its bound before anything runs", arguments: extremes)
  func refusesExtremes(mistake: Mistake) async throws { try await mistake.expectRefusal() }

  @Test("check refuses it as run does, under file, line and key")
  func checkRefuses() async throws {
    let place = try Workplace(
      scenario: Base.withPrice("{ distribution = \"lognormal\", mu = 700, sigma = 2 }"))
    let outcome = try await place.chipcast("check", "mine.toml", "--quiet")
    let message =
      "mine.toml:19: products.H20.price: distribution must have values that a number can hold "
      + "(lowest, median and highest are 7.51e+296, 1.01e+304, inf), got lognormal(mu 700, sigma 2)"
    #expect(outcome == Outcome(code: 65, out: "", err: message + "\n"))
  }

  @Test(
    "a whole number is fine where a decimal is expected",
    arguments: ["tax_rate = 1", "tax_rate = { value = 0 }"])
  func wholeNumbersAreFine(line: String) async throws {
    let place = try Workplace(scenario: Base.with("tax_rate = 0.17", line))
    let outcome = try await place.chipcast("check", "mine.toml", "--quiet")
    #expect(outcome == Outcome(code: 0, out: "mine.toml: right\n", err: ""))
  }
}
