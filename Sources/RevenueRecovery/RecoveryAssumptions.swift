import Sampling

/// Everything the recovery forecast assumes. Units and meaning: `Models/README.md`.
///
/// Distributions must lie in the range named beside them; `Scenario` checks that at the door.
public struct RecoveryAssumptions: Sendable {
  public var calendar: FiscalCalendar
  /// Trading sessions from the announcement to the first day of month 0.
  public var sessionsToFirstMonth: Int
  public var products: [Product]
  public var licences: Licences
  /// In the order of their draws and outputs.
  public var gates: [GateAssumptions]
  /// nil where hazards and rates move with nothing.
  public var relations: Relations?

  /// δ: fraction a quarter by which prices fall, 0 ... 1.
  public var priceDecline: any Distribution
  /// ε: fraction of the unshipped book lost to domestic chips a month, 0 ... 1.
  public var domesticSubstitution: any Distribution
  /// Domestic chips as a supply of their own, in the place of ε; nil where they take ε.
  public var domesticSupply: DomesticSupply?
  /// Whether new supply is made, and the ramp goes on, only while trade is open and stock is below the
  /// licensed backlog.
  public var supplyFollowsOrders: Bool
  /// φ: fraction of the licensed backlog that buyers take in a month, 0 ... 1.
  public var uptake: any Distribution
  /// ρ: fraction of revenue paid away, 0 ... 1.
  public var revenueShare: any Distribution
  /// w: share of use that is training, 0 ... 1.
  public var trainingShare: any Distribution

  /// USD.
  public var targetRevenue: Double
  /// USD.
  public var lostRevenue: Double
  /// Fraction of profit.
  public var taxRate: Double
  /// Diluted shares outstanding.
  public var shares: Double

  /// Whose revenue is recovered, whose target and earnings are told.
  public var seller = Product.usualSeller
  /// TB/s above which a product with a `bandwidth` does not pass export controls; one draw for all.
  public var bandwidthLimit: (any Distribution)?
  /// Whether orders follow capital spending, 0 or 1, and what order books are multiplied by then; one draw
  /// for all products. nil where that is not asked.
  public var ordersFollowCapex: (happens: any Distribution, factor: any Distribution)?
  /// Earnings a share without the recovery, in USD, by fiscal quarter ("FY2026Q3").
  public var baseEarnings: [String: Double] = [:]
  /// nil where there is no outside view.
  public var outsideView: OutsideView?
  /// News by class, each class once; where there is any, guidance is among the gates.
  public var news: [NewsAssumptions] = []

  public init(
    calendar: FiscalCalendar, sessionsToFirstMonth: Int, products: [Product], licences: Licences,
    gates: [GateAssumptions], relations: Relations? = nil, priceDecline: any Distribution,
    domesticSubstitution: any Distribution, domesticSupply: DomesticSupply? = nil,
    supplyFollowsOrders: Bool = false, uptake: any Distribution,
    revenueShare: any Distribution, trainingShare: any Distribution, targetRevenue: Double,
    lostRevenue: Double, taxRate: Double, shares: Double
  ) {
    self.calendar = calendar
    self.sessionsToFirstMonth = sessionsToFirstMonth
    self.products = products
    self.licences = licences
    self.gates = gates
    self.relations = relations
    self.priceDecline = priceDecline
    self.domesticSubstitution = domesticSubstitution
    self.domesticSupply = domesticSupply
    self.supplyFollowsOrders = supplyFollowsOrders
    self.uptake = uptake
    self.revenueShare = revenueShare
    self.trainingShare = trainingShare
    self.targetRevenue = targetRevenue
    self.lostRevenue = lostRevenue
    self.taxRate = taxRate
    self.shares = shares
  }
}

