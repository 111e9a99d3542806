import Sampling
import Simulation

extension RecoveryModel {
  /// Licensed share of the order book at the end of each month, Λ_t = Σ_b w_b·approved_b·[delay_b ≤ e], of
  /// the common licences and of each group.
  func licenseBuyers(_ batch: Batch, _ p: Int, _ scratch: MonthlyScratch) {
    for licences in positions.approvalRates.indices {
      let rate = batch[positions.approvalRates[licences], p]
      let cap = largestShare(licences, batch, p)
      // Relations bear on every licence alike.
      let linked = relationsPath.map { Linked(rate, loading: $0.approval) }
      let first = licences * buyerShares.count
      for b in buyerShares.indices {
        // approved_b: the buyer's own uniform lies below the common rate; else the delay never ends.
        let slots = positions.buyers[first + b]
        let delay = batch[slots.delay, p]
        let own = linked.map { $0.at(tension(after: delay, scratch)) } ?? rate
        let isApproved = batch[slots.approval, p] .< own
        scratch.delay[first + b] = select(isApproved, delay, Pack(repeating: .infinity))
        scratch.share[first + b] = smaller(Pack(repeating: buyerShares[b]), cap)
      }
      let licensedShare = scratch.licensedShare + licences * scratch.months
      for t in 0..<scratch.months {
        var share = Pack.zero
        for b in buyerShares.indices {
          let isLicensed = scratch.delay[first + b] .<= Double(t + 1)
          share += select(isLicensed, scratch.share[first + b], .zero)
        }
        licensedShare[t] = share
      }
    }
  }

  /// z of the month in which a licence is decided: ⌈delay⌉ - 1, within the months there are.
  private func tension(after delay: Pack, _ scratch: MonthlyScratch) -> Pack {
    var z = Pack.zero
    for lane in 0..<Pack.lanes {
      let month = min(max(delay[lane].rounded(.up) - 1, 0), Double(scratch.months - 1))
      z[lane] = scratch.tension[Int(month)][lane]
    }
    return z
  }

  /// The largest share of the order book that a buyer may receive under a cap, cap / Σ A·D over the
  /// products that need these licences; infinite without one. Each product gets the part of the cap that
  /// its order book is of all, so the share is the same for all of them.
  private func largestShare(_ licences: Int, _ batch: Batch, _ p: Int) -> Pack {
    guard let cap = positions.caps[licences] else { return Pack(repeating: .infinity) }
    var orders = Pack.zero
    for product in needs.indices where needs[product] == licences {
      orders += draws[product].clears(batch, p) * draws[product].orders(batch, p)
    }
    // Where nothing is ordered nothing is held back, a cap of 0 included.
    return select(orders .> 0, batch[cap, p] / orders, Pack(repeating: .infinity))
  }
}
