import Sampling
import Testing

@testable import Simulation

@Suite("Models with known answers, statistics")
struct KnownAnswerStatistics {
  @Test(
    "the beam fails with its known probability, within 5 standard errors (1 in 1.7 million)",
    arguments: [UniformSource.keyed, .gsl("mt19937"), .gsl("taus2")])
  func beam(source: UniformSource) throws {
    let trials = 40_000
    let known = 0.0291981946
    let results = try simulate(
      Beam(), Plan(trials: trials, seed: 2025, source: source),
      statements: [Statement("fails", output: 1, .atLeast(1))])
    let error = (known * (1 - known) / Double(trials)).squareRoot()
    #expect(abs(results.probability(0).value - known) < 5 * error)
    let mean = try #require(results["fails"]?.mean)
    #expect(abs(mean - results.probability(0).value) < 1e-15)
  }

  @Test(
    "the cantilever bends by its known mean, within 5 standard errors (1 in 1.7 million)",
    arguments: Design.allCases)
  func cantilever(design: Design) throws {
    let results = try simulate(Cantilever(), Plan(trials: 40_000, seed: 2025, design: design))
    let summary = try #require(results["deflection"])
    let error = try #require(summary.standardError)
    // Half a unit of the last digit known comes on top.
    #expect(abs(try #require(summary.mean) - 0.170691) < 5 * error + 5e-7)
    // The standard error of a standard deviation is about sd/√(2n), times 1.1 for these tails.
    #expect(abs(try #require(summary.standardDeviation) - 0.020324) < 5 * 0.000079 + 5e-7)
  }

  @Test(
    "generators agree on the cantilever within 5 joint standard errors (1 in 1.7 million)",
    arguments: ["mt19937", "ranlxs0"])
  func generators(name: String) throws {
    let keyed = try #require(
      try simulate(Cantilever(), Plan(trials: 20_480, seed: 3))["deflection"])
    let other = try #require(
      try simulate(Cantilever(), Plan(trials: 20_480, seed: 3, source: .gsl(name)))["deflection"])
    let errors = try [keyed, other].map { try #require($0.standardError) }
    let joint = (errors[0] * errors[0] + errors[1] * errors[1]).squareRoot()
    #expect(abs(try #require(keyed.mean) - #require(other.mean)) < 5 * joint)
  }
}
