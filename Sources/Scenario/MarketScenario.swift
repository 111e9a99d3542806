import EquityImpact
import EventStudy
import Foundation
import RevenueRecovery

/// The scenario that the market holds where `equities.expects` names one: its politics, launches and shipments.
public struct MarketScenario: Sendable {
  public let path: String
  public let title: String
  /// The files read, its own last.
  public let files: [String]
  /// Of what informs its recovery.
  public let fingerprint: String
  /// The numbers of its shares play no part: what sales do to a share is a matter of the share.
  public let recovery: RecoveryModel

  init(_ forecast: Forecast, path: String) {
    self.path = path
    title = forecast.title
    files = forecast.files
    fingerprint = forecast.recoveryFingerprint
    recovery = forecast.model.recovery
  }
}

/// Whose expectation prices hold.
enum Expects {
  case itself
  case nothing
  case market(MarketScenario)

  var market: MarketScenario? {
    if case .market(let market) = self { market } else { nil }
  }
  var isNothing: Bool {
    if case .nothing = self { true } else { false }
  }
}

extension ScenarioChecker {
  /// What `equities.expects` names, read as its file says it: what --set changes is changed in this scenario alone,
  /// and what it says of shares, `expects` and correlations of their inputs among it, is not read. nil where it is wrong, which is reported.
  func expects(_ table: TableReader, asOf: Day) -> Expects? {
    let key = Keys.equities.expects
    let name = table.read(key)
    if name == EquityKeys.expectsItself { return .itself }
    if name == EquityKeys.expectsNothing { return .nothing }
    guard let node = table.node(key) else { return nil }
    let path = URL(fileURLWithPath: node.origin.path(of: name))
      .standardizedFileURL.relativePathIfInside
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    guard exists, !isFolder.boolValue else {
      table.report(
        key, node,
        "must be \"\(EquityKeys.expectsItself)\", \"\(EquityKeys.expectsNothing)\" or the path of a scenario"
          + (exists ? ", not of a folder" : " that is there"))
      return nil
    }
    do throws(ScenarioError) {
      let forecast = try ForecastFamily(
        path: path, withShares: false, gates: gateList, isMarket: true
      ).base
      guard forecast.asOfDay == asOf.description else {
        table.report(
          key, node,
          "must be a scenario as of the same day, \(asOf) (it is as of \(forecast.asOfDay))")
        return nil
      }
      return .market(MarketScenario(forecast, path: path))
    } catch {
      let first = error.problems.first.map { " (\($0))" } ?? ""
      table.report(key, node, "must be a scenario without mistakes\(first)")
      return nil
    }
  }

  /// Reports a market's scenario that ends before the paths do.
  func requireMonths(
    _ market: MarketScenario?, of assumptions: EquityAssumptions, _ table: TableReader
  ) {
    guard let market, let node = table.node(Keys.equities.expects) else { return }
    let months = market.recovery.assumptions.calendar.months
    guard months < assumptions.reactingMonths else { return }
    table.report(
      Keys.equities.expects, node,
      "must be a scenario of the \(assumptions.reactingMonths) months that begin in \(assumptions.sessions) sessions (it has \(months))"
    )
  }
}

extension Forecast {
  fileprivate var asOfDay: String {
    Day(year: asOf.year, month: asOf.month, day: asOf.day)?.description ?? "another"
  }
}

extension RecoveryModel {
  /// For each joint state of another model's gates, and for each of its moves, the number of the same here. Gates
  /// and events are the same by name, levels by number; a gate that one model does not have stands at its usual
  /// level in it for good. nil for a level or a move that is not here.
  func places(of other: RecoveryModel) -> (states: [Int?], moves: [Int?]) {
    let (here, there) = (assumptions.gates.map(\.gate), other.assumptions.gates.map(\.gate))
    let states = (0..<other.policyStates).map { state -> Int? in
      var (rest, levels) = (state, [String: Int]())
      for gate in there.reversed() {
        levels[gate.name] = rest % gate.levels.count
        rest /= gate.levels.count
      }
      var number = 0
      for gate in here {
        let level = levels.removeValue(forKey: gate.name) ?? 0
        guard level < gate.levels.count else { return nil }
        number = number * gate.levels.count + level
      }
      return levels.values.allSatisfy { $0 == 0 } ? number : nil
    }
    let moves = here.flatMap { gate in gate.events.map { "\(gate.name) \($0.name)" } }
    return (
      states,
      there.flatMap { gate in gate.events.map { moves.firstIndex(of: "\(gate.name) \($0.name)") } }
    )
  }
}
