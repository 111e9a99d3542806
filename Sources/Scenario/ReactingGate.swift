import EquityImpact
import RevenueRecovery

extension ReactingGate {
  init(_ gate: PolicyGate) {
    self.init(
      name: gate.name, events: gate.events.map { ReactionClass(rawValue: $0.name) },
      turn: gate.turn)
  }
}

extension ReactionClass {
  /// What trials of scenarios with these gates may hold.
  static func all(_ gates: [PolicyGate]) -> [ReactionClass] { all(gates.map(ReactingGate.init)) }
}
