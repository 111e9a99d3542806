import Expressions
import Sampling
import Simulation
import Testing

@testable import Analysis

@Suite("statistics with their errors")
struct StatisticEstimateTests {
  private static let names = Names(outputs: ["x"])
  private static let number = try? Expression(parsing: "x", names: names, as: .number)
  private static let truth = try? Expression(parsing: "x > 0", names: names, as: .truth)

  private func number() throws -> Expression { try #require(Self.number) }

  @Test("mean and error of a few values")
  func mean() throws {
    let estimate = StatisticEstimate(.mean(try number()), of: [1, 2, 3, 4], .random)
    let error = (5.0 / 3).squareRoot() / 2
    #expect(estimate.value == 2.5)
    #expect(abs(try #require(estimate.standardError) - error) < 1e-15)
    #expect(abs(try #require(estimate.interval).upperBound - (2.5 + 1.96 * error)) < 1e-4)
  }

  @Test("a probability has Wilson's interval, as every probability here")
  func probability() throws {
    let truth = try #require(Self.truth)
    let column = (0..<200).map { $0 < 13 ? 1.0 : 0 }
    let estimate = StatisticEstimate(.probability(truth), of: column, .random)
    let known = ProbabilityEstimate(hits: 13, trials: 200)
    #expect(estimate.value == known.value && estimate.standardError == known.standardError)
    #expect(estimate.interval == known.low...known.high)
  }

  @Test("of which no trial was met is unsure all the same")
  func noHits() throws {
    let truth = try #require(Self.truth)
    let none = StatisticEstimate(
      .probability(truth), of: Array(repeating: 0, count: 1000), .random)
    #expect(none.standardError == 0)
    #expect(abs(try #require(none.uncertainty) - 1.96 / 2 / 1004) < 1e-5)
  }

  @Test("the quantile is that of its rank, its interval of order statistics")
  func quantile() throws {
    let column = (1...1000).map(Double.init).shuffled()
    let estimate = StatisticEstimate(.quantile(0.25, try number()), of: column, .random)
    #expect(estimate.value == 250)
    // ±1.96 √(0.25 · 0.75 · 1000) = ±26.8
    #expect(estimate.interval == 223...278)
    #expect(abs(try #require(estimate.standardError) - 55 / 3.92) < 0.01)
  }

  @Test("the error of a standard deviation of normal values is sd / √(2 n)")
  func standardDeviation() throws {
    let normal = try Normal(mean: 3, standardDeviation: 2)
    let column = (1..<2000).map { normal.quantile(Double($0) / 2000) }
    let estimate = StatisticEstimate(.standardDeviation(try number()), of: column, .random)
    #expect(abs(try #require(estimate.value) - 2) < 0.01)
    let expected = 2 / 4000.0.squareRoot()
    #expect(abs(try #require(estimate.standardError) / expected - 1) < 0.02)
  }

  @Test("what is infinite somewhere has no mean and no deviation, but quantiles")
  func infinite() throws {
    let column = [1, 2, .infinity]
    #expect(StatisticEstimate(.mean(try number()), of: column, .random).value == nil)
    #expect(StatisticEstimate(.standardDeviation(try number()), of: column, .random).value == nil)
    #expect(StatisticEstimate(.quantile(0.5, try number()), of: column, .random).value == 2)
  }

  @Test("other designs take their error from the means of batches")
  func batches() throws {
    // Eight batches that differ by 1 from one to the next and not within.
    let column = (0..<8).flatMap { Array(repeating: Double($0), count: Design.batchTrials) }
    let estimate = StatisticEstimate(.mean(try number()), of: column, .latinHypercube)
    // With the width of Student's t: t(0.975, 7) = 2.364624252.
    let expected = 6.0.squareRoot() / 8.0.squareRoot() * (2.364624252 / 1.959963985)
    #expect(abs(try #require(estimate.standardError) - expected) < 1e-8)
  }

  @Test(
    "of a column says what the run says, whatever part of a batch is last",
    arguments: Design.allCases, [2_500, 10_240, 10_241])
  func asTheRun(design: Design, trials: Int) throws {
    let model = try Sum()
    let plan = try Plan(trials: trials, seed: 5, design: design)
    let results = try simulate(model, plan)
    let column = try sample(model, plan, outputs: [0]).outputs[0]
    for statistic in [Statistic.mean(try number()), .quantile(0.9, try number())] {
      let ours = StatisticEstimate(statistic, of: column, design)
      let run = try #require(StatisticEstimate(statistic, in: results, at: 0))
      let (a, b) = (try #require(ours.standardError), try #require(run.standardError))
      // The run widens intervals of quantiles by the bins that it reads them from.
      #expect(abs(a / b - 1) < (statistic.isMean ? 1e-9 : 0.7))
    }
    let truths = try sample(model, plan, outputs: [1]).outputs[0]
    let truth = Statistic.probability(try #require(Self.truth))
    let ours = StatisticEstimate(truth, of: truths, design)
    let run = try #require(StatisticEstimate(truth, in: results, at: 1))
    // Where batches are few a run takes n - 1 for n.
    #expect(abs(try #require(ours.standardError) / #require(run.standardError) - 1) < 1e-3)
  }
}

extension Statistic {
  fileprivate var isMean: Bool { if case .mean = self { true } else { false } }
}

/// Of two uniforms and a normal: a + b + c·a, and whether it exceeds 1.5.
private struct Sum: Model {
  let inputs: [Input]
  let outputs = [Output("x", unit: "1"), Output("much", unit: "1", isWhole: true)]

  init() throws {
    inputs = [
      Input("a", try Uniform(low: 0, high: 1)), Input("b", try Uniform(low: 0, high: 1)),
      Input("c", try Normal(mean: 0, standardDeviation: 1)),
    ]
  }

  func evaluate(_ batch: Batch, _: inout Void) {
    for p in batch.packs {
      let sum = batch[0, p] + batch[1, p] + batch[2, p] * batch[0, p]
      batch.set(0, p, sum)
      batch.set(1, p, select(sum .> 1.5, Pack(repeating: 1), .zero))
    }
  }
}
