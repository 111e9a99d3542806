import Foundation
import RevenueRecovery
import Sampling
import Testing

@testable import Scenario

private let stopAndEase = ["policy.guidance.stop=0.1", "policy.guidance.ease=0.2"]

private func exportSchedule(_ entries: String) -> String {
  "policy.export_gate.schedule=[\(entries)]"
}

/// What a scenario states of politics, and what it may not.
@Suite("the politics of a scenario")
struct PoliticsKeysTests {
  private static let base = packageRoot.appendingPathComponent("Tests/Fixtures/base.toml").path

  private static func forecast(_ overrides: String...) throws -> Forecast {
    try Forecast(path: base, overrides: overrides)
  }

  @Test(
    "what cannot be is refused",
    arguments: [
      (["policy.guidance.stop=0.1"], ["policy.guidance.ease: is missing"]),
      (
        ["policy.guidance.starts=stopped"],
        ["policy.guidance.stop: is missing", "policy.guidance.ease: is missing"]
      ),
      (
        ["policy.guidance.starts=shut"],
        [
          "policy.guidance.starts: must be one of \"neutral\", \"discouraging\", \"stopped\", got \"shut\""
        ]
      ),
      (
        ["policy.guidance.starts={neutral=0.5, discouraging=0.6}"],
        [
          "policy.guidance.starts: must be probabilities that sum to 1 (here 1.1), got a table"
        ]
      ),
      (
        ["policy.guidance.answers=0.1", "policy.guidance.answers_escalate=true"],
        [
          "policy.guidance.answers_escalate: needs the level that answers lead to: state stop and ease, "
            + "got true"
        ]
      ),
      (
        stopAndEase + ["policy.guidance.quota=-1"],
        ["policy.guidance.quota: must not be negative, got -1"]
      ),
      (
        [exportSchedule("{date=2025-07-20, state=\"closed\"}")],
        [
          "policy.export_gate.schedule.0.date: must lie in the months of the forecast, 2025-08 to "
            + "2027-01, got 2025-07-20"
        ]
      ),
      (
        [exportSchedule("{date=2025-10-01, until=2025-10-01, state=\"closed\"}")],
        ["policy.export_gate.schedule.0.until: must be later than the date, got 2025-10-01"]
      ),
      (
        [
          exportSchedule(
            "{date=2025-10-01, until=2025-12-01, state=\"closed\"}, {date=2025-11-05, state=\"open\"}"
          )
        ],
        ["policy.export_gate.schedule.1: speaks of a month that an entry before it speaks of"]
      ),
      (
        ["relations={persistence=1, loadings={uptake=0.1}}"],
        ["relations.persistence: must be below 1, got 1"]
      ),
      (
        ["relations={persistence=0.5, loadings={price_decline=0.1}}"],
        [
          "relations.loadings.price_decline: does not move with relations; quoted names of what may: "
            + "policy.export_gate.close, policy.export_gate.reopen, policy.guidance.discourage, "
            + "policy.guidance.lift, licences.approval_rate, uptake"
        ]
      ),
      (
        ["relations={persistence=0.5, loadings={uptake=1e300}}"],
        ["relations.loadings.uptake: must lie between -10 and 10, got 1e+300"]
      ),
      (
        ["domestic_supply={start=1, growth=-1, replaces=1}"],
        ["domestic_supply.growth: must be above -1, got -1"]
      ),
    ])
  func refused(overrides: [String], problems: [String]) {
    do {
      _ = try Forecast(path: Self.base, overrides: overrides)
      Issue.record("taken: \(overrides)")
    } catch {
      #expect(error.problems.map { "\($0.key ?? ""): \($0.message)" } == problems)
    }
  }

  @Test("a third level and answers are there where the scenario speaks of them")
  func thirdLevel() throws {
    let plain = try Self.forecast().model.recovery
    #expect(plain.assumptions.gates[1].gate.levels.count == 2)
    let all = try Forecast(
      path: Self.base, overrides: stopAndEase + ["policy.guidance.answers=0.1"]
    ).model.recovery
    #expect(
      all.events == [
        "export_closed", "export_reopened", "guidance_discouraging", "guidance_lifted",
        "guidance_stopped", "guidance_eased", "successor_launch",
        "guidance_discouraging_or_stopped",
      ])
    #expect(plain.events.last == "successor_launch")
    #expect(all.assumptions.gates[1].gate.answer != nil)
  }

  @Test("a schedule holds the months that have begun before its end, from the session of its date")
  func schedules() throws {
    func entry(_ text: String) throws -> GateAssumptions.Scheduled {
      let forecast = try Self.forecast(exportSchedule(text))
      return try #require(forecast.model.recovery.assumptions.gates[0].schedule.first)
    }
    // A Wednesday, the first of 23 weekdays.
    let day = try entry("{date=2025-10-01, state=\"closed\"}")
    #expect(day == .init(month: 2, session: 0, end: 3, level: 1))
    // Sunday the 30th is followed by no session of November.
    #expect(try entry("{date=2025-11-30, state=\"closed\"}").session == 20)
    let held = try entry("{date=2025-10-15, until=2025-12-01, state=\"closed\"}")
    #expect(held.end == 4 && held.session > 8 && held.session < 12)
    #expect(try entry("{date=2025-10-15, until=2025-12-31, state=\"closed\"}").end == 5)
    let ledger = try Self.forecast(
      exportSchedule("{date=2025-10-15, until=2025-12-01, state=\"closed\", source=\"X-1\"}")
    ).ledger.first { $0.key == "policy.export_gate.schedule.0" }
    #expect(ledger?.meaning == "closed on 2025-10-15 until 2025-12-01" && ledger?.source == "X-1")
  }

  @Test("whatever it states has a fingerprint of its own")
  func fingerprints() throws {
    let texts = [
      [], stopAndEase, stopAndEase + ["policy.guidance.starts=stopped"],
      stopAndEase + ["policy.guidance.starts={neutral=0.5, stopped=0.5}"],
      stopAndEase + ["policy.guidance.answers=0.1"],
      stopAndEase + ["policy.guidance.answers=0.1", "policy.guidance.answers_escalate=true"],
      [exportSchedule("{date=2025-10-01, state=\"closed\"}")],
      [exportSchedule("{date=2025-10-02, state=\"closed\"}")],
      [exportSchedule("{date=2025-10-01, until=2025-12-01, state=\"closed\"}")],
      ["relations={persistence=0.5, loadings={uptake=0.1}}"],
      ["relations={persistence=0.5, loadings={uptake=0.2}}"], ["supply_follows_orders=true"],
      ["domestic_supply={start=1, growth=0, replaces=1}"],
    ]
    let prints = try texts.map { try Forecast(path: Self.base, overrides: $0).fingerprint }
    #expect(Set(prints).count == texts.count)
  }
}
