import Foundation
import RevenueRecovery
import Sampling
import Simulation

/// The claims whose probabilities every run of the recovery model counts.
public enum RecoveryStatements {
  /// What is "next to nothing", as a fraction of the target.
  public static let nextToNothing = 0.01

  /// Revenue levels by fiscal year end and over the horizon, the target, the policy events likewise, levels
  /// of earnings, and revenue levels by quarter.
  static func all(
    _ model: RecoveryModel, thresholds: [Double], epsThresholds: [Double]
  ) -> [Statement] {
    let outputs = model.outputs
    func index(_ name: String) -> Int {
      guard let found = outputs.firstIndex(where: { $0.name == name }) else {
        preconditionFailure("the model has no output \(name)")
      }
      return found
    }
    var statements: [Statement] = []
    let views = model.assumptions.outsideView == nil ? [] : OutsideView.View.allCases
    for name in ["recovered_fy", "recovered"] + views.map({ $0.of("recovered_fy") }) {
      for threshold in thresholds {
        statements.append(
          Statement("\(name) >= \(short(threshold))", output: index(name), .atLeast(threshold)))
      }
    }
    let target = model.assumptions.targetRevenue
    if target > 0 {
      let little = nextToNothing * target
      statements.append(
        Statement(
          "recovered_fy < \(short(little))", output: index("recovered_fy"), .below(little)))
    }
    statements.append(
      Statement("months_to_target", output: index("months_to_target"), .happens))
    let calendar = model.assumptions.calendar
    let sessions = model.assumptions.sessionsToFirstMonth + 21 * calendar.monthsToFiscalYearEnd
    for event in model.events {
      let day = index("day.\(event)")
      statements.append(
        Statement("\(event) by \(calendar.fiscalYearEnd)", output: day, .below(Double(sessions))))
      statements.append(Statement(event, output: day, .happens))
    }
    for quarter in calendar.quarters
    where model.assumptions.baseEarnings[quarter.description] != nil {
      let name = "eps_uplift_ratio.\(quarter)"
      for threshold in epsThresholds {
        statements.append(
          Statement("\(name) >= \(plain(threshold))", output: index(name), .atLeast(threshold)))
      }
    }
    for name in outputs.map(\.name) where name.hasPrefix("news.") {
      statements.append(Statement("\(name) >= 2", output: index(name), .atLeast(2)))
    }
    for quarter in calendar.quarters {
      for threshold in thresholds {
        let name = "cumulative.\(quarter)"
        statements.append(
          Statement("\(name) >= \(short(threshold))", output: index(name), .atLeast(threshold)))
      }
    }
    return statements
  }

  /// The event of a statement, and the month by whose end it is to happen: nil for the whole horizon.
  ///
  /// - Returns: nil for statements about anything else.
  public static func event(of label: String) -> (name: String, by: String?)? {
    let parts = label.components(separatedBy: " by ")
    guard parts.count <= 2, let name = parts.first, !name.contains(" ") else { return nil }
    return (name, parts.count == 2 ? parts[1] : nil)
  }

  /// 2500000000 as "2.5e9".
  public static func short(_ value: Double) -> String {
    guard abs(value) >= 1e6, value.isFinite else { return plain(value) }
    let billions = value / 1e9
    let (digits, power) =
      abs(billions) >= 1 || billions == 0 ? (billions, "e9") : (value / 1e6, "e6")
    let text = plain(digits)
    return text.contains("e") ? plain(value) : text + power
  }
}
