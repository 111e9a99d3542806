import Sampling
import Simulation

extension RecoveryModel {
  /// What a product has sold in the running quarter before month 0: revenue in USD.
  @inline(__always)
  func bookedRevenue(_ product: Int) -> Double { booked.isEmpty ? 0 : booked[product] }

  /// Its cost, (1 - γ) of the revenue: units that were not written down.
  func bookedCost(_ product: Int, _ batch: Batch, _ p: Int) -> Pack {
    bookedRevenue(product) * (1 - batch[positions.products[product].grossMargin, p])
  }

  /// The same of all products of a seller.
  func bookedMoney(ofSeller seller: Int, _ batch: Batch, _ p: Int) -> (revenue: Pack, cost: Pack) {
    var (revenue, cost) = (Pack.zero, Pack.zero)
    for product in booked.indices where sellers.ofProducts[product].seller == seller {
      revenue += bookedRevenue(product)
      cost += bookedCost(product, batch, p)
    }
    return (revenue, cost)
  }

  /// Adds what is booked to the first month, which lies in the running quarter. An outside view takes
  /// nothing from it: it is there. After `deliver`.
  func book(_ batch: Batch, _ p: Int, _ scratch: MonthlyScratch) {
    guard !booked.isEmpty else { return }
    for seller in 0..<scratch.sellers {
      let money = bookedMoney(ofSeller: seller, batch, p)
      scratch.revenue[seller * scratch.months] += money.revenue
      scratch.cost[seller * scratch.months] += money.cost
    }
    for product in booked.indices {
      add(booked[product], to: outputPositions.revenue + product, batch, p)
      add(
        booked[product], to: outputPositions.quarterlyRevenue(product: product, quarter: 0), batch,
        p)
    }
  }

  private func add(_ revenue: Double, to output: Int, _ batch: Batch, _ p: Int) {
    batch.set(output, p, batch.output(output, p) + revenue)
  }
}
