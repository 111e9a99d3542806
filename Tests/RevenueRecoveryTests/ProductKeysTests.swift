import Sampling
import Simulation
import Testing

@testable import RevenueRecovery

@Suite("what a product states")
struct ProductKeysTests {
  private static func columns(
    _ change: (inout RecoveryAssumptions) throws -> Void
  ) throws -> [String: [Double]] {
    var assumptions = try HandCase.assumptions(months: 6)
    try change(&assumptions)
    return try Traced(assumptions).columns(trials: 2_000)
  }

  private static func value(
    _ name: String, _ change: (inout RecoveryAssumptions) throws -> Void
  ) throws -> Double {
    try #require(try columns(change)[name], "\(name)").first ?? .nan
  }

  @Test("bandwidth up to the limit passes, the limit itself too; beyond it nothing ships")
  func bandwidth() throws {
    let expected = [(1.7, 1.8, true), (1.8, 1.8, true), (1.8, 1.7999, false)]
    for (bandwidth, limit, passes) in expected {
      let recovered = try Self.value("recovered") {
        $0.products[0].bandwidth = try Constant(bandwidth)
        $0.bandwidthLimit = try Constant(limit)
      }
      #expect((recovered > 0) == passes, "\(bandwidth) TB/s under a limit of \(limit)")
    }
    // One draw of the limit decides about all products: the faster passes only where the slower does.
    let found = try Self.columns {
      $0.products.append(try HandCase.product("R", book: 50_000))
      $0.products[0].bandwidth = try Constant(1.4)
      $0.products[1].bandwidth = try Constant(1.7)
      $0.bandwidthLimit = try Uniform(low: 1, high: 2)
    }
    let (slow, fast) = (try #require(found["units.H20"]), try #require(found["units.R"]))
    let limit = try #require(found["policy.bandwidth_limit"])
    #expect(limit.indices.allSatisfy { (slow[$0] > 0) == (limit[$0] >= 1.4) })
    #expect(limit.indices.allSatisfy { (fast[$0] > 0) == (limit[$0] >= 1.7) })
  }

  @Test("orders that follow capital spending are larger by the factor, of all products or of none")
  func capex() throws {
    let found = try Self.columns {
      $0.products.append(try HandCase.product("R", book: 50_000))
      $0.ordersFollowCapex = (try Discrete.bernoulli(0.25), try Constant(1.5))
    }
    let plain = try Self.columns { $0.products.append(try HandCase.product("R", book: 50_000)) }
    let larger = try Self.columns {
      $0.products.append(try HandCase.product("R", book: 75_000))
      $0.products[0].orderBook = try Constant(150_000)
    }
    let happens = try #require(found["orders_follow_capex.happens"])
    #expect((400...600).contains(happens.count { $0 == 1 }))  // 500 ± 19: 5 sd
    for name in ["recovered", "units.H20", "units.R"] {
      let (a, b, c) = (
        try #require(found[name]), try #require(plain[name]), try #require(larger[name])
      )
      let wrong = a.indices.count {
        let expected = (happens[$0] == 1 ? c : b)[$0]
        return abs(a[$0] - expected) > 1e-12 * expected
      }
      #expect(wrong == 0, "\(name)")
    }
  }

  @Test("compute that varies multiplies units trial by trial; plain numbers draw nothing")
  func compute() throws {
    let found = try Self.columns {
      $0.trainingShare = try Uniform(low: 0, high: 1)
      $0.products[0].compute = Product.Compute(
        training: try Uniform(low: 0.5, high: 1), inference: try Constant(0.6),
        serverEfficiency: try Uniform(low: 1, high: 1.6))
    }
    func column(_ name: String) throws -> [Double] { try #require(found[name], "\(name)") }
    let (equivalents, units) = (try column("h20_equivalents"), try column("units.H20"))
    let training = try column("products.H20.compute.training")
    let efficiency = try column("products.H20.compute.server_efficiency")
    let share = try column("training_share")
    let wrong = units.indices.count {
      let perUnit = (training[$0] * share[$0] + 0.6 * (1 - share[$0])) * efficiency[$0]
      return abs(equivalents[$0] - units[$0] * perUnit) > 1e-12 * equivalents[$0]
    }
    #expect(wrong == 0)
    #expect(found["products.H20.compute.inference"] == nil)
    #expect(try !Self.columns { _ in }.keys.contains { $0.contains(".compute.") })
  }

  @Test(
    "booked revenue is there in every trial: in the running quarter, in totals, with its profit")
  func booked() throws {
    let change: (inout RecoveryAssumptions) throws -> Void = { $0.products[0].booked = 1e8 }
    let plain = try Self.columns { _ in }
    let found = try Self.columns(change)
    func difference(_ name: String) throws -> Double {
      try #require(found[name])[0] - #require(plain[name])[0]
    }
    for name in [
      "recovered_fy", "recovered", "revenue.H20", "revenue.H20.FY2026Q3", "revenue.total.FY2026Q3",
      "cumulative.FY2026Q3", "cumulative.FY2026Q4", "revenue.H20.month.0",
    ] {
      #expect(abs(try difference(name) - 1e8) < 1e-6, "\(name)")
    }
    // 90% after the revenue share, less half for units that were not written down.
    #expect(abs(try difference("gross_profit") - 4e7) < 1e-6)
    #expect(abs(try difference("eps_uplift.FY2026Q3") - 4e7 * 0.8 / 1e9) < 1e-12)
    for name in ["units.H20", "h20_equivalents", "revenue.total.FY2026Q4"] {
      #expect(try difference(name) == 0, "\(name)")
    }
    // An outside view takes nothing from it.
    let outside = try Self.columns {
      try change(&$0)
      $0.outsideView = OutsideView(weight: try Constant(1), delivered: try Constant(0))
    }
    for name in ["recovered", "outside.recovered", "revenue.H20", "revenue.total.FY2026Q3"] {
      #expect(outside[name]?.first == 1e8, "\(name)")
    }
    #expect(outside["inside.recovered"] == found["recovered"])
  }
}
