import Sampling
import Testing

@testable import Simulation

@Suite("Probabilities and statements")
struct EstimateTests {
  /// SciPy 1.17: `binomtest(hits, trials).proportion_ci(method="wilson")`.
  @Test(
    "Wilson's intervals are those known",
    arguments: [
      (0, 10, 0, 0.2775327998628892), (5, 10, 0.2365930905125640, 0.7634069094874360),
      (10, 10, 0.7224672001371107, 1), (1, 100, 0.0017674320641407, 0.0544861961787053),
      (500_000, 1_000_000, 0.4990200198900048, 0.5009799801099952),
    ])
  func wilson(hits: Int, trials: Int, low: Double, high: Double) {
    let estimate = ProbabilityEstimate(hits: hits, trials: trials)
    #expect(estimate.value == Double(hits) / Double(trials))
    #expect(abs(estimate.low - low) < 1e-10)
    #expect(abs(estimate.high - high) < 1e-10)
  }

  @Test("fewer effective trials widen the interval as fewer trials do")
  func effective() {
    let half = ProbabilityEstimate(hits: 50, trials: 100, effectiveTrials: 10)
    let few = ProbabilityEstimate(hits: 5, trials: 10)
    #expect(half.low == few.low && half.high == few.high)
  }

  @Test("a statement counts the trials in which it holds, a partial pack included")
  func statements() {
    let values = [1, 2, 3, .infinity, 5, 6, 7, 8, 9, 10, .infinity]
    for count in 1...values.count {
      let seen = values.prefix(count)
      withColumn(values) { column in
        let atLeast = Statement("x >= 6", output: 0, .atLeast(6))
        #expect(atLeast.holds(in: column, count: count) == seen.count { $0 >= 6 })
        let below = Statement("x < 6", output: 0, .below(6))
        #expect(below.holds(in: column, count: count) == seen.count { $0 < 6 })
        let happens = Statement("x happens", output: 0, .happens)
        #expect(happens.holds(in: column, count: count) == seen.count { $0 < .infinity })
      }
    }
  }

  @Test(
    "a statement holds for one value as it does in a column",
    arguments: [(5.9, false, true), (6, true, true), (.infinity, true, false)])
  func single(x: Double, reaches: Bool, happens: Bool) {
    #expect(Statement("", output: 0, .atLeast(6)).holds(for: x) == reaches)
    #expect(Statement("", output: 0, .below(6)).holds(for: x) == !reaches)
    #expect(Statement("", output: 0, .happens).holds(for: x) == happens)
  }

  @Test("a claim and its opposite share the trials", arguments: [0.9e9, 5e9, 1e12])
  func opposites(threshold: Double) throws {
    let results = try simulate(
      Kinds(), Plan(trials: 3001, seed: 1),
      statements: [
        Statement("sum >= \(threshold)", output: 0, .atLeast(threshold)),
        Statement("sum < \(threshold)", output: 0, .below(threshold)),
      ])
    let hits = [0, 1].map { Int((results.probability($0).value * 3001).rounded()) }
    #expect(hits[0] + hits[1] == 3001)
    #expect(
      hits[1] == (try values(Kinds(), Plan(trials: 3001, seed: 1), 0)).count { $0 < threshold })
  }
}
