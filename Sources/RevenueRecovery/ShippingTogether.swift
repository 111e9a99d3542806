import Sampling
import Simulation

extension RecoveryModel {
  /// All products month by month, where what one ships depends on the others or on the gates' state: a quota,
  /// domestic supply, supply that follows orders. Without any of them the same as `ship` of each.
  func shipTogether(
    _ common: CommonDraws, _ batch: Batch, _ p: Int, _ scratch: MonthlyScratch,
    _ observer: some MonthObserver
  ) {
    let (products, paths) = (draws.indices, scratch.paths)
    for product in products {
      paths[product] = path(product, common, batch, p)
      scratch.productRevenue[product] = .zero
    }
    var domestic = domesticSupply.map { DomesticSupply.State($0, batch, p) }
    let calendar = assumptions.calendar
    for quarter in calendar.quarters.indices {
      for product in products { scratch.quarterly[product] = .zero }
      for t in calendar.monthsOfQuarter[quarter] {
        let elapsed = Double(t + 1)
        let replaced = domestic?.step(books: products.reduce(Pack.zero) { $0 + paths[$1].book })
        var wanted = Pack.zero
        for product in products {
          paths[product].shrink(elapsed, kept: replaced ?? paths[product].kept)
          let backlog = paths[product].backlog(
            scratch.licensedShare[needs[product] * scratch.months + t])
          if supplyFollowsOrders {
            paths[product].supply(
              elapsed,
              isMade: scratch.isTrading[t] * indicator(paths[product].stock .< backlog))
          } else {
            paths[product].supply(elapsed)
          }
          scratch.wanted[product] = paths[product].wanted(elapsed, backlog, scratch.uptake[t])
          wanted += scratch.wanted[product]
        }
        // ship_p = want_p·min(1, quota / Σ want).
        let passed = smaller(
          scratch.quota[t] / larger(wanted, Pack(repeating: .leastNormalMagnitude)),
          Pack(repeating: 1))
        for product in products {
          let month = paths[product].ship(scratch.wanted[product] * passed)
          observer.see(product, t, month, paths[product])
          scratch.quarterly[product] += month.revenue
          let equivalents = draws[product].equivalents(
            trainingShare: common.trainingShare, batch, p)
          add(month, equivalents, t, product, scratch)
        }
      }
      for product in products {
        let quarterly = scratch.quarterly[product]
        batch.set(
          outputPositions.quarterlyRevenue(product: product, quarter: quarter), p, quarterly)
        scratch.productRevenue[product] += quarterly
      }
    }
    for product in products {
      batch.set(outputPositions.units + product, p, paths[product].shipped)
      batch.set(outputPositions.revenue + product, p, scratch.productRevenue[product])
    }
  }
}
