import Sampling
import Simulation

/// Looks at every month of every product while the model steps. The one that sees nothing leaves no
/// trace in the compiled loop, so an ordinary run pays nothing for it.
protocol MonthObserver {
  func see(_ product: Int, _ t: Int, _ month: ProductPath.Month, _ path: ProductPath)
}

struct Unwatched: MonthObserver {
  @inline(__always)
  func see(_ product: Int, _ t: Int, _ month: ProductPath.Month, _ path: ProductPath) {}
}

/// What happens within a trial, month by month, as outputs of their own: written by the same code
/// that computes the forecast, and only where somebody wants to see it.
///
/// Part of a model: the owner lists `outputs` among its own and calls `evaluate` in the place of the
/// recovery's.
public struct MonthlyTrace: Sendable {
  /// What is known of a month whatever the product. The raw value is the name in files.
  public enum Quantity: String, Sendable, CaseIterable {
    /// Λ_t of the common licences: share of the order book that may be shipped, 0 ... 1.
    case licensedShare = "licensed_share"
    /// open_t·φ·g_t: the part of the licensed backlog that ships if there is stock.
    case uptake
    /// z_t; 0 without relations.
    case tension
  }

  /// What is known of a gate in a month.
  public enum GateQuantity: String, Sendable, CaseIterable {
    /// Number of its level after the month's step.
    case level
    /// Session on which it changes in the month; infinite where it does not.
    case change
    /// Number of the move that the change is.
    case move
    /// How the change came about: 0 by a hazard, 1 as an answer to an easing, 2 by a schedule.
    case cause
  }

  /// What is known of a product in a month.
  public enum ProductQuantity: String, Sendable, CaseIterable {
    case units
    /// USD; in month 0 with what is booked.
    case revenue
    /// USD; the same.
    case cost
    /// Units on hand at the month's end.
    case stock
    /// Units ordered and not shipped at the month's end, what was lost to others taken off.
    case book = "unshipped_book"
    /// Λ_t of the licences that the product needs, 0 ... 1.
    case licensedShare = "licensed_share"
  }

  public let outputs: [Output]
  /// Position of what an outside view leaves of the trial's shipments, 0 ... 1; nil without one.
  public let delivered: Int?
  private let recovery: RecoveryModel
  private let first: Int
  private let months: Int
  private let gates: Int
  private let products: Int
  /// The classes of news, in order.
  public let newsClasses: [NewsClass]

  /// - Parameter first: position of the first of these outputs among all of the model.
  public init(_ recovery: RecoveryModel, first: Int) {
    self.recovery = recovery
    self.first = first
    months = recovery.assumptions.calendar.months
    gates = recovery.assumptions.gates.count
    products = recovery.assumptions.products.count
    newsClasses = recovery.assumptions.news.map(\.newsClass)
    let months = months
    var names = Quantity.allCases.flatMap { quantity in
      (0..<months).map { "\(quantity.rawValue).month.\($0)" }
    }
    for assumed in recovery.assumptions.gates {
      names += GateQuantity.allCases.flatMap { quantity in
        (0..<months).map { "\(quantity.rawValue).\(assumed.gate.name).month.\($0)" }
      }
    }
    for product in recovery.assumptions.products {
      names += ProductQuantity.allCases.flatMap { quantity in
        (0..<months).map { "\(quantity.rawValue).\(product.name).month.\($0)" }
      }
    }
    delivered = recovery.assumptions.outsideView == nil ? nil : first + names.count
    if delivered != nil { names.append("delivered") }
    for newsClass in newsClasses {
      let months = (0..<months).map { "month.\($0)" } + ["before"]
      names += months.map { "items.\(newsClass.name).\($0)" }
      names += months.flatMap { month in
        (1...NewsAssumptions.most).map { "item.\(newsClass.name).\($0).\(month)" }
      }
    }
    outputs = names.map { Output($0, unit: "1") }
  }

  /// Position of a quantity in month t.
  public func position(_ quantity: Quantity, _ t: Int) -> Int {
    first + (Quantity.allCases.firstIndex(of: quantity) ?? 0) * months + t
  }

