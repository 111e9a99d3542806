import RevenueRecovery
import Scenario

extension Forecast {
  /// "2026": the fiscal year at whose end `recovered_fy` is taken.
  package var yearEnd: String {
    FiscalQuarter(of: yearEndMonth).year.description
  }

  /// When `recovered_fy` is taken: the end of "FY2026", or of a quarter where the horizon ends before.
  package var yearEndName: String {
    let quarter = FiscalQuarter(of: yearEndMonth).description
    return quarter.hasSuffix("Q4") ? String(quarter.dropLast(2)) : quarter
  }

  /// The month up to which `recovered_fy` counts.
  package var yearEndMonth: YearMonth { model.recovery.assumptions.calendar.fiscalYearEnd }

  /// The last month of the horizon.
  package var lastMonth: YearMonth {
    model.recovery.assumptions.calendar.firstMonth.advanced(by: months - 1)
  }

  /// Months of the horizon.
  package var months: Int { model.recovery.assumptions.calendar.months }
}
