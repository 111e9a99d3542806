import Expressions
import Foundation
import RevenueRecovery
import Simulation
import TestSupport
import Testing

@testable import Analysis
@testable import Scenario

/// A gate that no scenario of the product has, from the file to what analyses tell of it.
@Suite("a made-up gate in a scenario")
struct MadeUpGateTests {
  private static let gates = PolicyGate.all + [.ports]
  /// It turns often, and buyers take all the same.
  private static let idle = """
    [policy.ports]
    hold = { distribution = "beta", alpha = 5, beta = 5 }
    release = 0.5
    passes = 1
    """
  private static let reactions = """
    [equities.reactions.ports_held]
    domestic = 0
    foreign = 0
    [equities.reactions.ports_released]
    domestic = 0
    foreign = 0
    """

  /// Two shares, and the rest of the scenario as given.
  private static func forecast(
    _ more: String, gates: [PolicyGate] = gates, overrides: [String] = []
  ) throws -> Forecast {
    let shares = try StatedShares(
      sessions: "sessions = 60\nhorizons = [2, 60]", spread: 0, more: more)
    return try Forecast(path: shares.path, overrides: overrides, gates: gates)
  }

  /// Every input and output of the first trials by name.
  private static func columns(_ model: ForecastModel) throws -> [String: [Double]] {
    let kept = try sample(
      model, Plan(trials: 600, seed: 3), inputs: Array(model.inputs.indices),
      outputs: Array(model.outputs.indices))
    let names = model.inputs.map(\.name) + model.outputs.map(\.name)
    return Dictionary(uniqueKeysWithValues: zip(names, kept.inputs + kept.outputs))
  }

  @Test("is read from its table, stands in the ledger, the statements and the names of conditions")
  func reading() throws {
    let forecast = try Self.forecast(Self.idle + "\n" + Self.reactions)
    let entry = try #require(forecast.ledger.first { $0.key == "policy.ports.hold" })
    #expect(entry.meaning == "probability that ports hold" && entry.unit == "1/month")
    #expect(forecast.statements.map(\.label).contains("ports_released"))
    let conditions = forecast.conditionals.conditions.map(\.label)
    #expect(conditions.contains("ports_held by session 60"))
    for text in ["ports_held within 60 sessions", "day.ports_held < 2025-12-01"] {
      _ = try Expressions.Expression(parsing: text, names: forecast.model.names, as: .truth)
    }
  }

