import Sampling
import Simulation
import Testing

@testable import RevenueRecovery

/// The probabilities with which moves are drawn, against how often they are. "4.5 standard errors" means a false
/// alarm in 150,000, for each number compared; about 300 are.
@Suite("What is expected of gates, statistics")
struct ExpectationStatistics {
  private static let months = 6

  /// States, probabilities and moves of a recovery, as outputs of their own.
  private struct Watched: Model {
    let recovery: RecoveryModel
    var inputs: [Input] { recovery.inputs }
    let outputs: [Output]
    let moves: Int

    init(_ assumptions: RecoveryAssumptions) throws {
      recovery = try RecoveryModel(assumptions)
      moves = recovery.policyMoves
      let count = ExpectationStatistics.months * (1 + 2 * moves)
      outputs = recovery.outputs + (0..<count).map { Output("watched.\($0)", unit: "1") }
    }

    func makeScratch() -> MonthlyScratch { recovery.makeScratch() }

    /// Position of the state before a month, of a move's probability, of whether it happened.
    func state(_ t: Int) -> Int { recovery.outputs.count + t * (1 + 2 * moves) }
    func hazard(_ row: Int, _ t: Int) -> Int { state(t) + 1 + row }
    func happened(_ row: Int, _ t: Int) -> Int { state(t) + 1 + moves + row }

    func evaluate(_ batch: Batch, _ scratch: inout MonthlyScratch) {
      for p in batch.packs {
        recovery.evaluate(batch, p, scratch)
        recovery.datePolicyChanges(batch, p, scratch)
        recovery.setExpectations(batch, p, scratch, months: ExpectationStatistics.months)
        for t in 0..<ExpectationStatistics.months {
          batch.set(state(t), p, scratch.states[t])
          var row = 0
          for (k, gate) in recovery.assumptions.gates.enumerated() {
            let at = k * scratch.months + t
            for move in gate.gate.moves.indices {
              batch.set(hazard(row, t), p, scratch.hazards[row * scratch.months + t])
              let isIt =
                indicator(scratch.changes[at] .< .infinity)
                * indicator(scratch.moves[at] .== Double(move))
              batch.set(happened(row, t), p, isIt)
              row += 1
            }
          }
        }
      }
    }
  }

  /// Given the state before a month a move happens as often as its probability says.
  private func expectFairness(_ assumptions: RecoveryAssumptions, except scheduled: [Int] = [])
    throws
  {
    let model = try Watched(assumptions)
    let trials = 8192
    let kept = try sample(
      model, Plan(trials: trials, seed: 3), inputs: [], outputs: Array(model.outputs.indices)
    ).outputs
    for t in 0..<Self.months where !scheduled.contains(t) {
      let states = kept[model.state(t)]
      for state in Set(states) {
        let inIt = states.indices.filter { states[$0] == state }
        guard inIt.count > 50 else { continue }
        for row in 0..<model.moves {
          let (p, moved) = (kept[model.hazard(row, t)], kept[model.happened(row, t)])
          let surprise = inIt.reduce(0) { $0 + moved[$1] - p[$1] }
          let variance = inIt.reduce(0) { $0 + p[$1] * (1 - p[$1]) }
          #expect(
            abs(surprise) <= 4.5 * max(1, variance).squareRoot(),
            "month \(t), state \(state), move \(row): \(surprise), \(variance)")
          #expect(inIt.allSatisfy { p[$0] >= 0 && p[$0] <= 1 })
        }
      }
    }
  }

  @Test(
    "two levels with constant hazards move as often as expected in each state (4.5 standard errors)"
  )
  func plain() throws { try expectFairness(Assumptions.base()) }

  @Test("so do three levels with answers that escalate and a drawn start (4.5 standard errors)")
  func politics() throws {
    var a = try Assumptions.politics()
    a.gates[0].schedule = []
    try expectFairness(a)
  }

  @Test("so do hazards that move with relations (4.5 standard errors)")
  func relations() throws {
    var a = try Assumptions.politics()
    a.gates[0].schedule = []
    a.relations = Relations(
      persistence: 0.8, starts: try Normal(mean: 0, standardDeviation: 1),
      loadings: [
        "policy.export_gate.close": 0.8, "policy.guidance.stop": 1.2, "policy.guidance.lift": -0.5,
      ])
    try expectFairness(a)
  }

  @Test("a month that is scheduled has the probabilities with which it would have been drawn")
  func schedule() throws {
    let drawn = try Assumptions.base()
    var set = drawn
    set.gates[0].schedule = [.init(month: 1, session: 4, end: 3, level: 1)]
    let plan = try Plan(trials: 64, seed: 5)
    func values(_ a: RecoveryAssumptions) throws -> (Watched, [[Double]]) {
      let model = try Watched(a)
      return (
        model, try sample(model, plan, inputs: [], outputs: Array(model.outputs.indices)).outputs
      )
    }
    let (model, free) = try values(drawn)
    let (other, held) = try values(set)
    for row in 0..<2 {
      // The state before month 1 is the same in both, so are the probabilities.
      #expect(free[model.hazard(row, 1)] == held[other.hazard(row, 1)])
    }
    // Closed by schedule: it may only reopen, and a date that holds it so is no news that was expected.
    #expect(held[other.hazard(0, 2)].allSatisfy { $0 == 0 })
    #expect(held[other.hazard(1, 2)].allSatisfy { $0 > 0 })
    #expect(held[other.state(2)].allSatisfy { $0 >= 2 })
  }
}
