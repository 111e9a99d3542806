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
  // Where politics walk:
  /// z_t; 0 without relations.
  let tension: UnsafeMutablePointer<Pack>
  /// 1 in months in which an easing may be answered, else 0.
  let isAnswerable: UnsafeMutablePointer<Pack>
  /// Units of all products that may ship; infinite where nothing bounds them.
  let quota: UnsafeMutablePointer<Pack>
  /// 1 while no gate stops trade, else 0.
  let isTrading: UnsafeMutablePointer<Pack>
  /// Months to each buyer's licence; infinite where it is refused. Of the common licences, then of each group.
  let delay: UnsafeMutablePointer<Pack>
  /// Each buyer's share of the order book, as far as the licence lets it receive it; in the same order.
  let share: UnsafeMutablePointer<Pack>
  // Of each gate `months` packs, one gate after the other.
  /// Number of the level at which a gate stands after a month; written by `datePolicyChanges`.
  let levels: UnsafeMutablePointer<Pack>
  /// Session of a change in a month, infinite where there is none; written by `datePolicyChanges`.
  public let changes: UnsafeMutablePointer<Pack>
  /// Number of the move that a change is; any of the gate's where there is none. Written by the same.
  public let moves: UnsafeMutablePointer<Pack>
  // Written by `setExpectations`:
  /// Joint state of the gates before a month's moves: their levels as the digits of a number, the first gate's
  /// the highest, each to the base of its number of levels.
  public let states: UnsafeMutablePointer<Pack>
  /// Probability with which a move is drawn in a month, given the state before it; of each move `months` packs.
  public let hazards: UnsafeMutablePointer<Pack>
  /// What is set instead of drawn; the same in every pack.
  let schedule: UnsafeMutablePointer<ScheduledMonth>
  // Where there is news:
  /// Session in each month of what the trial itself makes an item of the class at hand, infinite where nothing
  /// does.
  let ownNews: UnsafeMutablePointer<Pack>
  /// Items by class, `months` + 1 packs each, one after the other: those of the months, then those before
  /// month 0.
  public let newsCounts: UnsafeMutablePointer<Pack>
  /// Their sessions, four packs in the place of each of those; written by `dateNews`.
  public let newsSessions: UnsafeMutablePointer<Pack>
  // Of classes that shares react to, written by `setReactingNews`, in the places of `newsCounts`:
  /// Items to be expected, the gates' moves left out.
  public let expectedNews: UnsafeMutablePointer<Pack>
  /// Probability that none is drawn; of months alone.
  public let noNews: UnsafeMutablePointer<Pack>
  /// Session of the first licence in force; infinite where there is none.
  public internal(set) var firstLicence = Pack(repeating: .infinity)
  // Where products ship together, one a product:
  let paths: UnsafeMutablePointer<ProductPath>
  /// Units that would ship in a month without a quota.
  let wanted: UnsafeMutablePointer<Pack>
  /// Revenue of the quarter so far, and of the quarters before it.
  let quarterly: UnsafeMutablePointer<Pack>
  let productRevenue: UnsafeMutablePointer<Pack>

  /// - Parameter licences: groups of licences, the common ones among them.
  init(
    months: Int, gates: [GateAssumptions], buyers: Int, products: Int, licences: Int, sellers: Int,
    news: Int
  ) {
    self.months = months
    self.sellers = sellers
    let hazardRows = gates.reduce(0) { $0 + $1.gate.moves.count }
    let size =
      months * (8 + licences + 2 * sellers + 3 * gates.count + hazardRows)
      + 2 * buyers * licences + 3 * products + (news == 0 ? 0 : months + 7 * news * (months + 1))
    uptake = .onCacheLines(size, repeating: .zero)
    licensedShare = uptake + months
    let unlicensed = licensedShare + licences * months
    for t in 0..<months { unlicensed[t] = Pack(repeating: 1) }
    revenue = unlicensed + months
    cost = revenue + sellers * months
    equivalents = cost + sellers * months
    tension = equivalents + months
    isAnswerable = tension + months
    quota = isAnswerable + months
    isTrading = quota + months
    levels = isTrading + months
    changes = levels + gates.count * months
    moves = changes + gates.count * months
    states = moves + gates.count * months
    hazards = states + months
    delay = hazards + hazardRows * months
    share = delay + buyers * licences
    wanted = share + buyers * licences
    quarterly = wanted + products
    productRevenue = quarterly + products
    ownNews = productRevenue + products
    newsCounts = ownNews + (news == 0 ? 0 : months)
    newsSessions = newsCounts + news * (months + 1)
    expectedNews = newsSessions + 4 * news * (months + 1)
    noNews = expectedNews + news * (months + 1)
    paths = .allocate(capacity: products)
    schedule = .onCacheLines(max(1, gates.count * months), repeating: ScheduledMonth())
    for (k, gate) in gates.enumerated() {
      for entry in gate.schedule {
        for t in entry.month..<min(entry.end, months) where t >= 0 {
          schedule[k * months + t] = ScheduledMonth(level: entry.level, session: entry.session)
        }
      }
    }
  }

  /// The first of all packs, from which places of rows are counted (`MonthlyRow`).
  public var rows: UnsafeMutablePointer<Pack> { uptake }

  deinit {
    uptake.deallocate()
    paths.deallocate()
    schedule.deallocate()
  }
}
