import Sampling
import Testing

@testable import RevenueRecovery

@Suite("A gate")
struct GateTests {
  @Test("with hazards of 0 never moves, with hazards of 1 moves every month")
  func certain() {
    var still = GateChain(leaveHazard: .zero, returnHazard: .zero, startsAway: false)
    var swinging = GateChain(
      leaveHazard: Pack(repeating: 1), returnHazard: Pack(repeating: 1), startsAway: false)
    for month in 0..<6 {
      still.step(Pack(repeating: 0x1p-53), month: Double(month))
      swinging.step(Pack(repeating: 1 - 0x1p-53), month: Double(month))
      #expect(still.isAway == .zero)
      #expect(swinging.isAway == Pack(repeating: month % 2 == 0 ? 1 : 0))
    }
    let never = still.firstDays(sessionsToFirstMonth: 13)
    #expect(never.leave == Pack(repeating: .infinity))
    #expect(never.return == Pack(repeating: .infinity))
    let days = swinging.firstDays(sessionsToFirstMonth: 13)
    #expect(days.leave == Pack(repeating: 13 + 20))
    #expect(days.return == Pack(repeating: 13 + 21 + 20))
  }

  @Test("leaves when the uniform lies below its hazard, lane by lane, and tells the session")
  func lanes() {
    var gate = GateChain(
      leaveHazard: Pack(repeating: 0.5), returnHazard: Pack(repeating: 0.25), startsAway: false)
    let first = Pack(0.1, 0.499, 0.5, 0.6, 0.0001, 0.25, 0.9, 0.4999)
    gate.step(first, month: 0)
    #expect(gate.isAway == Pack(1, 1, 0, 0, 1, 1, 0, 1))
    gate.step(Pack(0.2, 0.3, 0.1, 0.7, 0.24, 0.25, 0.49, 0.1), month: 1)
    #expect(gate.isAway == Pack(0, 1, 1, 0, 0, 1, 1, 0))
    let (leave, back) = gate.firstDays(sessionsToFirstMonth: 13)
    // ⌊21·u/h⌋: 4.2, 20.958, -; -, 0.0042, 10.5, -, 20.9958; in month 1: 4.2 and 20.58.
    #expect(leave == Pack(17, 33, 38, .infinity, 13, 23, 54, 33))
    #expect(
      back == Pack(34 + 16, .infinity, .infinity, .infinity, 34 + 20, .infinity, .infinity, 34 + 8))
  }

  @Test("that starts away comes back with the other hazard")
  func startsAway() {
    var gate = GateChain(leaveHazard: .zero, returnHazard: Pack(repeating: 0.5), startsAway: true)
    gate.step(Pack(0.1, 0.9, 0.1, 0.9, 0.1, 0.9, 0.1, 0.9), month: 0)
    #expect(gate.isAway == Pack(0, 1, 0, 1, 0, 1, 0, 1))
  }

  @Test(
    "whole numbers are floored to themselves, others down",
    arguments: [
      (0.0, 0.0), (0.99, 0), (1, 1), (20.999999, 20), (-0.5, -1), (-3, -3), (1e9 + 0.5, 1e9),
    ])
  func floors(x: Double, expected: Double) {
    #expect(floored(Pack(repeating: x)) == Pack(repeating: expected))
  }
}
