import Expressions
import RevenueRecovery

extension MonthlyNames {
  /// What expressions may ask of the months of a forecast.
  init(_ recovery: RecoveryModel) {
    let calendar = recovery.assumptions.calendar
    let quantities = recovery.monthlyRows.map {
      ($0.name, Quantity(column: Self.firstColumn + $0.place, states: $0.levels))
    }
    self.init(
      Dictionary(quantities) { first, _ in first }, from: calendar.firstMonth.year,
      calendar.firstMonth.month, count: calendar.months)
  }
}
