import Sampling

/// One pack for each month of what the parts of the model hand to each other. A worker has one.
public final class MonthlyScratch {
  public let months: Int
  /// open_t·φ·g_t: the part of the licensed backlog that ships if there is stock.
  let uptake: UnsafeMutablePointer<Pack>
  /// Λ_t.
  let licensedShare: UnsafeMutablePointer<Pack>
  /// Totals over products.
  let revenue: UnsafeMutablePointer<Pack>
  let cost: UnsafeMutablePointer<Pack>
  public let equivalents: UnsafeMutablePointer<Pack>
  // Where politics walk:
  /// z_t; 0 without relations.
  let tension: UnsafeMutablePointer<Pack>
  /// 1 in months in which an easing may be answered, else 0.
  let isAnswerable: UnsafeMutablePointer<Pack>
  /// Units of all products that may ship; infinite where nothing bounds them.
  let quota: UnsafeMutablePointer<Pack>
  /// 1 while no gate stops trade, else 0.
  let isTrading: UnsafeMutablePointer<Pack>
  /// Months to each buyer's licence; infinite where it is refused.
  let delay: UnsafeMutablePointer<Pack>
  // Of each gate `months` packs, one gate after the other.
  /// Number of the level at which a gate stands after a month.
  let levels: UnsafeMutablePointer<Pack>
  /// Session of a change in a month, infinite where there is none; written by `datePolicyChanges`.
  public let changes: UnsafeMutablePointer<Pack>
  /// Number of the move that a change is; any of the gate's where there is none. Written by the same.
  public let moves: UnsafeMutablePointer<Pack>
  /// What is set instead of drawn; the same in every pack.
  let schedule: UnsafeMutablePointer<ScheduledMonth>
  // Where products ship together, one a product:
  let paths: UnsafeMutablePointer<ProductPath>
  /// Units that would ship in a month without a quota.
  let wanted: UnsafeMutablePointer<Pack>
  /// Revenue of the quarter so far, and of the quarters before it.
  let quarterly: UnsafeMutablePointer<Pack>
  let productRevenue: UnsafeMutablePointer<Pack>

  init(months: Int, gates: [GateAssumptions], buyers: Int, products: Int) {
    self.months = months
    let size = months * (9 + 3 * gates.count) + buyers + 3 * products
    uptake = .allocate(capacity: size)
    uptake.initialize(repeating: .zero, count: size)
    licensedShare = uptake + months
    revenue = licensedShare + months
    cost = revenue + months
    equivalents = cost + months
    tension = equivalents + months
    isAnswerable = tension + months
    quota = isAnswerable + months
    isTrading = quota + months
    levels = isTrading + months
    changes = levels + gates.count * months
    moves = changes + gates.count * months
    delay = moves + gates.count * months
    wanted = delay + buyers
    quarterly = wanted + products
    productRevenue = quarterly + products
    paths = .allocate(capacity: products)
    schedule = .allocate(capacity: max(1, gates.count * months))
    schedule.initialize(repeating: ScheduledMonth(), count: max(1, gates.count * months))
    for (k, gate) in gates.enumerated() {
      for entry in gate.schedule {
        for t in entry.month..<min(entry.end, months) where t >= 0 {
          schedule[k * months + t] = ScheduledMonth(level: entry.level, session: entry.session)
        }
      }
    }
  }

  deinit {
    uptake.deallocate()
    paths.deallocate()
    schedule.deallocate()
  }
}
