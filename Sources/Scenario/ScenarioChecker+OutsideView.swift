import RevenueRecovery
import Sampling

/// [outside_view].
extension ScenarioChecker {
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
