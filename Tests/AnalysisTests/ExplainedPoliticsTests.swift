import EquityImpact
import Foundation
import RevenueRecovery
import Sampling
import Simulation
import TestSupport
import Testing

@testable import Analysis
@testable import Scenario

/// What an explanation tells of tension, of answers and of what is set.
@Suite("politics in an explained trial")
struct ExplainedPoliticsTests {
  private static func forecast(_ overrides: [String]) throws -> Forecast {
    let base = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures/base.toml")
    return try Forecast(path: base.path, overrides: overrides)
  }

  private static func explained(_ forecast: Forecast, _ trial: Int) throws -> Explanation {
    try Explanation(forecast, ChosenTrial(number: trial), Plan(trials: 1_024, seed: 5))
  }

  /// Guidance moves by answers alone: from neutral in the two months of each easing, then to a stop.
  private static let answers = [
    "policy.guidance.starts=neutral", "policy.guidance.discourage=0", "policy.guidance.lift=0",
    "policy.guidance.stop=0", "policy.guidance.ease=0", "policy.guidance.answers=0.9",
    "policy.guidance.answers_escalate=true",
  ]

  @Test("answers are told from what hazards do, with and without tension")
  func causes() throws {
    for more in [[], ["relations.persistence=0.5", "relations.loadings.uptake=-0.5"]] {
      let answered = try Self.forecast(Self.answers + more)
      let drawn = try Self.forecast(
        Self.answers + more + ["policy.guidance.discourage=1", "policy.guidance.answers=0"])
      var told = 0
      for trial in 0..<20 {
        let moves = try Self.explained(answered, trial).events.filter {
          $0.kind.rawValue.hasPrefix("guidance")
        }
        #expect(moves.allSatisfy { $0.cause == .answer })
        told += moves.count
        let others = try Self.explained(drawn, trial).events
        #expect(
          others.allSatisfy {
            $0.cause == ($0.kind == .announcement || $0.kind == .successorLaunch ? nil : .drawn)
          })
      }
      #expect(told > 20)
    }
  }

  @Test("where both may act, the share of answers is that of hazard and answer")
  func both() throws {
    // In month 0 discouragement is drawn with 0.3, and answered with 1 - √(1 - 0.64) = 0.4 where it is not.
    let forecast = try Self.forecast(
      Self.answers + ["policy.guidance.discourage=0.3", "policy.guidance.answers=0.64"])
    let model = TracedForecast(forecast.model)
    let (level, cause) = (
      model.months.position(.level, gate: 1, 0), model.months.position(.cause, gate: 1, 0)
    )
    let n = 100_000
    let columns = try sample(model, Plan(trials: n, seed: 8), outputs: [level, cause]).outputs
    func share(_ wanted: Double) -> Double {
      Double((0..<n).count { columns[0][$0] == 1 && columns[1][$0] == wanted }) / Double(n)
    }
    // Five standard errors: a false alarm in 1.7 million.
    #expect(abs(share(0) - 0.3) < 5 * (0.3 * 0.7 / Double(n)).squareRoot())
    #expect(abs(share(1) - 0.28) < 5 * (0.28 * 0.72 / Double(n)).squareRoot())
  }

  @Test("what a schedule sets is marked so, and what comes before it is not")
  func schedule() throws {
    let forecast = try Self.forecast([
      "policy.export_gate.close=0.9", "policy.export_gate.reopen=0",
      "policy.export_gate.schedule=[{date=2025-10-01,state=\"open\",until=2027-02-01}]",
    ])
    let gates = try (0..<20).flatMap { try Self.explained(forecast, $0).events }
      .filter { $0.kind.rawValue.hasPrefix("export") }
    #expect(gates.contains { $0.kind.rawValue == "export_reopened" })
    for event in gates {
      #expect(event.cause == (event.kind.rawValue == "export_reopened" ? .set : .drawn))
    }
  }

  @Test("tension is that of the draws, and its effect that of the formula")
  func tension() throws {
    let forecast = try Self.forecast([
      "relations.persistence=0.6", "relations.loadings.\"policy.export_gate.close\"=0.5",
      "relations.loadings.uptake=-0.2", "policy.export_gate.close=0.05",
    ])
    let explanation = try Self.explained(forecast, 77)
    func draw(_ name: String) throws -> Double {
      try #require(explanation.draws.first { $0.name == name }).value
    }
    var z = try draw("relations.starts")
    for (t, month) in explanation.months.enumerated() {
      if t > 0 { z = 0.6 * z + 0.8 * (try draw("relations.month.\(t)")) }
      #expect(abs(try #require(month.tension) - z) < 1e-12)
    }
    let effect = try #require(explanation.tensionEffect)
    #expect(effect.name == "policy.export_gate.close" && effect.drawn == 0.05)
    let most = try #require(explanation.months.compactMap(\.tension).max())
    // Φ⁻¹(0.05) = -1.6448536
    let expected =
      0.5 * erfc(-(-1.6448536269514722 * 1.25.squareRoot() + 0.5 * most) / 2.squareRoot())
    #expect(abs(effect.atPeak - expected) < 1e-9)
    #expect(effect.mean < effect.atPeak)
    let plain = try Self.explained(Self.forecast([]), 77)
    #expect(plain.tensionEffect == nil && plain.months.allSatisfy { $0.tension == nil })
  }
}
