import Sampling
import Simulation

/// How much revenue comes back, and when: products, buyers' licences, policy gates, month by
/// month. The mathematics with its sources: `Models/README.md`.
public struct RecoveryModel: Model {
  public let assumptions: RecoveryAssumptions
  public let correlation: Correlation?
  public var inputs: [Input] { positions.all }
  public var outputs: [Output] { outputPositions.all }
  /// Names of the policy events that have outputs, in their order.
  public var events: [String] { outputPositions.events }
  /// Where each output belongs in tables.
  public var places: [RecoveryOutputs.Place] { outputPositions.places }

  let positions: RecoveryInputs
  let outputPositions: RecoveryOutputs
  /// For each product the position of its successor.
  private let successors: [Int?]
  // What the loop over packs reads, apart from the rest of the assumptions: copying a `Product` or
  // a `Buyer` there would count references.
  let draws: [ProductDraws]
  let buyerShares: [Double]
  /// Which licences each product needs: the number of their Λ in the scratch.
  let needs: [Int]
  let gates: [GatePath]
  /// Whether the gates and licences depend on each other or on more than constant hazards.
  let isPolitical: Bool
  /// What the loop over packs reads of relations; nil without them.
  let relationsPath: RelationsPath?
  /// Whether what a product ships depends on more than itself and uptake.
  private let shipsTogether: Bool
  let supplyFollowsOrders: Bool
  /// Positions of what is assumed of domestic chips; nil where they take a fraction of every book.
  let domesticSupply: RecoveryInputs.DomesticSupply?
  let sellers: Sellers
  let news: [NewsPath]
  /// Of each class and gate, one class after the other, which moves are its items.
  let newsMoves: [SIMD4<Double>]
  /// Position of the gate whose level tells the rate of news; 0 where there is none.
  let guidance: Int
  /// USD by product; empty where nothing is booked.
  let booked: [Double]

  /// - Throws: `InvalidParameter` when a successor is no product, or the product itself.
  public init(
    _ assumptions: RecoveryAssumptions, correlation: Correlation? = nil
  ) throws(InvalidParameter) {
    self.assumptions = assumptions
    self.correlation = correlation
    positions = try RecoveryInputs(assumptions)
    outputPositions = RecoveryOutputs(assumptions)
    var successors: [Int?] = []
    for product in assumptions.products {
      guard let name = product.successor else {
        successors.append(nil)
        continue
      }
      let found = assumptions.products.firstIndex { $0.name == name }
      guard let found, name != product.name else {
        throw InvalidParameter("successor", "must name another product", "\"\(name)\"")
      }
      successors.append(found)
    }
    self.successors = successors
    var draws: [ProductDraws] = []
    for (product, slots) in zip(assumptions.products, positions.products) {
      draws.append(ProductDraws(product, slots, positions))
    }
    self.draws = draws
    buyerShares = assumptions.licences.buyers.map(\.share)
    let groups = assumptions.licences.groups.map(\.name)
    var needs: [Int] = []
    for product in assumptions.products {
      switch product.licences {
      case .common: needs.append(0)
      case .none: needs.append(1 + groups.count)
      case .group(let name):
        guard let group = groups.firstIndex(of: name) else {
          throw InvalidParameter("licences", "must name a group of licences", "\"\(name)\"")
        }
        needs.append(1 + group)
      }
    }
    self.needs = needs
    var gates: [GatePath] = []
    for (k, assumed) in assumptions.gates.enumerated() {
      gates.append(
        GatePath(
          assumed, positions.gates[k], days: outputPositions.moveDays[k],
          eitherRise: outputPositions.riseDays[k], relations: assumptions.relations))
    }
    self.gates = gates
    relationsPath = positions.tension.flatMap { slots in
      assumptions.relations.map { RelationsPath($0, slots) }
    }
    supplyFollowsOrders = assumptions.supplyFollowsOrders
    domesticSupply = positions.domesticSupply
    shipsTogether =
      supplyFollowsOrders || domesticSupply != nil
      || gates.contains { $0.walk?.third?.quota != nil }
    // Products that ship together ask for quotas and whether trade is open.
    isPolitical =
      relationsPath != nil || shipsTogether || gates.contains { $0.walk != nil }
    sellers = Sellers(assumptions)
    let guidance = assumptions.gates.firstIndex { $0.gate.name == PolicyGate.guidance.name }
    if guidance == nil, !assumptions.news.isEmpty {
      throw InvalidParameter("news", "needs the gate \(PolicyGate.guidance.name)", "none")
    }
    self.guidance = guidance ?? 0
    var news: [NewsPath] = []
    var newsMoves: [SIMD4<Double>] = []
    for (k, assumed) in assumptions.news.enumerated() {
      news.append(
        NewsPath(
          assumed, positions.news[k], outputPositions.news[k],
          guidance: assumptions.gates[self.guidance].gate))
      newsMoves += assumptions.gates.map { NewsPath.moves($0.gate, of: assumed.newsClass) }
    }
    self.news = news
    self.newsMoves = newsMoves
    let booked = assumptions.products.map(\.booked)
    self.booked = booked.contains { $0 != 0 } ? booked : []
  }

