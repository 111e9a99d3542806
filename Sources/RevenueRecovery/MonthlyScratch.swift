import Sampling

/// One pack for each month of what the parts of the model hand to each other. A worker has one.
public final class MonthlyScratch {
  let months: Int
  /// open_t·φ·g_t: the part of the licensed backlog that ships if there is stock.
  let uptake: UnsafeMutablePointer<Pack>
  /// Λ_t.
  let licensedShare: UnsafeMutablePointer<Pack>
  /// Totals over products.
  let revenue: UnsafeMutablePointer<Pack>
  let cost: UnsafeMutablePointer<Pack>
  let equivalents: UnsafeMutablePointer<Pack>

  init(_ months: Int) {
    self.months = months
    uptake = .allocate(capacity: months * 5)
    uptake.initialize(repeating: .zero, count: months * 5)
    licensedShare = uptake + months
    revenue = uptake + 2 * months
    cost = uptake + 3 * months
    equivalents = uptake + 4 * months
  }

  deinit { uptake.deallocate() }

  func clearTotals() {
    for t in 0..<months {
      revenue[t] = .zero
      cost[t] = .zero
      equivalents[t] = .zero
    }
  }
}
