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
  /// What shares react to in news of a class. The announcement of day 0 has a reaction of its own.
  init(_ newsClass: NewsClass) {
    self.init(
      rawValue: newsClass.name == Self.announcement.rawValue
        ? "further_announcement" : newsClass.name)
  }

  /// What trials of scenarios with these gates may hold.
  static func all(_ gates: [PolicyGate]) -> [ReactionClass] { all(gates.map(ReactingGate.init)) }
}
