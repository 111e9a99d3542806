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
  private let computes: [Product.Compute]
  private let buyerShares: [Double]
  let gates: [GatePath]
  /// Whether the gates and licences depend on each other or on more than constant hazards.
  let isPolitical: Bool
  /// What the loop over packs reads of relations; nil without them.
  let relationsPath: RelationsPath?
  /// Whether what a product ships depends on more than itself and uptake.
  private let shipsTogether: Bool
  private let supplyFollowsOrders: Bool
  /// Positions of what is assumed of domestic chips; nil where they take a fraction of every book.
  private let domesticSupply: RecoveryInputs.DomesticSupply?

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
    computes = assumptions.products.map(\.compute)
    buyerShares = assumptions.licences.buyers.map(\.share)
    var gates: [GatePath] = []
    for (k, assumed) in assumptions.gates.enumerated() {
      gates.append(
        GatePath(
          assumed, positions.gates[k], days: outputPositions.moveDays[k],
          relations: assumptions.relations))
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
  }

  public func makeScratch() -> MonthlyScratch {
    MonthlyScratch(
      months: assumptions.calendar.months, gates: assumptions.gates, buyers: buyerShares.count,
      products: computes.count)
  }

  public func evaluate(_ batch: Batch, _ scratch: inout MonthlyScratch) {
    for p in batch.packs { evaluate(batch, p, scratch) }
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
    batch.set(outputPositions.launchDay, p, launchSession(batch, p))
    let common = CommonDraws(batch, p, positions)
    if shipsTogether {
      shipTogether(common, batch, p, scratch, observer)
    } else {
      for product in computes.indices {
        ship(product, common, batch, p, scratch, observer)
      }
    }
    writeTotals(common, batch, p, scratch)
  }

  /// Session of the successor's launch in a pack; infinite where there is none. After `evaluate`.
  public func launchSession(_ batch: Batch, _ p: Int) -> Pack {
    successorLaunchDay(batch, p, Double(assumptions.sessionsToFirstMonth))
  }

  /// Licensed share of the order book at the end of each month: Λ_t = Σ_b w_b·approved_b·[delay_b ≤ e].
  func licenseBuyers(_ batch: Batch, _ p: Int, _ scratch: MonthlyScratch) {
    let rate = Linked(batch[positions.approvalRate, p], loading: relationsPath?.approval ?? 0)
    for b in buyerShares.indices {
      // approved_b: the buyer's own uniform lies below the common rate; else the delay never ends.
      let slots = positions.buyers[b]
      let delay = batch[slots.delay, p]
      let decided = rate.moves ? tension(after: delay, scratch) : .zero
      let isApproved = batch[slots.approval, p] .< rate.at(decided)
      scratch.delay[b] = select(isApproved, delay, Pack(repeating: .infinity))
    }
    for t in 0..<scratch.months {
      var share = Pack.zero
      for b in buyerShares.indices {
        let isLicensed = scratch.delay[b] .<= Double(t + 1)
        share += select(isLicensed, Pack(repeating: buyerShares[b]), .zero)
      }
      scratch.licensedShare[t] = share
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

  /// One product through all months; adds to the monthly totals and writes its own outputs.
  private func ship(
    _ product: Int, _ common: CommonDraws, _ batch: Batch, _ p: Int, _ scratch: MonthlyScratch,
    _ observer: some MonthObserver
  ) {
    var path = path(product, common, batch, p)
    let equivalents = equivalents(product, common)
    let calendar = assumptions.calendar
    var revenue = Pack.zero
    for quarter in calendar.quarters.indices {
      var quarterly = Pack.zero
      for t in calendar.monthsOfQuarter[quarter] {
        let month = path.step(
          elapsed: Double(t + 1), licensedShare: scratch.licensedShare[t],
          uptake: scratch.uptake[t])
        observer.see(product, t, month, path)
        quarterly += month.revenue
        add(month, equivalents, t, isFirst: product == 0, scratch)
      }
      batch.set(
        outputPositions.quarterlyRevenue(product: product, quarter: quarter), p, quarterly)
      revenue += quarterly
    }
    batch.set(outputPositions.units + product, p, path.shipped)
    batch.set(outputPositions.revenue + product, p, revenue)
  }

  /// All products month by month, where what one ships depends on the others or on the gates' state: a quota,
  /// domestic supply, supply that follows orders. Without any of them the same as `ship` of each.
  private func shipTogether(
    _ common: CommonDraws, _ batch: Batch, _ p: Int, _ scratch: MonthlyScratch,
    _ observer: some MonthObserver
  ) {
    let (products, paths) = (computes.indices, scratch.paths)
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
          let backlog = paths[product].backlog(scratch.licensedShare[t])
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
          add(month, equivalents(product, common), t, isFirst: product == 0, scratch)
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

  /// A product before month 0.
  @inline(__always)
  private func path(_ product: Int, _ common: CommonDraws, _ batch: Batch, _ p: Int) -> ProductPath
  {
    let slots = positions.products[product]
    return ProductPath(
      price: batch[slots.price, p], inventory: batch[slots.inventory, p],
      launch: batch[slots.launch, p], leadTime: batch[slots.leadTime, p],
      capacity: batch[slots.capacity, p], ramp: batch[slots.ramp, p],
      orderBook: batch[slots.orderBook, p], clearsControls: batch[slots.clearsControls, p],
      domesticSubstitution: common.domesticSubstitution,
      cannibalised: batch[slots.cannibalised, p],
      successorLaunch: successorLaunch(of: product, batch, p),
      writtenDown: batch[slots.writtenDown, p], grossMargin: batch[slots.grossMargin, p],
      monthlyPriceFactor: common.monthlyPriceFactor)
  }

  /// q: H20 equivalents of a unit.
  @inline(__always)
  private func equivalents(_ product: Int, _ common: CommonDraws) -> Pack {
    let compute = computes[product]
    return compute.training * common.trainingShare
      + compute.inference * (1 - common.trainingShare)
  }

  /// Adds a product's month to the totals, which the first product begins.
  @inline(__always)
  private func add(
    _ month: ProductPath.Month, _ equivalents: Pack, _ t: Int, isFirst: Bool,
    _ scratch: MonthlyScratch
  ) {
    scratch.revenue[t] = month.revenue + (isFirst ? .zero : scratch.revenue[t])
    scratch.cost[t] = month.cost + (isFirst ? .zero : scratch.cost[t])
    scratch.equivalents[t] =
      month.units * equivalents + (isFirst ? .zero : scratch.equivalents[t])
  }

  /// When the successor of a product is live: its L where it clears controls, else never.
  private func successorLaunch(of product: Int, _ batch: Batch, _ p: Int) -> Pack {
    guard let successor = successors[product] else { return Pack(repeating: .infinity) }
    let slots = positions.products[successor]
    return select(
      batch[slots.clearsControls, p] .> 0.5, batch[slots.launch, p], Pack(repeating: .infinity))
  }

  /// Session on which the first successor is launched: in the first month with e ≥ L, if that lies
  /// within the horizon.
  private func successorLaunchDay(_ batch: Batch, _ p: Int, _ sessionsToFirstMonth: Double) -> Pack
  {
    var launch = Pack(repeating: .infinity)
    for product in computes.indices where successors[product] != nil {
      launch = smaller(successorLaunch(of: product, batch, p), launch)
    }
    let isWithin = launch .<= Double(assumptions.calendar.months)
    let month = larger(-floored(-select(isWithin, launch, .zero)) - 1, .zero)
    let session = floored(batch[positions.launchSession, p] * 21)
    return select(
      isWithin, month * 21 + sessionsToFirstMonth + session, Pack(repeating: .infinity))
  }

  /// Sums over products: money by quarter and in all, profit, target, H20 equivalents.
  private func writeTotals(
    _ common: CommonDraws, _ batch: Batch, _ p: Int, _ scratch: MonthlyScratch
  ) {
    let calendar = assumptions.calendar
    let netShare = 1 - common.revenueShare
    let perShare = (1 - assumptions.taxRate) / assumptions.shares
    let fiscalYearEnd = calendar.monthsToFiscalYearEnd
    var recovered = Pack.zero
    var byFiscalYearEnd = Pack.zero
    var profit = Pack.zero
    var equivalents = Pack.zero
    var monthsBefore = Pack.zero
    for quarter in calendar.quarters.indices {
      var quarterly = Pack.zero
      var quarterlyProfit = Pack.zero
      for t in calendar.monthsOfQuarter[quarter] {
        let revenue = scratch.revenue[t]
        quarterly += revenue
        quarterlyProfit += revenue * netShare - scratch.cost[t]
        recovered += revenue
        if t + 1 == fiscalYearEnd { byFiscalYearEnd = recovered }
        monthsBefore += indicator(recovered .< assumptions.targetRevenue)
        equivalents += scratch.equivalents[t]
        batch.set(outputPositions.monthlyEquivalents + t, p, scratch.equivalents[t])
      }
      profit += quarterlyProfit
      batch.set(outputPositions.quarterlyTotal + quarter, p, quarterly)
      batch.set(outputPositions.cumulative + quarter, p, recovered)
      batch.set(outputPositions.quarterlyUplift + quarter, p, quarterlyProfit * perShare)
    }
    batch.set(outputPositions.recoveredByFiscalYearEnd, p, byFiscalYearEnd)
    batch.set(outputPositions.recovered, p, recovered)
    batch.set(outputPositions.netRecovered, p, recovered * netShare)
    batch.set(outputPositions.grossProfit, p, profit)
    batch.set(outputPositions.recoveryRatio, p, recovered * (1 / assumptions.lostRevenue))
    let isReached = recovered .>= assumptions.targetRevenue
    batch.set(
      outputPositions.monthsToTarget, p,
      select(isReached, monthsBefore + 1, Pack(repeating: .infinity)))
    batch.set(outputPositions.equivalents, p, equivalents)
  }
}

/// Draws that all products share.
private struct CommonDraws {
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
