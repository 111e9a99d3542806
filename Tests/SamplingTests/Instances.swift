import Testing

@testable import Sampling

/// A distribution under the name that a test's report shows.
struct Instance: Sendable, CustomTestStringConvertible {
  let name: String
  let make: @Sendable () throws -> any Distribution

  init(_ name: String, _ make: @escaping @Sendable () throws -> any Distribution) {
    self.name = name
    self.make = make
  }

  var testDescription: String { name }
}

/// The distributions that every contract is tried on: each family, usual and extreme.
enum Instances {
  static let bounded = [
    Instance("uniform(-2, 6)") { try Uniform(low: -2, high: 6) },
    Instance("triangular, mode inside") { try Triangular(low: 2, mode: 4, high: 10) },
    Instance("triangular, mode at low") { try Triangular(low: 2, mode: 2, high: 10) },
    Instance("triangular, mode at high") { try Triangular(low: 2, mode: 10, high: 10) },
    Instance("pert, price") { try PERT(low: 10_000, mode: 11_800, high: 13_000) },
    Instance("pert, mode at low") { try PERT(low: 5, mode: 5, high: 20) },
    Instance("pert, mode at high") { try PERT(low: 0, mode: 0.06, high: 0.06) },
    Instance("pert, lambda 40") { try PERT(low: 0, mode: 1, high: 10, lambda: 40) },
    Instance("beta(0.5, 0.5)") { try Beta(alpha: 0.5, beta: 0.5) },
    Instance("beta(2, 38)") { try Beta(alpha: 2, beta: 38) },
    Instance("beta(8, 2)") { try Beta(alpha: 8, beta: 2) },
    Instance("beta(0.9, 3.5) stretched") {
      try Beta(alpha: 0.9, beta: 3.5, low: 65e9, high: 75e9)
    },
    Instance("beta(1, 1)") { try Beta(alpha: 1, beta: 1) },
    Instance("beta(2, 3800)") { try Beta(alpha: 2, beta: 3800) },
    Instance("beta(4e4, 6e4)") { try Beta(alpha: 4e4, beta: 6e4) },
  ]

  static let unbounded = [
    Instance("normal(0, 1)") { try Normal(mean: 0, standardDeviation: 1) },
    Instance("normal(1e6, 0.5)") { try Normal(mean: 1e6, standardDeviation: 0.5) },
    Instance("lognormal, mean 300") { try Lognormal(mean: 300, standardDeviation: 30) },
    Instance("lognormal, sigma 2") { try Lognormal(mu: 1, sigma: 2) },
    Instance("gamma(0.3, 1)") { try Gamma(shape: 0.3, scale: 1) },
    Instance("gamma(2, 1.2)") { try Gamma(shape: 2, scale: 1.2) },
    Instance("gamma(50, 2)") { try Gamma(shape: 50, scale: 2) },
    Instance("gamma(200, 1)") { try Gamma(shape: 200, scale: 1) },
    Instance("gamma(1000, 1)") { try Gamma(shape: 1000, scale: 1) },
    Instance("weibull(1.5, 3)") { try Weibull(shape: 1.5, scale: 3) },
    Instance("weibull(0.7, 3)") { try Weibull(shape: 0.7, scale: 3) },
    Instance("t, 1 degree") { try StudentT(degrees: 1) },
    Instance("t, 2.5 degrees") { try StudentT(degrees: 2.5) },
    Instance("t, 5 degrees, moved") { try StudentT(degrees: 5, location: -0.01, scale: 0.02) },
    Instance("t, far away and narrow") {
      try StudentT(degrees: 5, location: 1e4, scale: 0.01)
    },
    Instance("t, 200 degrees") { try StudentT(degrees: 200) },
    Instance("pareto, alpha 1.1") { try Pareto(low: 2, alpha: 1.1) },
    Instance("pareto, alpha 3") { try Pareto(low: 1, alpha: 3) },
  ]

