import EventStudy
import Foundation
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
    guard actual.output == "revenue" || actual.output == "units" else {
      throw Unmatched(reason: "the scenario has no output \(actual.output) of a quarter")
    }
    let products = model.recovery.assumptions.products.map(\.name)
    guard products.contains(actual.product) || actual.product == "total" else {
      throw Unmatched(reason: "the scenario has no product \(actual.product)")
    }
    let parts = try quarters(actual.quarter)
    for part in parts { try checkQuarter(part) }
    if actual.output == "revenue" { return parts.map { "revenue.\(actual.product).\($0)" } }
    // Units are forecast over the whole horizon alone.
    let all = calendar.quarters.map(\.description)
    guard parts == all else {
      throw Unmatched(
        reason: "units are forecast of \(all.first ?? "")..\(all.last ?? "") alone")
    }
    return actual.product == "total" ? products.map { "units.\($0)" } : ["units.\(actual.product)"]
  }

  /// The quarters that a text means: "FY2026Q3" itself, those of the year "FY2026", and all of
  /// "FY2026Q3..FY2027Q4".
  private func quarters(_ text: String) throws(Unmatched) -> [String] {
    if text.hasPrefix("FY"), text.count == 6 { return (1...4).map { "\(text)Q\($0)" } }
    guard let dots = text.range(of: "..") else { return [text] }
    let (first, last) = (String(text[..<dots.lowerBound]), String(text[dots.upperBound...]))
    let names = calendar.quarters.map(\.description)
    guard let start = names.firstIndex(of: first), let end = names.firstIndex(of: last),
      start <= end
    else {
      throw Unmatched(
        reason: "\(text) is not forecast, \(names.first ?? "")..\(names.last ?? "") is")
    }
    return Array(names[start...end])
  }

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