  @Test("is checked as the others are")
  func problems() throws {
    func message(_ more: String, gates: [PolicyGate] = Self.gates) -> String {
      do {
        _ = try Self.forecast(more, gates: gates)
        return ""
      } catch { return "\(error)" }
    }
    let wrong = "[policy.ports]\nstarts = \"shut\"\nhold = 2\nrelese = 0.5\npasses = 1\n"
    let found = message(wrong + Self.reactions)
    for part in [
      "policy.ports.starts: must be \"clear\" or \"held\", got \"shut\"",
      "policy.ports.hold: must lie between 0 and 1, got 2",
      "policy.ports.relese: is not a known key; did you mean release?",
    ] { #expect(found.contains(part), "\(found)") }
    #expect(
      message("[policy.ports]\nhold = 0.1\npasses = 1\n" + Self.reactions)
        .contains("policy.ports.release: is missing"))
    #expect(
      message(Self.idle).contains("equities.reactions.ports_held.domestic: is missing"))
    #expect(message(Self.idle, gates: PolicyGate.all).contains("policy.ports: is not a known key"))
  }

  @Test("where the scenario leaves it out, everything is as without it")
  func leftOut() throws {
    let plain = try Self.forecast("", gates: PolicyGate.all)
    let offered = try Self.forecast("")
    #expect(offered.fingerprint == plain.fingerprint)
    #expect(offered.model.inputs.map(\.name) == plain.model.inputs.map(\.name))
    #expect(offered.model.series == plain.model.series)
    #expect(offered.model.outputs == plain.model.outputs)
  }

  @Test("changes the fingerprint by being there, by where it starts and by its numbers")
  func fingerprint() throws {
    let idle = Self.idle + "\n" + Self.reactions
    let all = try [
      Self.forecast(""), Self.forecast(idle),
      Self.forecast(idle, overrides: ["policy.ports.starts=held"]),
      Self.forecast(idle, overrides: ["policy.ports.release=0.4"]),
    ].map(\.recoveryFingerprint)
    #expect(Set(all).count == all.count)
  }

  @Test("moves no bit of revenue and shares while it does nothing and nobody reacts")
  func nothingMoves() throws {
    let plain = try Self.columns(Self.forecast("").model)
    let idle = try Self.columns(Self.forecast(Self.idle + "\n" + Self.reactions).model)
    let turns = try #require(idle["day.ports_released"])
    #expect(turns.contains { $0 < 60 })
    for (name, column) in plain {
      let same = zip(column, idle[name] ?? []).allSatisfy { $0.bitPattern == $1.bitPattern }
      #expect(same && idle[name]?.count == column.count, "\(name)")
    }
  }

  @Test("acts when told to, in a trial that is told month by month")
  func acts() throws {
    let forecast = try Self.forecast(
      Self.idle + "\n" + Self.reactions,
      overrides: [
        "policy.ports.hold=1", "policy.ports.release=0", "policy.ports.passes=0",
        "equities.reactions.ports_held.domestic=0.2",
      ])
    let model = forecast.model
    #expect(try Self.columns(model)["recovered"] == [Double](repeating: 0, count: 600))
    let told = try Explanation(forecast, ChosenTrial(number: 4), Plan(trials: 100, seed: 3))
    #expect(told.months.allSatisfy { $0.levels["ports"] == "held" && $0.uptake == 0 })
    #expect(told.months.allSatisfy { $0.levels.count == 3 })
    let event = try #require(told.events.first { $0.kind.rawValue == "ports_held" })
    #expect((13...33).contains(event.session))
    #expect(event.responses.map(\.reaction) == [0.2, 0])
  }

  @Test("is a group of sensitivity and of information")
  func groups() throws {
    let model = try Self.forecast(Self.idle + "\n" + Self.reactions).model
    let factors = try FactorList(of: model).factors.map(\.name)
    #expect(factors.contains("policy.ports.months") && factors.contains("policy.ports.hold"))
    #expect(try FactorList(of: model, isCoarse: true).factors.map(\.name).contains("policy.ports"))
    let known = InformationFactor.all(TracedForecast(model), withShares: false)
    let ports = try #require(known.first { $0.name == "policy.ports" })
    // The means of four quarters of the horizon and of all of it.
    #expect(ports.gates.count == 5)
    // All three together, and the first two alone.
    #expect(known.first { $0.name == "policy" }?.gates.count == 15)
  }

  @Test("stands in the schema with its levels and keys, and its events among the reactions")
  func schema() throws {
    let text = JSONNode.object(ScenarioSchema.root(Self.gates)).text(indent: 0)
    let schema = try JSONSerialization.jsonObject(with: Data(text.utf8))
    func properties(_ path: String...) -> [String: Any] {
      path.reduce(schema as? [String: Any] ?? [:]) { table, key in
        (table["properties"] as? [String: Any])?[key] as? [String: Any] ?? [:]
      }["properties"] as? [String: Any] ?? [:]
    }
    let ports = properties("policy", "ports")
    let starts = (ports["starts"] as? [String: Any])?["anyOf"] as? [[String: Any]]
    #expect(starts?.first?["enum"] as? [String] == ["clear", "held"])
    #expect((starts?.last?["properties"] as? [String: Any])?.keys.sorted() == ["clear", "held"])
    #expect(
      (ports["hold"] as? [String: Any])?["description"] as? String
        == "probability that ports hold (1/month; 0 to 1)")
    #expect(properties("equities", "reactions", "ports_held")["domestic"] != nil)
  }
}
