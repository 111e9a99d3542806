import EquityImpact
import Sampling
import Simulation
import Testing

@Suite("Bands of shares")
struct BandTests {
  /// Two shares and their basket over four sessions, with an event on the way.
  private static func model() throws -> SharesModel {
    var a = try Assumptions.still(
      ["A", "B"], sessions: 4, horizons: [1, 4], sessionsToFirstMonth: 2)
    a.benchmarks[0].volatility = 0.01
    for k in a.equities.indices {
      a.equities[k].residualVolatility = 0.02
      a.equities[k].weight = 0.5
      try a.react(k, to: .exportClosed, mean: -0.05, spread: 0.05)
    }
    let closing = Policy(export: [0: .init(session: 3, isAway: true)])
    return try SharesModel(a, policies: [Policy(), closing], countsBands: true)
  }

  @Test("tell the quantiles of the outputs at the horizons to a sixteenth, 0.001 near 0")
  func quantiles() throws {
    let model = try Self.model()
    let results = try simulate(model, Plan(trials: 1024, seed: 9))
    let outputs = model.paths.outputs
    for (ticker, name) in outputs.tickers.enumerated() {
      for quantity in [EquityOutputs.Quantity.car, .totalReturn] {
        for session in [1, 4] {
          let band = results.band(outputs.band(quantity, ticker, session: session))
          let summary = try #require(results["\(quantity.rawValue).\(name).\(session)"])
          #expect(band.count == 1024)
          for p in [0.05, 0.25, 0.5, 0.75, 0.95] {
            let exact = summary.quantile(p)
            #expect(abs(band.quantile(p) - exact) <= max(0.002, abs(exact) / 15))
          }
        }
      }
    }
  }

  @Test("begin on session 0, with the announcement alone")
  func sessionZero() throws {
    var a = try Assumptions.still(sessions: 3, horizons: [3])
    a.equities[0].residualVolatility = 0.02
    try a.react(to: .announcement, mean: 0.5)
    let model = try SharesModel(a, countsBands: true)
    let results = try simulate(model, Plan(trials: 100, seed: 1))
    let band = results.band(model.paths.outputs.band(.car, 0, session: 0))
    #expect(band.count == 100)
    // All in the bin from 0.5 to 0.53125.
    #expect(band.quantile(0) == 0.5 && band.quantile(1) == 0.53125)
  }

  @Test("and outputs are the same bytes for 1, 2 and 5 workers and for shards")
  func sameBytes() throws {
    let model = try Self.model()
    func run(_ plan: Plan) throws -> Results { try simulate(model, plan) }
    let one = try run(Plan(trials: 1100, seed: 9, threads: 1))
    var others = try [2, 5].map { try run(Plan(trials: 1100, seed: 9, threads: $0)) }
    let parts = try Plan(trials: 1100, seed: 9, threads: 2).shards(2).map(run)
    var merged = parts[1]
    merged.merge(parts[0])
    others.append(merged)
    for other in others {
      for k in model.outputs.indices {
        #expect(other.summary(k).moments == one.summary(k).moments)
        #expect(other.summary(k).sketch == one.summary(k).sketch)
      }
      for k in model.bands.indices { #expect(other.band(k) == one.band(k)) }
    }
  }
}
