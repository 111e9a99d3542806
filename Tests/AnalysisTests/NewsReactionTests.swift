import Analysis
import EquityImpact
import Foundation
import RevenueRecovery
import Scenario
import Simulation
import Testing

/// News that shares react to, item by item in the trials of the shipped scenario.
@Suite("news and shares")
struct NewsReactionTests {
  private static let trials = 1024

  private static func forecast(_ overrides: [String]) throws -> Forecast {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try Forecast(
      path: root.appendingPathComponent("Models/h20-b30-2025-07.toml").path,
      overrides: ["equities.which=[\"688256.SH\"]", "readings=[]"] + overrides)
  }

  private static let reacting = [
    "news.licence_issued={rate=0.2}", "news.rumour_easing={rate=0.7}",
    "equities.reactions.chinese_rejection={estimated=false, domestic=0.08, foreign=0}",
    "equities.reactions.licence_issued={domestic=-0.1, foreign=0}",
    "equities.reactions.spread=0", "equities.reaction_correlation=0.5",
    "equities.expects=\"nothing\"",
  ]

  @Test("shares react on the session of every item that is no move of a gate, and to none else")
  func items() throws {
    let forecast = try Self.forecast(Self.reacting)
    let model = TracedForecast(forecast.model)
    let trace = try #require(model.reactions)
    let paths = try #require(forecast.model.equities)
    #expect(
      paths.assumptions.news.map(\.event.rawValue) == ["chinese_rejection", "licence_issued"])
    let recovery = forecast.model.recovery
    let (months, sessions) = (18, paths.assumptions.sessions)
    let gates = recovery.assumptions.gates.map(\.gate)
    var compared: [String: Int] = [:]
    try replay(model, Plan(trials: Self.trials, seed: 3)) { batch, _, count in
      for trial in 0..<count {
        func value(_ position: Int) -> Double { batch.output(position, trial) }
        for news in paths.assumptions.news {
          let name = news.event.rawValue
          var items: Set<Double> = []
          for t in [nil] + (0..<months).map(Optional.some) {
            for item in 0..<NewsAssumptions.most {
              items.insert(value(model.months.position(news: news.place, item: item, t)))
            }
          }
          for (k, gate) in gates.enumerated() {
            for t in 0..<months {
              let move = Int(value(model.months.position(.move, gate: k, t)))
              let day = value(model.months.position(.change, gate: k, t))
              if day.isFinite, gate.events[move].pastClass == name { items.remove(day) }
            }
          }
          let kind = try #require(paths.assumptions.classes.firstIndex(of: news.event))
          let size = paths.assumptions.equities[0].reactions[kind].mean.mean
          var reacted: Set<Double> = []
          for slot in 0..<trace.slots
          where value(trace.session(slot)).isFinite && value(trace.kind(slot)) == Double(kind) {
            reacted.insert(value(trace.session(slot)))
            #expect(abs(value(trace.reaction(slot, share: 0)) - size) < 1e-15)
          }
          let expected = items.filter { $0 <= Double(sessions) }
          #expect(reacted == expected)
          compared[name, default: 0] += expected.count
        }
      }
    }
    #expect(compared.values.allSatisfy { $0 > 500 } && compared.count == 2)
  }

  @Test(
    "an explained trial tells each item with what shares do at it, or that a gate's move is the item"
  )
  func explained() throws {
    let forecast = try Self.forecast(Self.reacting)
    let paths = try #require(forecast.model.equities)
    var (felt, moves) = (0, 0)
    for trial in 0..<12 {
      let told = try Explanation(
        forecast, ChosenTrial(number: trial), Plan(trials: 8, seed: 3))
      for item in told.news {
        let name = item.newsClass.name
        #expect(item.isReactedTo == (name != "rumour_easing"))
        guard item.isReactedTo, item.session <= paths.assumptions.sessions else {
          #expect(item.responses.isEmpty)
          continue
        }
        if item.responses.isEmpty {
          #expect(told.events.contains { $0.session == item.session && $0.cause != nil })
          moves += 1
          continue
        }
        let kind = try #require(
          paths.assumptions.classes.firstIndex { $0.rawValue == name })
        let share = paths.assumptions.equities[0]
        #expect(item.responses.map(\.ticker) == [share.ticker])
        #expect(abs(item.responses[0].reaction - share.reactions[kind].mean.mean) < 1e-15)
        #expect(item.responses[0].date != nil)
        felt += 1
      }
    }
    #expect(felt > 20 && moves > 0)
  }

  @Test("news without a reaction, and a reaction without news, move nothing")
  func without() throws {
    let plain = try Self.forecast([])
    let loud = try Self.forecast(["news.rumour_easing={rate=0.7}"])
    func car(_ forecast: Forecast) throws -> [Double] {
      let position = try #require(
        forecast.model.outputs.firstIndex { $0.name == "car.688256.SH.120" })
      return try sample(
        forecast.model, Plan(trials: 64, seed: 5), inputs: [], outputs: [position]
      ).outputs[0]
    }
    #expect(try car(plain) == car(loud))
    #expect(throws: ScenarioError.self) {
      try Self.forecast(["equities.reactions.rumour_easing={domestic=0, foreign=0}"])
    }
  }

  @Test("what shares react to in the news moves no other draw of theirs")
  func draws() throws {
    let quiet = [
      "equities.expects=\"nothing\"",
      "equities.reactions.chinese_rejection={estimated=false, domestic=0, foreign=0}",
      "equities.reactions.spread=0", "equities.reaction_correlation=0.5",
    ]
    let (plain, other) = try (
      Self.forecast([quiet[0], quiet[2], quiet[3]]), Self.forecast(quiet)
    )
    for name in ["car.688256.SH.60", "total_return.688256.SH.120"] {
      let both = try [plain, other].map { forecast in
        let position = try #require(forecast.model.outputs.firstIndex { $0.name == name })
        return try sample(
          forecast.model, Plan(trials: 64, seed: 5), inputs: [], outputs: [position]
        ).outputs[0]
      }
      #expect(both[0] == both[1])
    }
  }
}
