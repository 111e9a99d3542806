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
    /// What a level multiplies uptake by, or lets through; nil where the gate itself says it.
    let factors: [Int?]
    /// First of the monthly uniforms.
    let months: Int
    /// First of those that the third level is tried with; nil without one.
    let thirdMonths: Int?
    /// The uniform that decides where it starts; nil where that is known.
    let start: Int?
    let answers: Answers?

    /// Positions of the probability of an answer and of the first monthly uniform.
    struct Answers: Sendable {
      let rate, months: Int
    }
  }
  /// Positions of the numbers behind relations.
  struct Tension: Sendable {
    /// z of month 0.
    let starts: Int
    /// First of the normal numbers of the months after it.
    let months: Int
  }
  /// Positions of what is assumed of domestic chips.
  struct DomesticSupply: Sendable {
    let start, growth, replaces: Int
  }
  /// Positions of one buyer's inputs.
  struct Buyer: Sendable {
    /// A uniform, compared with the approval rate.
    let approval: Int
    let delay: Int
  }
  /// Positions of the inputs of a class of news.
  struct News: Sendable {
    /// λ at each level of guidance; the same where levels share one.
    let rates: [Int]
    /// The uniform before month 0, and the first of the monthly ones.
    let before, months: Int
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
  let tension: Tension?
  let domesticSupply: DomesticSupply?
  /// nil where they are not stated.
  let bandwidthLimit, followsCapex, capexFactor: Int?
  let outsideView: OutsideView?
  let news: [News]

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
      let factors = gate.levels.map { $0.uptake.parameter.map(state) }
      return (hazards: hazards, factors: factors, answers: gate.answer.map { state($0.rate) })
    }
    priceDecline = add("price_decline", a.priceDecline)
    domesticSubstitution = add("domestic_substitution", a.domesticSubstitution)
    uptake = add("uptake", a.uptake)
    revenueShare = add("revenue_share", a.revenueShare)
    trainingShare = add("training_share", a.trainingShare)
    launchSession = add("policy.successor_launch.session", uniform)
    let months = a.calendar.months
    /// One number a month; those of month 0 stand first.
    func monthly(_ name: String, _ distribution: any Distribution, from first: Int = 0) -> Int {
      let position = list.count
      for t in first..<max(first, months) { _ = add("\(name).month.\(t)", distribution) }
      return position
    }
    let own = a.gates.map { monthly($0.gate.key, uniform) }
    gates = zip(zip(a.gates, stated), own).map { pair, months in
      let (assumed, stated) = pair
      let gate = assumed.gate
      return Gate(
        hazards: stated.hazards, factors: stated.factors, months: months,
        thirdMonths: gate.hasThirdLevel
          ? monthly("\(gate.key).\(gate.moves[2].hazard.key)", uniform) : nil,
        start: assumed.start == nil ? add("\(gate.key).month.before", uniform) : nil,
        answers: gate.answer.flatMap { answer in
          stated.answers.map {
            Gate.Answers(rate: $0, months: monthly("\(gate.key).\(answer.rate.key)", uniform))
          }
        })
    }
    let normal = try Normal(mean: 0, standardDeviation: 1)
    tension = a.relations.map {
      Tension(
        starts: add("relations.starts", $0.starts), months: monthly("relations", normal, from: 1))
    }
    domesticSupply = a.domesticSupply.map {
      DomesticSupply(
        start: add("domestic_supply.start", $0.start),
        growth: add("domestic_supply.growth", $0.growth),
        replaces: add("domestic_supply.replaces", $0.replaces))
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
    let guidance = a.gates.first { $0.gate.name == PolicyGate.guidance.name }?.gate
    news = a.news.map { assumed in
      let key = assumed.newsClass.key
      let common = assumed.rate.map { add("\(key).rate", $0) }
      let rates = (guidance?.levels ?? []).map { level in
        assumed.levelRates[level.name].map { add("\(key).\(level.name).rate", $0) } ?? common ?? 0
      }
      return News(
        rates: rates, before: add("\(key).month.before", uniform), months: monthly(key, uniform))
    }
    all = list
  }
}
