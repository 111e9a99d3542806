import Sampling
import Simulation
import Testing

@testable import RevenueRecovery

@Suite("the months of a trial")
struct MonthlyTraceTests {
  @Test("are those of the case to check by hand")
  func handbook() throws {
    let model = try Traced(HandCase.assumptions())
    func value(_ column: Int) throws -> Double {
      try sample(model, Plan(trials: 1, seed: 1), outputs: [column]).outputs[0][0]
    }
    // Λ, units, revenue, cost, and S and B after the shipment.
    let expected: [(Double, Double, Double, Double, Double, Double)] = [
      (0, 0, 0, 0, 30_000, 98_000), (1, 36_321.2, 359_542_996, 31_606_028, 0, 59_718.8),
      (1, 8_646.6, 84_728_378, 43_233_236, 0, 49_877.8),
    ]
    for (t, month) in expected.enumerated() {
      let trace = model.trace
      #expect(try value(trace.position(.licensedShare, t)) == month.0)
      #expect(try value(trace.position(.level, gate: 0, t)) == 0)
      #expect(try value(trace.position(.uptake, t)) == 0.5)
      #expect(try value(trace.position(.change, gate: 0, t)) == .infinity)
      let columns = MonthlyTrace.ProductQuantity.allCases.map {
        trace.position($0, product: 0, t)
      }
      let found = try columns.map(value)
      for (number, known) in zip(found, [month.1, month.2, month.3, month.4, month.5]) {
        #expect(abs(number - known) <= max(0.06, 1e-8 * known))
      }
    }
  }

  @Test("leave every output of the forecast as it is, and add up to units and revenue")
  func sameOutputs() throws {
    let model = try Traced(Assumptions.base())
    let plan = try Plan(trials: 2_000, seed: 5)
    let plain = try sample(model.recovery, plan, outputs: Array(model.recovery.outputs.indices))
    let traced = try sample(model, plan, outputs: Array(model.outputs.indices))
    #expect(Array(traced.outputs.prefix(plain.outputs.count)) == plain.outputs)
    for (k, product) in model.recovery.assumptions.products.enumerated() {
      for quantity in [MonthlyTrace.ProductQuantity.units, .revenue] {
        let name = "\(quantity.rawValue).\(product.name)"
        let total = try #require(model.outputs.firstIndex { $0.name == name })
        for trial in [0, 7, 1_999] {
          let sum = (0..<18).reduce(0.0) {
            $0 + traced.outputs[model.trace.position(quantity, product: k, $1)][trial]
          }
          #expect(abs(sum - plain.outputs[total][trial]) <= 1e-12 * max(1, sum))
        }
      }
    }
  }
}
