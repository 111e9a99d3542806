import EquityImpact
import Foundation
import Sampling
import Simulation
import Testing

@Suite("Paths worked out by hand")
struct KnownPathTests {
  private let everySession = Array(1...40)

  /// The CAR of share A on sessions 1 ... H, with a horizon on each of them.
  private func car(
    _ assumptions: EquityAssumptions, _ policy: Policy = Policy()
  ) throws -> [Double] {
    var a = assumptions
    a.horizons = Array(1...a.sessions)
    let outputs = try firstTrial(a, policy)
    return try a.horizons.map { try #require(outputs["car.A.\($0)"]) }
  }

  private func expectEqual(_ found: [Double], _ expected: [Double]) {
    #expect(found.count == expected.count)
    for (d, pair) in zip(found, expected).enumerated() {
      #expect(abs(pair.0 - pair.1) < 1e-14, "session \(d + 1)")
    }
  }

  @Test("nothing happens to a share that nothing moves")
  func still() throws {
    let outputs = try firstTrial(Assumptions.still())
    #expect(outputs.count == 21)
    for (name, value) in outputs where name != "other" { #expect(value == 0, "\(name)") }
  }

  @Test("an announcement keeps π of its reaction and the rest halves in every half-life")
  func announcement() throws {
    var a = try Assumptions.still()
    try a.react(to: .announcement, mean: 0.1)
    a.permanentShare = try Constant(0.3)
    a.halfLife = try Constant(4)
    expectEqual(try car(a), everySession.map { 0.1 * (0.3 + 0.7 * exp2(-Double($0) / 4)) })
  }

  @Test(
    "any other event does so from its own session on",
    arguments: ReactionClass.allCases.filter { $0 != .announcement })
  func events(event: ReactionClass) throws {
    var a = try Assumptions.still()
    try a.react(to: event, mean: -0.2)
    a.permanentShare = try Constant(0.75)
    let day = 17
    let change = Policy.Change(
      session: day, isAway: event == .exportClosed || event == .guidanceDiscouraging)
    let policy =
      switch event {
      case .exportClosed, .exportReopened: Policy(export: [0: change])
      case .guidanceDiscouraging, .guidanceLifted: Policy(guidance: [0: change])
      default: Policy(launch: day)
      }
    expectEqual(
      try car(a, policy),
      everySession.map { d in
        d < day ? 0 : -0.2 * (0.75 + 0.25 * exp2(-Double(d - day) / 5))
      })
  }

  @Test("reactions of several events add up, those of one class and one session too")
  func several() throws {
    var a = try Assumptions.still()
    try a.react(to: .exportClosed, mean: -0.1)
    try a.react(to: .guidanceDiscouraging, mean: 0.04)
    let policy = Policy(
      export: [0: .init(session: 14, isAway: true), 1: .init(session: 36, isAway: true)],
      guidance: [0: .init(session: 14, isAway: true)])
    func fade(_ age: Int) -> Double { age < 0 ? 0 : 0.5 + 0.5 * exp2(-Double(age) / 5) }
    expectEqual(
      try car(a, policy), everySession.map { -0.06 * fade($0 - 14) - 0.1 * fade($0 - 36) })
  }

  @Test("an event after the last session is not heard of")
  func late() throws {
    var a = try Assumptions.still()
    try a.react(to: .successorLaunch, mean: 0.3)
    try a.react(to: .exportClosed, mean: 0.3)
    let change = Policy.Change(session: 41, isAway: true)
    #expect(
      try car(a, Policy(launch: 41, export: [1: change])) == Array(repeating: 0, count: 40))
    #expect(try car(a, Policy(launch: 40))[39] == 0.3)
  }

  @Test(
    "a limit lets a reaction through bit by bit, and none of it is lost",
    arguments: [(0.2, 0.5), (0.1, 0.5), (0.1, 1.2), (0.2, -0.5), (0.1, -0.6), (0.2, 0.1)])
  func limit(limit: Double, jump: Double) throws {
    var a = try Assumptions.still()
    try a.react(to: .announcement, mean: log(1 + jump))
    a.permanentShare = try Constant(1)
    a.equities[0].priceLimit = limit
    let step = log(1 + (jump > 0 ? limit : -limit))
    // Sessions 0, 1, … move by a whole step each, until the reaction is spent.
    expectEqual(
      try car(a),
      everySession.map { d in
        jump > 0
          ? min(log(1 + jump), Double(d + 1) * step) : max(log(1 + jump), Double(d + 1) * step)
      })
  }

  @Test("an announcement alone is all that policy does, whatever a limit lets through")
  func announcementAlone() throws {
    var a = try Assumptions.still()
    try a.react(to: .announcement, mean: 0.5)
    a.permanentShare = try Constant(1)
    a.equities[0].priceLimit = 0.1
    a.equities[0].residualVolatility = 0.02
    let outputs = try firstTrial(a)
    for k in a.horizons {
      #expect(outputs["policy.A.\(k)"] == 0.5)
      #expect(outputs["policy_after.A.\(k)"] == 0)
    }
  }

  @Test(
    "what was expected of news falls evenly on the sessions of its month, and none of it on the others"
  )
  func expectedNews() throws {
    var a = try Assumptions.still(sessions: 60, horizons: Array(1...60), sessionsToFirstMonth: 10)
    a.permanentShare = try Constant(1)
    try a.react(to: .exportClosed, mean: 0.21)
    try a.react(to: .guidanceLifted, mean: -0.1)
    var policy = Policy()
    policy.hazards = [[0.1, 0], [], [], [0, 0.42]]
    let outputs = try firstTrial(a, policy)
    for d in 1...60 {
      let expected =
        switch d {
        case ..<10: 0.0
        case ..<31: 0.001 * Double(d - 9)
        case ..<52: 0.021 - 0.002 * Double(d - 30)
        default: -0.021
        }
      #expect(abs(try #require(outputs["policy.A.\(d)"]) + expected) < 1e-14, "session \(d)")
      #expect(abs(try #require(outputs["car.A.\(d)"]) + expected) < 1e-14, "session \(d)")
    }
  }

  @Test("sales just as expected in the state of the month do nothing, for any part that persists")
  func expectedSales() throws {
    var a = try Assumptions.still(sessions: 60, horizons: [1, 20, 60], sessionsToFirstMonth: 10)
    a.equities[0].exposure = try Constant(0.9)
    a.persistence = try Constant(0.3)
    var policy = Policy(equivalents: [0.5e6, 1e6, 0])
    policy.states = [1, 0, 1]
    let expectation = MarketExpectation(
      months: 3, states: 2, displaced: [0.7, 0.1, 0.2, 0.7, 0.7, 0], launches: [0, 0, 0],
      moves: [], means: [0, 0, 0], errors: [0, 0, 0])
    let model = try SharesModel(a, policies: [policy], packs: 1, expectation: expectation)
    try replay(model, Plan(trials: 1, seed: 1)) { batch, _, _ in
      for (k, output) in model.outputs.enumerated() where output.name != "other" {
        #expect(abs(batch.output(k, 0)) < 1e-14, "\(output.name)")
      }
    }
    // Without an expectation the same sales take 0.9·0.3·0.3.
    let outputs = try firstTrial(a, policy)
    #expect(abs(try #require(outputs["policy.A.60"]) + 0.081) < 1e-14)
  }

  @Test("what a limit holds back meets the news of the next session")
  func carry() throws {
    var a = try Assumptions.still(sessionsToFirstMonth: 1)
    try a.react(to: .announcement, mean: 0.5)
    try a.react(to: .exportClosed, mean: -0.4)
    a.permanentShare = try Constant(1)
    a.equities[0].priceLimit = 0.2
    let found = try car(a, Policy(export: [0: .init(session: 1, isAway: true)]))
    // log 1.2 = 0.18 on session 0; what is left, 0.32 - 0.4, is within the limit on session 1.
    expectEqual(found, Array(repeating: 0.1, count: 40))
  }

  @Test("sales displaced rise in straight lines within months and end at all of the demand")
  func displaced() throws {
    var a = try Assumptions.still(sessions: 120, months: 4)
    a.equities[0].exposure = try Constant(0.9)
    a.equities[0].elasticity = try Constant(1.5)
    a.displacement = try Constant(0.25)
    a.domesticDemand = try Constant(1e6)
    let found = try car(a, Policy(equivalents: [0.8e6, 0, 1.6e6, 4e6]))
    // x at the ends of the months: 0.2, 0.2, 0.6 and 1.6, of which 1 counts from session 84 on:
    // 0.6 + 9/21 is above 1, 0.6 + 8/21 below.
    for d in 1...120 {
      let elapsed = Double(d - 12) / 21
      let x =
        switch d {
        case ..<13: 0.0
        case ..<34: 0.2 * elapsed
        case ..<55: 0.2
        case ..<76: 0.2 + 0.4 * (elapsed - 2)
        default: min(1, 0.6 + (elapsed - 3))
        }
      #expect(abs(found[d - 1] + 1.35 * x) < 1e-14, "session \(d)")
    }
    #expect(found[82] > -1.35 && abs(found[83] + 1.35) < 1e-14)
  }

  @Test("sales displaced stay so after the last month")
  func afterwards() throws {
    var a = try Assumptions.still(sessions: 60, months: 1)
    a.equities[0].exposure = try Constant(1)
    let found = try car(a, Policy(equivalents: [1e6]))
    #expect(abs(found[32] + 0.2) < 1e-14)
    #expect(found[33...].allSatisfy { $0 == found[32] })
  }

  @Test("a market's drift moves the price by β and is nothing abnormal")
  func market() throws {
    var a = try Assumptions.still()
    a.benchmarks[0].drift = try Constant(0.002)
    a.equities[0].beta = try Constant(1.5)
    let outputs = try firstTrial(a)
    for k in a.horizons {
      #expect(outputs["car.A.\(k)"] == 0)
      let found = try #require(outputs["total_return.A.\(k)"])
      #expect(abs(found - expm1(0.003 * Double(k))) < 1e-14)
      #expect(outputs["drawdown.A.\(k)"] == 0)
    }
  }

  @Test("the drawdown is the largest fall from a high, the price before session 0 included")
  func drawdown() throws {
    var a = try Assumptions.still(sessions: 60, horizons: [1, 20, 40, 60])
    a.permanentShare = try Constant(1)
    try a.react(to: .announcement, mean: -0.2)
    try a.react(to: .exportReopened, mean: 0.5)
    try a.react(to: .exportClosed, mean: -0.3)
    let policy = Policy(
      export: [
        0: .init(session: 15, isAway: false), 1: .init(session: 36, isAway: true),
        2: .init(session: 57, isAway: false),
      ])
    let outputs = try firstTrial(a, policy)
    for (k, log, fall) in [(1, -0.2, 0.2), (20, 0.3, 0.2), (40, 0, 0.3), (60, 0.5, 0.3)] {
      #expect(abs(try #require(outputs["total_return.A.\(k)"]) - expm1(log)) < 1e-14)
      #expect(abs(try #require(outputs["drawdown.A.\(k)"]) + expm1(-fall)) < 1e-14)
    }
  }

  @Test("the basket is bought by weight before session 0 and held")
  func basket() throws {
    var a = try Assumptions.still(["A", "B", "C"], sessions: 60, horizons: [1, 20, 60])
    a.permanentShare = try Constant(1)
    let weights = [0.25, 0.75, 0]
    for (k, weight) in weights.enumerated() {
      a.equities[k].weight = weight
      try a.react(k, to: .announcement, mean: [0.3, -0.1, 5][k])
      try a.react(k, to: .successorLaunch, mean: [-0.5, 0.1, 5][k])
    }
    let outputs = try firstTrial(a, Policy(launch: 50))
    let before = 0.25 * exp(0.3) + 0.75 * exp(-0.1)
    let after = 0.25 * exp(-0.2) + 0.75
    for (k, price, abnormal) in [(1, before, 0), (20, before, 0), (60, after, -0.05)] {
      #expect(abs(try #require(outputs["total_return.basket.\(k)"]) - (price - 1)) < 1e-14)
      #expect(abs(try #require(outputs["car.basket.\(k)"]) - abnormal) < 1e-14)
    }
    #expect(outputs["drawdown.basket.20"] == 0)
    #expect(abs(try #require(outputs["drawdown.basket.60"]) - (1 - after / before)) < 1e-14)
  }
}
