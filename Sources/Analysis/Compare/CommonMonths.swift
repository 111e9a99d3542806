import Expressions
import RevenueRecovery
import Scenario
import Simulation

import struct Expressions.Expression

/// What forecasts as of different days have in common: months of the calendar, and fiscal quarters by name.
///
/// Figures are compared from the beginning of the fiscal quarter in which the last of the forecasts has its
/// month 0, to the month in which the first of them ends. What a forecast knows of that quarter before its own
/// month 0 is what it has booked; it counts.
///
/// Months are drawn by their number, so that draws of two forecasts stand for other months of the calendar: pairing
/// takes less off their differences. The errors are those of the differences trial by trial, which need no
/// pairing to be right.
public struct CommonMonths: Sendable, Equatable {
  public let first: YearMonth
  public let last: YearMonth
  /// The last of them that counts by the end of the fiscal year; nil where that is not one for all.
  public let yearEnd: YearMonth?
  /// Quarters that begin among them and end in the same month for all, in order.
  public let quarters: [String]
  /// Whether all count the same months, so that only sessions differ.
  public let areAll: Bool
  /// USD, rising: every threshold of some forecast.
  private let thresholds: [Double]

  /// Outputs that only such a comparison has.
  public static let total = "common.recovered"
  public static let byYearEnd = "common.recovered_fy"

  /// nil where all are as of one day.
  ///
  /// - Throws: `ScenarioError` naming a forecast that has no month in common with the first.
  init?(_ forecasts: [Forecast]) throws(ScenarioError) {
    guard let reference = forecasts.first,
      forecasts.contains(where: { $0.asOf != reference.asOf })
    else { return nil }
    let calendars = forecasts.map(\.calendar)
    let starts = calendars.map(\.firstMonth)
    let ends = calendars.map(\.lastMonth)
    guard let latest = starts.max(), let earliest = ends.min(), latest <= earliest else {
      throw Self.refusal(forecasts)
    }
    let first = latest.advanced(by: -latest.monthOfQuarter)
    (self.first, last) = (first, earliest)
    areAll = Set(starts).count == 1 && Set(ends).count == 1
    let yearEnds = Set(calendars.map(\.fiscalYearEnd))
    yearEnd = yearEnds.count == 1 ? yearEnds.first : nil
    quarters = calendars[0].quarters.map(\.description).filter { name in
      let parts = calendars.map { $0.months(of: name) }
      return parts.allSatisfy { $0 != nil } && Set(parts.map { $0?.upperBound }).count == 1
        && parts.allSatisfy { part in part.map { $0.upperBound >= first } ?? false }
    }
    thresholds = Set(forecasts.flatMap(\.thresholds)).sorted()
  }

  private static func refusal(_ forecasts: [Forecast]) -> ScenarioError {
    let reference = forecasts[0]
    let others = forecasts.dropFirst().filter { other in
      max(other.calendar.firstMonth, reference.calendar.firstMonth)
        > min(other.calendar.lastMonth, reference.calendar.lastMonth)
    }
    return ScenarioError(
      (others.isEmpty ? Array(forecasts.dropFirst()) : Array(others)).map { other in
        Problem(
          other.asOfOrigin, "as_of",
          "must leave months of the calendar in common: \(reference.name) covers \(reference.span) and "
            + "\(other.name) \(other.span); compare scenarios whose months overlap")
      })
  }

  // MARK: What is run

