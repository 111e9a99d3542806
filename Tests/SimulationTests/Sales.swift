import Sampling
import Simulation

/// Revenue at a constant price: units normal (100, 20), revenue = price · units. And a whole number
/// that never comes where units are few.
struct Sales: Model {
  let inputs: [Input]
  let outputs: [Output]
  private let hasExtra: Bool

  /// - Parameter hasExtra: one more input and output, before the others.
  init(price: Double, hasExtra: Bool = false) throws {
    let extra = [Input("extra", try Uniform(low: 0, high: 1))]
    inputs =
      (hasExtra ? extra : []) + [
        Input("units", try Normal(mean: 100, standardDeviation: 20)),
        Input("price", try Constant(price)),
      ]
    outputs =
      (hasExtra ? [Output("extra", unit: "1")] : []) + [
        Output("revenue", unit: "USD"),
        Output("months", unit: "months", isWhole: true, canBeNever: true),
      ]
    self.hasExtra = hasExtra
  }

  func evaluate(_ batch: Batch, _: inout Void) {
    let first = hasExtra ? 1 : 0
    for p in batch.packs {
      if hasExtra { batch.set(0, p, batch[0, p]) }
      let revenue = batch[first, p] * batch[first + 1, p]
      batch.set(first, p, revenue)
      let never = Pack(repeating: .infinity)
      batch.set(first + 1, p, select(revenue .>= 700, Pack(repeating: 3), never))
    }
  }

  var statements: [Statement] {
    let first = hasExtra ? 1 : 0
    return [
      Statement("revenue >= 1000", output: first, .atLeast(1000)),
      Statement("revenue < 800", output: first, .below(800)),
      Statement("months", output: first + 1, .happens),
    ]
  }
}
