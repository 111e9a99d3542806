import Foundation
import Testing

@testable import Scenario

/// Two runs with the same fingerprint assumed the same.
@Suite("fingerprint")
struct FingerprintTests {
  private static let base = packageRoot.appendingPathComponent("Tests/Fixtures/base.toml").path

  private static func fingerprint(_ overrides: String...) throws -> String {
    try Forecast(path: base, overrides: overrides).fingerprint
  }

  @Test("has 16 hexadecimal digits, the same each time")
  func sameEachTime() throws {
    let one = try Self.fingerprint()
    #expect(one.count == 16 && one.allSatisfy(\.isHexDigit))
    #expect(try Self.fingerprint() == one)
  }

  @Test(
    "stays when only the plan, words or sources change",
    arguments: [
      "simulation.trials=5", "simulation.seed=5", "simulation.design=antithetic", "title=other",
      "description=other", "products.H20.price.source=other",
      "products.H20.price.confidence=rumour", "tax_rate=0.17", "policy.guidance.starts=neutral",
    ])
  func stays(override: String) throws {
    #expect(try Self.fingerprint(override) == Self.fingerprint())
  }

  @Test(
    "changes with every assumption",
    arguments: [
      "as_of=2025-07-16", "months=12", "sessions_to_first_month=5", "thresholds=[1e9]",
      "target_revenue=9e9", "tax_rate=0.18", "products.H20.price.mode=11801",
      "products.H20.price.lambda=5", "products.B30.successor=H20", "products.B30.compute=1",
      "licences.approval_rate=0.5", "policy.export_gate.starts=closed",
      "policy.guidance.starts=discouraging", "outside_view={weight=0.3, delivered=0}",
      "products.B30.seller=AMD", "products.B30.licences=none", "licences.cap=1e6",
      "base_eps.FY2026Q3=1.05", "eps_thresholds=[0.1]", "lost_revenue_a_quarter=8e9",
      "policy.bandwidth_limit=1.4", "orders_follow_capex={happens=1, factor=1.2}",
      "products.B30.compute.server_efficiency=1.2", "products.H20.booked.FY2026Q3=1e8",
      "correlation.pairs=[{ inputs = [\"uptake\", \"price_decline\"], value = 0.5 }]",
    ])
  func changes(override: String) throws {
    #expect(try Self.fingerprint(override) != Self.fingerprint())
  }

  @Test(
    "tells correlations of one measure or copula from those of another",
    arguments: [
      "correlation.measure=pearson", "correlation.copula=student-t", "correlation.degrees=9",
    ])
  func changesWithTheCopula(override: String) throws {
    let pairs = "correlation.pairs=[{ inputs = [\"uptake\", \"price_decline\"], value = 0.5 }]"
    let degrees = "correlation.degrees=4"
    let copula = override.contains("degrees") ? "student-t" : "gaussian"
    let before = try Self.fingerprint(pairs, degrees, "correlation.copula=\(copula)")
    let after = try Self.fingerprint(pairs, degrees, "correlation.copula=\(copula)", override)
    #expect(after != before)
  }

  @Test("changes with the data of an empirical distribution, whatever the file is called")
  func changesWithData() throws {
    let folder = try TemporaryFolder()
    let link = "{ distribution = \"empirical\", file = \"p.csv\", column = \"p\" }"
    let text = try String(contentsOfFile: Self.base, encoding: .utf8)
      .replacingOccurrences(of: "tax_rate = 0.17", with: "tax_rate = 0.17\nrevenue_share = \(link)")
    let path = try folder.write("mine.toml", text)
    _ = try folder.write("p.csv", "p\n0.1\n0.2\n")
    let before = try Forecast(path: path).fingerprint
    #expect(try Forecast(path: path).fingerprint == before)
    _ = try folder.write("p.csv", "p\n0.1\n0.3\n")
    #expect(try Forecast(path: path).fingerprint != before)
  }
}
