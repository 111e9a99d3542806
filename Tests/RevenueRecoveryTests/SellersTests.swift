import Sampling
import Simulation
import Testing

@testable import RevenueRecovery

@Suite("several sellers")
struct SellersTests {
  /// The base scenario with a product of another seller that needs no licence.
  private static func withRival() throws -> RecoveryAssumptions {
    var assumptions = try Assumptions.base()
    assumptions.products.append(try Assumptions.mi308())
    assumptions.products[2].licences = .none
    return assumptions
  }

  @Test("a rival's product leaves every figure of the seller bit for bit as it is")
  func rival() throws {
    let plain = try Traced(Assumptions.base()).columns(trials: 3_000)
    let found = try Traced(Self.withRival()).columns(trials: 3_000)
    for (name, column) in plain where !name.hasPrefix("h20_equivalents") {
      #expect(found[name] == column, "\(name)")
    }
    let recovered = try #require(found["recovered"])
    #expect(found["revenue.seller.NVIDIA"] == recovered)
    let (rival, product) = (
      try #require(found["revenue.seller.AMD"]), try #require(found["revenue.MI308"])
    )
    #expect(zip(rival, product).allSatisfy { abs($0 - $1) <= 1e-12 * $1 })
    #expect(product.contains { $0 > 0 })
  }

  @Test("H20 equivalents are of all sellers, which all displace")
  func equivalents() throws {
    let found = try Traced(Self.withRival()).columns(trials: 1_000)
    let plain = try Traced(Assumptions.base()).columns(trials: 1_000)
    func column(_ name: String) throws -> [Double] { try #require(found[name], "\(name)") }
    let (all, training, units) = (
      try column("h20_equivalents"), try column("training_share"), try column("units.MI308")
    )
    let own = try #require(plain["h20_equivalents"])
    let wrong = all.indices.count { n in
      let rival = units[n] * (0.8 * training[n] + 1.2 * (1 - training[n]))
      return abs(all[n] - own[n] - rival) > 1e-9 * all[n]
    }
    #expect(wrong == 0)
  }

  @Test("the seller that is named has the totals, wherever its products stand")
  func named() throws {
    var assumptions = try Self.withRival()
    let nvidia = try Traced(assumptions).columns(trials: 1_000)
    assumptions.seller = "AMD"
    let amd = try Traced(assumptions).columns(trials: 1_000)
    #expect(amd["recovered"] == nvidia["revenue.seller.AMD"])
    #expect(amd["revenue.seller.NVIDIA"] == nvidia["recovered"])
    #expect(amd["h20_equivalents"] == nvidia["h20_equivalents"])
    #expect(
      try RecoveryModel(assumptions).outputs.map(\.name).filter { $0.hasPrefix("revenue.seller") }
        == ["revenue.seller.AMD", "revenue.seller.NVIDIA"])
  }

  @Test("one seller has no output of its own")
  func one() throws {
    #expect(
      try !RecoveryModel(Assumptions.base()).outputs.contains {
        $0.name.hasPrefix("revenue.seller")
      })
  }
}
