import Sampling
import Simulation
import Testing

@testable import RevenueRecovery

@Suite("licences of products")
struct LicenceTests {
  /// Two products of the case to check by hand, everything wanted at once, 1e9 on hand.
  private static func two() throws -> RecoveryAssumptions {
    var assumptions = try HandCase.assumptions(months: 6)
    assumptions.products = [
      try HandCase.product("P", book: 100_000), try HandCase.product("R", book: 50_000),
    ]
    for k in 0..<2 { assumptions.products[k].inventory = try Constant(1e9) }
    assumptions.uptake = try Constant(1)
    assumptions.domesticSubstitution = try Constant(0)
    assumptions.licences.buyers = [
      .init(name: "North", share: 0.75, delay: try Constant(1)),
      .init(name: "South", share: 0.25, delay: try Constant(3)),
    ]
    return assumptions
  }

  private static func units(_ assumptions: RecoveryAssumptions) throws -> [[Double]] {
    let found = try Traced(assumptions).columns(trials: 8)
    return try assumptions.products.map { try #require(found["units.\($0.name)"]) }
  }

  @Test("a product that needs none ships before any licence is there")
  func unlicensed() throws {
    var assumptions = try Self.two()
    assumptions.licences.approvalRate = try Constant(0)
    assumptions.products[1].licences = .none
    let units = try Self.units(assumptions)
    #expect(units[0].allSatisfy { $0 == 0 })
    #expect(units[1].allSatisfy { abs($0 - 50_000) < 1e-6 })
    let months = try Traced(assumptions).columns(trials: 8)
    #expect(months["licensed_share.R.month.0"] == [Double](repeating: 1, count: 8))
    #expect(months["licensed_share.P.month.5"] == [Double](repeating: 0, count: 8))
  }

  @Test("a group has rate and delay of its own, and the buyers with their shares")
  func group() throws {
    var assumptions = try Self.two()
    assumptions.licences.groups = [
      Licences.Group(name: "own", approvalRate: try Constant(1), delay: try Constant(4))
    ]
    assumptions.products[1].licences = .group("own")
    let found = try Traced(assumptions).columns(trials: 8)
    func shares(_ name: String) throws -> [Double] {
      try (0..<6).map { try #require(found["licensed_share.\(name).month.\($0)"])[0] }
    }
    #expect(try shares("P") == [0.75, 0.75, 1, 1, 1, 1])
    #expect(try shares("R") == [0, 0, 0, 1, 1, 1])
    // Approvals of the group are draws of their own.
    var halves = assumptions
    halves.licences.approvalRate = try Constant(0.5)
    halves.licences.groups[0].approvalRate = try Constant(0.5)
    let drawn = try Traced(halves).columns(trials: 4_000)
    let (common, own) = (
      try #require(drawn["licensed_share.P.month.0"]),
      try #require(drawn["licensed_share.R.month.5"])
    )
    let both = zip(common, own).count { $0 > 0 && $1 > 0 }
    // P(North approved) · P(North or South of the group approved) = 0.5 · 0.75; 5 sd of 4,000 trials.
    #expect(abs(Double(both) / 4_000 - 0.375) < 5 * (0.375 * 0.625 / 4_000).squareRoot())
  }

  @Test("a cap is for a buyer, and products share it by what is ordered of them")
  func cap() throws {
    var assumptions = try Self.two()
    // North ordered 112,500 of both, South 37,500: the cap binds North alone.
    assumptions.licences.cap = try Constant(60_000)
    let units = try Self.units(assumptions)
    #expect(units[0].allSatisfy { abs($0 - (40_000 + 25_000)) < 1e-6 })
    #expect(units[1].allSatisfy { abs($0 - (20_000 + 12_500)) < 1e-6 })
    // A product that does not pass controls leaves its part to the other.
    assumptions.products[1].clearsControls = try Constant(0)
    let alone = try Self.units(assumptions)
    #expect(alone[0].allSatisfy { abs($0 - (60_000 + 25_000)) < 1e-6 })
    assumptions.licences.cap = try Constant(0)
    #expect(try Self.units(assumptions)[0].allSatisfy { $0 == 0 })
  }

  @Test("a cap that never binds changes no bit")
  func loose() throws {
    var assumptions = try Assumptions.base()
    let plain = try Traced(assumptions).columns(trials: 1_000)
    assumptions.licences.cap = try Constant(1e12)
    let found = try Traced(assumptions).columns(trials: 1_000)
    for (name, column) in plain { #expect(found[name] == column, "\(name)") }
  }

  @Test("a group must be there")
  func unknown() throws {
    var assumptions = try Self.two()
    assumptions.products[0].licences = .group("gone")
    let error = try #require(throws: InvalidParameter.self) { try RecoveryModel(assumptions) }
    #expect(error.description == "licences must name a group of licences, got \"gone\"")
  }
}
