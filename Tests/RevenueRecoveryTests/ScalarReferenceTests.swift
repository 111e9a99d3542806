import Sampling
import Simulation
import Testing

@testable import RevenueRecovery

@Suite("The recovery against a plain scalar reference")
struct ScalarReferenceTests {
  /// Compares every output of every trial of a run.
  private func compare(
    _ assumptions: RecoveryAssumptions, trials: Int, correlation: Correlation? = nil,
    within bound: Double = 1e-12
  ) throws {
    let model = try RecoveryModel(assumptions, correlation: correlation)
    var position: [String: Int] = [:]
    for (k, input) in model.inputs.enumerated() { position[input.name] = k }
    let outputs = model.outputs
    try replay(model, Plan(trials: trials, seed: 715)) { batch, first, count in
      for trial in 0..<count {
        var unknown: Set<String> = []
        let reference = ScalarRecovery(assumptions: assumptions) { name in
          guard let k = position[name] else {
            unknown.insert(name)
            return .nan
          }
          return batch.input(k, trial)
        }
        let expected = reference.outputs()
        #expect(unknown.isEmpty)
        try #require(expected.count == outputs.count)
        // Differences of sums of money lose what the sums do not: measured against the revenue.
        let scale = try #require(expected["inside.recovered"] ?? expected["recovered"])
        for (k, output) in outputs.enumerated() {
          let (found, wanted) = (batch.output(k, trial), try #require(expected[output.name]))
          let isProfit = output.name.hasSuffix("gross_profit")
          let isOfShare = output.name.hasPrefix("eps_uplift")
          let size = max(abs(wanted), isProfit ? scale : 0, isOfShare ? 1e-2 : 0)
          if found != wanted, !(abs(found - wanted) <= bound * size) {
            Issue.record("trial \(first + trial): \(output.name) is \(found), not \(wanted)")
          }
        }
      }
    }
  }

  @Test("agrees to 12 digits where everything is known", arguments: [1, 5, 18, 30])
  func constants(months: Int) throws {
    try compare(Assumptions.constant(months: months), trials: 8)
  }

  @Test("agrees to 12 digits on random trials of the base scenario")
  func base() throws {
    try compare(Assumptions.base(), trials: 1500)
  }

  @Test("agrees where the forecast begins in another month", arguments: [1, 2, 9, 12])
  func otherMonths(month: Int) throws {
    try compare(Assumptions.base(months: 14, firstMonth: month), trials: 50)
  }

  @Test(
    "agrees where earnings without the recovery are known, in some quarters or beyond the horizon")
  func earnings() throws {
    var assumptions = try Assumptions.base(months: 9)
    assumptions.baseEarnings = ["FY2026Q4": 1.05, "FY2027Q1": 0.9, "FY2029Q1": 3]
    try compare(assumptions, trials: 100)
  }

  /// A rival, a product without licences, caps, and what else bears on money.
  private static func addMoney(to assumptions: inout RecoveryAssumptions) throws {
    assumptions.products += [try Assumptions.mi308(), try Assumptions.b30()]
    assumptions.products[3].name = "RTX"
    assumptions.products[3].licences = .none
    assumptions.licences.cap = try Uniform(low: 50e3, high: 600e3)
    assumptions.licences.groups = [
      Licences.Group(
        name: "AMD", approvalRate: try Beta(alpha: 3, beta: 2),
        delay: try Gamma(shape: 2, scale: 2), cap: try Uniform(low: 0, high: 80e3))
    ]
    assumptions.bandwidthLimit = try Uniform(low: 1.2, high: 2)
    assumptions.products[1].bandwidth = try Uniform(low: 1.7, high: 1.8)
    assumptions.ordersFollowCapex = (try Discrete.bernoulli(0.5), try Uniform(low: 1, high: 2))
    assumptions.products[1].compute = Product.Compute(
      training: try Uniform(low: 0.5, high: 0.8), inference: try Constant(0.6),
      serverEfficiency: try Uniform(low: 1, high: 1.6))
    assumptions.products[0].booked = 2e8
    assumptions.products[2].booked = 1e8
    assumptions.outsideView = OutsideView(
      weight: try Beta(alpha: 3, beta: 3), delivered: try Beta(alpha: 1, beta: 4))
  }

  @Test(
    "agrees with an outside view, another seller, licences of their own, caps and what is booked")
  func money() throws {
    var assumptions = try Assumptions.base()
    try Self.addMoney(to: &assumptions)
    try compare(assumptions, trials: 600)
    assumptions.seller = "AMD"
    try compare(assumptions, trials: 100)
  }

  @Test("agrees with all of that under a third level, answers, a quota and relations")
  func everything() throws {
    var assumptions = try Assumptions.politics()
    try Self.addMoney(to: &assumptions)
    assumptions.supplyFollowsOrders = true
    try compare(assumptions, trials: 600)
    // Another seller's first licence is the easing that is answered.
    assumptions.seller = "AMD"
    assumptions.gates[1]["answers"] = try Constant(0.9)
    try compare(assumptions, trials: 300)
    assumptions.relations = Relations(
      persistence: 0.9, starts: try Normal(mean: 0.5, standardDeviation: 1),
      loadings: ["policy.guidance.stop": 0.7, "licences.approval_rate": -0.6])
    try compare(assumptions, trials: 300, within: 1e-8)
  }

  @Test("agrees where gates start away, move fast, and inputs are correlated")
  func otherPolicies() throws {
    var assumptions = try Assumptions.base()
    assumptions.gates[0].start = 1
    assumptions.gates[0]["close"] = try Uniform(low: 0.2, high: 0.9)
    assumptions.gates[0]["reopen"] = try Uniform(low: 0.3, high: 1)
    assumptions.gates[1].start = 1
    assumptions.gates[1]["lift"] = try Uniform(low: 0.1, high: 0.9)
    assumptions.gates[1]["discourage"] = try Uniform(low: 0.1, high: 0.9)
    assumptions.products[0].launch = try Uniform(low: 0, high: 12)
    assumptions.products[1].launch = try Uniform(low: 0, high: 25)
    assumptions.targetRevenue = 1e9
    try compare(
      assumptions, trials: 400,
      correlation: Correlation([Correlation.Pair("uptake", "products.H20.price", -0.2)]))
  }

  @Test("agrees with a third level, answers, a random start, dates, quota and domestic supply")
  func politics() throws {
    var assumptions = try Assumptions.politics()
    assumptions.supplyFollowsOrders = true
    assumptions.domesticSupply = DomesticSupply(
      start: try Uniform(low: 0, high: 60_000), growth: try Uniform(low: -0.5, high: 1),
      replaces: try Uniform(low: 0, high: 1))
    try compare(assumptions, trials: 1500)
  }

  @Test("agrees where an answer does not escalate, and the start is known")
  func mildAnswers() throws {
    var assumptions = try Assumptions.politics()
    assumptions.gates[1].escalates = false
    assumptions.gates[1].start = 2
    try compare(assumptions, trials: 500)
  }

  @Test("agrees on news of every class, beside politics that walk or gates of two levels")
  func news() throws {
    var assumptions = try Assumptions.politics()
    try Self.addMoney(to: &assumptions)
    assumptions.news = try Assumptions.news()
    try compare(assumptions, trials: 1000)
    assumptions.seller = "AMD"
    assumptions.gates[1].escalates = false
    assumptions.gates[1].start = 1
    try compare(assumptions, trials: 300)
    assumptions = try Assumptions.base()
    assumptions.news = try Assumptions.news()
    try compare(assumptions, trials: 300)
    assumptions = try Assumptions.base(months: 4)
    assumptions.sessionsToFirstMonth = 2
    assumptions.news = try Assumptions.news()
    try compare(assumptions, trials: 100)
  }

  @Test("agrees with relations to what Φ is tabulated to")
  func relations() throws {
    var assumptions = try Assumptions.politics()
    assumptions.relations = Relations(
      persistence: 0.9, starts: try Normal(mean: 0.5, standardDeviation: 1),
      loadings: [
        "policy.export_gate.close": 0.5, "policy.export_gate.reopen": -0.5,
        "policy.guidance.discourage": 0.5, "policy.guidance.stop": 0.7,
        "policy.guidance.ease": -0.4, "licences.approval_rate": -0.6, "uptake": -0.5,
      ])
    try compare(assumptions, trials: 1500, within: 1e-8)
  }
}
