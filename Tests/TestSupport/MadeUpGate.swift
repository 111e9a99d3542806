import RevenueRecovery

extension PolicyGate {
  /// What it takes to add a gate: one declaration. Nothing else is told of this one.
  package static let ports = PolicyGate(
    "ports", heading: "ports",
    levels: [
      Level("clear"),
      Level(
        "held",
        uptake: .times(
          Parameter("passes", "1", "what uptake is multiplied by", starter: [1, 1]))),
    ],
    moves: [
      Move(
        to: 1, Parameter("hold", "1/month", "probability that ports hold", starter: [1, 9]),
        Event("ports_held", "ports hold chips back", label: "held")),
      Move(
        to: 0, Parameter("release", "1/month", "probability of a release", starter: [1, 9]),
        Event("ports_released", "ports let chips through", label: "released")),
    ])
}
