import Foundation
import Sampling
import Simulation

/// Profit of a launch: a market of unknown size, a share of it, a margin a unit, a fixed cost.
struct Launch: Model {
  let inputs: [Input]
  let outputs = [Output("profit", unit: "USD")]

  init() throws {
    inputs = [
      Input("market", try Lognormal(mean: 400_000, standardDeviation: 120_000)),
      Input("share", try Beta(alpha: 3, beta: 9)),
      Input("margin", try Normal(mean: 250, standardDeviation: 40)),
    ]
  }

  // Each of these is a pack of eight trials.
  func evaluate(_ batch: Batch, _: inout Void) {
    for p in batch.packs {
      let (market, share, margin) = (batch[0, p], batch[1, p], batch[2, p])
      batch.set(0, p, market * share * margin - 20e6)
    }
  }
}

let results = try simulate(
  Launch(), Plan(trials: 1_000_000, seed: 7),
  statements: [Statement("profit", output: 0, .atLeast(0))])
let profit = results.summary(0)
let pays = results.probability(0)

func millions(_ dollars: Double?) -> String { String(format: "%.2f", (dollars ?? .nan) / 1e6) }
print("mean", millions(profit.mean), "±", millions(profit.standardError), "million dollars")
print("P5", millions(profit.quantile(0.05)), "P95", millions(profit.quantile(0.95)))
print("P(profit >= 0)", pays.value, "between", pays.low, "and", pays.high)
