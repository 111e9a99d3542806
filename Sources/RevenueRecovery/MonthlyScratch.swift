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
  public let equivalents: UnsafeMutablePointer<Pack>
  /// Months to each buyer's licence; infinite where it is refused.
  let delay: UnsafeMutablePointer<Pack>
  /// 1 where the export gate is closed after a month, and where the guidance discourages.
  public let exportAway: UnsafeMutablePointer<Pack>
  public let guidanceAway: UnsafeMutablePointer<Pack>
  /// Session of a change in a month, infinite where there is none; written by `datePolicyChanges`.
  public let exportChange: UnsafeMutablePointer<Pack>
  public let guidanceChange: UnsafeMutablePointer<Pack>

  init(months: Int, buyers: Int) {
    self.months = months
    let size = months * 9 + buyers
    uptake = .allocate(capacity: size)
    uptake.initialize(repeating: .zero, count: size)
    licensedShare = uptake + months
    revenue = uptake + 2 * months
    cost = uptake + 3 * months
    equivalents = uptake + 4 * months
    exportAway = uptake + 5 * months
    guidanceAway = uptake + 6 * months
    exportChange = uptake + 7 * months
    guidanceChange = uptake + 8 * months
    delay = uptake + 9 * months
  }

  deinit { uptake.deallocate() }
}
