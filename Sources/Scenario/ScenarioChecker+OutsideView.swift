import RevenueRecovery
import Sampling

/// [outside_view] and [orders_follow_capex].
extension ScenarioChecker {
  /// nil without it, and when something is wrong and was reported.
  func ordersFollowCapex() -> (happens: any Distribution, factor: any Distribution)? {
    guard let table = top.table(Keys.top.ordersFollowCapex) else { return nil }
    let happens = table.parameter(Keys.ordersFollowCapex.happens, ledger)
    let factor = table.parameter(Keys.ordersFollowCapex.factor, ledger)
    table.finish()
    guard let happens, let factor else { return nil }
    return (happens, factor)
  }

  /// nil without one, and when something is wrong and was reported.
  func outsideView() -> OutsideView? {
    guard let table = top.table(Keys.top.outsideView) else { return nil }
    let weight = table.parameter(Keys.outsideView.weight, ledger)
    let delivered = table.parameter(Keys.outsideView.delivered, ledger)
    table.finish()
    guard let weight, let delivered else { return nil }
    return OutsideView(weight: weight, delivered: delivered)
  }
}
