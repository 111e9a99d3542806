import Foundation
import Testing

@testable import Sampling

@Suite("Quantiles against SciPy")
struct KnownQuantileTests {
  struct Known: Sendable, CustomTestStringConvertible {
    let call: String
    let p: Double
    let tail: Tail
    let expected: Double
    let make: @Sendable () throws -> any Distribution

    init(
      _ call: String, _ p: Double, _ tail: Tail, _ expected: Double,
      _ make: @escaping @Sendable () throws -> any Distribution
    ) {
      (self.call, self.p, self.tail) = (call, p, tail)
      (self.expected, self.make) = (expected, make)
    }

    var testDescription: String { call }
  }

  /// Calls and values of `scipy.stats` 1.17, and closed forms where SciPy has none.
  static let known = [
    Known("beta.ppf(1e-6, 0.5, 0.5)", 1e-6, .lower, 2.46740110027031e-12) {
      try Beta(alpha: 0.5, beta: 0.5)
    },
    Known("beta.ppf(0.01, 2, 38)", 0.01, .lower, 0.0038514702266041366) {
      try Beta(alpha: 2, beta: 38)
    },
    Known("beta.isf(1e-9, 2, 38)", 1e-9, .upper, 0.46328123463851856) {
      try Beta(alpha: 2, beta: 38)
    },
    Known("gamma.ppf(1e-3, 0.3)", 1e-3, .lower, 6.972699096783344e-11) {
      try Gamma(shape: 0.3, scale: 1)
    },
    Known("gamma.isf(1e-12, 0.3)", 1e-12, .upper, 24.27521995815618) {
      try Gamma(shape: 0.3, scale: 1)
    },
    Known("gamma.ppf(1e-10, 50, scale=2)", 1e-10, .lower, 34.399823909124784) {
      try Gamma(shape: 50, scale: 2)
    },
    Known("gamma.isf(0.01, 50, scale=2)", 0.01, .upper, 135.80672317102676) {
      try Gamma(shape: 50, scale: 2)
    },
    Known("t.ppf(1e-6, 2.5)", 1e-6, .lower, -220.17342917823686) { try StudentT(degrees: 2.5) },
    Known("t.isf(1e-4, 1)", 1e-4, .upper, 3183.0987571181513) { try StudentT(degrees: 1) },
    Known("t.ppf(0.95, 5, -0.01, 0.02)", 0.95, .lower, 0.030300967466660465) {
      try StudentT(degrees: 5, location: -0.01, scale: 0.02)
    },
    Known("norm.ppf(0.123, 750, 50)", 0.123, .lower, 691.994005850124) {
      try Normal(mean: 750, standardDeviation: 50)
    },
    Known("norm.isf(1e-20)", 1e-20, .upper, 9.262340089798409) {
      try Normal(mean: 0, standardDeviation: 1)
    },
    Known("lognorm.ppf(0.999, 2, scale=e)", 0.999, .lower, 1313.5183933451594) {
      try Lognormal(mu: 1, sigma: 2)
    },
    Known("lognorm.isf(1e-12, 2, scale=e)", 1e-12, .upper, 3502430.2778588617) {
      try Lognormal(mu: 1, sigma: 2)
    },
    Known("weibull_min.ppf(1e-9, 1.5, scale=3)", 1e-9, .lower, 3.000000001000002e-06) {
      try Weibull(shape: 1.5, scale: 3)
    },
    Known("weibull_min.isf(1e-9, 0.7, scale=3)", 1e-9, .upper, 227.9165296250381) {
      try Weibull(shape: 0.7, scale: 3)
    },
    Known("pareto.ppf(0.5, 1.1, scale=2)", 0.5, .lower, 3.7557236426468252) {
      try Pareto(low: 2, alpha: 1.1)
    },
    Known("pareto.isf(1e-8, 1.1, scale=2)", 1e-8, .upper, 37476348.45720766) {
      try Pareto(low: 2, alpha: 1.1)
    },
    Known("triang.ppf(0.37, 0.25, 2, 8)", 0.37, .lower, 4.500909166052992) {
      try Triangular(low: 2, mode: 4, high: 10)
    },
    Known("triang.isf(1e-6, 0, 2, 8)", 1e-6, .upper, 9.992) {
      try Triangular(low: 2, mode: 2, high: 10)
    },
    Known("beta.ppf(0.25, 2.2, 3.8, 0.1, 1)", 0.25, .lower, 0.32512320450124765) {
      try PERT(low: 0.1, mode: 0.4, high: 1.1)
    },
    Known("beta.ppf(1e-7, 1, 5, 5, 15)", 1e-7, .lower, 5.000000300000012) {
      try PERT(low: 5, mode: 5, high: 20)
    },
    Known("truncnorm.ppf(0.5, 6, inf)", 0.5, .lower, 6.111565061813439) {
      try Truncated(Normal(mean: 0, standardDeviation: 1), lower: 6)
    },
    Known("truncnorm.isf(1e-3, 6, inf)", 1e-3, .upper, 7.03636649370992) {
      try Truncated(Normal(mean: 0, standardDeviation: 1), lower: 6)
    },
    Known("truncnorm.ppf(0.5, -inf, -6)", 0.5, .lower, -6.111565061813439) {
      try Truncated(Normal(mean: 0, standardDeviation: 1), upper: -6)
    },
    Known("poisson.ppf(0.999, 3)", 0.999, .lower, 10) { try Discrete.poisson(mean: 3) },
    Known("poisson.ppf(0.025, 1000)", 0.025, .lower, 938) { try Discrete.poisson(mean: 1000) },
    Known("metalog at 0.8", 0.8, .lower, 1.998458164732211) {
      // M(0.8) with a1 = 0.5, a2 = 4 / (2 ln 9), a3 = 1 / (0.8 ln 9) (Keelin 2016).
      try ExpertQuantiles(p10: -1, p50: 0.5, p90: 3)
    },
  ]

  @Test("the exact quantile agrees to 11 digits", arguments: known)
  func exact(_ known: Known) throws {
    let distribution = try known.make()
    let x =
      known.tail == .lower
      ? distribution.quantile(known.p) : distribution.upperQuantile(known.p)
    #expect(abs(x / known.expected - 1) < 1e-11)
  }

  @Test("the tabulated quantile agrees to 6 digits, 1e-12 out in a tail too", arguments: known)
  func tabulated(_ known: Known) throws {
    // The nearest u to 1 - 1e-20 is 1 - 2^-53.
    let u = known.tail == .lower ? known.p : 1 - max(known.p, 0x1p-53)
    let distribution = try known.make()
    let x = try QuantileTable(distribution)(u)
    let expected = u < 0.5 ? distribution.quantile(u) : distribution.upperQuantile(1 - u)
    #expect(abs(x / expected - 1) < 1e-6)
  }

  @Test("an expert's three percentiles come back", arguments: Instances.experts)
  func percentiles(_ instance: Instance) throws {
    let expert = try #require(try instance.make() as? ExpertQuantiles)
    for (p, x) in [(0.1, expert.p10), (0.5, expert.p50), (0.9, expert.p90)] {
      #expect(abs(expert.quantile(p) - x) < 1e-13 * max(1, abs(x)))
      #expect(abs(expert.cdf(x) - p) < 1e-13)
    }
  }
}
