import Foundation
import Sampling
import Simulation
import Testing

@testable import RevenueRecovery

@Suite("Gates, statistics")
struct GateStatistics {
  @Test(
    "is away for h_leave / (h_leave + h_return) of a long time (5 standard errors, 1 in 1.7 million)",
    arguments: [(0.05, 0.15), (0.4, 0.1), (0.9, 0.8)])
  func stationary(leave: Double, back: Double) {
    var gate = GateChain(
      leaveHazard: Pack(repeating: leave), returnHazard: Pack(repeating: back), startsAway: false)
    var stream = UniformStream(seed: 1, name: StreamName("gate"), batch: 0)
    let months = 12_000
    var away = Pack.zero
    for month in 0..<(months + 200) {
      gate.step(stream.next(), month: Double(month))
      if month >= 200 { away += gate.isAway }
    }
    let share = (0..<8).reduce(0) { $0 + away[$1] } / Double(8 * months)
    let expected = leave / (leave + back)
    // The chain's correlation from month to month is λ = 1 - h_leave - h_return.
    let lambda = 1 - leave - back
    let error =
      (expected * (1 - expected) / Double(8 * months) * (1 + lambda) / (1 - lambda)).squareRoot()
    #expect(abs(share - expected) < 5 * error)
  }

  @Test("never leaves with the product of (1 - h), averaged over h (1 in 1.7 million a gate)")
  func neverLeaves() throws {
    let model = try RecoveryModel(Assumptions.base())
    let trials = 10_240
    var closed = 0
    var discouraged = 0
    let positions = try ["day.export_closed", "day.guidance_discouraging"].map { name in
      try #require(model.outputs.firstIndex { $0.name == name })
    }
    try replay(model, Plan(trials: trials, seed: 5)) { batch, _, count in
      for trial in 0..<count {
        if batch.output(positions[0], trial).isFinite { closed += 1 }
        if batch.output(positions[1], trial).isFinite { discouraged += 1 }
      }
    }
    // E (1 - h)^n for h ~ Beta(a, b) is the product of (b + i)/(a + b + i) over i < n.
    for (events, a, b) in [(closed, 2.0, 38.0), (discouraged, 3.0, 27.0)] {
      let never = (0..<18).reduce(1.0) { $0 * (b + Double($1)) / (a + b + Double($1)) }
      let share = 1 - Double(events) / Double(trials)
      let error = (never * (1 - never) / Double(trials)).squareRoot()
      #expect(abs(share - never) < 5 * error)
    }
  }
}