/// A chip made for the Chinese market.
public struct Product: Sendable {
  public var name: String
  /// D: units.
  public var orderBook: any Distribution
  /// P: USD a unit.
  public var price: any Distribution
  /// I: units on hand.
  public var inventory: any Distribution
  /// L: months after `as_of`.
  public var launch: any Distribution
  /// W: months from launch to the first new supply.
  public var leadTime: any Distribution
  /// C: units a month at full rate.
  public var capacity: any Distribution
  /// τ: months, time constant of the ramp.
  public var ramp: any Distribution
  /// A: one Bernoulli a trial, as a distribution over 0 and 1.
  public var clearsControls: any Distribution
  /// κ: fraction a year of the unshipped book that moves away once the successor is live.
  public var cannibalised: any Distribution
  /// Name of the product that takes those orders; nil when there is none.
  public var successor: String?
  /// c: fraction of `inventory` whose cost is already charged.
  public var writtenDown: any Distribution
  /// γ: fraction, on units not written down.
  public var grossMargin: any Distribution
  /// q: H20 equivalents of a unit in training and in inference.
  public var compute: Compute
  public var seller = Self.usualSeller
  public var licences = Licences.Need.common
  /// USD: what was sold in the running quarter, that of month 0, before month 0.
  public var booked = 0.0
  /// TB/s of memory: with a limit of bandwidth it decides whether export controls let the product pass.
  public var bandwidth: (any Distribution)?
  /// Who sells where a scenario does not say.
  public static let usualSeller = "NVIDIA"

  /// H20 equivalents of a unit: q = (training·w + inference·(1 - w))·server efficiency. Each a draw a trial.
  public struct Compute: Sendable, CustomStringConvertible {
    public var training: any Distribution
    public var inference: any Distribution
    /// What servers make of the cards, as a factor; nil is 1.
    public var serverEfficiency: (any Distribution)?

    public init(
      training: any Distribution, inference: any Distribution,
      serverEfficiency: (any Distribution)? = nil
    ) {
      self.training = training
      self.inference = inference
      self.serverEfficiency = serverEfficiency
    }

    /// For fingerprints: numbers as numbers, so that plain ones keep theirs.
    public var description: String {
      func text(_ distribution: any Distribution) -> String {
        (distribution as? Constant)?.value.description ?? distribution.description
      }
      return "Compute(training: \(text(training)), inference: \(text(inference)))"
        + (serverEfficiency.map { " · \(text($0))" } ?? "")
    }
  }

  public init(
    name: String, orderBook: any Distribution, price: any Distribution,
    inventory: any Distribution, launch: any Distribution, leadTime: any Distribution,
    capacity: any Distribution, ramp: any Distribution, clearsControls: any Distribution,
    cannibalised: any Distribution, successor: String?, writtenDown: any Distribution,
    grossMargin: any Distribution, compute: Compute
  ) {
    self.name = name
    self.orderBook = orderBook
    self.price = price
    self.inventory = inventory
    self.launch = launch
    self.leadTime = leadTime
    self.capacity = capacity
    self.ramp = ramp
    self.clearsControls = clearsControls
    self.cannibalised = cannibalised
    self.successor = successor
    self.writtenDown = writtenDown
    self.grossMargin = grossMargin
    self.compute = compute
  }
}

/// US licences, buyer by buyer.
public struct Licences: Sendable {
  /// r: one approval rate a trial, so that approvals are correlated.
  public var approvalRate: any Distribution
  public var buyers: [Buyer]
  /// Units that a buyer may receive of all products with these licences together, over the horizon; nil
  /// where there is no limit. One draw a trial.
  public var cap: (any Distribution)?
  /// Licences that some products have for themselves.
  public var groups: [Group] = []

  /// What a product needs before it may ship.
  public enum Need: Sendable, Equatable {
    /// The licences that all products share.
    case common
    /// Those of a group.
    case group(String)
    case none
  }

  /// Licences of their own, for the same buyers with the same shares: each buyer is approved, and waits,
  /// apart from the common licences.
  public struct Group: Sendable {
    public var name: String
    public var approvalRate: any Distribution
    /// Months from `as_of` to the licence of a buyer, each its own draw.
    public var delay: any Distribution
    public var cap: (any Distribution)?

    public init(
      name: String, approvalRate: any Distribution, delay: any Distribution,
      cap: (any Distribution)? = nil
    ) {
      self.name = name
      self.approvalRate = approvalRate
      self.delay = delay
      self.cap = cap
    }
  }

  public struct Buyer: Sendable {
    public var name: String
    /// w_b: share of the order book; the shares sum to 1.
    public var share: Double
    /// Months from `as_of` to the licence.
    public var delay: any Distribution

    public init(name: String, share: Double, delay: any Distribution) {
      self.name = name
      self.share = share
      self.delay = delay
    }
  }

  public init(approvalRate: any Distribution, buyers: [Buyer]) {
    self.approvalRate = approvalRate
    self.buyers = buyers
  }
}
