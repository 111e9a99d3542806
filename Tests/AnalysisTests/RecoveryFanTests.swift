import Foundation
import Sampling
import Scenario
import Simulation
import Testing

@testable import Analysis

/// The fan of months against the outputs of the quarters, which the run tallies itself.
@Suite("recovery fan")
struct RecoveryFanTests {
  private static func forecast() throws -> Forecast {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
    return try Forecast(path: root.appendingPathComponent("Fixtures/base.toml").path)
  }

  @Test(
    "the last month of a quarter has the quantiles of the quarter, in every design",
    arguments: Design.allCases)
  func quarters(design: Design) throws {
    let forecast = try Self.forecast()
    let plan = try Plan(trials: 5_000, seed: 3, design: design)
    let fan = try RecoveryFan(forecast, plan)
    let results = try simulate(forecast.model, plan)
    let calendar = forecast.model.recovery.assumptions.calendar
    #expect(fan.trials == 5_000 && fan.months.count == calendar.months)
    for (quarter, months) in zip(calendar.quarters, calendar.monthsOfQuarter) {
      let last = try #require(months.last)
      let summary = try #require(results["cumulative.\(quarter)"])
      let exact = fan.months[last].quantiles
      #expect(fan.months[last].quarter == quarter)
      for (value, sketched) in zip(exact, summary.quantiles(RecoveryFan.probabilities)) {
        // The sketch is within 0.049%.
        #expect(abs(value - sketched) <= 0.0005 * abs(value) + 1)
      }
    }
  }

  @Test("its error is that of order statistics")
  func error() throws {
    let forecast = try Self.forecast()
    let plan = try Plan(trials: 20_000, seed: 3)
    let month = try #require(RecoveryFan(forecast, plan).months.last)
    let summary = try #require(simulate(forecast.model, plan)["recovered"])
    let widest = summary.quantileIntervals(RecoveryFan.probabilities)
      .map { ($0.upperBound - $0.lowerBound) / 2 }.max()
    #expect(abs(month.quantileError / (try #require(widest)) - 1) < 0.2)
  }

  @Test("no more trials are walked than the fan takes, and fewer give the same on any threads")
  func trials() throws {
    let forecast = try Self.forecast()
    let many = try Plan(trials: 50_000, seed: 3, threads: 1)
    let first = try Plan(trials: 32_768, seed: 3, threads: 3)
    let (one, other) = try (RecoveryFan(forecast, many), RecoveryFan(forecast, first))
    #expect(one.trials == 32_768)
    #expect(one.months.map(\.quantiles) == other.months.map(\.quantiles))
  }
}
