import RevenueRecovery
import Scenario

extension Forecast {
  /// The level of revenue whose probability is told where there is room for one: the highest of the scenario's
  /// `thresholds` that is no more than its target; nil where it has none.
  package var targetLevel: Double? {
    let target = model.recovery.assumptions.targetRevenue
    return thresholds.last { $0 <= target } ?? thresholds.first
  }
}
