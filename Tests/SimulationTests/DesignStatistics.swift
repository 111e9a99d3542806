import Sampling
import Testing

@testable import Simulation

@Suite("Standard errors of the designs, statistics")
struct DesignStatistics {
  static let runs = 60
  static let batches = 8

  /// Means and standard errors of repeated runs of Ishigami's function.
  static func repeated(_ design: Design) throws -> [(mean: Double, error: Double)] {
    try (0..<runs).map { run in
      let plan = try Plan(
        trials: batches * Design.batchTrials, seed: UInt64(run), design: design, threads: 1)
      let summary = try #require(try simulate(Ishigami(), plan)["value"])
      return (try #require(summary.mean), try #require(summary.standardError))
    }
  }

  @Test(
    "means scatter as their standard errors say, and as theory says (a false alarm in 10,000)",
    arguments: [(Design.random, 1), (.antithetic, 0.88482228), (.latinHypercube, 0.24368367)])
  func honest(design: Design, share: Double) throws {
    let runs = try Self.repeated(design)
    // Errors from 8 batches are 1.21 times as wide as the spread says (Student's t), so squared scores
    // have mean 7/5/1.46 and standard deviation 2.97/1.46, normal ones 1 and 1.4. The sum of 60 leaves
    // 22...190 less often than once in 10,000 either way.
    let scores = runs.map { ($0.mean - 3.5) / $0.error }
    let sum = scores.reduce(0) { $0 + $1 * $1 }
    #expect(sum > 22 && sum < 190)
    // The variance of a mean: that of independent trials, times the part that the design leaves:
    // without the odd part, twice the even one; without what single inputs explain.
    let expected = share * 13.844587940719254 / Double(Self.batches * Design.batchTrials)
    let variance = runs.reduce(0) { $0 + ($1.mean - 3.5) * ($1.mean - 3.5) } / Double(Self.runs)
    // χ²/60 with 60 degrees of freedom leaves 0.4...2 less often than once in 20,000.
    #expect(variance > 0.4 * expected && variance < 2 * expected)
    // The mean of 60 squared errors with 7 degrees each varies by 7%. t(0.975, 7) = 2.3646.
    let stretch = design == .random ? 1 : 2.364624 / 1.959964
    let stated = runs.reduce(0) { $0 + $1.error * $1.error } / Double(Self.runs) / stretch / stretch
    #expect(abs(stated / expected - 1) < 0.3)
  }

  @Test(
    "intervals of a probability hold the truth (fewer than 30 of 40 once in 340,000)",
    arguments: [Design.antithetic, .latinHypercube])
  func probability(design: Design) throws {
    // Twelve batches, so that stratified designs take the spread of the batches.
    var held = 0
    for seed in 0..<40 {
      let plan = try Plan(
        trials: 12 * Design.batchTrials, seed: UInt64(seed), design: design, threads: 1)
      let results = try simulate(
        Ishigami(), plan, statements: [Statement("sum <= 0.6", output: 1, .atLeast(-0.6))])
      let estimate = results.probability(0)
      if estimate.low <= 0.036, estimate.high >= 0.036 { held += 1 }
    }
    #expect(held >= 30)
  }

  @Test(
    "means of scrambled Sobol' points scatter as their standard errors say, far less than random ones (a false alarm in 10,000)"
  )
  func sobol() throws {
    let runs = try Self.repeated(.sobol)
    let sum = runs.map { ($0.mean - 3.5) / $0.error }.reduce(0) { $0 + $1 * $1 }
    #expect(sum > 22 && sum < 190)
    let independent = 13.844587940719254 / Double(Self.batches * Design.batchTrials)
    let variance = runs.reduce(0) { $0 + ($1.mean - 3.5) * ($1.mean - 3.5) } / Double(Self.runs)
    #expect(variance < 0.01 * independent)
  }
}
