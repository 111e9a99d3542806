import RevenueRecovery
import Sampling

/// Assumptions to test with: those of Models/README.md, all of them random, or none.
enum Assumptions {
  private static func pert(
    _ low: Double, _ mode: Double, _ high: Double
  ) throws -> any Distribution {
    try PERT(low: low, mode: mode, high: high)
  }

  static func compute(_ training: Double, _ inference: Double) throws -> Product.Compute {
    Product.Compute(training: try Constant(training), inference: try Constant(inference))
  }

  /// The July 2025 base scenario.
  static func base(months: Int = 18, firstMonth: Int = 8) throws -> RecoveryAssumptions {
    RecoveryAssumptions(
      calendar: FiscalCalendar(
        firstMonth: YearMonth(year: 2025, month: firstMonth), months: months),
      sessionsToFirstMonth: 13, products: [try h20(), try b30()],
      licences: try licences(),
      gates: [
        GateAssumptions(
          .exportGate, starts: "open",
          ["close": try Beta(alpha: 2, beta: 38), "reopen": try Beta(alpha: 3, beta: 17)]),
        GateAssumptions(
          .guidance.reduced(thirdLevel: false, answers: false), starts: "neutral",
          [
            "discourage": try Beta(alpha: 3, beta: 27), "lift": try Beta(alpha: 2, beta: 18),
            "uptake_factor": try Beta(alpha: 2, beta: 4),
          ]),
      ],
      priceDecline: try pert(0, 0.01, 0.04), domesticSubstitution: try pert(0, 0.02, 0.06),
      uptake: try pert(0.2, 0.4, 0.7), revenueShare: try Uniform(low: 0, high: 0.25),
      trainingShare: try pert(0.1, 0.25, 0.5), targetRevenue: 10e9, lostRevenue: 10.5e9,
      taxRate: 0.17, shares: 24.5e9)
  }

  /// The base with everything that politics may hold but relations.
  static func politics() throws -> RecoveryAssumptions {
    var a = try base()
    a.gates[0].schedule = [.init(month: 3, session: 7, end: 5, level: 1)]
    a.gates[1] = try threeLevels(["neutral": 0.3, "discouraging": 0.5, "stopped": 0.2])
    a.gates[1].escalates = true
    return a
  }

  /// Guidance with its third level and answers, and hazards that make all of it happen.
  static func threeLevels(_ starts: [String: Double]) throws -> GateAssumptions {
    GateAssumptions(
      .guidance, starts: starts,
      [
        "discourage": try Uniform(low: 0, high: 0.4), "lift": try Uniform(low: 0, high: 0.4),
        "stop": try Uniform(low: 0, high: 0.2), "ease": try Uniform(low: 0, high: 0.4),
        "uptake_factor": try Beta(alpha: 2, beta: 4), "quota": try Uniform(low: 0, high: 30_000),
        "answers": try Uniform(low: 0, high: 0.6),
      ])
  }

  static func licences() throws -> Licences {
    let shares = [
      ("ByteDance", 0.26), ("Tencent", 0.26), ("Alibaba", 0.18), ("Baidu", 0.12), ("others", 0.18),
    ]
    return Licences(
      approvalRate: try Beta(alpha: 8, beta: 2),
      buyers: try shares.map { name, share in
        Licences.Buyer(name: name, share: share, delay: try Gamma(shape: 2, scale: 1.2))
      })
  }

  static func h20() throws -> Product {
    Product(
      name: "H20",
      orderBook: try Mixture(
        [pert(300e3, 350e3, 400e3), pert(600e3, 800e3, 1e6)], weights: [0.7, 0.3]),
      price: try pert(10_000, 11_800, 13_000), inventory: try pert(50e3, 650e3, 1e6),
      launch: try Constant(0), leadTime: try pert(3, 6, 9), capacity: try pert(20e3, 50e3, 100e3),
      ramp: try pert(1, 2, 4), clearsControls: try Constant(1),
      cannibalised: try Beta(alpha: 3, beta: 4), successor: "B30",
      writtenDown: try Uniform(low: 0, high: 1), grossMargin: try pert(0.45, 0.55, 0.65),
      compute: try compute(1, 1))
  }

  static func b30() throws -> Product {
    Product(
      name: "B30", orderBook: try pert(600e3, 1e6, 1.3e6), price: try pert(6500, 7200, 8000),
      inventory: try Constant(0), launch: try pert(2, 4, 9), leadTime: try Constant(0),
      capacity: try pert(40e3, 90e3, 160e3), ramp: try pert(1, 2, 4),
      clearsControls: try Discrete.bernoulli(0.65), cannibalised: try Constant(0),
      successor: nil, writtenDown: try Constant(0), grossMargin: try pert(0.4, 0.5, 0.6),
      compute: try compute(0.75, 0.6))
  }

  /// A rival's product with licences of its own, once those are stated.
  static func mi308() throws -> Product {
    var product = Product(
      name: "MI308", orderBook: try pert(100e3, 150e3, 300e3),
      price: try pert(9000, 10_500, 12_000),
      inventory: try Uniform(low: 20e3, high: 90e3), launch: try Constant(0),
      leadTime: try Constant(2), capacity: try pert(5e3, 9e3, 12e3), ramp: try Constant(2),
      clearsControls: try Constant(1), cannibalised: try Constant(0), successor: nil,
      writtenDown: try Constant(1), grossMargin: try pert(0.4, 0.5, 0.6),
      compute: try compute(0.8, 1.2))
    product.seller = "AMD"
    product.licences = .group("AMD")
    return product
  }

  /// Every quantity known, every buyer approved, both gates at rest.
  static func constant(months: Int = 18) throws -> RecoveryAssumptions {
    var a = try base(months: months)
    a.products[0].orderBook = try Constant(350e3)
    a.products[0].price = try Constant(11_800)
    a.products[0].inventory = try Constant(120e3)
    a.products[0].leadTime = try Constant(5.5)
    a.products[0].capacity = try Constant(9e3)
    a.products[0].ramp = try Constant(2)
    a.products[0].cannibalised = try Constant(0.4)
    a.products[0].writtenDown = try Constant(0.75)
    a.products[0].grossMargin = try Constant(0.55)
    a.products[1].orderBook = try Constant(1e6)
    a.products[1].price = try Constant(7200)
    a.products[1].launch = try Constant(3.25)
    a.products[1].capacity = try Constant(90e3)
    a.products[1].ramp = try Constant(1.5)
    a.products[1].clearsControls = try Constant(1)
    a.products[1].grossMargin = try Constant(0.5)
    a.licences.approvalRate = try Constant(1)
    for (b, delay) in [0.5, 1, 2.25, 4, 7.5].enumerated() {
      a.licences.buyers[b].delay = try Constant(delay)
    }
    for key in ["close", "reopen"] { a.gates[0][key] = try Constant(0) }
    for key in ["discourage", "lift"] { a.gates[1][key] = try Constant(0) }
    a.gates[1]["uptake_factor"] = try Constant(0.3)
    a.priceDecline = try Constant(0.02)
    a.domesticSubstitution = try Constant(0.02)
    a.uptake = try Constant(0.4)
    a.revenueShare = try Constant(0.15)
    a.trainingShare = try Constant(0.25)
    return a
  }
}
