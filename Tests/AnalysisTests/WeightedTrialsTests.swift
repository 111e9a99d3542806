import Testing

@testable import Analysis

@Suite("weighted trials")
struct WeightedTrialsTests {
  @Test("equal weights of any size give what no weights give")
  func equalWeights() throws {
    let values = (0..<500).map { Double(($0 * 7919) % 503) }
    let plain = WeightedTrials(values)
    let weighted = WeightedTrials(values, weights: Array(repeating: 0.25, count: 500))
    #expect(abs(try #require(plain.mean.value) - #require(weighted.mean.value)) < 1e-9)
    let errors = (plain.mean.standardError ?? 0, weighted.mean.standardError ?? 1)
    #expect(abs(errors.0 / errors.1 - 1) < 1e-12)
    for p in [0.05, 0.5, 0.77] {
      #expect(plain.quantile(p).value == weighted.quantile(p).value)
      let intervals = (plain.quantile(p).interval, weighted.quantile(p).interval)
      // The share below the quantile is not p to the last digit: an order statistic apart at most.
      #expect(abs(try #require(intervals.0).lowerBound - #require(intervals.1).lowerBound) <= 2)
    }
    let (a, b) = (plain.probability { $0 > 400 }, weighted.probability { $0 > 400 })
    #expect(abs(try #require(a.interval).upperBound - #require(b.interval).upperBound) < 1e-9)
  }

  @Test("a weight of k is k trials of the same value")
  func repeats() throws {
    let weighted = WeightedTrials([5, 1, 9, 3], weights: [2, 1, 3, 4])
    let repeated = WeightedTrials([5, 5, 1, 9, 9, 9, 3, 3, 3, 3])
    #expect(abs(try #require(weighted.mean.value) - #require(repeated.mean.value)) < 1e-12)
    for p in [0.05, 0.1, 0.11, 0.5, 0.51, 0.7, 0.71, 0.99] {
      #expect(weighted.quantile(p).value == repeated.quantile(p).value, "\(p)")
    }
    // 4/3 of the spread of four weighted trials, 10/9 of that of ten.
    let spreads = (try #require(weighted.variance), try #require(repeated.variance))
    #expect(abs(spreads.0 * 0.75 - spreads.1 * 0.9) < 1e-12)
    #expect(abs(weighted.share(upTo: 4) - 0.5) < 1e-12 && weighted.share(upTo: 0) == 0)
  }

  @Test("plain trials have the mean's error sd/√n")
  func plainError() throws {
    let error = WeightedTrials([1, 2, 3, 4]).mean.standardError
    #expect(abs(try #require(error) - (5.0 / 3).squareRoot() / 2) < 1e-15)
    #expect(WeightedTrials([1]).mean.standardError == nil)
  }

  @Test("the effective size is the number of equal weights, and near 1 where one weight is all")
  func effectiveSize() {
    #expect(WeightedTrials.effectiveSize([3, 3, 3, 3]) == 4)
    #expect(abs(WeightedTrials.effectiveSize([1000, 1, 1]) - 1.004) < 1e-3)
    #expect(WeightedTrials.effectiveSize([]) == 0)
  }

  @Test("infinite values leave no mean, and count in quantiles")
  func infinite() {
    let trials = WeightedTrials([1, .infinity, 2, .infinity])
    #expect(trials.mean.value == nil && trials.variance == nil)
    #expect(trials.quantile(0.5).value == 2 && trials.quantile(0.95).value == .infinity)
    #expect(trials.quantile(0.95).standardError == nil)
  }
}
