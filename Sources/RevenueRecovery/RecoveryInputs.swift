import Sampling

/// The random inputs of the recovery model and their positions. An input bears the key under which
/// the scenario file states it; draws that no key states have a name beside the key they obey.
struct RecoveryInputs: Sendable {
  /// Positions of one product's inputs.
  struct Product: Sendable {
    let orderBook, price, inventory, launch, leadTime, capacity, ramp, clearsControls: Int
    let cannibalised, writtenDown, grossMargin: Int
    /// nil where they are not stated, or are plain numbers.
    var bandwidth, training, inference, serverEfficiency: Int?
  }
  /// Positions of one gate's inputs.
  struct Gate: Sendable {
    /// One a move, in order.
    let hazards: [Int]
    /// What a level multiplies uptake by; nil where the gate itself says it.
    let factors: [Int?]
    /// First of the monthly uniforms.
    let months: Int
  }
  /// Positions of one buyer's inputs.
  struct Buyer: Sendable {
    /// A uniform, compared with the approval rate.
    let approval: Int
    let delay: Int
  }
  /// Positions of the outside view's inputs.
  struct OutsideView: Sendable {
    let weight, delivered: Int
    /// A uniform, compared with the weight.
    let choice: Int
  }

  let all: [Input]
  let products: [Product]
  /// Of the common licences, then of each group in the same order.
  let buyers: [Buyer]
  /// One of the common licences, one a group; likewise the caps, nil where there is none.
  let approvalRates: [Int]
  let caps: [Int?]
  let gates: [Gate]
  let priceDecline, domesticSubstitution, uptake, revenueShare, trainingShare: Int
  let launchSession: Int
  /// nil where they are not stated.
  let bandwidthLimit, followsCapex, capexFactor: Int?
  let outsideView: OutsideView?

  init(_ a: RecoveryAssumptions) throws(InvalidParameter) {
    let uniform = try Uniform(low: 0, high: 1)
    var list: [Input] = []
    func add(_ name: String, _ distribution: any Distribution) -> Int {
      list.append(Input(name, distribution))
      return list.count - 1
    }
    var products = a.products.map { p in
      let key = "products.\(p.name)"
      return Product(
        orderBook: add("\(key).order_book", p.orderBook), price: add("\(key).price", p.price),
        inventory: add("\(key).inventory", p.inventory), launch: add("\(key).launch", p.launch),
        leadTime: add("\(key).lead_time", p.leadTime),
        capacity: add("\(key).capacity", p.capacity), ramp: add("\(key).ramp", p.ramp),
        clearsControls: add("\(key).clears_controls", p.clearsControls),
        cannibalised: add("\(key).cannibalised", p.cannibalised),
        writtenDown: add("\(key).written_down", p.writtenDown),
        grossMargin: add("\(key).gross_margin", p.grossMargin))
    }
    var approvalRates = [add("licences.approval_rate", a.licences.approvalRate)]
    func licensed(_ key: String, _ delay: (Licences.Buyer) -> any Distribution) -> [Buyer] {
      a.licences.buyers.map { b in
        Buyer(
          approval: add("\(key).buyers.\(b.name).approval", uniform),
          delay: add("\(key).buyers.\(b.name).delay", delay(b)))
      }
    }
    var buyers = licensed("licences") { $0.delay }
    let stated = a.gates.map { assumed in
      let gate = assumed.gate
      func state(_ parameter: PolicyGate.Parameter) -> Int {
        add("\(gate.key).\(parameter.key)", assumed[parameter])
      }
      let hazards = gate.moves.map { state($0.hazard) }
      let factors = gate.levels.map { level -> Int? in
        if case .times(let factor) = level.uptake { state(factor) } else { nil }
      }
      return (hazards: hazards, factors: factors)
    }
    priceDecline = add("price_decline", a.priceDecline)
    domesticSubstitution = add("domestic_substitution", a.domesticSubstitution)
    uptake = add("uptake", a.uptake)
    revenueShare = add("revenue_share", a.revenueShare)
    trainingShare = add("training_share", a.trainingShare)
    launchSession = add("policy.successor_launch.session", uniform)
    gates = zip(a.gates, stated).map { assumed, stated in
      let first = list.count
      for t in 0..<a.calendar.months { _ = add("\(assumed.gate.key).month.\(t)", uniform) }
      return Gate(hazards: stated.hazards, factors: stated.factors, months: first)
    }
    var caps = [a.licences.cap.map { add("licences.cap", $0) }]
    for group in a.licences.groups {
      let key = "licences.groups.\(group.name)"
      approvalRates.append(add("\(key).approval_rate", group.approvalRate))
      buyers += licensed(key) { _ in group.delay }
      caps.append(group.cap.map { add("\(key).cap", $0) })
    }
    self.buyers = buyers
    self.approvalRates = approvalRates
    self.caps = caps
    for (k, product) in a.products.enumerated() {
      let key = "products.\(product.name)"
      func draw(_ name: String, _ distribution: any Distribution) -> Int? {
        distribution is Constant ? nil : add("\(key).compute.\(name)", distribution)
      }
      products[k].bandwidth = product.bandwidth.map { add("\(key).bandwidth", $0) }
      products[k].training = draw("training", product.compute.training)
      products[k].inference = draw("inference", product.compute.inference)
      products[k].serverEfficiency = product.compute.serverEfficiency.map {
        add("\(key).compute.server_efficiency", $0)
      }
    }
    self.products = products
    bandwidthLimit = a.bandwidthLimit.map { add("policy.bandwidth_limit", $0) }
    followsCapex = a.ordersFollowCapex.map { add("orders_follow_capex.happens", $0.happens) }
    capexFactor = a.ordersFollowCapex.map { add("orders_follow_capex.factor", $0.factor) }
    outsideView = a.outsideView.map { view in
      OutsideView(
        weight: add("outside_view.weight", view.weight),
        delivered: add("outside_view.delivered", view.delivered),
        choice: add("outside_view.choice", uniform))
    }
    all = list
  }
}
