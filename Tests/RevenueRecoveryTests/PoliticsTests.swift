import GSL
import Sampling
import Simulation
import Testing

@testable import RevenueRecovery

/// Cases whose numbers come from an independent program in NumPy.
@Suite("politics, cases to check by hand")
struct PoliticsByHandTests {
  /// The outputs of the one trial there is.
  private func outputs(_ assumptions: RecoveryAssumptions) throws -> [String: Double] {
    try Traced(assumptions).columns(trials: 1).mapValues { $0[0] }
  }

  private func expect(
    _ assumptions: RecoveryAssumptions, _ known: [String: Double],
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let found = try outputs(assumptions)
    for (name, value) in known {
      let number = try #require(found[name])
      // Units are given to three digits, money to two.
      let bound = name.hasPrefix("units") ? 6e-4 : 6e-3
      #expect(abs(number - value) < bound, "\(name) is \(number)", sourceLocation: location)
    }
  }

  @Test("the first edition's")
  func first() throws {
    try expect(
      HandCase.assumptions(months: 6),
      [
        "recovered_fy": 725_113_219.27, "revenue.total.FY2026Q3": 444_271_374.63,
        "units.H20": 74_219.446, "gross_profit": 431_504_666.28,
      ])
  }

  @Test("a quota is all that ships while purchases are stopped")
  func quota() throws {
    var assumptions = try HandCase.assumptions(months: 6)
    assumptions.gates[1] = try HandCase.stopped(quota: 10_000)
    try expect(
      assumptions,
      [
        "recovered_fy": 485_049_997.59, "revenue.total.FY2026Q3": 196_979_694.21,
        "units.H20": 50_000, "gross_profit": 336_544_997.84,
      ])
  }

  @Test("products share a quota by what buyers would take")
  func sharedQuota() throws {
    var assumptions = try HandCase.assumptions(months: 6)
    assumptions.products.append(try HandCase.second())
    assumptions.gates[1] = try HandCase.stopped(quota: 10_000)
    try expect(
      assumptions,
      [
        "recovered_fy": 452_598_106.97, "revenue.total.FY2026Q3": 183_691_256.61,
        "units.H20": 33_272.593, "units.R": 16_727.407, "gross_profit": 364_065_703.10,
      ])
  }

  @Test("without a quota a stop lets nothing through, whatever the path to that")
  func nothing() throws {
    var assumptions = try HandCase.assumptions(months: 6)
    assumptions.gates[1] = try HandCase.stopped(quota: 0)
    #expect(try outputs(assumptions)["recovered"] == 0)
    // Beside a quota that does not bind in every trial, products walk together.
    assumptions.gates[1]["quota"] = try Mixture(
      [Constant(0), Constant(1e9)], weights: [0.5, 0.5])
    let free = try Traced(HandCase.assumptions(months: 6)).columns(trials: 1)["recovered"]?[0]
    let found = try #require(try Traced(assumptions).columns(trials: 64)["recovered"])
    #expect(Set(found) == [0, try #require(free)])
  }

  @Test("a gate does what the schedule says, on its day, and is no event where nothing changes")
  func schedule() throws {
    var assumptions = try HandCase.assumptions(months: 6)
    assumptions.gates[0].schedule = [
      .init(month: 2, session: 0, end: 3, level: 1), .init(month: 4, session: 20, end: 5, level: 0),
      .init(month: 5, session: 3, end: 6, level: 0),
    ]
    try expect(
      assumptions,
      [
        "recovered_fy": 722_478_983.51, "revenue.total.FY2026Q3": 359_542_996.39,
        "units.H20": 74_219.446, "gross_profit": 429_133_854.09,
        "day.export_closed": 13 + 42, "day.export_reopened": 13 + 84 + 20,
        "change.export_gate.month.5": .infinity,
      ].filter { $0.value.isFinite })
    #expect(try outputs(assumptions)["change.export_gate.month.5"] == .infinity)
    assumptions.supplyFollowsOrders = true
    try expect(
      assumptions,
      [
        "recovered_fy": 532_886_118.37, "revenue.total.FY2026Q3": 359_542_996.39,
        "units.H20": 54_469.982, "gross_profit": 357_247_596.17,
      ])
  }

  @Test("a level that is held is drawn again only when that is over")
  func held() throws {
    var assumptions = try HandCase.assumptions(months: 6)
    assumptions.gates[0]["reopen"] = try Constant(1)
    assumptions.gates[0].schedule = [.init(month: 1, session: 4, end: 4, level: 1)]
    let found = try outputs(assumptions)
    let levels = (0..<6).map { found["level.export_gate.month.\($0)"] ?? -1 }
    #expect(levels == [0, 1, 1, 1, 0, 0])
    #expect(found["day.export_closed"] == 38.0)
  }

