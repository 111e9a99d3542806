import Sampling
import Simulation

/// Three uniforms, and whether all of them lie below a level: with probability level³.
struct RareEvent: Model {
  let level: Double
  let inputs: [Input]
  let outputs = [
    Output("first", unit: "1"), Output("all", unit: "1", isWhole: true),
    Output("how many", unit: "1", isWhole: true),
  ]

  init(level: Double) throws {
    self.level = level
    let uniform = try Uniform(low: 0, high: 1)
    // The last one has nothing to do with it.
    inputs = ["u", "v", "w", "other"].map { Input($0, uniform) }
  }

  func evaluate(_ batch: Batch, _: inout Void) {
    for p in batch.packs {
      let below = (0..<3).map { indicator(batch[$0, p] .< level) }
      batch.set(0, p, batch[0, p])
      batch.set(1, p, below[0] * below[1] * below[2])
      batch.set(2, p, below[0] + below[1] + below[2])
    }
  }
}
