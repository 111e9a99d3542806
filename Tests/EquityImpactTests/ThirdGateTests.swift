import EquityImpact
import Sampling
import Simulation
import Testing

/// A gate beyond the two that take turns in the common series of reactions.
@Suite("a third gate and shares")
struct ThirdGateTests {
  private static let held = ReactionClass(rawValue: "ports_held")
  private static let released = ReactionClass(rawValue: "ports_released")

  /// - Parameter size: of the reactions to the third gate, their mean and spread.
  private static func assumptions(thirdReacts size: Double?) throws -> EquityAssumptions {
    var a = try Assumptions.lively(sessions: 60, horizons: [1, 20, 60])
    guard let size else { return a }
    a.gates.append(ReactingGate(name: "ports", events: [held, released]))
    for k in a.equities.indices {
      let reaction = Reaction(mean: try Constant(size), spread: abs(size))
      // Before the launch, which is last.
      a.equities[k].reactions.insert(contentsOf: [reaction, reaction], at: 5)
    }
    return a
  }

  private static let policies: [Policy] = Policy.lively(24, firstSession: 13, months: 3).map {
    var policy = $0
    policy.third = [
      0: Policy.Change(session: 15, isAway: true), 2: Policy.Change(session: 58, isAway: false),
    ]
    return policy
  }

  /// All outputs of 24 trials, by name.
  private static func outputs(thirdReacts size: Double?) throws -> [String: [Double]] {
    let model = try SharesModel(
      assumptions(thirdReacts: size), policies: policies, packs: 3)
    let names = model.outputs.map(\.name)
    let values = try columns(model, names, trials: 24)
    return Dictionary(uniqueKeysWithValues: zip(names, values))
  }

  @Test("it has inputs by its events and series of its own, after which come no others' draws")
  func names() throws {
    let plain = try SharesModel(Self.assumptions(thirdReacts: nil))
    let third = try SharesModel(Self.assumptions(thirdReacts: 0.1))
    let inputs = Set(third.inputs.map(\.name)).subtracting(plain.inputs.map(\.name))
    #expect(inputs.contains("equities.reactions.ports_held.NVDA"))
    #expect(inputs.count == 8)
    #expect(plain.series.allSatisfy(third.series.contains))
    let series = third.series.filter { !plain.series.contains($0) }.map(\.name)
    #expect(
      series == ["equities.reactions.event.ports"]
        + ["688256.SH", "0981.HK", "688981.SH", "NVDA"].map {
          "equities.reactions.\($0).event.ports"
        })
  }

  @Test("it moves no bit of any share while nobody reacts to it")
  func nothingMoves() throws {
    let plain = try Self.outputs(thirdReacts: nil)
    let third = try Self.outputs(thirdReacts: 0)
    #expect(plain.count == third.count)
    for (name, column) in plain {
      let same = zip(column, third[name] ?? []).allSatisfy { $0.bitPattern == $1.bitPattern }
      #expect(same, "\(name)")
    }
  }

  @Test("shares react to it from its session on")
  func reacts() throws {
    let plain = try Self.outputs(thirdReacts: nil)
    let third = try Self.outputs(thirdReacts: 0.1)
    for ticker in ["688256.SH", "NVDA"] {
      #expect(plain["car.\(ticker).1"] == third["car.\(ticker).1"])
      #expect(plain["car.\(ticker).20"] != third["car.\(ticker).20"])
    }
  }
}
