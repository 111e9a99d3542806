import Sampling

@testable import RevenueRecovery

/// "A case to check by hand" of Models/README.md.
enum HandCase {
  /// - Parameter months: 3 in the table of that page; the fiscal year is over after 6.
  static func assumptions(months: Int = 3) throws -> RecoveryAssumptions {
    let zero = try Constant(0)
    return RecoveryAssumptions(
      calendar: FiscalCalendar(firstMonth: YearMonth(year: 2025, month: 8), months: months),
      sessionsToFirstMonth: 13, products: [try product("H20", book: 100_000)],
      licences: Licences(
        approvalRate: try Constant(1),
        buyers: [.init(name: "all", share: 1, delay: try Constant(1.5))]),
      gates: [
        GateAssumptions(.exportGate, starts: "open", ["close": zero, "reopen": zero]),
        GateAssumptions(
          .guidance.reduced(thirdLevel: false, answers: false), starts: "neutral",
          ["discourage": zero, "lift": zero, "uptake_factor": zero]),
      ],
      priceDecline: try Constant(0.03), domesticSubstitution: try Constant(0.02),
      uptake: try Constant(0.5), revenueShare: try Constant(0.1), trainingShare: zero,
      targetRevenue: 10e9, lostRevenue: 10.5e9, taxRate: 0.2, shares: 1e9)
  }

  /// The product of the case with another name, order book, price or inventory.
  static func product(
    _ name: String, book: Double, price: Double = 10_000, inventory: Double = 30_000
  ) throws -> Product {
    let zero = try Constant(0)
    return Product(
      name: name, orderBook: try Constant(book), price: try Constant(price),
      inventory: try Constant(inventory), launch: zero, leadTime: try Constant(2),
      capacity: try Constant(10_000), ramp: try Constant(1), clearsControls: try Constant(1),
      cannibalised: zero, successor: nil, writtenDown: try Constant(1),
      grossMargin: try Constant(0.5), compute: try Assumptions.compute(1, 1))
  }

  /// A second product beside that of the case.
  static func second() throws -> Product {
    try product("R", book: 50_000, price: 8_000, inventory: 10_000)
  }

  /// Guidance that has stopped purchases and stays so.
  static func stopped(quota: Double) throws -> GateAssumptions {
    let zero = try Constant(0)
    return GateAssumptions(
      .guidance.reduced(thirdLevel: true, answers: false), starts: "stopped",
      [
        "discourage": zero, "lift": zero, "stop": zero, "ease": zero,
        "uptake_factor": try Constant(0.4), "quota": try Constant(quota),
      ])
  }
}
