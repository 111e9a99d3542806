import EquityImpact
import EventStudy
import Foundation
import Sampling
import Scenario
import Simulation
import Testing

@testable import Analysis

/// The back-test's simulation of one share against the paths of the forecast itself, with no policy in them.
@Suite("simulated returns statistics")
struct SimulatedReturnsStatistics {
  /// Shares alone that react to nothing.
  private struct StillPolicy: Model {
    let paths: EquityPaths
    var inputs: [Input] { paths.inputs }
    var outputs: [Output] { paths.outputs.all }
    var series: [Series] { paths.series }

    final class Scratch {
      let paths: EquityScratch
      let never: UnsafeMutablePointer<Pack>
      let none: UnsafeMutablePointer<Pack>

      init(_ paths: EquityPaths) {
        self.paths = paths.makeScratch(.nothing)
        let size = max(1, paths.assumptions.months * paths.assumptions.classes.count)
        never = .allocate(capacity: size)
        never.initialize(repeating: Pack(repeating: .infinity), count: size)
        none = .allocate(capacity: size)
        none.initialize(repeating: .zero, count: size)
      }

      deinit {
        never.deallocate()
        none.deallocate()
      }
    }

    func makeScratch() -> Scratch { Scratch(paths) }

    func evaluate(_ batch: Batch, _ scratch: inout Scratch) {
      let policy = PolicyColumns(
        launch: Pack(repeating: .infinity), changes: scratch.never, moves: scratch.none,
        stride: paths.assumptions.months, equivalents: scratch.none, states: scratch.none,
        hazards: scratch.none)
      for p in 0..<Design.batchPacks { paths.evaluate(batch, p, policy, scratch.paths) }
    }
  }

  static let trials = 8_192

  /// The largest distance of two empirical distribution functions.
  private static func distance(_ a: [Double], _ b: [Double]) -> Double {
    let (a, b) = (a.sorted(), b.sorted())
    var (i, j, most) = (0, 0, 0.0)
    while i < a.count, j < b.count {
      if a[i] <= b[j] { i += 1 } else { j += 1 }
      most = max(most, abs(Double(i) / Double(a.count) - Double(j) / Double(b.count)))
    }
    return most
  }

  @Test(
    "totals have the distribution of the forecast's own paths (Kolmogorov and Smirnov, 1 in 100,000)"
  )
  func samePaths() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Models/h20-b30-2025-07.toml").standardized.path
    let forecast = try Forecast(
      path: path,
      overrides: [
        "equities.which=[\"688256.SH\",\"NVDA\"]", "equities.sessions=20",
        "equities.horizons=[1,20]", "equities.weights=0",
      ])
    var assumptions = try #require(forecast.model.equities).assumptions
    assumptions.marketExpects = false
    for k in assumptions.equities.indices {
      assumptions.equities[k].exposure = try Constant(0)
      assumptions.equities[k].reactions = try assumptions.classes.map { _ in
        Reaction(mean: try Constant(0), spread: 0)
      }
    }
    let paths = try EquityPaths(assumptions, inputsBefore: 0, outputsBefore: 0)
    let wanted = paths.outputs.places.indices.filter {
      paths.outputs.places[$0].quantity == .totalReturn
    }
    let engine = try sample(
      StillPolicy(paths: paths), Plan(trials: Self.trials, seed: 1), outputs: wanted
    ).outputs
    let source = try #require(forecast.listing).source
    let market = try source.market(upTo: nil)
    let asOf = try #require(
      Day(year: forecast.asOf.year, month: forecast.asOf.month, day: forecast.asOf.day))
    let calibration = try Calibration(market: market, asOf: asOf)
    let normal = try QuantileTable(Normal(mean: 0, standardDeviation: 1))
    // √(ln(2/1e-5)/2·(1/n + 1/m)).
    let bound = (log(2 / 1e-5) / 2 * 2 / Double(Self.trials)).squareRoot()
    for (share, model) in calibration.equities.enumerated() {
      let benchmark = try #require(calibration.benchmark(model.equity.benchmark))
      let ours = try SimulatedReturns(
        share: model, benchmark: benchmark,
        drift: QuantileTable(assumptions.benchmarks[assumptions.equities[share].benchmark].drift),
        normal: normal, isUncertain: true
      ).sample(horizons: [1, 20], packs: Self.trials / 8, seed: 2, origin: 0)
      for horizon in 0..<2 {
        let theirs = engine[share * 2 + horizon].map { log1p($0) }
        #expect(Self.distance(ours.total[horizon].values, theirs) < bound)
      }
    }
  }
}
