import Sampling
import Simulation
import Testing

@testable import RevenueRecovery

@Suite("The recovery model")
struct RecoveryModelTests {
  /// All outputs of the first trial.
  private func firstTrial(_ assumptions: RecoveryAssumptions) throws -> [String: Double] {
    let model = try RecoveryModel(assumptions)
    var result: [String: Double] = [:]
    try replay(model, Plan(trials: 1, seed: 1)) { batch, _, _ in
      for (k, output) in model.outputs.enumerated() { result[output.name] = batch.output(k, 0) }
    }
    return result
  }

  @Test("ships the licensed share of the book as licences arrive, when nothing else holds it back")
  func licensedShare() throws {
    var assumptions = try Assumptions.constant(months: 9)
    assumptions.products = [assumptions.products[0]]
    assumptions.products[0].successor = nil
    assumptions.products[0].inventory = try Constant(1e9)
    assumptions.products[0].orderBook = try Constant(1000)
    assumptions.domesticSubstitution = try Constant(0)
    assumptions.uptake = try Constant(1)
    let outputs = try firstTrial(assumptions)
    // Delays 0.5, 1, 2.25, 4 and 7.5 months: licensed at the ends of months 0, 0, 2, 3 and 7.
    let expected = [520.0, 0, 180, 120, 0, 0, 0, 180, 0]
    for (t, units) in expected.enumerated() {
      let shipped = try #require(outputs["h20_equivalents.month.\(t)"])
      #expect(abs(shipped - units) < 1e-9, "month \(t)")
    }
    #expect(abs(try #require(outputs["units.H20"]) - 1000) < 1e-9)
  }

  @Test("ships nothing while the export gate is closed, nothing that is not cleared, nothing at 0%")
  func nothing() throws {
    var closed = try Assumptions.constant()
    closed.gates[0].start = 1
    #expect(try firstTrial(closed)["recovered"] == 0)
    var refused = try Assumptions.constant()
    refused.licences.approvalRate = try Constant(0)
    #expect(try firstTrial(refused)["recovered"] == 0)
    var uncleared = try Assumptions.constant()
    uncleared.products[1].clearsControls = try Constant(0)
    #expect(try firstTrial(uncleared)["units.B30"] == 0)
    #expect(try firstTrial(uncleared)["day.successor_launch"] == .infinity)
  }

  @Test("has free inventory where all of it is written down")
  func writtenDown() throws {
    var assumptions = try Assumptions.constant(months: 3)
    assumptions.products = [assumptions.products[0]]
    assumptions.products[0].successor = nil
    assumptions.products[0].writtenDown = try Constant(1)
    assumptions.revenueShare = try Constant(0)
    let outputs = try firstTrial(assumptions)
    let revenue = try #require(outputs["recovered"])
    #expect(revenue > 0)
    #expect(abs(try #require(outputs["gross_profit"]) - revenue) < 1e-6)
  }

  @Test("a price that falls to nothing brings nothing after the first month")
  func priceDecline() throws {
    var assumptions = try Assumptions.constant(months: 6)
    assumptions.priceDecline = try Constant(1)
    let outputs = try firstTrial(assumptions)
    let first = try #require(outputs["revenue.total.FY2026Q3"])
    let recovered = try #require(outputs["recovered"])
    #expect(recovered.isFinite && first > 0)
    #expect(abs(recovered - first) <= 1e-12 * first)
  }

  @Test("a successor must be another product", arguments: ["H30", "H20", ""])
  func successors(name: String) throws {
    var assumptions = try Assumptions.base()
    assumptions.products[0].successor = name
    let error = try #require(throws: InvalidParameter.self) { try RecoveryModel(assumptions) }
    #expect(error.description == "successor must name another product, got \"\(name)\"")
  }

  @Test("names its outputs after products, quarters, months and events, each once")
  func names() throws {
    let names = try RecoveryModel(Assumptions.base()).outputs.map(\.name)
    #expect(Set(names).count == names.count)
    for name in [
      "recovered_fy", "recovered", "net_recovered", "gross_profit", "recovery_ratio",
      "months_to_target", "h20_equivalents", "units.H20", "revenue.B30", "revenue.H20.FY2026Q3",
      "revenue.total.FY2027Q4", "eps_uplift.FY2026Q4", "h20_equivalents.month.17",
      "day.export_closed", "day.successor_launch",
    ] {
      #expect(names.contains(name), "\(name)")
    }
  }

  @Test("gives the same bytes on 1 and on 3 workers")
  func workers() throws {
    let model = try RecoveryModel(Assumptions.base())
    let one = try simulate(model, Plan(trials: 3000, seed: 8, threads: 1))
    let three = try simulate(model, Plan(trials: 3000, seed: 8, threads: 3))
    for k in model.outputs.indices {
      let (a, b) = (one.summary(k), three.summary(k))
      #expect(a.moments.mean.bitPattern == b.moments.mean.bitPattern)
      #expect(a.quantiles([0.1, 0.5, 0.9]) == b.quantiles([0.1, 0.5, 0.9]))
    }
  }
}
