import Sampling
import Simulation

/// The basket of shares by weight, and the counts behind the fans.
extension EquityPaths {
  func beginBasket(_ scratch: EquityScratch) {
    for k in 0..<4 { scratch.basket[k] = .zero }
    // Its peak: the price before session 0.
    scratch.basket[2] = Pack(repeating: 1)
  }

  func clearBasket(_ segment: PathSegment, _ scratch: EquityScratch) {
    for k in 0..<segment.sessions.count {
      scratch.basketValues[k] = .zero
      scratch.basketAbnormal[k] = .zero
    }
  }

  /// Bought before session 0 by weight and held: Σ w_i·exp(Σ r_i), and Σ w_i·CAR_i, which the walk of each share has
  /// added up.
  func walkBasket(
    _ segment: PathSegment, _ batch: Batch, _ p: Int, _ scratch: EquityScratch
  ) {
    let index = shares.count
    var (peak, worst) = (scratch.basket[2], scratch.basket[3])
    for (k, d) in segment.sessions.enumerated() {
      let value = scratch.basketValues[k]
      peak = larger(peak, value)
      worst = larger(worst, 1 - value / peak)
      if batch.countsBands {
        batch.count(outputs.band(.car, index, session: d), p, scratch.basketAbnormal[k])
        batch.count(outputs.band(.totalReturn, index, session: d), p, value - 1)
      }
    }
    (scratch.basket[2], scratch.basket[3]) = (peak, worst)
    var policy = Pack.zero
    for share in shares.indices {
      policy += shares[share].weight * scratch.paths[share].policy
    }
    if segment.sessions.lowerBound == 0 { scratch.basket[1] = policy }
    guard let horizon = segment.horizon else { return }
    let last = segment.sessions.count - 1
    let output = outputs.position(index, horizon: horizon)
    batch.set(output, p, scratch.basketAbnormal[last])
    batch.set(output + 1, p, scratch.basketValues[last] - 1)
    batch.set(output + 2, p, worst)
    batch.set(output + 3, p, policy)
    batch.set(output + 4, p, policy - scratch.basket[1])
  }

  func countBands(
    _ share: Int, _ segment: PathSegment, _ batch: Batch, _ p: Int, _ scratch: EquityScratch
  ) {
    for (k, d) in segment.sessions.enumerated() {
      batch.count(outputs.band(.car, share, session: d), p, scratch.abnormal[k])
      batch.count(outputs.band(.totalReturn, share, session: d), p, scratch.prices[k] - 1)
    }
  }
}