  /// A forecast's model with the revenue of the months in common, and claims about it.
  func asked(of forecast: Forecast) throws -> (model: ForecastModel, statements: [Statement]) {
    guard !areAll else {
      let ofShares = forecast.model.recovery.outputs.count
      return (forecast.model, forecast.statements.filter { $0.output < ofShares })
    }
    let names = forecast.model.names
    let totals = [(Self.total, last)] + (yearEnd.map { [(Self.byYearEnd, $0)] } ?? [])
    let added = try totals.map { name, end in
      let from = max(first, forecast.calendar.firstMonth)
      let text = from.through(end).map { "revenue.total.\($0)" }.joined(separator: " + ")
      return DerivedOutput(
        name, unit: "USD", try Expression(parsing: text, names: names, as: .number),
        over: forecast.model.outputs)
    }
    let place = forecast.model.outputs.count
    let claims = totals.enumerated().flatMap { k, total in
      thresholds.map {
        Statement(
          "\(total.0) >= \(RecoveryStatements.short($0))", output: place + k, .atLeast($0))
      }
    }
    let byQuarter = forecast.recoveryStatements.filter { statement in
      statement.label.hasPrefix("eps_uplift_ratio.")
        && quarters.contains { statement.label.contains($0) }
    }
    return (forecast.model.adding(added), claims + byQuarter)
  }

  /// Names of a forecast's outputs that say the same on all sides.
  func outputs(of forecast: Forecast) -> Set<String> {
    let model = forecast.model
    let places = model.recovery.places
    let kept = places.indices.filter { k in
      let output = model.outputs[k]
      switch places[k] {
      case .scenario: return areAll && output.unit != "session"
      case .quarter(let quarter, _, let kind):
        return areAll || quarters.contains(quarter) && !kind.hasSuffix("cumulative_revenue")
      case .month: return areAll
      }
    }
    return Set(kept.map { model.outputs[$0].name } + [Self.total, Self.byYearEnd])
  }

  // MARK: In words

  /// What each side covers and what is compared; without a point at the end.
  ///
  /// - Parameter names: of the forecasts.
  func sentence(_ forecasts: [Forecast], _ names: [String]) -> String {
    let sides = zip(forecasts, names).map { forecast, name in
      "\(name) \(forecast.span)" + booked(forecast)
    }
    let start =
      "the scenarios are as of different days: \(sides.joined(separator: ", ")). Compared "
    guard !areAll else {
      return start
        + "is what counts those months; not days of events, which are sessions from as_of, nor shares"
    }
    let byName = quarters.isEmpty ? "" : "\(Self.list(quarters)) by name and "
    let fiscal = yearEnd.map { $0 == last ? "" : ", to \($0) as \(Self.byYearEnd)" } ?? ""
    return start + "are \(byName)the revenue of \(first) to \(last) as \(Self.total)\(fiscal). "
      + "Draws of months are of other months of the calendar on each side, so pairing is worth less; the "
      + "errors are those of the differences trial by trial and hold all the same"
  }

  /// ", with $0.1bn booked of FY2027Q4 before it", where a forecast begins within the first quarter.
  private func booked(_ forecast: Forecast) -> String {
    let calendar = forecast.calendar
    guard calendar.firstMonth > first, let quarter = calendar.quarters.first else { return "" }
    let assumptions = forecast.model.recovery.assumptions
    let dollars = assumptions.products.filter { $0.seller == assumptions.seller }
      .reduce(0) { $0 + $1.booked }
    return " with $\(RecoveryStatements.short(dollars)) booked of \(quarter) before"
  }

  private static func list(_ names: [String]) -> String {
    names.count > 2 ? "\(names[0]) to \(names[names.count - 1])" : names.joined(separator: " and ")
  }
}

extension Forecast {
  fileprivate var calendar: FiscalCalendar { model.recovery.assumptions.calendar }

  /// "2025-08 to 2027-01".
  fileprivate var span: String { "\(calendar.firstMonth) to \(calendar.lastMonth)" }
}

extension FiscalCalendar {
  fileprivate var lastMonth: YearMonth { firstMonth.advanced(by: months - 1) }

  /// Those of a quarter; nil where the quarter is not one of the calendar's.
  fileprivate func months(of quarter: String) -> ClosedRange<YearMonth>? {
    guard let place = quarters.firstIndex(where: { $0.description == quarter }) else { return nil }
    let months = monthsOfQuarter[place]
    return firstMonth.advanced(
      by: months.lowerBound)...firstMonth.advanced(by: months.upperBound - 1)
  }
}
