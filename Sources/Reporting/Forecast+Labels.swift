import RevenueRecovery
import Scenario

extension Forecast {
  /// "2026": the fiscal year at whose end `recovered_fy` is taken.
  var yearEnd: String {
    let calendar = model.recovery.assumptions.calendar
    let last = calendar.firstMonth.advanced(by: calendar.monthsToFiscalYearEnd - 1)
    return FiscalQuarter(of: last).year.description
  }

  /// Months of the horizon.
  var months: Int { model.recovery.assumptions.calendar.months }
}