  static let truncated = [
    Instance("twice a gamma") { try Gamma(shape: 2, scale: 1.2).times(2) },
    Instance("half a normal above 6") {
      try Truncated(Normal(mean: 0, standardDeviation: 1), lower: 6).times(0.5)
    },
    Instance("normal above 6") { try Truncated(Normal(mean: 0, standardDeviation: 1), lower: 6) },
    Instance("normal below -6") {
      try Truncated(Normal(mean: 0, standardDeviation: 1), upper: -6)
    },
    Instance("normal between -1 and 2") {
      try Truncated(Normal(mean: 0, standardDeviation: 1), lower: -1, upper: 2)
    },
    Instance("normal between 3 and 3.5") {
      try Truncated(Normal(mean: 0, standardDeviation: 1), lower: 3, upper: 3.5)
    },
    Instance("gamma between 0.5 and 4") {
      try Truncated(Gamma(shape: 2, scale: 1.2), lower: 0.5, upper: 4)
    },
    Instance("t above 0") { try Truncated(StudentT(degrees: 3), lower: 0) },
    Instance("triangular over its mode") {
      try Truncated(Triangular(low: 2, mode: 4, high: 10), lower: 3, upper: 9)
    },
  ]

  static let mixtures = [
    Instance("two overlapping perts") {
      try Mixture(
        [
          PERT(low: 300e3, mode: 350e3, high: 400e3), PERT(low: 350e3, mode: 800e3, high: 1e6),
        ], weights: [0.7, 0.3])
    },
    Instance("two perts with a gap") {
      try Mixture(
        [
          PERT(low: 300e3, mode: 350e3, high: 400e3), PERT(low: 600e3, mode: 800e3, high: 1e6),
        ], weights: [0.7, 0.3])
    },
    Instance("two normals") {
      try Mixture(
        [Normal(mean: 0, standardDeviation: 1), Normal(mean: 3, standardDeviation: 0.25)],
        weights: [3, 1])
    },
    Instance("normal with an atom at 0") {
      try Mixture(
        [Normal(mean: 0, standardDeviation: 1), Constant(0)], weights: [0.5, 0.5])
    },
    Instance("t with an atom at 0.5") {
      try Mixture([StudentT(degrees: 4), Constant(0.5)], weights: [0.7, 0.3])
    },
    Instance("uniform with an atom at each end") {
      try Mixture(
        [Constant(0), Uniform(low: 0, high: 1), Constant(1)], weights: [0.2, 0.5, 0.3])
    },
    Instance("lognormal with atoms outside and inside") {
      try Mixture(
        [Constant(-1), Lognormal(mu: 0, sigma: 1), Discrete(values: [1, 2], weights: [1, 2])],
        weights: [0.1, 0.6, 0.3])
    },
    Instance("mixture inside a mixture") {
      try Mixture(
        [
          Mixture([Uniform(low: 0, high: 1), Constant(3)], weights: [1, 1]),
          Uniform(low: -1, high: 2),
        ], weights: [1, 1])
    },
  ]

  static let experts = [
    Instance("expert, no bounds") { try ExpertQuantiles(p10: -1, p50: 0.5, p90: 3) },
    Instance("expert, bounded below") { try ExpertQuantiles(p10: 2, p50: 4, p90: 7, lower: 0) },
    Instance("expert, bounded above") {
      try ExpertQuantiles(p10: 2, p50: 4, p90: 7, upper: 10)
    },
    Instance("expert, bounded on both sides") {
      try ExpertQuantiles(p10: 0.1, p50: 0.2, p90: 0.5, lower: 0, upper: 1)
    },
  ]

  static let discrete = [
    Instance("constant 42") { try Constant(42) },
    Instance("bernoulli(0.65)") { try Discrete.bernoulli(0.65) },
    Instance("discrete, 4 values") {
      try Discrete(values: [5, -1, 2.5, 2.5], weights: [1, 2, 3, 4])
    },
    Instance("poisson(0.01)") { try Discrete.poisson(mean: 0.01) },
    Instance("poisson(3)") { try Discrete.poisson(mean: 3) },
    Instance("poisson(1000)") { try Discrete.poisson(mean: 1000) },
    Instance("empirical, 100 values") {
      try Discrete.empirical((0..<100).map { Double($0 * $0 % 37) }, label: "a column")
    },
  ]

  /// With a density and no values of a probability of their own.
  static let smooth = bounded + unbounded + truncated + Array(mixtures.prefix(3)) + experts
  static let all = bounded + unbounded + truncated + mixtures + experts + discrete
}
