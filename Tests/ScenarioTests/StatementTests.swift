import Foundation
import RevenueRecovery
import Sampling
import Simulation
import Testing

@testable import Scenario

/// Claims about policy events: within the horizon, and by the end of the fiscal year.
@Suite("statements of events")
struct StatementTests {
  private static func forecast(_ overrides: String...) throws -> Forecast {
    try Forecast(
      path: packageRoot.appendingPathComponent("Tests/Fixtures/base.toml").path,
      overrides: overrides)
  }

  private static let third = ["policy.guidance.stop=0.1", "policy.guidance.ease=0.2"]

  @Test("every event has one of each, that of the year first")
  func labels() throws {
    let forecast = try Self.forecast(Self.third[0], Self.third[1])
    let labels = forecast.recoveryStatements.map(\.label)
    for event in forecast.model.recovery.events {
      let place = try #require(labels.firstIndex(of: "\(event) by 2026-01"))
      #expect(labels[place + 1] == event)
    }
    let plain = try Self.forecast().recoveryStatements.map(\.label)
    #expect(plain.contains("export_closed by 2026-01"))
    #expect(!plain.contains { $0.contains("_or_") })
  }

  @Test("a horizon that ends before the fiscal year does counts to its own end")
  func shortHorizon() throws {
    let labels = try Self.forecast("months=3").recoveryStatements.map(\.label)
    #expect(labels.contains("export_closed by 2025-10"))
  }

  /// 13 sessions before August and six months of 21: the last session of January is 138.
  @Test("by the end of January means on session 138 or before")
  func sessions() throws {
    let forecast = try Self.forecast()
    let plan = try Plan(trials: 5_000, seed: 2)
    let claims = forecast.recoveryStatements
    let results = try simulate(forecast.model, plan, statements: claims)
    for event in forecast.model.recovery.events {
      let day = try #require(forecast.model.outputs.firstIndex { $0.name == "day.\(event)" })
      let days = try Simulation.sample(forecast.model, plan, outputs: [day]).outputs[0]
      let place = try #require(claims.firstIndex { $0.label == "\(event) by 2026-01" })
      let hits = days.count { $0 <= 138 }
      #expect(results.probability(place).value == Double(hits) / 5_000)
      #expect(hits > 100 && hits < days.count { $0 < .infinity })
    }
  }

  @Test("discouraged or stopped is the earlier of the two")
  func either() throws {
    let model = try Self.forecast(Self.third[0], Self.third[1]).model
    let places = try [
      "guidance_discouraging", "guidance_stopped", "guidance_discouraging_or_stopped",
    ]
    .map { name in try #require(model.outputs.firstIndex { $0.name == "day.\(name)" }) }
    let days = try Simulation.sample(model, Plan(trials: 5_000, seed: 2), outputs: places).outputs
    #expect(days[2] == zip(days[0], days[1]).map(min))
    #expect(
      zip(days[0], days[1]).contains { $0 < $1 } && zip(days[0], days[1]).contains { $0 > $1 })
  }

  @Test("a label tells its event and month, and other labels tell none")
  func events() {
    #expect(RecoveryStatements.event(of: "export_closed")?.name == "export_closed")
    #expect(RecoveryStatements.event(of: "export_closed")?.by == nil)
    #expect(RecoveryStatements.event(of: "export_closed by 2026-01")?.by == "2026-01")
    #expect(RecoveryStatements.event(of: "recovered_fy >= 1e9") == nil)
  }
}
