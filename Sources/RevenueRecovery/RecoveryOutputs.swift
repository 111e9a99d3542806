import Simulation

/// The outputs of the recovery model and their positions: the names used in files and expressions.
public struct RecoveryOutputs: Sendable {
  public let all: [Output]
  let recoveredByFiscalYearEnd = 0
  let recovered = 1
  let netRecovered = 2
  let grossProfit = 3
  let recoveryRatio = 4
  let monthsToTarget = 5
  let equivalents = 6
  let units: Int
  let revenue: Int
  let quarterlyRevenue: Int
  let quarterlyTotal: Int
  let quarterlyUplift: Int
  let monthlyEquivalents: Int
  let eventDays: Int
  private let quarterCount: Int

  /// Names of the policy events, in the order of their outputs.
  public static let events = [
    "export_closed", "export_reopened", "guidance_discouraging", "guidance_lifted",
    "successor_launch",
  ]

  init(_ assumptions: RecoveryAssumptions) {
    let products = assumptions.products.map(\.name)
    let quarters = assumptions.calendar.quarters
    var list = [
      Output("recovered_fy", unit: "USD"), Output("recovered", unit: "USD"),
      Output("net_recovered", unit: "USD"), Output("gross_profit", unit: "USD"),
      Output("recovery_ratio", unit: "1"),
      Output("months_to_target", unit: "months", isWhole: true),
      Output("h20_equivalents", unit: "units"),
    ]
    func append(_ outputs: [Output]) -> Int {
      defer { list += outputs }
      return list.count
    }
    units = append(products.map { Output("units.\($0)", unit: "units") })
    revenue = append(products.map { Output("revenue.\($0)", unit: "USD") })
    quarterlyRevenue = append(
      products.flatMap { name in
        quarters.map { Output("revenue.\(name).\($0)", unit: "USD") }
      })
    quarterlyTotal = append(quarters.map { Output("revenue.total.\($0)", unit: "USD") })
    quarterlyUplift = append(quarters.map { Output("eps_uplift.\($0)", unit: "USD/share") })
    monthlyEquivalents = append(
      (0..<assumptions.calendar.months).map {
        Output("h20_equivalents.month.\($0)", unit: "units")
      })
    eventDays = append(
      Self.events.map { Output("day.\($0)", unit: "session", isWhole: true) })
    all = list
    quarterCount = quarters.count
  }

  func quarterlyRevenue(product: Int, quarter: Int) -> Int {
    quarterlyRevenue + product * quarterCount + quarter
  }
}
