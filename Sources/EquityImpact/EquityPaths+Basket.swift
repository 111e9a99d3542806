import Sampling
import Simulation

/// The basket of shares by weight, and the counts behind the fans.
extension EquityPaths {
  func clearBasket(_ scratch: EquityScratch) {
    for d in 0...assumptions.sessions {
      scratch.basketValues[d] = .zero
      scratch.basketAbnormal[d] = .zero
    }
    for k in 0...assumptions.horizons.count { scratch.basketPolicy[k] = .zero }
  }

  /// Bought before session 0 by weight and held: Σ w_i·exp(Σ r_i), and Σ w_i·CAR_i.
  func addToBasket(_ weight: Double, _ scratch: EquityScratch) {
    for d in 0...assumptions.sessions {
      scratch.basketValues[d] += weight * exponential(scratch.totals[d])
      scratch.basketAbnormal[d] += weight * scratch.abnormal[d]
    }
  }

  func writeBasket(_ batch: Batch, _ p: Int, _ scratch: EquityScratch) {
    let index = shares.count
    var peak = Pack(repeating: 1)
    var worst = Pack.zero
    var next = 0
    for d in 0...assumptions.sessions {
      let value = scratch.basketValues[d]
      peak = larger(peak, value)
      worst = larger(worst, 1 - value / peak)
      if d == assumptions.horizons[next] {
        let output = outputs.position(index, horizon: next)
        batch.set(output, p, scratch.basketAbnormal[d])
        batch.set(output + 1, p, value - 1)
        batch.set(output + 2, p, worst)
        let policy = scratch.basketPolicy[next]
        batch.set(output + 3, p, policy)
        batch.set(output + 4, p, policy - scratch.basketPolicy[assumptions.horizons.count])
        next = min(next + 1, assumptions.horizons.count - 1)
      }
      if batch.countsBands {
        batch.count(outputs.band(.car, index, session: d), p, scratch.basketAbnormal[d])
        batch.count(outputs.band(.totalReturn, index, session: d), p, value - 1)
      }
    }
  }

  func countBands(
    _ share: Int, _ totals: UnsafePointer<Pack>, _ batch: Batch, _ p: Int, _ scratch: EquityScratch
  ) {
    for d in 0...assumptions.sessions {
      batch.count(outputs.band(.car, share, session: d), p, scratch.abnormal[d])
      batch.count(outputs.band(.totalReturn, share, session: d), p, exponential(totals[d]) - 1)
    }
  }
}
