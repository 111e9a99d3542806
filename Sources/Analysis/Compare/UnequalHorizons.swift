import RevenueRecovery
import Scenario

/// What forecasts of horizons of different length say of windows of different length, so that a
/// difference is not one of assumptions alone. Comparing them may be meant.
public struct UnequalHorizons: Sendable, Equatable {
  /// Of the shortest and the longest.
  public let months: ClosedRange<Int>
  /// Names of the outputs concerned, in the order of the first forecast that has them.
  public let outputs: [String]

  /// - Parameter lengths: horizons in months that the forecasts are to have instead of their own.
  /// - Returns: nil where there is one horizon only.
  public init?(_ forecasts: [Forecast], varied lengths: [Int]? = nil) {
    let own = forecasts.map(\.model.recovery.assumptions.calendar)
    let calendars =
      lengths.map { months in
        months.map { FiscalCalendar(firstMonth: own[0].firstMonth, months: $0) }
      } ?? own
    guard let least = calendars.map(\.months).min(), let most = calendars.map(\.months).max(),
      least < most
    else { return nil }
    months = least...most
    var seen: Set<String> = []
    outputs = forecasts.flatMap { Self.outputs(of: $0, calendars) }
      .filter { seen.insert($0).inserted }
  }

  /// One sentence.
  ///
  /// - Parameter shown: the outputs that are looked at.
  public func sentence(among shown: [String]) -> String {
    let known = Set(shown)
    let concerned = outputs.filter(known.contains)
    let start = "the horizons differ (\(months.lowerBound) to \(months.upperBound) months)"
    guard !concerned.isEmpty else { return start + ", which concerns none of these outputs" }
    let end =
      known.contains("recovered_fy") && !outputs.contains("recovered_fy")
      ? "; recovered_fy is not, as all reach the end of the fiscal year" : ""
    return start + ": of windows of different length are \(concerned.joined(separator: ", ")) and "
      + "their probabilities" + end
  }

  private static func outputs(of forecast: Forecast, _ calendars: [FiscalCalendar]) -> [String] {
    let model = forecast.model
    let differing = quarters(calendars)
    var isConcerned = [Bool](repeating: false, count: model.outputs.count)
    for (position, place) in model.recovery.places.enumerated() {
      switch place {
      case .scenario: isConcerned[position] = true
      case .quarter(let quarter, _, _): isConcerned[position] = differing.contains(quarter)
      case .month: break
      }
    }
    if Set(calendars.map(\.monthsToFiscalYearEnd)).count == 1,
      let byYearEnd = model.outputs.firstIndex(where: { $0.name == "recovered_fy" })
    {
      isConcerned[byYearEnd] = false
    }
    for (position, derived) in zip(model.derivedPositions, model.derived) {
      isConcerned[position] = derived.expression.columns.contains { isConcerned[$0] }
    }
    return model.outputs.indices.filter { isConcerned[$0] }.map { model.outputs[$0].name }
  }

  /// Quarters of which some forecast has fewer months than others that have the quarter.
  private static func quarters(_ calendars: [FiscalCalendar]) -> Set<String> {
    var lengths: [String: Set<Int>] = [:]
    for calendar in calendars {
      for (quarter, months) in zip(calendar.quarters, calendar.monthsOfQuarter) {
        lengths[quarter.description, default: []].insert(months.count)
      }
    }
    return Set(lengths.filter { $0.value.count > 1 }.keys)
  }
}