  public func makeScratch() -> MonthlyScratch {
    MonthlyScratch(
      months: assumptions.calendar.months, gates: assumptions.gates, buyers: buyerShares.count,
      products: draws.count, licences: positions.approvalRates.count,
      sellers: sellers.names.count, news: news.count)
  }

  public func evaluate(_ batch: Batch, _ scratch: inout MonthlyScratch) {
    batch.forEachPack { evaluate(batch, $0, scratch) }
  }

  /// The eight trials of one pack: for a model that this one is a part of.
  public func evaluate(_ batch: Batch, _ p: Int, _ scratch: MonthlyScratch) {
    evaluate(batch, p, scratch, Unwatched())
  }

  /// The same, with somebody who looks at every month.
  @inline(__always)
  func evaluate(
    _ batch: Batch, _ p: Int, _ scratch: MonthlyScratch, _ observer: some MonthObserver
  ) {
    if isPolitical {
      stepPolitics(batch, p, scratch)
    } else {
      stepGates(batch, p, scratch)
      licenseBuyers(batch, p, scratch)
    }
    if !news.isEmpty { countNews(batch, p, scratch) }
    batch.set(outputPositions.launchDay, p, launchSession(batch, p))
    let common = CommonDraws(batch, p, positions)
    if shipsTogether {
      shipTogether(common, batch, p, scratch, observer)
    } else {
      for product in draws.indices {
        ship(product, common, batch, p, scratch, observer)
      }
    }
    deliver(1 - common.revenueShare, batch, p, scratch)
    book(batch, p, scratch)
    writeTotals(common, batch, p, scratch)
    writeSellers(batch, p, scratch)
    writeRatios(batch, p)
  }

  /// Session of the successor's launch in a pack; infinite where there is none. After `evaluate`.
  public func launchSession(_ batch: Batch, _ p: Int) -> Pack {
    successorLaunchDay(batch, p, Double(assumptions.sessionsToFirstMonth))
  }

  /// One product through all months; adds to the monthly totals and writes its own outputs.
  private func ship(
    _ product: Int, _ common: CommonDraws, _ batch: Batch, _ p: Int, _ scratch: MonthlyScratch,
    _ observer: some MonthObserver
  ) {
    var path = path(product, common, batch, p)
    let equivalents = draws[product].equivalents(
      trainingShare: common.trainingShare, batch, p)
    let licensedShare = scratch.licensedShare + needs[product] * scratch.months
    let calendar = assumptions.calendar
    var revenue = Pack.zero
    for quarter in calendar.quarters.indices {
      var quarterly = Pack.zero
      for t in calendar.monthsOfQuarter[quarter] {
        let month = path.step(
          elapsed: Double(t + 1), licensedShare: licensedShare[t],
          uptake: scratch.uptake[t])
        observer.see(product, t, month, path)
        quarterly += month.revenue
        add(month, equivalents, t, product, scratch)
      }
      batch.set(
        outputPositions.quarterlyRevenue(product: product, quarter: quarter), p, quarterly)
      revenue += quarterly
    }
    batch.set(outputPositions.units + product, p, path.shipped)
    batch.set(outputPositions.revenue + product, p, revenue)
  }

