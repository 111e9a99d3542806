import EventStudy
import RevenueRecovery
import Scenario

/// Which actuals a scenario forecast, as which outputs; and why it did not forecast the others.
public struct ActualsMatch: Sendable {
  public struct Forecast: Sendable {
    public let actual: Actual
    /// Name of the output; of a year's revenue the names of its quarters.
    public let name: String
    /// Positions of the outputs that are added up.
    public let outputs: [Int]
  }
  public struct Leftover: Sendable, Equatable {
    public let actual: Actual
    public let reason: String
  }

  public private(set) var forecasts: [Forecast] = []
  public private(set) var leftovers: [Leftover] = []

  private let model: ForecastModel
  private let calendar: FiscalCalendar
  private let asOf: Day

  public init(_ actuals: [Actual], _ forecast: Scenario.Forecast) {
    model = forecast.model
    calendar = forecast.model.recovery.assumptions.calendar
    let (year, month, day) = forecast.asOf
    asOf = Day(year: year, month: month, day: day) ?? Day(number: 0)
    for actual in actuals {
      do {
        let (name, outputs) = try place(actual, among: actuals)
        forecasts.append(Forecast(actual: actual, name: name, outputs: outputs))
      } catch {
        leftovers.append(Leftover(actual: actual, reason: error.reason))
      }
    }
    if !forecasts.contains(where: { $0.name == Self.fiscalYear }) { addUpFiscalYear() }
  }

  private static let fiscalYear = "recovered_fy"

  /// Why an actual was not forecast.
  private struct Unmatched: Error { let reason: String }

  private func place(
    _ actual: Actual, among all: [Actual]
  ) throws(Unmatched) -> (name: String, outputs: [Int]) {
    guard actual.reported > asOf else {
      throw Unmatched(reason: "reported \(actual.reportedText), not after \(asOf)")
    }
    guard actual.value != nil else {
      throw Unmatched(reason: "has bounds only, no value")
    }
    let names = try outputNames(actual, among: all)
    var positions: [Int] = []
    for name in names {
      guard let position = model.outputs.firstIndex(where: { $0.name == name }) else {
        throw Unmatched(reason: "the scenario has no output \(name)")
      }
      let unit = model.outputs[position].unit
      guard actual.unit.isEmpty || actual.unit == unit else {
        throw Unmatched(reason: "is in \(actual.unit), \(name) in \(unit)")
      }
      positions.append(position)
    }
    return (names.joined(separator: " + "), positions)
  }

  private func outputNames(
    _ actual: Actual, among all: [Actual]
  ) throws(Unmatched) -> [String] {
    if actual.output == Self.fiscalYear {
      try checkFiscalYear(actual, among: all)
      return [Self.fiscalYear]
    }
    guard actual.output == "revenue" else {
      throw Unmatched(reason: "the scenario has no output \(actual.output) of a quarter")
    }
    let products = model.recovery.assumptions.products.map(\.name) + ["total"]
    guard products.contains(actual.product) else {
      throw Unmatched(reason: "the scenario has no product \(actual.product)")
    }
    let parts =
      Self.isYear(actual.quarter) ? (1...4).map { "\(actual.quarter)Q\($0)" } : [actual.quarter]
    for part in parts { try checkQuarter(part) }
    return parts.map { "revenue.\(actual.product).\($0)" }
  }

  private static func isYear(_ text: String) -> Bool { text.hasPrefix("FY") && text.count == 6 }

  /// A quarter counts only if the scenario forecasts all three months of it.
  private func checkQuarter(_ quarter: String) throws(Unmatched) {
    let names = calendar.quarters.map(\.description)
    guard let k = names.firstIndex(of: quarter) else {
      throw Unmatched(
        reason: "\(quarter) is not forecast, \(names.first ?? "") to \(names.last ?? "") are")
    }
    let months = calendar.monthsOfQuarter[k].count
    guard months == 3 else {
      throw Unmatched(reason: "the scenario forecasts \(months) of the 3 months of \(quarter)")
    }
  }

  /// The quarters up to the fiscal year's end.
  private var quartersToYearEnd: [String] {
    let end = calendar.monthsToFiscalYearEnd
    return zip(calendar.quarters, calendar.monthsOfQuarter).filter { $1.lowerBound < end }
      .map { $0.0.description }
  }

  private var year: String {
    let last = calendar.firstMonth.advanced(by: calendar.monthsToFiscalYearEnd - 1)
    return "FY\(FiscalQuarter(of: last).year)"
  }

  /// The year's figure is comparable where the scenario forecasts every quarter that it covers: those
  /// of which the file has totals, or, where it has none, whatever the scenario begins with.
  private func checkFiscalYear(_ actual: Actual, among all: [Actual]) throws(Unmatched) {
    guard actual.quarter == year else {
      throw Unmatched(reason: "recovered_fy of the scenario is that of \(year)")
    }
    let quarters = quartersToYearEnd
    for quarter in quarters { try checkQuarter(quarter) }
    let earlier = all.first {
      $0.output == "revenue" && $0.product == "total" && $0.quarter.hasPrefix(year + "Q")
        && !quarters.contains($0.quarter)
    }
    if let earlier {
      throw Unmatched(reason: "covers \(earlier.quarter), which came before the forecast")
    }
  }

  /// `recovered_fy` as the sum of the totals of its quarters, where all are there.
  private mutating func addUpFiscalYear() {
    let parts = quartersToYearEnd.compactMap { quarter in
      forecasts.first { $0.name == "revenue.total.\(quarter)" }?.actual
    }
    guard parts.count == quartersToYearEnd.count, var sum = parts.first,
      let position = model.outputs.firstIndex(where: { $0.name == Self.fiscalYear })
    else { return }
    for part in parts.dropFirst() {
      sum.low = Self.added(sum.low ?? sum.value, part.low ?? part.value)
      sum.high = Self.added(sum.high ?? sum.value, part.high ?? part.value)
      sum.value = Self.added(sum.value, part.value)
      sum.lines += part.lines
      if part.reported > sum.reported {
        (sum.reported, sum.reportedText) = (part.reported, part.reportedText)
      }
    }
    (sum.quarter, sum.output, sum.press) = (year, Self.fiscalYear, nil)
    forecasts.append(Forecast(actual: sum, name: Self.fiscalYear, outputs: [position]))
  }

  private static func added(_ a: Double?, _ b: Double?) -> Double? {
    a.flatMap { a in b.map { a + $0 } }
  }
}
