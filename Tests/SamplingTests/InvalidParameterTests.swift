import Testing

@testable import Sampling

@Suite("What distributions refuse")
struct InvalidParameterTests {
  struct Refusal: Sendable, CustomTestStringConvertible {
    let message: String
    let make: @Sendable () throws -> Any

    init(_ message: String, _ make: @escaping @Sendable () throws -> Any) {
      (self.message, self.make) = (message, make)
    }

    var testDescription: String { message }
  }

  static let bounded = [
    Refusal("low must be below high (1), got 1") { try Uniform(low: 1, high: 1) },
    Refusal("low must be below high (1), got 2.5") { try Uniform(low: 2.5, high: 1) },
    Refusal("low must be a finite number, got nan") { try Uniform(low: .nan, high: 1) },
    Refusal("high must be a finite number, got inf") { try Uniform(low: 0, high: .infinity) },
    Refusal("mode must lie between low and high (10000...13000), got 15000") {
      try Triangular(low: 10_000, mode: 15_000, high: 13_000)
    },
    Refusal("low must be below high (3), got 3") { try Triangular(low: 3, mode: 3, high: 3) },
    Refusal("mode must lie between low and high (0...1), got -0.5") {
      try PERT(low: 0, mode: -0.5, high: 1)
    },
    Refusal("mode must lie between low and high (0...1), got nan") {
      try PERT(low: 0, mode: .nan, high: 1)
    },
    Refusal("lambda must be above 0, got 0") {
      try PERT(low: 0, mode: 0.5, high: 1, lambda: 0)
    },
    Refusal("alpha must be above 0, got 0") { try Beta(alpha: 0, beta: 1) },
    Refusal("beta must be above 0, got -2") { try Beta(alpha: 1, beta: -2) },
    Refusal("beta must be a finite number, got inf") { try Beta(alpha: 1, beta: .infinity) },
    Refusal("low must be below high (0), got 1") { try Beta(alpha: 1, beta: 1, low: 1, high: 0) },
  ]

  static let unbounded = [
    Refusal("mean must be a finite number, got nan") {
      try Normal(mean: .nan, standardDeviation: 1)
    },
    Refusal("sd must be above 0, got 0") { try Normal(mean: 0, standardDeviation: 0) },
    Refusal("mu must be a finite number, got -inf") { try Lognormal(mu: -.infinity, sigma: 1) },
    Refusal("sigma must be above 0, got -1") { try Lognormal(mu: 0, sigma: -1) },
    Refusal("mean must be above 0, got -3") { try Lognormal(mean: -3, standardDeviation: 1) },
    Refusal("sd must be above 0, got 0") { try Lognormal(mean: 3, standardDeviation: 0) },
    Refusal("shape must be above 0, got 0") { try Gamma(shape: 0, scale: 1) },
    Refusal("scale must be above 0, got -1") { try Gamma(shape: 1, scale: -1) },
    Refusal("shape must be a finite number, got nan") { try Weibull(shape: .nan, scale: 1) },
    Refusal("scale must be above 0, got 0") { try Weibull(shape: 1, scale: 0) },
    Refusal("degrees must be above 0, got 0") { try StudentT(degrees: 0) },
    Refusal("location must be a finite number, got inf") {
      try StudentT(degrees: 3, location: .infinity)
    },
    Refusal("scale must be above 0, got 0") { try StudentT(degrees: 3, scale: 0) },
    Refusal("low must be above 0, got 0") { try Pareto(low: 0, alpha: 1) },
    Refusal("alpha must be above 0, got 0") { try Pareto(low: 1, alpha: 0) },
    Refusal("value must be a finite number, got inf") { try Constant(.infinity) },
  ]