  /// Position of a quantity of a gate in month t.
  public func position(_ quantity: GateQuantity, gate: Int, _ t: Int) -> Int {
    let place = GateQuantity.allCases.firstIndex(of: quantity) ?? 0
    let before = Quantity.allCases.count + gate * GateQuantity.allCases.count + place
    return first + before * months + t
  }

  /// Position of a quantity of a product in month t.
  public func position(_ quantity: ProductQuantity, product: Int, _ t: Int) -> Int {
    let place = ProductQuantity.allCases.firstIndex(of: quantity) ?? 0
    let common = Quantity.allCases.count + gates * GateQuantity.allCases.count
    let before = common + product * ProductQuantity.allCases.count + place
    return first + before * months + t
  }

  /// Position of the number of items of a class of news in month t; nil is the time before month 0.
  public func position(news: Int, _ t: Int?) -> Int {
    let own = GateQuantity.allCases.count * gates + ProductQuantity.allCases.count * products
    let before = (Quantity.allCases.count + own) * months + (delivered == nil ? 0 : 1)
    return first + before + news * (NewsAssumptions.most + 1) * (months + 1) + (t ?? months)
  }

  /// Position of the session of one of the items, 0 ..< `NewsAssumptions.most`; infinite where there is none.
  public func position(news: Int, item: Int, _ t: Int?) -> Int {
    position(news: news, 0) + months + 1 + NewsAssumptions.most * (t ?? months) + item
  }

  /// The recovery in the eight trials of a pack, its outputs and its months.
  public func evaluate(_ batch: Batch, _ p: Int, _ scratch: MonthlyScratch) {
    let left = recovery.delivered(batch, p)
    recovery.evaluate(
      batch, p, scratch, Columns(trace: self, batch: batch, pack: p, delivered: left))
    if let delivered { batch.set(delivered, p, left) }
    recovery.datePolicyChanges(batch, p, scratch)
    recovery.dateNews(batch, p, scratch)
    for k in newsClasses.indices {
      for t in 0...months {
        let place = k * (months + 1) + t
        batch.set(position(news: k, t), p, scratch.newsCounts[place])
        for item in 0..<NewsAssumptions.most {
          let session = scratch.newsSessions[NewsAssumptions.most * place + item]
          batch.set(position(news: k, item: item, t), p, session)
        }
      }
    }
    for t in 0..<months {
      batch.set(position(.licensedShare, t), p, scratch.licensedShare[t])
      batch.set(position(.uptake, t), p, scratch.uptake[t])
      batch.set(position(.tension, t), p, scratch.tension[t])
    }
    for (product, need) in recovery.needs.enumerated() {
      let licensedShare = scratch.licensedShare + need * months
      for t in 0..<months {
        batch.set(position(.licensedShare, product: product, t), p, licensedShare[t])
      }
    }
    for gate in 0..<gates {
      for t in 0..<months {
        let k = gate * months + t
        batch.set(position(.level, gate: gate, t), p, scratch.levels[k])
        batch.set(position(.change, gate: gate, t), p, scratch.changes[k])
        batch.set(position(.move, gate: gate, t), p, scratch.moves[k])
        batch.set(
          position(.cause, gate: gate, t), p, recovery.cause(ofGate: gate, t, batch, p, scratch))
      }
    }
  }

  /// Writes what products do into columns.
  private struct Columns: MonthObserver {
    let trace: MonthlyTrace
    let batch: Batch
    let pack: Int
    /// What an outside view leaves of shipments: stock and book are those of the walk.
    let delivered: Pack

    func see(_ product: Int, _ t: Int, _ month: ProductPath.Month, _ path: ProductPath) {
      var revenue = month.revenue * delivered
      var cost = month.cost * delivered
      if t == 0 {
        revenue += trace.recovery.bookedRevenue(product)
        cost += trace.recovery.bookedCost(product, batch, pack)
      }
      batch.set(trace.position(.units, product: product, t), pack, month.units * delivered)
      batch.set(trace.position(.revenue, product: product, t), pack, revenue)
      batch.set(trace.position(.cost, product: product, t), pack, cost)
      batch.set(trace.position(.stock, product: product, t), pack, path.stock)
      batch.set(trace.position(.book, product: product, t), pack, path.book)
    }
  }
}
