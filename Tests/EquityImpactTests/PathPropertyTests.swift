import EquityImpact
import Foundation
import Sampling
import Simulation
import Testing

@Suite("What holds for every path")
struct PathPropertyTests {
  private static let policies = Policy.lively(16, firstSession: 13, months: 18)

  /// All outputs of the first trials by name.
  private func values(
    _ a: EquityAssumptions, _ policies: [Policy] = policies, trials: Int = 48
  ) throws -> [String: [Double]] {
    let model = try SharesModel(a, policies: policies, packs: trials / 8)
    let names = model.outputs.map(\.name)
    return Dictionary(uniqueKeysWithValues: zip(names, try columns(model, names, trials: trials)))
  }

  /// Every output of `some` is one of `all`, to the bit.
  private func expect(_ some: [String: [Double]], isPartOf all: [String: [Double]]) {
    for (name, column) in some { #expect(all[name] == column, "\(name)") }
  }

  @Test("sessions beyond a horizon change nothing before it")
  func longer() throws {
    let short = try Assumptions.lively(sessions: 120, horizons: [1, 5, 20, 60, 120])
    let long = try Assumptions.lively(sessions: 520, horizons: [1, 5, 20, 60, 120, 520])
    expect(try values(short), isPartOf: try values(long))
  }

  @Test("months beyond the last session change nothing")
  func moreMonths() throws {
    let few = try Assumptions.lively(sessions: 50, horizons: [20, 50], months: 2)
    let many = try Assumptions.lively(sessions: 50, horizons: [20, 50], months: 30)
    expect(try values(few), isPartOf: try values(many))
  }

  @Test("a share more at the end of the list changes no other")
  func another() throws {
    let many = try Assumptions.lively(sessions: 40, horizons: [1, 20, 40])
    var few = many
    #expect(few.equities.removeLast().weight == 0)
    few.residualCorrelation = Assumptions.matrix(3, [0.4, 0.3, 0.7])
    expect(try values(few), isPartOf: try values(many))
  }

  @Test("a market more at the end of the list changes no share of the others")
  func anotherMarket() throws {
    var many = try Assumptions.lively(sessions: 40, horizons: [1, 20, 40])
    for k in many.equities.indices { many.equities[k].benchmark = 0 }
    var few = many
    few.benchmarks.removeLast()
    few.benchmarkCorrelation = Assumptions.matrix(1, [])
    expect(try values(few), isPartOf: try values(many))
  }

  @Test("without exposure and reactions policy changes nothing")
  func indifferent() throws {
    var a = try Assumptions.lively(sessions: 60, horizons: [1, 20, 60])
    for k in a.equities.indices {
      a.equities[k].exposure = try Constant(0)
      for event in ReactionClass.allCases { try a.react(k, to: event, mean: 0) }
    }
    #expect(try values(a, [Policy()]) == values(a))
  }

  @Test("four times the sales into four times the demand displace the same")
  func units() throws {
    var a = try Assumptions.lively(sessions: 60, horizons: [20, 60])
    a.displacement = try Constant(0.25)
    a.domesticDemand = try Constant(0x1p20)
    var b = a
    b.domesticDemand = try Constant(0x1p22)
    var policies = Self.policies
    for k in policies.indices {
      policies[k].equivalents = policies[k].equivalents.map { $0 * 4 }
    }
    #expect(try values(a) == values(b, policies))
  }

  @Test("a limit bounds every session, up and down")
  func limits() throws {
    var a = try Assumptions.lively(sessions: 30, horizons: Array(1...30))
    for k in a.equities.indices { a.equities[k].priceLimit = 0.05 }
    let found = try values(a)
    for ticker in a.equities.map(\.ticker) {
      for d in 2...30 {
        let (before, after) = (
          try #require(found["total_return.\(ticker).\(d - 1)"]),
          try #require(found["total_return.\(ticker).\(d)"])
        )
        for (x, y) in zip(before, after) {
          let move = (1 + y) / (1 + x)
          #expect(move < 1.05 + 1e-12 && move > 0.95 - 1e-12)
        }
      }
    }
  }

  @Test("drawdowns lie between 0 and 1, never shrink, and cover the fall below the first price")
  func drawdowns() throws {
    let a = try Assumptions.lively(sessions: 60, horizons: [1, 5, 20, 60])
    let found = try values(a)
    for ticker in a.equities.map(\.ticker) + ["basket"] {
      var last = [Double](repeating: 0, count: 48)
      for k in a.horizons {
        let fall = try #require(found["drawdown.\(ticker).\(k)"])
        let total = try #require(found["total_return.\(ticker).\(k)"])
        for trial in fall.indices {
          #expect(fall[trial] >= last[trial] && fall[trial] < 1)
          #expect(fall[trial] >= -total[trial] - 1e-14)
        }
        last = fall
      }
    }
  }

  @Test("mirrored trials of odd quantities cancel to the last bit")
  func antithetic() throws {
    // No limit, no sales, no doubt but in reactions around 0: CAR and market are odd in all draws.
    var a = try Assumptions.lively(sessions: 10, horizons: [1, 10], sessionsToFirstMonth: 3)
    for k in a.equities.indices {
      a.equities[k].beta = try Constant(1.25)
      a.equities[k].precision = try Constant(0.9)
      a.equities[k].exposure = try Constant(0)
      a.equities[k].priceLimit = nil
      for event in ReactionClass.allCases { try a.react(k, to: event, mean: 0, spread: 0.04) }
    }
    for k in a.benchmarks.indices { a.benchmarks[k].drift = try Constant(0) }
    a.permanentShare = try Constant(0.4)
    a.halfLife = try Constant(3)
    let policy = Policy(
      launch: 5, export: [0: .init(session: 9, isAway: true)],
      guidance: [0: .init(session: 4, isAway: true)])
    let model = try SharesModel(a, policies: [policy])
    let plan = try Plan(trials: 1024, seed: 3, design: .antithetic, threads: 1)
    let results = try simulate(model, plan)
    for output in model.outputs where output.name.hasPrefix("car") {
      #expect(results[output.name]?.mean == 0, "\(output.name)")
      #expect(try #require(results[output.name]?.standardDeviation) > 0.03)
    }
    // Normal means of reactions and normal betas are odd around their own means.
    let cars = try columns(
      model, ["car.0981.HK.10", "total_return.NVDA.1"], trials: 64, seed: 3, design: .antithetic)
    for k in stride(from: 0, to: 64, by: 2) { #expect(cars[0][k] == -cars[0][k + 1]) }
    #expect(cars[1].reduce(0, +) != 0)
  }
}
