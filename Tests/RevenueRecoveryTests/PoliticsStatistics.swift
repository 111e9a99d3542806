import GSL
import Sampling
import Simulation
import Testing

@testable import RevenueRecovery

@Suite("politics, statistics")
struct PoliticsStatistics {
  /// Relations under which the export gate's closing moves; the hazard is known.
  private func relations(_ loading: Double, persistence: Double) throws -> Relations {
    Relations(
      persistence: persistence, starts: try Normal(mean: 0, standardDeviation: 1),
      loadings: ["policy.export_gate.close": loading])
  }

  @Test(
    "a proposal keeps its hazard in every month whatever the loading (5 standard errors, 54 of them: 1 in 32,000)",
    arguments: [0.5, -1.0, 3.0])
  func proposals(loading: Double) throws {
    var assumptions = try Assumptions.base()
    assumptions.gates[0]["close"] = try Constant(0.05)
    // Open again before every month: a closing then is a proposal.
    assumptions.gates[0]["reopen"] = try Constant(1)
    assumptions.relations = try relations(loading, persistence: 0.9)
    let trials = 20_000
    let found = try Traced(assumptions).columns(trials: trials)
    for t in [0, 1, 5, 17] {
      let levels = try #require(found["level.export_gate.month.\(t)"])
      let before = t == 0 ? nil : found["level.export_gate.month.\(t - 1)"]
      // A closed gate proposes nothing; its uniform says what it would have proposed.
      let uniforms = try #require(found["policy.export_gate.month.\(t)"])
      var proposals = 0.0
      var tension = [Double](repeating: 0, count: trials)
      tension = try #require(found["relations.starts"])
      for k in stride(from: 1, through: t, by: 1) {
        let epsilon = try #require(found["relations.month.\(k)"])
        for n in 0..<trials { tension[n] = 0.9 * tension[n] + 0.19.squareRoot() * epsilon[n] }
      }
      let score = StandardNormal.quantile(0.05) * (1 + loading * loading).squareRoot()
      for n in 0..<trials {
        let hazard = StandardNormal.lower(score + loading * tension[n])
        proposals += uniforms[n] < hazard ? 1 : 0
        // Where the gate was open it did as proposed.
        if let before, before[n] == 0, abs(uniforms[n] - hazard) > 1e-9 {
          #expect((levels[n] == 1) == (uniforms[n] < hazard))
        }
      }
      let error = (0.05 * 0.95 / Double(trials)).squareRoot()
      #expect(abs(proposals / Double(trials) - 0.05) < 5 * error, "month \(t)")
    }
  }

  @Test("what is not kept: trials still open have had calm months (NumPy: 0.527, not 0.603)")
  func notKept() throws {
    var assumptions = try Assumptions.base()
    assumptions.gates[0]["close"] = try Constant(0.05)
    assumptions.gates[0]["reopen"] = try Constant(0)
    assumptions.relations = try relations(0.5, persistence: 0.9)
    let trials = 40_000
    func share(_ assumptions: RecoveryAssumptions) throws -> Double {
      let days = try #require(
        try Traced(assumptions).columns(trials: trials)["day.export_closed"])
      return Double(days.filter(\.isFinite).count) / Double(trials)
    }
    // Five standard errors, and half a digit of the known numbers.
    #expect(try abs(share(assumptions) - 0.527) < 0.0125 + 5e-4)
    assumptions.relations = nil
    #expect(try abs(share(assumptions) - 0.603) < 0.0123 + 5e-4)
  }

  @Test(
    "an easing is answered with the stated probability within its two months (1 in 1.7 million)")
  func answers() throws {
    var assumptions = try Assumptions.base()
    let zero = try Constant(0)
    assumptions.gates[0].schedule = [
      .init(month: 6, session: 0, end: 9, level: 1), .init(month: 9, session: 0, end: 10, level: 0),
    ]
    assumptions.licences.approvalRate = zero
    assumptions.gates[0]["close"] = zero
    assumptions.gates[1] = GateAssumptions(
      .guidance, starts: "neutral",
      [
        "discourage": zero, "lift": zero, "stop": zero, "ease": zero, "uptake_factor": zero,
        "quota": zero, "answers": try Constant(0.3),
      ], escalates: true)
    let trials = 20_000
    let found = try Traced(assumptions).columns(trials: trials)
    func share(_ t: Int, _ level: Double) -> Double {
      let levels = found["level.guidance.month.\(t)"] ?? []
      return Double(levels.filter { $0 == level }.count) / Double(trials)
    }
    func near(_ found: Double, _ expected: Double) -> Bool {
      abs(found - expected) < 5 * (expected * (1 - expected) / Double(trials)).squareRoot()
    }
    // The announcement's second month is month 0; the gate is back in month 9.
    let half = 1 - 0.7.squareRoot()
    #expect(near(share(0, 1), half) && near(share(8, 1), half))
    // One easing answered, and two: the second leads from discouraging to stopped.
    #expect(near(share(17, 2), half * 0.3 + (1 - half) * half * half))
    #expect(near(share(17, 0), (1 - half) * 0.7))
  }
}