  static let discrete = [
    Refusal("values must not be empty, got []") { try Discrete(values: [], weights: []) },
    Refusal("weights must be as many as values (2), got 1") {
      try Discrete(values: [1, 2], weights: [1])
    },
    Refusal("values must be a finite number, got nan") {
      try Discrete(values: [.nan], weights: [1])
    },
    Refusal("weights must not be negative, got -0.1") {
      try Discrete(values: [1, 2], weights: [1, -0.1])
    },
    Refusal("weights must not all be 0, got 0") {
      try Discrete(values: [1, 2], weights: [0, 0])
    },
    Refusal("probability must be a probability, between 0 and 1, got 1.5") {
      try Discrete.bernoulli(1.5)
    },
    Refusal("probability must be a probability, between 0 and 1, got nan") {
      try Discrete.bernoulli(.nan)
    },
    Refusal("mean must be above 0, got 0") { try Discrete.poisson(mean: 0) },
    Refusal("mean must be at most 1e6, got 2000000") { try Discrete.poisson(mean: 2e6) },
    Refusal("column must hold at least one number, got none") {
      try Discrete.empirical([], label: "a file")
    },
    Refusal("values must be a finite number, got inf") {
      try Discrete.empirical([1, .infinity], label: "a file")
    },
  ]

  static let composed = [
    Refusal("components must not be empty and each needs a weight, got 0") {
      try Mixture([], weights: [])
    },
    Refusal("components must not be empty and each needs a weight, got 1") {
      try Mixture([Constant(1)], weights: [1, 2])
    },
    Refusal("weight must be above 0, got 0") {
      try Mixture([Constant(1), Constant(2)], weights: [1, 0])
    },
    Refusal("lower, upper can only bound a continuous distribution, got 42") {
      try Truncated(Constant(42), lower: 0)
    },
    Refusal("lower must be below upper (1), got 2") {
      try Truncated(Normal(mean: 0, standardDeviation: 1), lower: 2, upper: 1)
    },
    Refusal(
      "lower, upper must leave a probability above 1e-12 of the whole distribution, "
        + "got 9 to inf of normal(mean 0, sd 1)"
    ) { try Truncated(Normal(mean: 0, standardDeviation: 1), lower: 9) },
    Refusal("times must be above 0, got 0") { try Uniform(low: 0, high: 1).times(0) },
    Refusal("p10, p50, p90 must rise, got 3, 2, 4") { try ExpertQuantiles(p10: 3, p50: 2, p90: 4) },
    Refusal("p50 must be a finite number, got nan") {
      try ExpertQuantiles(p10: 3, p50: .nan, p90: 4)
    },
    Refusal("p10 must lie between the bounds 0 and inf, got -1") {
      try ExpertQuantiles(p10: -1, p50: 2, p90: 4, lower: 0)
    },
    Refusal(
      "p50 is too close to p10 for a smooth curve through the three "
        + "(it must lie between 1.6658 and 8.3342), got 1"
    ) { try ExpertQuantiles(p10: 0, p50: 1, p90: 10) },
    Refusal(
      "p50 is too close to p90 for a smooth curve through the three "
        + "(it must lie between 1.6658 and 8.3342), got 9"
    ) { try ExpertQuantiles(p10: 0, p50: 9, p90: 10) },
    Refusal(
      "generator must be \"default\", \"precise\", or \"gsl:\" and a GSL generator such as gsl:mt19937, "
        + "got \"gsl:dice\""
    ) { try UniformSource(parsing: "gsl:dice") },
    Refusal(
      "generator must be \"default\", \"precise\", or \"gsl:\" and a GSL generator such as gsl:mt19937, "
        + "got \"mt19937\""
    ) { try UniformSource(parsing: "mt19937") },
  ]