  @Test("domestic chips take what they replace off every book")
  func domestic() throws {
    var assumptions = try HandCase.assumptions(months: 6)
    assumptions.products.append(try HandCase.second())
    assumptions.domesticSupply = DomesticSupply(
      start: try Constant(10_000), growth: try Constant(1), replaces: try Constant(0.5))
    try expect(
      assumptions,
      [
        "recovered_fy": 986_329_286.91, "revenue.total.FY2026Q3": 641_304_746.46,
        "units.H20": 69_664.386, "units.R": 38_881.162, "gross_profit": 573_849_779.10,
      ])
  }
}

@Suite("politics, properties")
struct PoliticsPropertyTests {
  /// Columns that both have are the same bits; which are there at all is the caller's to say.
  private func expectSame(
    _ found: [String: [Double]], as plain: [String: [Double]],
    except: (String) -> Bool = { _ in false }
  ) {
    for (name, column) in plain where !except(name) {
      let same = zip(column, found[name] ?? []).allSatisfy { $0.bitPattern == $1.bitPattern }
      #expect(same && found[name]?.count == column.count, "\(name)")
    }
  }

  @Test("what is stated and does nothing changes no bit: third level, answers, relations, dates")
  func idle() throws {
    let plain = try Traced(Assumptions.base()).columns(trials: 2_000)
    var assumptions = try Assumptions.base()
    let base = assumptions.gates[1]
    var values = ["stop": try Constant(0) as any Distribution, "ease": try Constant(0.5)]
    values["quota"] = try Constant(100)
    values["answers"] = try Constant(0)
    for key in ["discourage", "lift", "uptake_factor"] { values[key] = base[key] }
    assumptions.gates[1] = GateAssumptions(
      .guidance, starts: "neutral", values, escalates: true)
    // Which move it would be is told of months without one, too, and then means nothing.
    func isMove(_ name: String) -> Bool { name.hasPrefix("move.") }
    try expectSame(Traced(assumptions).columns(trials: 2_000), as: plain, except: isMove)
    assumptions.relations = Relations(
      persistence: 0.9, starts: try Normal(mean: 0, standardDeviation: 1), loadings: [:])
    // Relations that nothing is loaded with are told all the same.
    try expectSame(
      Traced(assumptions).columns(trials: 2_000), as: plain,
      except: { isMove($0) || $0.hasPrefix("tension.") })
  }

  @Test(
    "supply that follows orders, and domestic chips that are none, change what they should alone")
  func idleSupply() throws {
    var assumptions = try Assumptions.base()
    assumptions.domesticSubstitution = try Constant(0)
    let plain = try Traced(assumptions).columns(trials: 500)
    assumptions.domesticSupply = DomesticSupply(
      start: try Constant(0), growth: try Constant(1), replaces: try Constant(1))
    try expectSame(Traced(assumptions).columns(trials: 500), as: plain)
  }

  @Test("a day in every month of the horizon is that of the change, by number and level")
  func days() throws {
    let found = try Traced(Assumptions.politics()).columns(trials: 4_000)
    func column(_ name: String) throws -> [Double] { try #require(found[name]) }
    var first = [[Double]](repeating: [Double](repeating: .infinity, count: 4_000), count: 4)
    for t in 0..<18 {
      let levels = try column("level.guidance.month.\(t)")
      let before = t == 0 ? nil : try column("level.guidance.month.\(t - 1)")
      let changes = try column("change.guidance.month.\(t)")
      let moves = try column("move.guidance.month.\(t)")
      for n in 0..<4_000 where changes[n].isFinite {
        let move = Int(moves[n])
        first[move][n] = min(first[move][n], changes[n])
        let session = changes[n] - 13 - 21 * Double(t)
        #expect((0...20).contains(session))
        #expect(levels[n] == [1, 0, 2, 1][move])
        if let before { #expect(before[n] != levels[n]) }
      }
      if let before {
        for n in 0..<4_000 where !changes[n].isFinite { #expect(before[n] == levels[n]) }
      }
    }
    for (k, event) in [
      "guidance_discouraging", "guidance_lifted", "guidance_stopped", "guidance_eased",
    ].enumerated() {
      #expect(try column("day.\(event)") == first[k])
      #expect(first[k].contains { $0.isFinite })
    }
  }

  @Test("hazards of 0 and 1 stay so under any tension", arguments: [-1e308, -3, 3, 1e308])
  func certain(tension: Double) throws {
    var assumptions = try Assumptions.base()
    assumptions.gates[0]["close"] = try Constant(0)
    assumptions.gates[1]["discourage"] = try Constant(1)
    assumptions.relations = Relations(
      persistence: 0.9, starts: try Constant(tension),
      loadings: ["policy.export_gate.close": 10, "policy.guidance.discourage": -10])
    let found = try Traced(assumptions).columns(trials: 64)
    #expect(found["day.export_closed"]?.allSatisfy { $0 == .infinity } == true)
    #expect(found["level.guidance.month.0"]?.allSatisfy { $0 == 1 } == true)
  }
}