  /// A product before month 0.
  @inline(__always)
  func path(_ product: Int, _ common: CommonDraws, _ batch: Batch, _ p: Int) -> ProductPath {
    let slots = positions.products[product]
    let own = draws[product]
    return ProductPath(
      price: batch[slots.price, p], inventory: batch[slots.inventory, p],
      launch: batch[slots.launch, p], leadTime: batch[slots.leadTime, p],
      capacity: batch[slots.capacity, p], ramp: batch[slots.ramp, p],
      orderBook: own.orders(batch, p), clearsControls: own.clears(batch, p),
      domesticSubstitution: common.domesticSubstitution,
      cannibalised: batch[slots.cannibalised, p],
      successorLaunch: successorLaunch(of: product, batch, p),
      writtenDown: batch[slots.writtenDown, p], grossMargin: batch[slots.grossMargin, p],
      monthlyPriceFactor: common.monthlyPriceFactor)
  }

  /// Adds a product's month to the totals of its seller and to H20 equivalents; the first product of each
  /// begins them.
  @inline(__always)
  func add(
    _ month: ProductPath.Month, _ equivalents: Pack, _ t: Int, _ product: Int,
    _ scratch: MonthlyScratch
  ) {
    let place = sellers.ofProducts[product]
    let k = place.seller * scratch.months + t
    scratch.revenue[k] = month.revenue + (place.isFirst ? .zero : scratch.revenue[k])
    scratch.cost[k] = month.cost + (place.isFirst ? .zero : scratch.cost[k])
    scratch.equivalents[t] =
      month.units * equivalents + (product == 0 ? .zero : scratch.equivalents[t])
  }

  /// When the successor of a product is live: its L where it clears controls, else never.
  private func successorLaunch(of product: Int, _ batch: Batch, _ p: Int) -> Pack {
    guard let successor = successors[product] else { return Pack(repeating: .infinity) }
    return select(
      draws[successor].clears(batch, p) .> 0.5, batch[positions.products[successor].launch, p],
      Pack(repeating: .infinity))
  }

  /// Session on which the first successor is launched: in the first month with e ≥ L, if that lies
  /// within the horizon.
  private func successorLaunchDay(_ batch: Batch, _ p: Int, _ sessionsToFirstMonth: Double) -> Pack
  {
    var launch = Pack(repeating: .infinity)
    for product in draws.indices where successors[product] != nil {
      launch = smaller(successorLaunch(of: product, batch, p), launch)
    }
    let isWithin = launch .<= Double(assumptions.calendar.months)
    let month = larger(-floored(-select(isWithin, launch, .zero)) - 1, .zero)
    let session = floored(batch[positions.launchSession, p] * 21)
    return select(
      isWithin, month * 21 + sessionsToFirstMonth + session, Pack(repeating: .infinity))
  }
}

/// Draws that all products share.
struct CommonDraws {
  let domesticSubstitution: Pack
  let revenueShare: Pack
  let trainingShare: Pack
  /// (1 - δ)^(1/3), so that its t-th power is (1 - δ)^(t/3).
  let monthlyPriceFactor: Pack

  @inline(always)
  init(_ batch: Batch, _ p: Int, _ positions: RecoveryInputs) {
    domesticSubstitution = batch[positions.domesticSubstitution, p]
    revenueShare = batch[positions.revenueShare, p]
    trainingShare = batch[positions.trainingShare, p]
    let kept = larger(1 - batch[positions.priceDecline, p], Pack(repeating: 0x1p-1000))
    monthlyPriceFactor = exponential(logarithm(kept) * (1.0 / 3))
  }
}
