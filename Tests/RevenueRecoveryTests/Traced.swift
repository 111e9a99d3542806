import Sampling
import Simulation

@testable import RevenueRecovery

/// The recovery with its months.
struct Traced: Model {
  let recovery: RecoveryModel
  let trace: MonthlyTrace
  var inputs: [Input] { recovery.inputs }
  var outputs: [Output] { recovery.outputs + trace.outputs }

  init(_ assumptions: RecoveryAssumptions) throws {
    recovery = try RecoveryModel(assumptions)
    trace = MonthlyTrace(recovery, first: recovery.outputs.count)
  }

  func makeScratch() -> MonthlyScratch { recovery.makeScratch() }

  func evaluate(_ batch: Batch, _ scratch: inout MonthlyScratch) {
    for p in batch.packs { trace.evaluate(batch, p, scratch) }
  }

  /// Every column of the first trials by name.
  func columns(trials: Int) throws -> [String: [Double]] {
    let kept = try sample(
      self, Plan(trials: trials, seed: 7), inputs: Array(inputs.indices),
      outputs: Array(outputs.indices))
    let names = inputs.map(\.name) + outputs.map(\.name)
    return Dictionary(uniqueKeysWithValues: zip(names, kept.inputs + kept.outputs))
  }
}
