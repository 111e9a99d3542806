import Sampling
import Testing

@testable import Simulation

@Suite("Runs")
struct SimulateTests {
  @Test("a cancelled run ends with Cancelled, before or while it runs")
  func cancel() throws {
    let monitor = Monitor()
    monitor.cancel()
    let plan = try Plan(trials: 100_000, seed: 1)
    #expect(throws: Cancelled.self) { try simulate(Kinds(), plan, monitor: monitor) }
    #expect(monitor.trialsDone == 0)
    #expect(throws: Cancelled.self) { try replay(Kinds(), plan, monitor: monitor) { _, _, _ in } }
    let later = Monitor()
    var batches = 0
    #expect(throws: Cancelled.self) {
      try replay(Kinds(), plan, monitor: later) { _, _, _ in
        batches += 1
        if batches == 3 { later.cancel() }
      }
    }
    #expect(batches == 3)
  }

  @Test("a monitor counts the trials done", arguments: [1, 1024, 3000])
  func progress(trials: Int) throws {
    let monitor = Monitor()
    _ = try simulate(Kinds(), Plan(trials: trials, seed: 1, threads: 2), monitor: monitor)
    #expect(monitor.trialsDone == trials)
    #expect(!monitor.isCancelled)
  }

  @Test("an output that never stays finite has no mean, but quantiles")
  func never() throws {
    let results = try simulate(Kinds(), Plan(trials: 4096, seed: 1))
    let months = try #require(results["months"])
    #expect(months.mean == nil)
    #expect(months.standardDeviation == nil)
    #expect(months.standardError == nil)
    #expect(months.greatest == .infinity)
    #expect(months.quantile(1) == .infinity)
    #expect(months.quantile(0.5).isFinite)
  }

  @Test("whole outputs have whole quantiles and whole intervals")
  func whole() throws {
    let results = try simulate(Kinds(), Plan(trials: 10_000, seed: 1))
    let months = try #require(results["months"])
    for p in stride(from: 0.01, through: 0.89, by: 0.02) {
      let (value, interval) = (months.quantile(p), months.quantileInterval(p))
      #expect(value == value.rounded())
      #expect(interval.lowerBound == interval.lowerBound.rounded())
      #expect(interval.contains(value))
    }
  }

  @Test("a constant output is exact in every figure", arguments: Design.allCases)
  func constant(design: Design) throws {
    let results = try simulate(Kinds(), Plan(trials: 5000, seed: 1, design: design))
    let summary = try #require(results["constant"])
    #expect(summary.mean == 7)
    #expect(summary.standardDeviation == 0)
    #expect(summary.standardError == 0)
    #expect(summary.quantiles([0.01, 0.5, 0.99]) == [7, 7, 7])
  }

  @Test("outputs are found by name")
  func names() throws {
    let results = try simulate(Kinds(), Plan(trials: 10, seed: 1))
    #expect(results.index(of: "months") == 1)
    #expect(results["sum"]?.output.unit == "USD")
    #expect(results.index(of: "nothing") == nil)
    #expect(results["nothing"] == nil)
  }

  @Test("the quantile's interval holds the quantile and narrows with the trials")
  func intervals() throws {
    let few = try #require(try simulate(Beam(), Plan(trials: 1000, seed: 1))["margin"])
    let many = try #require(try simulate(Beam(), Plan(trials: 16_000, seed: 1))["margin"])
    for p in [0.05, 0.5, 0.95] {
      #expect(few.quantileInterval(p).contains(few.quantile(p)))
      let widths = [few, many].map {
        $0.quantileInterval(p).upperBound - $0.quantileInterval(p).lowerBound
      }
      #expect(widths[1] < 0.5 * widths[0])
    }
  }
}
