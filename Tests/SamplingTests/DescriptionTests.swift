import Testing

@testable import Sampling

@Suite("Descriptions")
struct DescriptionTests {
  @Test(
    "tell family and parameters",
    arguments: [
      (Instance("uniform") { try Uniform(low: -2, high: 6.5) }, "uniform(low -2, high 6.5)"),
      (
        Instance("triangular") { try Triangular(low: 0, mode: 1, high: 2) },
        "triangular(low 0, mode 1, high 2)"
      ),
      (Instance("pert") { try PERT(low: 0, mode: 1, high: 2) }, "pert(low 0, mode 1, high 2)"),
      (
        Instance("pert, lambda") { try PERT(low: 0, mode: 1, high: 2, lambda: 8) },
        "pert(low 0, mode 1, high 2, lambda 8)"
      ),
      (Instance("beta") { try Beta(alpha: 8, beta: 2) }, "beta(alpha 8, beta 2, 0 to 1)"),
      (
        Instance("normal") { try Normal(mean: 0, standardDeviation: 0.1) }, "normal(mean 0, sd 0.1)"
      ),
      (Instance("lognormal") { try Lognormal(mu: 0, sigma: 2) }, "lognormal(mu 0, sigma 2)"),
      (Instance("gamma") { try Gamma(shape: 2, scale: 1.2) }, "gamma(shape 2, scale 1.2)"),
      (Instance("weibull") { try Weibull(shape: 2, scale: 1.2) }, "weibull(shape 2, scale 1.2)"),
      (Instance("t") { try StudentT(degrees: 5) }, "student_t(degrees 5, location 0, scale 1)"),
      (Instance("pareto") { try Pareto(low: 2, alpha: 1.1) }, "pareto(low 2, alpha 1.1)"),
      (Instance("constant") { try Constant(42) }, "42"),
      (Instance("bernoulli") { try Discrete.bernoulli(0.65) }, "bernoulli(probability 0.65)"),
      (Instance("poisson") { try Discrete.poisson(mean: 3) }, "poisson(mean 3)"),
      (
        Instance("discrete") { try Discrete(values: [1, 2.5], weights: [3, 1]) },
        "discrete(1: 3, 2.5: 1)"
      ),
      (
        Instance("truncated") { try Truncated(Normal(mean: 0, standardDeviation: 1), lower: 0) },
        "normal(mean 0, sd 1) between 0 and inf"
      ),
      (
        Instance("mixture") { try Mixture([Constant(0), Constant(1)], weights: [1, 3]) },
        "mixture(0.25: 0; 0.75: 1)"
      ),
      (
        Instance("scaled") { try Gamma(shape: 2, scale: 1.2).times(2) },
        "2 × gamma(shape 2, scale 1.2)"
      ),
      (
        Instance("scaled uniform") { try Uniform(low: 1, high: 2).times(3) },
        "uniform(low 3, high 6)"
      ),
      (
        Instance("expert") { try ExpertQuantiles(p10: 2, p50: 4, p90: 7, lower: 0, upper: 10) },
        "quantiles(p10 2, p50 4, p90 7, lower 0, upper 10; metalog a = "
          + "-0.405465, 0.508276, 0.154703)"
      ),
    ])
  func text(_ instance: Instance, expected: String) throws {
    #expect(try instance.make().description == expected)
  }

  @Test("of data tells their number, their place and, by a hash, the values")
  func empirical() throws {
    let first = try Discrete.empirical([1, 2], label: "a.csv").description
    #expect(first.hasPrefix("empirical(2 values of a.csv, "))
    #expect(try Discrete.empirical([1, 2], label: "a.csv").description == first)
    #expect(try Discrete.empirical([1, 3], label: "a.csv").description != first)
  }

  @Test("of a source of uniforms reads back as that source", arguments: ["default", "gsl:taus2"])
  func source(text: String) throws {
    #expect(try UniformSource(parsing: text).description == text)
  }
}
