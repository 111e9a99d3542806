import EquityImpact
import EventStudy
import Foundation
import Sampling
import Scenario
import Simulation
import TestSupport
import Testing

@testable import Analysis

@Suite("back-test")
struct BackTestTests {
  // scripts/verify-backtest.py's own functions, and by hand: ⅓ = (2 + 1 + 1)/3 - ½·(1 + 3 + 2)·2/6.
  @Test("the score of a sample is the fair one")
  func score() {
    let sample = SortedSample([4, 1, 2])
    #expect(abs(sample.crps(3) - 1.0 / 3) < 1e-15 && abs(sample.crps(0) - 4.0 / 3) < 1e-15)
    #expect(abs(SortedSample.crps(ofNormal: 2, 0.5) - 0.5169996257988083) < 1e-15)
  }

  @Test("a position lies within 0 and 1, and in the middle of a sample at its median")
  func position() {
    let sample = SortedSample([4, 1, 2])
    #expect(sample.position(of: 0) == 0.125 && sample.position(of: 9) == 0.875)
    #expect(sample.position(of: 2) == 0.375 && sample.position(of: 2.5) == 0.625)
  }

  // scipy.stats.chi2 of the likelihood ratios.
  @Test("breaches are counted as Kupiec did, and their runs as Christoffersen did")
  func breaches() throws {
    func outside(_ count: Int, of all: Int) -> [Bool] { (0..<all).map { $0 < count } }
    #expect(
      abs(BreachTests.kupiec(outside(7, of: 100), expected: 0.05) - 0.3855232760085754) < 1e-12)
    #expect(
      abs(BreachTests.kupiec(outside(3, of: 250), expected: 0.1) / 7.647840085461032e-09 - 1) < 1e-9
    )
    let runs = [0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1].map { $0 == 1 }
    let follows = runs.indices.map { $0 > 0 }
    let p = try #require(BreachTests.christoffersen(runs, follows: follows))
    #expect(abs(p - 0.422941502310491) < 1e-12)
    #expect(BreachTests.christoffersen(outside(0, of: 9), follows: follows) == nil)
  }

  @Test("blocks keep a ratio that is the same at every origin, and need two of them")
  func blocks() throws {
    #expect(BlockBootstrap(origins: 25, horizon: 1, every: 5, seed: 1) == nil)
    let blocks = try #require(BlockBootstrap(origins: 26, horizon: 1, every: 5, seed: 1))
    let counts = (0..<26).map { Double(1 + $0 % 4) }
    let interval = try #require(blocks.interval(counts.map { $0 / 4 }, over: counts))
    #expect(interval == 0.25...0.25)
  }

  /// σ/√n of means of normals; blocks of 13 of 260 leave out a twentieth of the dependence that is not there.
  @Test("the interval of a mean of independent values is as wide as it should be, within a quarter")
  func width() throws {
    var draws = Draws(seed: 3)
    let values = draws.normals(260)
    let blocks = try #require(BlockBootstrap(origins: 260, horizon: 1, every: 5, seed: 1))
    let interval = try #require(blocks.interval(values, over: values.map { _ in 1 }))
    let width = interval.upperBound - interval.lowerBound
    #expect(abs(width / (2 * 1.96 / 260.0.squareRoot()) - 1) < 0.25)
  }

  private static func test(until: Day, threads: Int, which: String) throws -> BackTest {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Models/h20-b30-2025-07.toml").standardized.path
    let forecast = try Forecast(
      path: path,
      overrides: ["equities.which=[\(which)]", "equities.horizons=[1,5]", "equities.weights=0"])
    let from = try #require(Day(year: 2025, month: 4, day: 1))
    return try BackTest(
      forecast, BackTest.Request(from: from, every: 10, until: until),
      Plan(trials: 200, seed: 5, threads: threads), monitor: Monitor())
  }

  @Test("closes that come later change no forecast, and threads none")
  func hindsight() throws {
    let which = "\"688256.SH\",\"NVDA\""
    let early = try Self.test(
      until: try #require(Day(year: 2025, month: 5, day: 20)), threads: 1, which: which)
    let late = try Self.test(
      until: try #require(Day(year: 2025, month: 7, day: 1)), threads: 2, which: which)
    let known = Dictionary(
      uniqueKeysWithValues: late.scores.map {
        ([$0.quantity == .car ? 1 : 0, $0.share, $0.horizon, $0.origin], $0)
      })
    #expect(early.scores.count >= 20 && late.scores.count > early.scores.count)
    for score in early.scores {
      let other = try #require(
        known[[score.quantity == .car ? 1 : 0, score.share, score.horizon, score.origin]])
      #expect(score.actual == other.actual && score.pit == other.pit)
      #expect(score.crps == other.crps && score.historicalCRPS == other.historicalCRPS)
    }
  }

  @Test("without the horizon behind it an origin has no score")
  func reach() throws {
    let until = try #require(Day(year: 2025, month: 4, day: 3))
    let test = try Self.test(until: until, threads: 1, which: "\"NVDA\"")
    // Sessions of 1 and 2 April are known; the first of them is the only origin.
    #expect(test.origins == [try #require(Day(year: 2025, month: 4, day: 1))])
    #expect(test.scores.map(\.horizon) == [0, 0])
  }
}
