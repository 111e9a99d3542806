import Analysis
import Foundation
import Sampling
import Scenario
import Simulation
import Testing

/// Revenue by product and month against the quarters, which the run tallies itself.
@Suite("revenue by product and month")
struct MonthlyRevenueTests {
  private static func forecast() throws -> Forecast {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
    return try Forecast(path: root.appendingPathComponent("Fixtures/base.toml").path)
  }

  @Test(
    "months add up to the quarters, and products to their total, in every design",
    arguments: Design.allCases)
  func sums(design: Design) throws {
    let forecast = try Self.forecast()
    let plan = try Plan(trials: 3_000, seed: 3, design: design)
    let rows = try MonthlyRevenue(forecast, plan).rows
    let results = try simulate(forecast.model, plan)
    let products = forecast.model.recovery.assumptions.products.map(\.name)
    let calendar = forecast.model.recovery.assumptions.calendar
    #expect(rows.count == calendar.months * (products.count + 1))
    func mean(_ rows: [MonthlyRevenue.Row]) throws -> Double {
      try rows.map { try #require($0.revenue.mean) }.reduce(0, +)
    }
    for quarter in calendar.quarters {
      for product in products + ["total"] {
        let own = rows.filter { $0.quarter == quarter && ($0.product ?? "total") == product }
        let whole = try #require(results["revenue.\(product).\(quarter)"]?.mean)
        #expect(try abs(mean(own) - whole) <= 1e-12 * max(whole, 1))
      }
    }
    for month in 0..<calendar.months {
      let parts = rows.filter { $0.month == month }
      #expect(parts.map(\.product) == products.map(Optional.some) + [nil])
      let total = try mean([parts[products.count]])
      #expect(try abs(mean(parts.dropLast()) - total) <= 1e-12 * max(total, 1))
      #expect(parts.allSatisfy { $0.revenue.trials == 3_000 && $0.revenue.standardError != nil })
    }
  }

  @Test(
    "a quarter of one month has the quantiles that the run gives it, and threads change nothing")
  func quantiles() throws {
    let forecast = try Self.forecast()
    let one = try MonthlyRevenue(forecast, Plan(trials: 5_000, seed: 3, threads: 1)).rows
    let three = try MonthlyRevenue(forecast, Plan(trials: 5_000, seed: 3, threads: 3)).rows
    let probabilities = QuantileLevel.allCases.probabilities
    for (a, b) in zip(one, three) {
      #expect(a.revenue.quantiles(probabilities) == b.revenue.quantiles(probabilities))
      #expect(a.revenue.mean == b.revenue.mean)
    }
    let calendar = forecast.model.recovery.assumptions.calendar
    let results = try simulate(forecast.model, Plan(trials: 5_000, seed: 3))
    // The horizon may begin or end within a quarter.
    for (quarter, months) in zip(calendar.quarters, calendar.monthsOfQuarter)
    where months.count == 1 {
      let row = try #require(one.first { $0.quarter == quarter && $0.product == nil })
      let summary = try #require(results["revenue.total.\(quarter)"])
      #expect(row.revenue.quantiles(probabilities) == summary.quantiles(probabilities))
    }
  }
}
