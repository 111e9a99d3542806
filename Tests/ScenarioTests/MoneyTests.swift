import Foundation
import RevenueRecovery
import Sampling
import Simulation
import Testing

@testable import Scenario

/// What a scenario states of views, sellers, licences and earnings, and what it may not.
@Suite("the money side of a scenario")
struct MoneyTests {
  private static let base = packageRoot.appendingPathComponent("Tests/Fixtures/base.toml").path

  private static func forecast(_ overrides: String...) throws -> Forecast {
    try Forecast(path: base, overrides: overrides)
  }

  /// "key: message" of what is wrong.
  private static func problems(_ overrides: [String]) -> [String] {
    do {
      _ = try Forecast(path: base, overrides: overrides)
      return []
    } catch {
      return error.problems.map { "\($0.key ?? ""): \($0.message)" }
    }
  }

  @Test(
    "what cannot be is refused",
    arguments: [
      (["outside_view={weight=0.3}"], ["outside_view.delivered: is missing"]),
      (
        ["outside_view={weight=1.2, delivered=0}"],
        ["outside_view.weight: must lie between 0 and 1, got 1.2"]
      ),
      (["seller=AMD"], ["seller: must be the seller of a product (NVIDIA), got \"AMD\""]),
      (
        ["seller=AMD", "products.B30.seller=AMD"],
        ["sellers.AMD: is missing: tax_rate and shares at the top are those of NVIDIA"]
      ),
      (
        ["sellers.AMD={tax_rate=0.1, shares=1e9}"],
        ["sellers.AMD: is the seller of no product (NVIDIA)"]
      ),
      (
        ["products.B30.seller=\"A M D\""],
        ["products.B30.seller: must be made of letters, digits, - and _, got \"A M D\""]
      ),
      (
        ["products.B30.licences=own"],
        [
          "products.B30.licences: must be \"none\", or a table below licences.groups, got \"own\""
        ]
      ),
      (
        ["products.B30.licences=own", "licences.groups.other={approval_rate=1, delay=1}"],
        ["products.B30.licences: must be \"none\" or \"other\", got \"own\""]
      ),
      (
        ["licences.groups.none={approval_rate=1, delay=1}"],
        ["licences.groups.none: must have another name: none means no licences"]
      ),
      (
        ["licences.groups.own={approval_rate=1}"], ["licences.groups.own.delay: is missing"]
      ),
      (["licences.cap=-1"], ["licences.cap: must not be negative, got -1"]),
      (
        ["base_eps.Q3=1"], ["base_eps.Q3: must be a fiscal quarter such as FY2026Q3"]
      ),
      (
        ["products.B30.bandwidth=1.7", "policy.bandwidth_limit=1.4"],
        [
          "products.B30.clears_controls: must not stand beside bandwidth, which decides it with "
            + "policy.bandwidth_limit"
        ]
      ),
      (
        ["products.H20.bandwidth=4"],
        ["policy.bandwidth_limit: is missing: products.H20 has a bandwidth"]
      ),
      (
        ["orders_follow_capex={happens=0.5, factor=1.2}"],
        ["orders_follow_capex.happens: must be 0, 1 or a bernoulli distribution, got 0.5"]
      ),
      (
        ["products.H20.booked.FY2026Q2=1e9"],
        [
          "products.H20.booked.FY2026Q2: must be the quarter of month 0, FY2026Q3: what was sold before "
            + "it does not count"
        ]
      ),
      (["base_eps.FY2026Q3=0"], ["base_eps.FY2026Q3: must be above 0, got 0"]),
    ])
  func refused(overrides: [String], expected: [String]) {
    #expect(Self.problems(overrides) == expected)
  }

  @Test("the seller that is named has the numbers of its own table")
  func sellers() throws {
    let overrides = [
      "products.B30.seller=AMD", "sellers.AMD={tax_rate=0.1, shares=2e9, base_eps={FY2026Q3=0.5}}",
      "base_eps.FY2026Q3=1",
    ]
    let nvidia = try Forecast(path: Self.base, overrides: overrides).model.recovery.assumptions
    #expect(nvidia.taxRate == 0.17 && nvidia.baseEarnings == ["FY2026Q3": 1])
    let amd = try Forecast(path: Self.base, overrides: overrides + ["seller=AMD"])
      .model.recovery.assumptions
    #expect(amd.taxRate == 0.1 && amd.shares == 2e9 && amd.baseEarnings == ["FY2026Q3": 0.5])
  }

  @Test("lost revenue of a quarter is taken over the months simulated")
  func lostRevenue() throws {
    let year = try Self.forecast("lost_revenue_a_quarter=8e9", "months=12")
    #expect(year.model.recovery.assumptions.lostRevenue == 32e9)
    #expect(try Self.forecast().model.recovery.assumptions.lostRevenue == 10.5e9)
  }

  @Test("levels of earnings are stated in each quarter whose base is, and counted")
  func earnings() throws {
    let forecast = try Self.forecast(
      "base_eps={FY2026Q3=1, FY2026Q4=1.1}", "eps_thresholds=[0.01, 0.1]")
    let labels = forecast.recoveryStatements.map(\.label).filter { $0.hasPrefix("eps") }
    #expect(
      labels == [
        "eps_uplift_ratio.FY2026Q3 >= 0.01", "eps_uplift_ratio.FY2026Q3 >= 0.1",
        "eps_uplift_ratio.FY2026Q4 >= 0.01", "eps_uplift_ratio.FY2026Q4 >= 0.1",
      ])
    let results = try simulate(
      forecast.model, Plan(trials: 2_000, seed: 3), statements: forecast.statements)
    let place = try #require(forecast.statements.firstIndex { $0.label == labels[0] })
    #expect((0.3...1).contains(results.probability(place).value))
    let (uplift, ratio) = (results["eps_uplift.FY2026Q4"], results["eps_uplift_ratio.FY2026Q4"])
    let means = (try #require(uplift?.mean), try #require(ratio?.mean))
    #expect(abs(means.0 - 1.1 * means.1) < 1e-12)
  }

  @Test("thresholds are stated for both views")
  func views() throws {
    let labels = try Self.forecast("outside_view={weight=0.3, delivered=0.1}")
      .recoveryStatements.map(\.label)
    for view in ["inside", "outside"] {
      #expect(labels.filter { $0.hasPrefix("\(view).recovered_fy >= ") }.count == 5)
    }
  }
}
