import Sampling

/// One product in eight trials: what it assumes, and its state from month to month.
struct ProductPath {
  // Drawn once a trial.
  let startingPrice: Pack
  let initialInventory: Pack
  let launch: Pack
  /// L + W: when new supply begins.
  let firstSupply: Pack
  let capacity: Pack
  /// 1 - exp(-1/τ): the part of the missing rate that a month of ramp adds.
  let monthlyRamp: Pack
  /// A·D: the order book, 0 where the product does not clear export controls.
  let orderBook: Pack
  /// What is left of the book after a month of domestic substitution: 1 - ε.
  let kept: Pack
  /// And after a month beside a live successor: 1 - κ/12.
  let keptBesideSuccessor: Pack
  /// When the successor is live; infinite where it never is.
  let successorLaunch: Pack
  let writtenDown: Pack
  /// (1 - γ)·P.
  let unitCost: Pack
  /// (1 - δ)^(1/3).
  let monthlyPriceFactor: Pack

  // State before month 0: s = 0, S = I, B = A·D, x = 0.
  private(set) var shipped = Pack.zero
  private(set) var stock: Pack
  private(set) var book: Pack
  private(set) var rampLevel = Pack.zero
  private(set) var price: Pack

  /// What one month brings.
  struct Month {
    let units: Pack
    /// USD.
    let revenue: Pack
    /// USD.
    let cost: Pack
  }

  @inline(always)
  init(
    price: Pack, inventory: Pack, launch: Pack, leadTime: Pack, capacity: Pack, ramp: Pack,
    orderBook: Pack, clearsControls: Pack, domesticSubstitution: Pack, cannibalised: Pack,
    successorLaunch: Pack, writtenDown: Pack, grossMargin: Pack, monthlyPriceFactor: Pack
  ) {
    startingPrice = price
    initialInventory = inventory
    self.launch = launch
    firstSupply = launch + leadTime
    self.capacity = capacity
    monthlyRamp = 1 - exponential(-1 / ramp)
    self.orderBook = clearsControls * orderBook
    kept = 1 - domesticSubstitution
    keptBesideSuccessor = 1 - cannibalised * (1.0 / 12)
    self.successorLaunch = successorLaunch
    self.writtenDown = writtenDown
    unitCost = (1 - grossMargin) * price
    self.monthlyPriceFactor = monthlyPriceFactor
    stock = inventory
    book = self.orderBook
    self.price = price
  }

  /// One month of a product that depends on no other, in the order of Models/README.md, "One month".
  ///
  /// - Parameters:
  ///   - elapsed: e = t + 1, months since `as_of` at the month's end.
  ///   - licensedShare: Λ_t.
  ///   - uptake: open_t·φ·g_t, 0 while the export gate is closed.
  @inline(always)
  mutating func step(elapsed: Double, licensedShare: Pack, uptake: Pack) -> Month {
    supply(elapsed)
    shrink(elapsed, kept: kept)
    return ship(wanted(elapsed, backlog(licensedShare), uptake))
  }

  /// 2. Supply: once e ≥ L + W the rate ramps up, x ← x + (1 - x)(1 - exp(-1/τ)), and C·x arrives.
  @inline(always)
  mutating func supply(_ elapsed: Double) {
    let isSupplied = firstSupply .<= elapsed
    rampLevel += select(isSupplied, (1 - rampLevel) * monthlyRamp, .zero)
    stock += capacity * rampLevel
  }

  /// The same in a month in which nothing is made and the ramp waits where `isMade` is 0 and not 1.
  @inline(always)
  mutating func supply(_ elapsed: Double, isMade: Pack) {
    let isSupplied = firstSupply .<= elapsed
    rampLevel += select(isSupplied, (1 - rampLevel) * monthlyRamp * isMade, .zero)
    stock += capacity * rampLevel * isMade
  }

  /// 3. The unshipped book shrinks: domestic chips leave a fraction of it, a live successor takes κ/12.
  @inline(always)
  mutating func shrink(_ elapsed: Double, kept: Pack) {
    book *= kept
    book = select(successorLaunch .<= elapsed, book * keptBesideSuccessor, book)
  }

  /// 4. backlog = max(0, min(A·D·Λ_t - s, B)).
  @inline(always)
  func backlog(_ licensedShare: Pack) -> Pack {
    larger(smaller(orderBook * licensedShare - shipped, book), .zero)
  }

  /// 5. want = open_t·[e ≥ L]·min(φ·g_t·backlog, S): what ships unless a quota holds it back.
  @inline(always)
  func wanted(_ elapsed: Double, _ backlog: Pack, _ uptake: Pack) -> Pack {
    select(launch .<= elapsed, smaller(uptake * backlog, stock), .zero)
  }

  /// Ships units of a month.
  @inline(always)
  mutating func ship(_ units: Pack) -> Month {
    // Units leave the initial inventory first; of those the written-down fraction has no cost.
    let before = smaller(shipped, initialInventory)
    // 6. S ← S - ship, B ← B - ship, s ← s + ship.
    stock -= units
    book -= units
    shipped += units
    let fromInventory = smaller(shipped, initialInventory) - before

    // 7. revenue = ship·P·(1 - δ)^(t/3); cost = (1 - γ)·P for each unit not written down.
    let revenue = units * price
    price *= monthlyPriceFactor
    return Month(
      units: units, revenue: revenue, cost: (units - writtenDown * fromInventory) * unitCost)
  }
}
