import Sampling
import Testing

@testable import Simulation

@Suite("Plans")
struct PlanTests {
  @Test(
    "a run has between 1 and 10^12 trials",
    arguments: [(0, "0"), (-1, "-1"), (1_000_000_000_001, "1000000000001")])
  func refused(trials: Int, shown: String) throws {
    let error = try #require(throws: InvalidParameter.self) { try Plan(trials: trials, seed: 1) }
    #expect(error.description == "trials must lie between 1 and 10^12, got \(shown)")
  }

  @Test(
    "the smallest and the largest number of trials are accepted", arguments: [1, Plan.mostTrials])
  func accepted(trials: Int) throws {
    #expect(try Plan(trials: trials, seed: 1).trials == 0..<trials)
  }

  @Test("a run has at least one worker", arguments: [-3, 0, 1])
  func threads(stated: Int) throws {
    #expect(try Plan(trials: 10, seed: 1, threads: stated).threads == 1)
  }

  @Test(
    "the last batch holds what is left",
    arguments: [(1, 1, 1), (1023, 1, 1023), (1024, 1, 1024), (1025, 2, 1), (5000, 5, 904)])
  func lastBatch(trials: Int, batches: Int, last: Int) throws {
    let plan = try Plan(trials: trials, seed: 1)
    #expect(plan.batches == 0..<batches)
    #expect(plan.trials(inBatch: batches - 1) == last)
  }

  @Test(
    "shards follow each other, cut between batches, and cover the plan",
    arguments: [1, 2, 3, 7, 10, 25])
  func shards(count: Int) throws {
    let plan = try Plan(trials: 10_000, seed: 1)
    let shards = plan.shards(count)
    #expect(shards.count == min(count, 10))
    var next = 0
    for shard in shards {
      #expect(shard.trials.lowerBound == next)
      #expect(shard.trials.lowerBound % Design.batchTrials == 0)
      #expect(!shard.trials.isEmpty)
      next = shard.trials.upperBound
    }
    #expect(next == 10_000)
  }

  @Test(
    "the prefix of a plan has its first trials",
    arguments: [(1, 1), (0, 1), (2000, 2000), (9999, 3000)])
  func prefix(asked: Int, got: Int) throws {
    #expect(try Plan(trials: 3000, seed: 1).prefix(asked).trials == 0..<got)
  }

  @Test("other trials have the same seed and design, and begin with a batch")
  func covering() throws {
    let plan = try Plan(trials: 500, seed: 9, design: .antithetic, threads: 3)
    let next = try plan.covering(1024..<5000)
    #expect(next.trials == 1024..<5000 && next.seed == 9)
    #expect(next.design == .antithetic && next.threads == 3)
    for wrong in [5..<10, 1024..<1024, 0..<(Plan.mostTrials + 1), -1024..<10] {
      #expect(throws: InvalidParameter.self) { try plan.covering(wrong) }
    }
  }

  @Test("parts that follow each other merge to the whole, to the bit")
  func coveringMerged() throws {
    let plan = try Plan(trials: 4000, seed: 3)
    var merged = try simulate(Kinds(), plan.covering(0..<1024))
    merged.merge(try simulate(Kinds(), plan.covering(1024..<3072)))
    merged.merge(try simulate(Kinds(), plan.covering(3072..<4000)))
    let whole = try simulate(Kinds(), plan)
    #expect(merged.trials == 4000)
    #expect(merged.summary(0).moments == whole.summary(0).moments)
    #expect(merged.summary(0).quantiles([0.1, 0.9]) == whole.summary(0).quantiles([0.1, 0.9]))
  }
}
