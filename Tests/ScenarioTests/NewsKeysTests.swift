import Foundation
import RevenueRecovery
import Sampling
import Testing

@testable import Scenario

/// What a scenario states of news, and what it may not.
@Suite("the news of a scenario")
struct NewsKeysTests {
  private static let base = packageRoot.appendingPathComponent("Tests/Fixtures/base.toml").path
  private static let events =
    "events=" + packageRoot.appendingPathComponent("Data/events.csv").path

  private static func forecast(_ overrides: String...) throws -> Forecast {
    try Forecast(path: base, overrides: overrides)
  }

  private static let file = events.dropFirst("events=".count)

  @Test(
    "what cannot be is refused",
    arguments: [
      (
        ["news.rain.rate=1"],
        [
          "news.rain: is no class of news; there are chinese_rejection, controls_tightened, announcement, "
            + "licence_issued, rumour_easing"
        ]
      ),
      (
        ["news.announcement.neutral.rate=1"],
        [
          "news.announcement.discouraging.rate: is missing; state it, or rate = … for all levels that have "
            + "none of their own"
        ]
      ),
      (
        ["news.announcement.rate=1", "news.announcement.stopped.rate=1"],
        [
          "news.announcement.stopped: guidance has no such level here; state policy.guidance.stop and ease, "
            + "or leave it out"
        ]
      ),
      (
        ["news.announcement={rate=1, neutral={rate=1}, discouraging={rate=2}}"],
        ["news.announcement.rate: holds at no level: each has a rate of its own"]
      ),
      (["news.announcement.rate=-1"], ["news.announcement.rate: must not be negative, got -1"]),
      (
        ["news.announcement={rate=1, neutral={}}"], ["news.announcement.neutral.rate: is missing"]
      ),
      (
        ["news.announcement.rate.from=events"],
        [
          "news.announcement.rate: needs events = \"../Data/events.csv\" or another such file at the top of "
            + "the scenario"
        ]
      ),
      (
        [events, "news.announcement={rate={from=\"events\", since=2025-07-15}}"],
        [
          "news.announcement.rate.since: must lie between the first row of \(file), 2022-10-07, and as_of, "
            + "2025-07-15, got 2025-07-15"
        ]
      ),
      (
        [
          events, "policy.guidance.stop=0.1", "policy.guidance.ease=0.1",
          "news.announcement={rate=1, stopped={rate={from=\"events\"}}}",
        ],
        [
          "news.announcement.stopped.rate: \(file) has no time at the level \"stopped\" up to 2025-07-15: state "
            + "a rate instead, such as { distribution = \"gamma\", shape = 0.5, scale = 0.1 }"
        ]
      ),
      (
        [events, "news.announcement={rate={from=\"events\", shape=2}}"],
        ["news.announcement.rate.shape: is not a known key"]
      ),
      (
        ["news.announcement={rate={from=\"closes\"}}"],
        [
          "news.announcement.rate.from: is not a known key",
          "news.announcement.rate.value: is missing",
        ]
      ),
      (
        ["policy.export_gate.close={from=\"events\"}"],
        [
          "policy.export_gate.close.from: is for rates of news alone; state a value or a distribution"
        ]
      ),
    ])
  func refused(overrides: [String], problems: [String]) {
    do {
      _ = try Forecast(path: Self.base, overrides: overrides)
      Issue.record("taken: \(overrides)")
    } catch {
      let found = error.problems.map { "\($0.key ?? ""): \($0.message)" }
      #expect(found.sorted() == problems.sorted())
    }
  }

  @Test("a file of events that is not there, or is wrong, is told once with its line")
  func badFile() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "events.csv", "id,date,class,state\na,2025-01-01,announcement,open\n")
    let rate = "{rate={from=\"events\"}}"
    let rates = "news={announcement=\(rate), rumour_easing=\(rate)}"
    let error = #expect(throws: ScenarioError.self) {
      try Self.forecast("events=\(path)", rates)
    }
    #expect(error?.problems.map(\.key) == ["events"])
    #expect(error?.problems.first?.message.contains("events.csv:2: state must be one of") == true)
  }

  @Test("the record tells a rate: a gamma of half an event more than there are, with its rows")
  func recorded() throws {
    let forecast = try Self.forecast(
      Self.events, "news={controls_tightened={rate={from=\"events\", source=\"why\"}}}")
    let entry = try #require(forecast.ledger.first { $0.key == "news.controls_tightened.rate" })
    let gamma = try #require(entry.distribution as? Gamma)
    #expect(gamma.shape == 2.5 && abs(1 / gamma.scale - 33.25) < 0.01)
    #expect(entry.confidence == .computed && entry.unit == "items/month")
    #expect(
      entry.source
        == "why; \(Self.file), 2022-10-07 to 2025-07-15: 2 rows of controls_tightened (bis-rule-2023-10-17, "
        + "h20-licence-required-2025-04-15) in 33.2 months")
    let input = try #require(
      forecast.model.inputs.first { $0.name == "news.controls_tightened.rate" })
    #expect(input.distribution is Gamma)
  }

  @Test("levels have draws of their own, and share what is stated for the rest")
  func levels() throws {
    let model = try Self.forecast(
      "policy.guidance.stop=0.1", "policy.guidance.ease=0.1",
      "news.announcement={rate=1, stopped={rate=2}}"
    ).model
    let names = model.inputs.map(\.name).filter { $0.hasPrefix("news.") }
    let months = (0..<18).map { "news.announcement.month.\($0)" }
    #expect(
      names == [
        "news.announcement.rate", "news.announcement.stopped.rate",
        "news.announcement.month.before",
      ] + months)
    let outputs = model.outputs.map(\.name).filter { $0.hasPrefix("news.") }
    #expect(outputs == ["news.announcement", "news.announcement.fy", "news.announcement.120"])
    #expect(model.names["news.announcement.120"] != nil)
  }

  @Test("a rate that names its distribution takes the place of the record, and the other way round")
  func amended() throws {
    let folder = try TemporaryFolder()
    try folder.write("base.toml", String(contentsOfFile: Self.base, encoding: .utf8))
    let path = try folder.write(
      "mine.toml",
      """
      extends = "base.toml"
      events = "\(Self.file)"
      [news.announcement.rate]
      from = "events"
      since = 2023-01-01
      """)
    let over = try Forecast(path: path, overrides: ["news.announcement.rate=0.5"])
    #expect(over.ledger.first { $0.key == "news.announcement.rate" }?.distribution is Constant)
    let child = try folder.write(
      "child.toml", "extends = \"mine.toml\"\nnews.announcement.rate = { value = 1 }\n")
    #expect(
      try Forecast(path: child).ledger.first { $0.key == "news.announcement.rate" }?.distribution
        is Constant)
    let back = try folder.write(
      "back.toml", "extends = \"child.toml\"\nnews.announcement.rate = { from = \"events\" }\n")
    #expect(
      try Forecast(path: back).ledger.first { $0.key == "news.announcement.rate" }?.distribution
        is Gamma)
  }

  @Test("whatever it states has a fingerprint of its own")
  func fingerprints() throws {
    let texts = [
      [], ["news.announcement.rate=1"], ["news.announcement.rate=2"], ["news.rumour_easing.rate=1"],
      ["news.announcement={rate=1, neutral={rate=1}}"],
      [Self.events, "news={announcement={rate={from=\"events\"}}}"],
      [Self.events, "news={announcement={rate={from=\"events\", since=2023-01-01}}}"],
    ]
    let found = try texts.map { try Forecast(path: Self.base, overrides: $0).fingerprint }
    #expect(Set(found).count == texts.count)
  }
}