  /// Shapes that no table holds, and values and weights that overflow.
  static let extreme = [
    Refusal("shape must lie between 0.05 and 20000, got 1e-300") {
      try Gamma(shape: 1e-300, scale: 1)
    },
    Refusal("shape must lie between 0.05 and 20000, got 1e+308") {
      try Gamma(shape: 1e308, scale: 1)
    },
    Refusal("shape must lie between 0.05 and 1000000000000, got 0.01") {
      try Weibull(shape: 0.01, scale: 1)
    },
    Refusal("alpha must lie between 0.05 and 500000, got 1e-300") {
      try Beta(alpha: 1e-300, beta: 1e300)
    },
    Refusal("beta must lie between 0.05 and 500000, got 1e+300") {
      try Beta(alpha: 1, beta: 1e300)
    },
    Refusal("lambda must be at most 1000000, got 1e+300") {
      try PERT(low: 0, mode: 1, high: 2, lambda: 1e300)
    },
    Refusal("degrees must lie between 0.1 and 1000000000000, got 5e-324") {
      try StudentT(degrees: Double.leastNonzeroMagnitude)
    },
    Refusal("low must be at least 2.2250738585072014e-308, got 5e-324") {
      try Pareto(low: Double.leastNonzeroMagnitude, alpha: 2)
    },
    Refusal("scale must be at least 2.2250738585072014e-308, got 1e-310") {
      try Gamma(shape: 2, scale: 1e-310)
    },
    Refusal("sd must be at least 2.2250738585072014e-308, got 1e-320") {
      try Normal(mean: 0, standardDeviation: 1e-320)
    },
    Refusal("alpha must lie between 0.06 and 1000000000000, got 1e-300") {
      try Pareto(low: 1e-10, alpha: 1e-300)
    },
    Refusal("sd must be at most 1e154 times the mean, got 1e+200") {
      try Lognormal(mean: 1e-100, standardDeviation: 1e200)
    },
    Refusal("weights must have a sum that a number can hold, got 1e+308, 1e+308") {
      try Discrete(values: [1, 2], weights: [1e308, 1e308])
    },
    Refusal("weight must have a sum that a number can hold, got 1e+308, 1e+308") {
      try Mixture([Constant(1), Constant(2)], weights: [1e308, 1e308])
    },
    Refusal("weight must be at least 1e-15 of all weights together, got 1e-20") {
      try Mixture([Constant(1), Constant(2)], weights: [1, 1e-20])
    },
    Refusal("degrees must lie between 1 and 40000, got 1e+308") {
      let pair = Correlation.Pair("a", "b", 0.5)
      return try Correlation([pair], copula: .studentT(degrees: 1e308)).scoreMatrix()
    },
    Refusal(
      "distribution must have values that a number can hold (lowest, median and highest are inf, "
        + "inf, inf), got lognormal(mu 1e+308, sigma 1)"
    ) { try QuantileTable(Lognormal(mu: 1e308, sigma: 1)) },
    Refusal(
      "distribution must have values that a number can hold (lowest, median and highest are -inf, "
        + "1e+308, inf), got normal(mean 1e+308, sd 1e+308)"
    ) { try TableCache().tables(of: [Normal(mean: 1e308, standardDeviation: 1e308)]) },
    Refusal(
      "distribution must have values that a number can hold (lowest, median and highest are inf, "
        + "inf, -inf), got uniform(low -1e+308, high 1e+308)"
    ) { try QuantileTable(Uniform(low: -1e308, high: 1e308)) },
    Refusal(
      "distribution must have a probability between its ends that a number can hold, got "
        + "triangular(low 0, mode 1e-200, high 2e-200)"
    ) { try QuantileTable(Triangular(low: 0, mode: 1e-200, high: 2e-200)) },
  ]

  @Test(
    "the message names the parameter, the rule and the value",
    arguments: bounded + unbounded + discrete + composed + extreme)
  func message(_ refusal: Refusal) throws {
    let error = try #require(throws: InvalidParameter.self) { _ = try refusal.make() }
    #expect(error.description == refusal.message)
  }

  @Test("an expert's median may lie as near to an end as the message says")
  func leastShare() throws {
    #expect(throws: Never.self) { try ExpertQuantiles(p10: 0, p50: 1.6659, p90: 10) }
    #expect(throws: Never.self) { try ExpertQuantiles(p10: 0, p50: 8.3341, p90: 10) }
    #expect(throws: InvalidParameter.self) { try ExpertQuantiles(p10: 0, p50: 1.6657, p90: 10) }
  }
}
