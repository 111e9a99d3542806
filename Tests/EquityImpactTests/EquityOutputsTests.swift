import EquityImpact
import Sampling
import Simulation
import Testing

@Suite("Outputs of shares")
struct EquityOutputsTests {
  private func outputs(weight: Double) throws -> EquityOutputs {
    var a = try Assumptions.still(["688256.SH", "NVDA"], sessions: 30, horizons: [5, 30])
    a.equities[1].weight = weight
    return try EquityPaths(a, inputsBefore: 0, outputsBefore: 0).outputs
  }

  @Test("are named after quantity, ticker and horizon")
  func names() throws {
    #expect(
      try outputs(weight: 0).all.map(\.name) == [
        "car.688256.SH.5", "total_return.688256.SH.5", "drawdown.688256.SH.5",
        "policy.688256.SH.5", "policy_after.688256.SH.5",
        "car.688256.SH.30", "total_return.688256.SH.30", "drawdown.688256.SH.30",
        "policy.688256.SH.30", "policy_after.688256.SH.30",
        "car.NVDA.5", "total_return.NVDA.5", "drawdown.NVDA.5", "policy.NVDA.5",
        "policy_after.NVDA.5",
        "car.NVDA.30", "total_return.NVDA.30", "drawdown.NVDA.30", "policy.NVDA.30",
        "policy_after.NVDA.30",
      ])
    #expect(try outputs(weight: 0).all.allSatisfy { $0.unit == "1" && !$0.isWhole })
  }

  @Test("have a place each, which their names tell")
  func places() throws {
    let outputs = try outputs(weight: 1)
    #expect(outputs.places.count == outputs.all.count)
    for (place, output) in zip(outputs.places, outputs.all) {
      #expect(output.name == "\(place.quantity.rawValue).\(place.ticker).\(place.horizon)")
    }
  }

  @Test("include a basket where a share has weight")
  func basket() throws {
    #expect(try outputs(weight: 0).tickers == ["688256.SH", "NVDA"])
    #expect(try outputs(weight: 1).tickers == ["688256.SH", "NVDA", "basket"])
    #expect(try outputs(weight: 1).all.count == 30)
  }

  @Test("have bands for every session from 0 on, found by quantity, ticker and session")
  func bands() throws {
    let outputs = try outputs(weight: 1)
    #expect(outputs.bands.count == 3 * 2 * 31)
    for (ticker, name) in outputs.tickers.enumerated() {
      for quantity in [EquityOutputs.Quantity.car, .totalReturn] {
        for session in 0...30 {
          let band = outputs.bands[outputs.band(quantity, ticker, session: session)]
          #expect(band.name == "\(quantity.rawValue).\(name).\(session)")
        }
      }
    }
  }

  @Test("come from inputs and series that are named after tickers, markets and events")
  func inputs() throws {
    let paths = try EquityPaths(
      Assumptions.still(["A"], sessions: 50), inputsBefore: 0, outputsBefore: 0)
    #expect(
      paths.inputs.map(\.name) == [
        "equities.permanent_share", "equities.half_life", "equities.displacement",
        "equities.domestic_demand", "equities.beta.A", "equities.precision.A",
        "equities.exposure.A", "equities.elasticity.A", "equities.reactions.announcement.A",
        "equities.reactions.export_closed.A", "equities.reactions.export_reopened.A",
        "equities.reactions.guidance_discouraging.A", "equities.reactions.guidance_lifted.A",
        "equities.reactions.successor_launch.A", "equities.persistence", "market.drift.csi300",
      ])
    // Months 0 and 1 lie on the path: two events before them, two changes in each.
    #expect(
      paths.series == [
        Series("market.csi300.session", length: 50),
        Series("equities.residual.A.session", length: 50),
        Series("equities.reactions.event", length: 6),
        Series("equities.reactions.A.event", length: 6),
      ])
  }

  @Test(
    "tails without a variance are refused",
    arguments: [
      (2.0, 5.0, "degrees must be above 2, or the variance is infinite, got 2"),
      (5, 1.5, "degrees must be above 2, or the variance is infinite, got 1.5"),
      (.nan, 5, "degrees must be above 2, or the variance is infinite, got nan"),
    ])
  func tails(market: Double, residual: Double, message: String) throws {
    var a = try Assumptions.still()
    a.benchmarks[0].degrees = market
    a.equities[0].degrees = residual
    let error = try #require(throws: InvalidParameter.self) {
      try EquityPaths(a, inputsBefore: 0, outputsBefore: 0)
    }
    #expect(error.description == message)
  }
}
