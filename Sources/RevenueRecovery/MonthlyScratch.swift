import Sampling

/// One pack for each month of what the parts of the model hand to each other. A worker has one.
public final class MonthlyScratch {
  public let months: Int
  let sellers: Int
  /// open_t·φ·g_t: the part of the licensed backlog that ships if there is stock.
  let uptake: UnsafeMutablePointer<Pack>
  /// Λ_t of the common licences, of each group, and 1 where none is needed; `months` packs each, one after
  /// the other.
  let licensedShare: UnsafeMutablePointer<Pack>
  /// Totals over the products of a seller; of each seller `months` packs, one after the other.
  let revenue: UnsafeMutablePointer<Pack>
  let cost: UnsafeMutablePointer<Pack>
  /// Totals over all products.
  public let equivalents: UnsafeMutablePointer<Pack>
  /// Months to each buyer's licence; infinite where it is refused.
  let delay: UnsafeMutablePointer<Pack>
  /// Each buyer's share of the order book, as far as the licence lets it receive it.
  let share: UnsafeMutablePointer<Pack>
  // Of each gate `months` packs, one gate after the other.
  /// Number of the level at which a gate stands after a month.
  let levels: UnsafeMutablePointer<Pack>
  /// Session of a change in a month, infinite where there is none; written by `datePolicyChanges`.
  public let changes: UnsafeMutablePointer<Pack>
  /// Number of the move that a change is; any of the gate's where there is none. Written by the same.
  public let moves: UnsafeMutablePointer<Pack>

  /// - Parameter licences: groups of licences, the common ones among them.
  init(months: Int, gates: Int, buyers: Int, licences: Int, sellers: Int) {
    self.months = months
    self.sellers = sellers
    let size = months * (3 + licences + 2 * sellers + 3 * gates) + 2 * buyers
    uptake = .allocate(capacity: size)
    uptake.initialize(repeating: .zero, count: size)
    licensedShare = uptake + months
    let unlicensed = licensedShare + licences * months
    for t in 0..<months { unlicensed[t] = Pack(repeating: 1) }
    revenue = unlicensed + months
    cost = revenue + sellers * months
    equivalents = cost + sellers * months
    levels = equivalents + months
    changes = levels + gates * months
    moves = changes + gates * months
    delay = moves + gates * months
    share = delay + buyers
  }

  deinit { uptake.deallocate() }
}
