import Testing

@testable import Scenario

/// Where the values of a key make sense, as `seek` takes them.
@Suite("ranges of keys")
struct ScenarioKeyTests {
  private static let base = packageRoot.appendingPathComponent("Tests/Fixtures/base.toml").path

  private static func key(_ key: String, _ overrides: String...) throws -> ScenarioKey {
    try ScenarioKey(key, in: Forecast(path: base, overrides: overrides), path: base)
  }

  @Test(
    "a fraction goes from 0 to 1, a mode between its ends, a number from a quarter to four times",
    arguments: [
      ("uptake", 0.0, 1.0), ("revenue_share", 0, 1),
      ("products.B30.clears_controls.probability", 0, 1),
      ("products.H20.price.mode", 10000, 13000), ("products.H20.price.low", 2500, 11800),
      ("products.H20.price.high", 11800, 52000), ("tax_rate", 0, 1),
      ("licences.delay.shape", 0.5, 8), ("licences.approval_rate.alpha", 2, 32),
      ("uptake.high", 0.4, 1), ("target_revenue", 2.5e9, 40e9), ("shares.value", 6.125e9, 98e9),
    ])
  func ranges(key: String, low: Double, high: Double) throws {
    #expect(try Self.key(key).range == low...high)
  }

  @Test("so do those of tables that need not be there")
  func added() throws {
    let view = "outside_view={weight=0.3, delivered=0.1}"
    for key in ["outside_view.weight", "outside_view.delivered"] {
      #expect(try Self.key(key, view).range == 0...1)
    }
    #expect(try Self.key("licences.cap", "licences.cap=100").range == 25...400)
  }

  @Test("an override is what stands there")
  func overridden() throws {
    let key = try Self.key("products.H20.price.mode", "products.H20.price.high=14000")
    #expect(key.range == 10000...14000 && key.present == 11800)
    #expect(try Self.key("target_revenue", "target_revenue=8e9").present == 8e9)
  }

  @Test("a distribution as a whole is there with its mean")
  func mean() throws {
    let key = try Self.key("products.B30.ramp")
    let mean = (1 + 4 * 2 + 4) / 6.0
    #expect(abs(try #require(key.present) - mean) < 1e-12)
    #expect(key.range == mean / 4...mean * 4)
  }

  @Test(
    "what is no number or 0 without an upper end has no range",
    arguments: [
      "title", "products.B30.inventory", "nothing", "products.H20", "products.H20.launch",
    ])
  func none(key: String) throws {
    #expect(try Self.key(key).range == nil)
  }
}
