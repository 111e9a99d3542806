import Sampling
import Simulation

extension RecoveryModel {
  /// What the recovery adds to a quarter's earnings, as a fraction of those without it: eps_uplift.Q over
  /// base_eps.Q, in the quarters whose base is stated. After `writeTotals`.
  func writeRatios(_ batch: Batch, _ p: Int) {
    guard !outputPositions.basedQuarters.isEmpty else { return }
    for k in outputPositions.basedQuarters.indices {
      let quarter = outputPositions.basedQuarters[k]
      let uplift = batch.output(outputPositions.quarterlyUplift + quarter.index, p)
      batch.set(outputPositions.upliftRatios + k, p, uplift / quarter.earnings)
    }
  }
}
