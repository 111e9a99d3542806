import Sampling
import Simulation
import TestSupport
import Testing

@testable import RevenueRecovery

@Suite("a made-up gate in the recovery")
struct MadeUpGateTests {
  private static func held(
    hold: any Distribution, passes: Double
  ) throws -> GateAssumptions {
    GateAssumptions(
      .ports, starts: "clear",
      ["hold": hold, "release": try Constant(0.25), "passes": try Constant(passes)])
  }

  @Test("has inputs, monthly states and events by name")
  func names() throws {
    var assumptions = try Assumptions.base()
    assumptions.gates.append(try Self.held(hold: Beta(alpha: 1, beta: 9), passes: 0.5))
    let model = try Traced(assumptions)
    let plain = try Traced(Assumptions.base())
    let added = Set(model.inputs.map(\.name)).subtracting(plain.inputs.map(\.name))
    let months = (0..<18).map { "policy.ports.month.\($0)" }
    #expect(
      added == Set(months + ["policy.ports.hold", "policy.ports.release", "policy.ports.passes"]))
    let outputs = Set(model.outputs.map(\.name)).subtracting(plain.outputs.map(\.name))
    let states = ["level", "change", "move", "cause"].flatMap { quantity in
      (0..<18).map { "\(quantity).ports.month.\($0)" }
    }
    #expect(outputs == Set(states + ["day.ports_held", "day.ports_released"]))
    #expect(
      model.recovery.events == [
        "export_closed", "export_reopened", "guidance_discouraging", "guidance_lifted",
        "ports_held", "ports_released", "successor_launch",
      ])
  }

  @Test("moves no bit of anything else while it does nothing, wherever it stands", arguments: 0...2)
  func nothingMoves(place: Int) throws {
    let plain = try Traced(Assumptions.base()).columns(trials: 2_000)
    // It turns often, and buyers take all the same.
    var assumptions = try Assumptions.base()
    assumptions.gates.insert(try Self.held(hold: Constant(0.5), passes: 1), at: place)
    let found = try Traced(assumptions).columns(trials: 2_000)
    let turns = try #require(found["day.ports_released"])
    #expect(turns.contains { $0.isFinite })
    for (name, column) in plain {
      let same = zip(column, found[name] ?? []).allSatisfy { $0.bitPattern == $1.bitPattern }
      #expect(same && found[name]?.count == column.count, "\(name)")
    }
  }

  @Test("acts when told to: what passes is what a smaller uptake takes")
  func acts() throws {
    var assumptions = try Assumptions.constant()
    var gate = try Self.held(hold: Constant(1), passes: 0.5)
    gate["release"] = try Constant(0)
    assumptions.gates.append(gate)
    let held = try Traced(assumptions).columns(trials: 8)
    var smaller = try Assumptions.constant()
    smaller.uptake = try Constant(0.2)
    let expected = try Traced(smaller).columns(trials: 8)
    for name in ["recovered", "gross_profit", "units.H20", "revenue.B30", "uptake.month.0"] {
      #expect(held[name] == expected[name], "\(name)")
    }
    let days = try #require(held["day.ports_held"])
    #expect(days.allSatisfy { (13...33).contains($0) })
    #expect(held["level.ports.month.17"] == [Double](repeating: 1, count: 8))
  }

  @Test("that starts away and lets nothing through stops everything until it turns")
  func starts() throws {
    var assumptions = try Assumptions.constant()
    var gate = try Self.held(hold: Constant(0), passes: 0)
    gate.start = 1
    gate["release"] = try Constant(0)
    assumptions.gates.append(gate)
    #expect(try Traced(assumptions).columns(trials: 8)["recovered"] == [0, 0, 0, 0, 0, 0, 0, 0])
    assumptions.gates[2]["release"] = try Constant(1)
    let open = try Traced(assumptions).columns(trials: 8)
    #expect(
      try open["recovered"] == Traced(Assumptions.constant()).columns(trials: 8)["recovered"])
    #expect(try #require(open["day.ports_released"]).allSatisfy { (13...33).contains($0) })
  }
}
