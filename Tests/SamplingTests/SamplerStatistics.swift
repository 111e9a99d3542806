import Testing

@testable import Sampling

@Suite("The sampler, statistics")
struct SamplerStatistics {
  static let instances = [
    Instance("normal") { try Normal(mean: 0, standardDeviation: 1) },
    Instance("beta(2, 38)") { try Beta(alpha: 2, beta: 38) },
    Instance("two perts with a gap") {
      try Mixture(
        [
          PERT(low: 300e3, mode: 350e3, high: 400e3), PERT(low: 600e3, mode: 800e3, high: 1e6),
        ], weights: [0.7, 0.3])
    },
  ]

  @Test(
    "values follow their distribution under every design (Kolmogorov, a false alarm in 130,000)",
    arguments: instances, Design.allCases)
  func designs(_ instance: Instance, design: Design) throws {
    let distribution = try instance.make()
    let sampler = try Sampler([Input(instance.name, distribution)], seed: 2025, design: design)
    let values = columns(of: sampler, batches: 0..<8)[0]
    #expect(kolmogorovDistance(values, distribution.cdf) < 2.5)
  }

  @Test(
    "values follow their distribution under GSL's generators (a false alarm in 130,000)",
    arguments: ["mt19937", "taus2", "ranlxs0", "gfsr4"])
  func generators(name: String) throws {
    let distribution = try Gamma(shape: 2, scale: 1.2)
    let sampler = try Sampler(
      [Input("delay", distribution), Input("other", distribution)], seed: 2025,
      source: UniformSource(parsing: "gsl:\(name)"))
    let values = columns(of: sampler, batches: 0..<8)
    #expect(kolmogorovDistance(values[0], distribution.cdf) < 2.5)
    #expect(kolmogorovDistance(values[1], distribution.cdf) < 2.5)
    // Two inputs of one sampler: correlation within 5 standard errors, 1 in 1.7 million.
    #expect(abs(correlation(values[0], values[1])) < 5 / Double(values[0].count).squareRoot())
  }

  @Test(
    "another generator gives the same mean within 5 joint standard errors (1 in 1.7 million)",
    arguments: ["mt19937", "ranlxs0"])
  func means(name: String) throws {
    let input = try Input("price", PERT(low: 10_000, mode: 11_800, high: 13_000))
    let keyed = moments(columns(of: try Sampler([input], seed: 1), batches: 0..<16)[0])
    let other = moments(
      columns(of: try Sampler([input], seed: 1, source: .gsl(name)), batches: 0..<16)[0])
    let error = keyed.standardDeviation * (2.0 / (16 * 1024)).squareRoot()
    #expect(abs(keyed.mean - other.mean) < 5 * error)
  }
}
