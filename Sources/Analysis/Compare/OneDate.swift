import Scenario

/// Refuses forecasts as of different days: their sessions and months count from different days, so what is
/// counted to the end of the fiscal year, by session or over the horizon is of windows of different
/// length, and no difference of theirs is one of assumptions.
///
/// - Throws: `ScenarioError` naming each forecast that is not as of the day of the first.
func requireOneDate(_ forecasts: [Forecast]) throws(ScenarioError) {
  guard let first = forecasts.first else { return }
  let others = forecasts.filter { $0.asOf != first.asOf }
  guard others.isEmpty else {
    throw ScenarioError(
      others.map { other in
        Problem(
          other.asOfOrigin, "as_of",
          "must be that of the scenario it is compared with, \(date(first)) (\(first.asOfOrigin)), got "
            + "\(date(other)): months and sessions count from it, so their figures are of windows of "
            + "different length")
      })
  }
}

private func date(_ forecast: Forecast) -> String {
  let (year, month, day) = forecast.asOf
  func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
  return "\(year)-\(padded(month))-\(padded(day))"
}
