/// The gates of the shipped product. A new one is one more entry here; where it does more than take from
/// uptake, its formula is in `RecoveryModel`.
extension PolicyGate {
  /// In the order of their draws, outputs and columns. New gates come last.
  public static let all = [exportGate, guidance]

  /// The US export gate: nothing ships while it is closed.
  public static let exportGate = PolicyGate(
    "export_gate", heading: "export", isRequired: true,
    levels: [
      Level("open", mark: "true"), Level("closed", uptake: .nothing, mark: "false"),
    ],
    moves: [
      Move(
        to: 1,
        Parameter(
          "close", "1/month", "probability that the export gate closes in a month",
          starter: [2, 38]),
        Event(
          "export_closed", "the US export gate closes", label: "gate closes",
          pastClass: "controls_tightened")),
      Move(
        to: 0,
        Parameter(
          "reopen", "1/month", "probability that it reopens in a month", starter: [3, 17]),
        Event(
          "export_reopened", "the export gate reopens", label: "gate reopens",
          pastClass: "announcement")),
    ], turn: 0)

  /// Beijing's procurement guidance: under discouragement buyers take less; once it stops them, nothing but a
  /// quota. The third level and the answers are there where a scenario states them.
  public static let guidance = PolicyGate(
    "guidance", heading: "guidance", isRequired: true,
    levels: [
      Level("neutral", mark: "false"),
      Level(
        "discouraging",
        uptake: .times(
          Parameter(
            "uptake_factor", "1", "what uptake is multiplied by under discouragement",
            starter: [2, 4])), mark: "true"),
      Level(
        "stopped",
        uptake: .atMost(
          Parameter(
            "quota", "units/month", "what buyers may take of all products while they are stopped",
            or: 0))),
    ],
    moves: [
      Move(
        to: 1,
        Parameter(
          "discourage", "1/month", "probability that Beijing turns to discouragement in a month",
          starter: [3, 27]),
        Event(
          "guidance_discouraging", "Beijing turns to discouragement", label: "discouraged",
          pastClass: "chinese_rejection")),
      Move(
        to: 0,
        Parameter(
          "lift", "1/month", "probability that it lifts the discouragement in a month",
          starter: [2, 18]),
        Event("guidance_lifted", "the discouragement is lifted", label: "guidance lifted")),
      Move(
        to: 2,
        Parameter(
          "stop", "1/month",
          "probability that Beijing stops purchases in a month, from either level"),
        Event(
          "guidance_stopped", "Beijing stops purchases", label: "stopped",
          pastClass: "chinese_rejection")),
      Move(
        to: 1,
        Parameter(
          "ease", "1/month",
          "probability that stopped purchases are only discouraged again in a month"),
        Event("guidance_eased", "Beijing eases its stop", label: "stop eased")),
    ],
    answer: Answer(
      Parameter(
        "answers", "1",
        "probability that an easing by the United States is answered by one level more within two months"
      ), escalates: "answers_escalate"),
    eitherRise: Event(
      "guidance_discouraging_or_stopped", "Beijing discourages or stops purchases",
      label: "discouraged or stopped"), turn: 1)
}
