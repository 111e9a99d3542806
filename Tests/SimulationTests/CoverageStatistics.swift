import Dispatch
import Sampling
import Synchronization
import Testing

@testable import Simulation

/// Revenue of a uniform order book at a constant price: linear in one uniform.
private struct OrderBook: Model {
  let inputs: [Input]
  let outputs = [Output("revenue", unit: "USD")]

  init() throws { inputs = [Input("order_book", try Uniform(low: 500, high: 1500))] }

  func evaluate(_ batch: Batch, _: inout Void) {
    for p in batch.packs { batch.set(0, p, batch[0, p] * 11_000) }
  }
}

/// A figure of a model with its true value.
private struct Known: Sendable {
  let name: String
  let truth: Double
  let interval: @Sendable (Results) -> ClosedRange<Double>

  static func mean(_ truth: Double) -> Known {
    Known(name: "mean", truth: truth) {
      let summary = $0.summary(0)
      return around(summary.mean ?? .nan, summary.standardError ?? .nan)
    }
  }

  static func probability(_ truth: Double) -> Known {
    Known(name: "probability", truth: truth) {
      let found = $0.probability(0)
      return found.low...found.high
    }
  }

  static func quantile(_ p: Double, _ truth: Double) -> Known {
    Known(name: "quantile \(p)", truth: truth) { $0.summary(0).quantileInterval(p) }
  }

  static func shortfall(_ side: OutputSummary.LossSide, _ truth: Double) -> Known {
    Known(name: "shortfall \(side)", truth: truth) {
      let risk = $0.summary(0).tailRisk(0.95, losses: side)
      return around(risk.expectedShortfall, risk.shortfallError ?? .nan)
    }
  }

  /// Wider by rounding: antithetic pairs of a straight line have no error.
  private static func around(_ value: Double, _ error: Double) -> ClosedRange<Double> {
    let reach = 1.959963984540054 * error + 1e-12 * abs(value)
    return value - reach...value + reach
  }
}

/// How often the 95% intervals of 100 seeds hold the truth, at numbers of trials that end in a part of a
/// batch of 1,024.
@Suite("Intervals of every design, statistics")
struct CoverageStatistics {
  private static let sizes = [2_100, 3_001, 4_500]
  private static let largerSizes = [2_500, 4_001, 9_000]
  private static let seeds = 100

  /// How many intervals hold the truth, by figure; all sizes together.
  private static func held<M: Model>(
    _ model: M, _ design: Design, _ statement: Statement, _ known: [Known],
    sizes: [Int] = sizes
  ) throws -> [Int] {
    let held = Mutex(known.map { _ in 0 })
    let tables = TableCache()
    DispatchQueue.concurrentPerform(iterations: seeds) { seed in
      for size in sizes {
        guard
          let plan = try? Plan(
            trials: size, seed: UInt64(1000 * seed + size), design: design, threads: 1),
          let results = try? simulate(model, plan, statements: [statement], tables: tables)
        else { continue }
        held.withLock {
          for (k, one) in known.enumerated() where one.interval(results).contains(one.truth) {
            $0[k] += 1
          }
        }
      }
    }
    return held.withLock { $0 }
  }

  /// Of 300 intervals that hold the truth 95 times in 100, fewer than 270 do once in 8,000, more than
  /// 297 once in 34,000: one of the 84 figures here leaves that by chance once in 80 new sets of seeds.
  ///
  /// Quantiles are widened by the bins of the sketch, which designs may leave the larger part of the
  /// interval.
  private func check(
    _ held: [Int], _ known: [Known], _ design: Design, isLinear: Bool = false
  ) {
    let all = Double(Self.seeds * Self.sizes.count)
    for (count, one) in zip(held, known) {
      let share = Double(count) / all
      let isWide = design != .random && (isLinear || one.name.hasPrefix("quantile"))
      let most = isWide ? 1 : 0.99
      #expect(share >= 0.9 && share <= most, "\(one.name) in \(design)")
    }
  }

  @Test("hold what the beam can bear", arguments: Design.allCases)
  func beam(design: Design) throws {
    let known: [Known] = [
      .mean(612_675.8536215699), .probability(0.029198194624830597),
      .quantile(0.05, 74_763.47125249261), .quantile(0.5, 601_088.5247479863),
      .quantile(0.95, 1_190_087.8318523343), .shortfall(.low, 49_524.6517222653),
      .shortfall(.high, 1_353_804.105869024),
    ]
    let fails = Statement("margin < 0", output: 0, .below(0))
    check(try Self.held(Beam(), design, fails, known), known, design)
  }

  @Test("hold the deflection of the cantilever", arguments: Design.allCases)
  func cantilever(design: Design) throws {
    let known: [Known] = [
      .mean(0.17069079658146), .probability(1 - 0.91857309530735),
      .quantile(0.05, 0.13927209877855), .quantile(0.5, 0.16957667293694),
      .quantile(0.95, 0.20591020280060), .shortfall(.low, -0.13261363793),
      .shortfall(.high, 0.216318728004),
    ]
    let bends = Statement("deflection >= 0.2", output: 0, .atLeast(0.2))
    check(
      try Self.held(Cantilever(), design, bends, known, sizes: Self.largerSizes), known,
      design)
  }

  @Test("hold the revenue of a uniform order book", arguments: Design.allCases)
  func orderBook(design: Design) throws {
    let known: [Known] = [
      .mean(11e6), .probability(0.3), .quantile(0.05, 550 * 11e3), .quantile(0.5, 11e6),
      .quantile(0.95, 1450 * 11e3), .shortfall(.low, -525 * 11e3), .shortfall(.high, 1475 * 11e3),
    ]
    let few = Statement("revenue < 8.8e6", output: 0, .below(8.8e6))
    // What one stratified input leaves to chance is a few trials, not normal.
    check(try Self.held(OrderBook(), design, few, known), known, design, isLinear: true)
  }
}
