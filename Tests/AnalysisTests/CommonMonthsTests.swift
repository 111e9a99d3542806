import Foundation
import RevenueRecovery
import Sampling
import Simulation
import TestSupport
import Testing

@testable import Analysis
@testable import Scenario

/// Forecasts as of different days beside each other.
@Suite("forecasts as of different days")
struct CommonMonthsTests {
  private static func forecast(_ overrides: String...) throws -> Forecast {
    let base = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/base.toml")
    return try Forecast(path: base.path, overrides: overrides)
  }

  private static func plan() throws -> Plan { try Plan(trials: 4_096, seed: 6) }

  @Test("one day has nothing to align")
  func oneDay() throws {
    #expect(try CommonMonths([Self.forecast(), Self.forecast("uptake=0.5")]) == nil)
  }

  /// By hand: August 2025 to January 2027 and October 2025 to March 2027. October ends the third quarter, which
  /// begins in August; of the second of fiscal 2028 there is nothing in the first.
  @Test(
    "the months in common begin with the quarter of the later month 0 and end with the earlier end")
  func window() throws {
    let common = try #require(
      try CommonMonths([Self.forecast(), Self.forecast("as_of=2025-09-10")]))
    #expect(common.first == YearMonth(year: 2025, month: 8))
    #expect(common.last == YearMonth(year: 2027, month: 1))
    #expect(
      common.quarters == [
        "FY2026Q3", "FY2026Q4", "FY2027Q1", "FY2027Q2", "FY2027Q3", "FY2027Q4",
      ])
    #expect(common.yearEnd == YearMonth(year: 2026, month: 1) && !common.areAll)
    // A horizon that cuts a quarter leaves it out, not its months.
    let cut = try #require(
      try CommonMonths([Self.forecast("months=5"), Self.forecast("as_of=2025-09-10")]))
    #expect(cut.last == YearMonth(year: 2025, month: 12) && cut.quarters == ["FY2026Q3"])
    #expect(cut.yearEnd == nil)
  }

  @Test("months that do not meet are refused with what each side covers")
  func apart() throws {
    let forecasts = [try Self.forecast("months=6"), try Self.forecast("as_of=2026-02-10")]
    do {
      _ = try CommonMonths(forecasts)
      Issue.record("taken")
    } catch {
      #expect(error.problems.count == 1 && error.problems[0].key == "as_of")
      #expect(
        error.problems[0].message
          == "must leave months of the calendar in common: base covers 2025-08 to 2026-01 and base "
          + "2026-03 to 2027-08; compare scenarios whose months overlap")
    }
  }

  @Test("what is compared is the quarters by name and the revenue of the months in common")
  func compared() throws {
    let (july, september) = (
      try Self.forecast(), try Self.forecast("as_of=2025-09-10", "products.H20.booked.FY2026Q3=2e8")
    )
    let comparison = try Comparison([july, september], Self.plan())
    let names = Set(comparison.outputs.map(\.name))
    #expect(
      names.isSuperset(of: [
        "common.recovered", "common.recovered_fy", "revenue.total.FY2026Q3", "revenue.H20.FY2027Q4",
        "eps_uplift.FY2026Q4",
      ]))
    #expect(
      names.isDisjoint(with: [
        "recovered", "recovered_fy", "units.H20", "cumulative.FY2026Q4", "day.export_closed",
        "h20_equivalents.month.0", "revenue.total.FY2028Q1",
      ]))
    func part(_ name: String, _ side: Int) throws -> ComparedOutput.Part {
      try #require(comparison.outputs.first { $0.name == name }?.scenarios[side])
    }
    func mean(_ name: String, _ side: Int) throws -> Double {
      try #require(part(name, side).mean)
    }
    for side in [0, 1] {
      let quarters = try #require(comparison.common).quarters
      let sum = try quarters.reduce(0) { try $0 + mean("revenue.total.\($1)", side) }
      #expect(abs(try mean("common.recovered", side) - sum) <= 1e-9 * sum)
      let byYearEnd =
        try mean("revenue.total.FY2026Q3", side) + mean("revenue.total.FY2026Q4", side)
      #expect(abs(try mean("common.recovered_fy", side) - byYearEnd) <= 1e-9 * byYearEnd)
    }
    // What was booked before its month 0 counts.
    #expect(try mean("revenue.total.FY2026Q3", 1) >= 2e8)
    let labels = comparison.statements.map(\.label)
    #expect(
      labels.contains("common.recovered >= 5e9") && labels.contains("common.recovered_fy >= 1e9"))
    #expect(!labels.contains { $0.hasPrefix("recovered") || $0.contains("export_closed") })
    let told = try #require(comparison.windows)
    #expect(
      told.hasPrefix(
        "the scenarios are as of different days: base 2025-08 to 2027-01, base (2) 2025-10 to 2027-03 with "
          + "$200e6 booked of FY2026Q3 before. Compared are FY2026Q3 to FY2027Q4 by name and the revenue of "
          + "2025-08 to 2027-01 as common.recovered, to 2026-01 as common.recovered_fy. "),
      "\(told)")
  }

  /// Over independent seeds the differences must scatter as their errors say. With 60 runs the ratio of
  /// variances lies within 0.5 and 1.7 but for a false alarm in some ten thousand.
  @Test("the error holds although draws are of other months: differences of many seeds scatter so")
  func errors() throws {
    let forecasts = [try Self.forecast(), try Self.forecast("as_of=2025-09-10")]
    let runs = try (0..<60).map { seed in
      let comparison = try Comparison(forecasts, Plan(trials: 1_024, seed: UInt64(seed)))
      let output = try #require(comparison.outputs.first { $0.name == "common.recovered" })
      return try #require(output.scenarios[1]?.difference)
    }
    let mean = runs.reduce(0) { $0 + $1.value } / 60
    let variance = runs.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) } / 59
    let stated =
      try runs.reduce(0) { try $0 + #require($1.standardError) * #require($1.standardError) } / 60
    #expect((0.5...1.7).contains(variance / stated), "\(variance / stated)")
  }

  @Test("where all count the same months, only sessions and shares are left out")
  func sameMonths() throws {
    let comparison = try Comparison(
      [Self.forecast(), Self.forecast("as_of=2025-07-29")], Self.plan())
    #expect(try #require(comparison.common).areAll)
    let names = Set(comparison.outputs.map(\.name))
    #expect(
      names.isSuperset(of: ["recovered", "recovered_fy", "units.H20", "cumulative.FY2026Q4"]))
    #expect(!names.contains { $0.hasPrefix("day.") || $0.hasPrefix("common.") })
    // The months are the same draws: nothing differs but the sessions.
    for output in comparison.outputs {
      #expect(output.scenarios[1]?.difference?.isSame ?? true, "\(output.name)")
    }
  }
}
