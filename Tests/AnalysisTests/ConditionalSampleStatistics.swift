import Sampling
import Simulation
import Testing

@testable import Analysis

/// Conditions with known answers. Fixed seeds; an estimate that is right lies within 4 standard errors
/// but for 1 in 16,000.
@Suite("conditional samples: Statistics")
struct ConditionalSampleStatistics {
  private func sample(
    level: Double, trials: Int, _ importance: ImportanceChoice = .auto, seed: UInt64 = 1,
    threads: Int = 2, ladder: Bool = false
  ) throws -> ConditionalSample {
    try ConditionalSample(
      RareEvent(level: level), Plan(trials: trials, seed: seed, threads: threads),
      condition: ConditionPlace(output: 1, ladder: ladder ? (2, 3) : nil), outputs: [0],
      statements: [0.1, 0.01].map { Statement("first < \($0)", output: 0, .below($0)) },
      importance: importance)
  }

  private func expect(
    _ estimate: StatisticEstimate, _ truth: Double, within errors: Double = 4,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let value = try #require(estimate.value, sourceLocation: sourceLocation)
    let error = try #require(estimate.standardError, sourceLocation: sourceLocation)
    #expect(error > 0, sourceLocation: sourceLocation)
    #expect(
      abs(value - truth) < errors * error, "\(value) ± \(error), not \(truth)",
      sourceLocation: sourceLocation)
  }

  @Test("enough plain trials are filtered: P(all below 0.4) = 0.064, the first has mean 0.2")
  func filtering() throws {
    let found = try sample(level: 0.4, trials: 40_000)
    #expect(found.method == .filtering && found.trials == 40_000 && found.tilted == [])
    #expect(found.trialsLeft == Int(found.effectiveSize) && found.meanWeight == nil)
    try expect(found.probability, 0.064)
    try expect(found.outputs[0].mean, 0.2)
    try expect(found.outputs[0].quantile(0.75), 0.3)
    try expect(found.probability(0, of: found.outputs[0]), 0.25)
  }

  @Test(
    "importance sampling knows a probability of 1.25e-4 and what holds there", arguments: [1, 2])
  func importance(seed: UInt64) throws {
    let found = try sample(level: 0.05, trials: 40_000, seed: seed)
    #expect(found.method == .importanceSampling)
    #expect(found.tilted.starts(with: ["u", "v", "w"]))
    #expect(found.effectiveSize > 1000, "worth more than 8 million plain trials")
    try expect(found.probability, 1.25e-4)
    #expect(found.probability.standardError! < 0.05 * 1.25e-4)
    try expect(try #require(found.meanWeight), 1)
    try expect(found.outputs[0].mean, 0.025)
    try expect(found.outputs[0].quantile(0.5), 0.025)
    try expect(found.probability(1, of: found.outputs[0]), 0.2)
    // 4 of 40 batches are plain, so weights stay below 10.
    let sum = try #require(found.probability.value) * Double(found.trials)
    #expect(found.largestShare * sum <= 10.01)
    #expect(found.largestShare < 0.1)
  }

  @Test("what no plain trial meets is reached rung by rung: P(all below 0.01) = 1e-6")
  func ladder() throws {
    #expect(try sample(level: 0.01, trials: 20_000, .auto).trialsLeft < 5)
    let found = try sample(level: 0.01, trials: 20_000, .auto, ladder: true)
    #expect(found.method == .importanceSampling)
    #expect(found.pilot.trials >= 16 * 20_000 && found.pilot.left < 5)
    try expect(found.probability, 1e-6)
    try expect(found.outputs[0].mean, 0.005)
  }

  @Test("never and always are obeyed")
  func choices() throws {
    let never = try sample(level: 0.05, trials: 40_000, .never)
    #expect(never.method == .filtering && never.evaluated == 40_000 && never.trialsLeft < 30)
    let always = try sample(level: 0.4, trials: 10_000, .always)
    #expect(always.method == .importanceSampling)
    try expect(always.probability, 0.064)
    try expect(always.outputs[0].mean, 0.2)
  }

  @Test("the same for any number of threads")
  func threads() throws {
    let samples = try [1, 2, 5].map {
      try sample(level: 0.1, trials: 10_000, .always, threads: $0)
    }
    for other in samples.dropFirst() {
      #expect(other.outputs[0].mean == samples[0].outputs[0].mean)
      #expect(other.outputs[0].quantile(0.3) == samples[0].outputs[0].quantile(0.3))
      #expect(other.effectiveSize == samples[0].effectiveSize && other.tilted == samples[0].tilted)
      #expect(other.meanWeight == samples[0].meanWeight)
      #expect(other.probability == samples[0].probability)
    }
  }

  @Test("what never happens is told with a bound")
  func impossible() throws {
    let found = try sample(level: 0, trials: 2000, ladder: true)
    #expect(found.trialsLeft == 0 && found.probability.value == 0)
    #expect(found.pilot.trials >= 32_000)
    #expect(try #require(found.probability.interval).upperBound < 1.3e-4)
  }
}
