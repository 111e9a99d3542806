import Sampling
import Testing

@testable import Simulation

/// Trials in which an output has no value, and those in which it never comes about.
@Suite("trials without a value")
struct NoValueTests {
  /// Of three outputs one has no value where a uniform lies below `gap`; one is never reached there; one
  /// has no value in any trial.
  private struct Gaps: Model {
    let inputs: [Input]
    let gap: Double
    let outputs = [
      Output("value", unit: "1"), Output("day", unit: "session", canBeNever: true),
      Output("nothing", unit: "1"), Output("whole", unit: "1"),
    ]

    init(_ gap: Double) throws {
      self.gap = gap
      inputs = [Input("x", try Uniform(low: 0, high: 1))]
    }

    func evaluate(_ batch: Batch, _: inout Void) {
      let (nan, never) = (Pack(repeating: .nan), Pack(repeating: .infinity))
      for p in batch.packs {
        let x = batch[0, p]
        batch.set(0, p, select(x .< gap, nan, x))
        batch.set(1, p, select(x .< gap, never, x))
        batch.set(2, p, nan)
        batch.set(3, p, x)
      }
    }
  }

  private static let trials = 5000

  private static func results(_ gap: Double, threads: Int = 1) throws -> (Results, [Double]) {
    let model = try Gaps(gap)
    let plan = try Plan(trials: trials, seed: 3, threads: threads)
    let values = try sample(model, plan, outputs: [3]).outputs[0]
    return (try simulate(model, plan), values)
  }

  @Test(
    "are counted and left out: moments and quantiles are those of the others",
    arguments: [0.001, 0.3, 0.999])
  func leftOut(gap: Double) throws {
    let (results, all) = try Self.results(gap)
    let kept = all.filter { $0 >= gap }.sorted()
    let s = try #require(results["value"])
    #expect(s.moments.count == kept.count && s.moments.missing == Self.trials - kept.count)
    #expect(s.noValue == Double(Self.trials - kept.count) / Double(Self.trials))
    #expect(s.trials == Self.trials && results.trials == Self.trials && s.never == nil)
    let mean = kept.reduce(0, +) / Double(kept.count)
    #expect(abs(try #require(s.mean) - mean) < 1e-14)
    #expect(s.least == kept.first && s.greatest == kept.last)
    #expect(s.sketch.count == kept.count && s.sketch.infinite == 0)
    for p in [0.01, 0.25, 0.5, 0.9] {
      let exact = kept[Int((p * Double(kept.count) * (1 - 1e-12)).rounded(.up)) - 1]
      #expect(abs(s.quantile(p) - exact) <= exact * QuantileSketch.relativeError)
    }
  }

  @Test("\"never\" is counted apart, and is no missing value", arguments: [0.001, 0.3, 0.999])
  func never(gap: Double) throws {
    let (results, all) = try Self.results(gap)
    let s = try #require(results["day"])
    #expect(s.never == Double(all.count { $0 < gap }) / Double(Self.trials))
    #expect(s.noValue == 0 && s.moments.count == Self.trials && s.mean == nil)
  }

  @Test("where no trial has a value there is no figure, and no trap")
  func nothing() throws {
    let s = try #require(Self.results(0.5).0["nothing"])
    #expect(s.moments.count == 0 && s.noValue == 1)
    #expect(s.mean == nil && s.standardError == nil && s.standardDeviation == nil)
    #expect(s.quantiles([0.05, 0.5, 0.95]).allSatisfy { $0.isNaN })
    #expect(s.quantileInterval(0.5) == -.infinity ... .infinity)
  }

  @Test("any number of threads and of shards gives the same", arguments: Design.allCases)
  func sameForAll(design: Design) throws {
    let model = try Gaps(0.4)
    let whole = try simulate(model, Plan(trials: 20_000, seed: 9, design: design, threads: 1))
    let other = try simulate(model, Plan(trials: 20_000, seed: 9, design: design, threads: 3))
    var joined: Results?
    for part in try Plan(trials: 20_000, seed: 9, design: design).shards(5) {
      let results = try simulate(model, part)
      if joined?.merge(results) == nil { joined = results }
    }
    for results in [other, try #require(joined)] {
      for name in ["value", "day", "nothing", "whole"] {
        let (a, b) = (try #require(whole[name]), try #require(results[name]))
        let (m, n) = (a.moments, b.moments)
        #expect(m.count == n.count && m.missing == n.missing && a.sketch == b.sketch)
        // By their bits: the squares around infinity are nan.
        #expect(m.mean.bitPattern == n.mean.bitPattern)
        #expect(m.squares.isNaN == n.squares.isNaN && (m.squares.isNaN || m.squares == n.squares))
        #expect(m.least == n.least && m.greatest == n.greatest)
        #expect(a.standardError == b.standardError)
      }
    }
  }

  @Test("moments of parts without a value join to those of the rest")
  func joining() {
    var sum = Moments()
    sum.merge(Moments().missing(3))
    sum.merge(joinedMoments([1, 2, 3]))
    sum.merge(Moments().missing(2))
    #expect(sum == joinedMoments([1, 2, 3]).missing(5))
  }
}
