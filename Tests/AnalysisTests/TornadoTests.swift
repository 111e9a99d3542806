import Sampling
import Simulation
import Testing

@testable import Analysis

@Suite("Tornado")
struct TornadoTests {
  static func found(_ output: Int = 0, design: Design = .random) throws -> Tornado {
    let model = try Plane()
    return try tornado(
      of: model, outputs: [output], inputs: Array(model.inputs.prefix(3)),
      plan: Plan(trials: 3_000, seed: 4, design: design))
  }

  @Test("swings of a plane are its slopes times the range, the same in every trial")
  func plane() throws {
    let bars = try Self.found().bars
    #expect(bars.map(\.input) == ["plane.y", "plane.x"])
    #expect(abs(bars[0].high - 1.2815515655446004) < 1e-9 && bars[1].low == 0.1)
    let (y, x) = (try #require(bars[0].swings[0]), try #require(bars[1].swings[0]))
    #expect(abs(y.difference.value - 4 * 1.2815515655446004) < 1e-9)
    #expect(abs(x.difference.value - 2.4) < 1e-12)
    #expect(try #require(x.difference.error) < 1e-12)
    #expect(try #require(x.low.error) > 0.01)
    #expect(abs(x.high.value - x.low.value - x.difference.value) < 1e-10)
  }

  @Test("what has the same P10 and P90 has no bar and is told")
  func flat() throws { #expect(try Self.found().flat == ["z"]) }

  @Test("errors of the base come from batches in other designs, and are smaller there")
  func designs() throws {
    let model = try Plane()
    func error(_ design: Design) throws -> Double {
      let found = try tornado(
        of: model, outputs: [0], inputs: [], plan: Plan(trials: 20_480, seed: 4, design: design))
      return try #require(found.base[0]?.error)
    }
    #expect(try error(.latinHypercube) < 0.2 * error(.random))
  }

  @Test("an output that is never reached in some trial has no tornado")
  func never() throws {
    #expect(throws: SensitivityProblem.self) { try Self.found(1) }
  }
}

@Suite("Over the line")
struct OverTheLineTests {
  private static func found(_ trials: Int = 100_000) throws -> OverTheLine {
    let model = try Ishigami()
    // x.2 above 0.8 π: one trial in ten.
    return try OverTheLine(
      of: model, truth: 1, inputs: model.inputs, events: [], plan: Plan(trials: trials, seed: 6))
  }

  @Test("the input that decides lies 0.9 from its law, the others no further than chance")
  func decides() throws {
    let line = try Self.found()
    #expect(line.rows.count == 4 && line.rows[0].name == "x.2")
    #expect(abs(line.rows[0].distance - 0.9) < 1e-3)
    #expect(line.isClear(line.rows[0]) && line.rows[0].pValue == 0)
    #expect(line.rows.dropFirst().allSatisfy { !line.isClear($0) })
    let p50 = line.rows[0].quantiles[1]
    #expect(try #require(p50.low) <= 0.9 * .pi && #require(p50.high) >= 0.9 * .pi)
    #expect(abs(line.rows[0].meanOfAll) < 1e-9 && line.rows[0].quantilesOfAll[1] == 0)
  }

  @Test("fewer than 30 successes have no rows")
  func tooFew() throws {
    let line = try Self.found(200)
    #expect(line.successes > 0 && line.successes < 30 && line.rows.isEmpty)
  }

  @Test("a run ends after the shard in which there are enough")
  func enough() throws {
    let model = try Ishigami()
    let line = try OverTheLine(
      of: model, truth: 0, inputs: [], events: [], plan: Plan(trials: 10_000_000, seed: 6))
    #expect(line.trials < 70_000 && line.successes > 20_000)
  }

  @Test("the distance of eight values from the uniform law is SciPy's")
  func distance() throws {
    let values = [0.05, 0.2, 0.21, 0.4, 0.45, 0.6, 0.62, 0.9]
    #expect(abs(OverTheLine.distance(values, from: try Uniform(low: 0, high: 1)) - 0.255) < 1e-12)
  }

  @Test("a law with jumps: all ones from a coin are half away")
  func coin() throws {
    let coin = try Discrete(values: [0, 1], weights: [0.5, 0.5])
    #expect(OverTheLine.distance([1, 1, 1], from: coin) == 0.5)
    #expect(abs(OverTheLine.distance([0, 0, 1, 1], from: coin)) < 1e-15)
  }

  @Test(
    "significance is Kolmogorov's (SciPy's kstwobign) for many values",
    arguments: [(0.5, 0.963945244), (1, 0.269999672), (1.5, 0.0222179626), (2, 6.70925256e-4)])
  func kolmogorov(x: Double, p: Double) {
    let n = 1e16
    #expect(abs(OverTheLine.kolmogorov(x / n.squareRoot(), n) / p - 1) < 1e-6)
  }

  @Test("an event is compared by its shares")
  func events() throws {
    let model = try Plane()
    let line = try OverTheLine(
      of: model, truth: 2, inputs: [], events: [("early", 1)], plan: Plan(trials: 5_000, seed: 1))
    // "moved" is above 0 in every trial, so it tells nothing.
    #expect(line.rows.count == 1 && line.rows[0].isEvent)
    #expect(line.rows[0].distance == 0 && line.rows[0].pValue == 1)
    #expect(abs(line.rows[0].meanOfAll - 0.9) < 0.03)
  }
}
