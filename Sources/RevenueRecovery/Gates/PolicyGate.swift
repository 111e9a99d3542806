import Sampling

/// Something that a government can turn and that stands between chips and buyers: what the scenario says
/// of it, how it moves, what it does, and its words. One value of this type is all that a gate is; inputs,
/// monthly states, outputs, events for shares, keys, fingerprint, tables and texts follow from it.
///
/// A gate stands at one of its levels and may change once a month. It has two, or a third beyond them that
/// is entered from either and left towards the second.
public struct PolicyGate: Sendable, Equatable {
  /// The table below [policy] that states it, and the word in the names of its draws.
  public let name: String
  /// Of its column where a trial is told month by month.
  public let heading: String
  /// Whether every scenario must state it; one that may be left out has no draw where it is.
  public let isRequired: Bool
  /// In their order. The first is the usual one, and where the gate starts unless the scenario says otherwise.
  public let levels: [Level]
  /// Out of the first level, out of the second, and with a third level into it and out of it.
  public let moves: [Move]
  /// How it may answer an easing by the United States; nil where it does not.
  public let answer: Answer?
  /// What it is called that either the move out of the first level or that into the third has come; nil where
  /// nothing tells of both together.
  public let eitherRise: Event?
  /// Its number among the gates that take turns in the shares' common series of reactions: 0 or 1 for the
  /// two that were there before gates were a list, whose draws stay as they were. nil for a series of its
  /// own, so that the gate moves no draw of another's.
  public let turn: Int?

  /// A state of the gate and what it does.
  public struct Level: Sendable, Equatable {
    public let name: String
    public let uptake: Uptake
    /// What a fingerprint holds of a gate that starts here; nil for the names of gate and level.
    public let mark: String?

    public init(_ name: String, uptake: Uptake = .whole, mark: String? = nil) {
      self.name = name
      self.uptake = uptake
      self.mark = mark
    }
  }

  /// What buyers take in a month at a level.
  public enum Uptake: Sendable, Equatable {
    /// What they would take without the gate.
    case whole
    case nothing
    /// A fraction of it, which the scenario states: one draw a trial, 0 ... 1.
    case times(Parameter)
    /// No more of all products together than a number of units a month: one draw a trial.
    case atMost(Parameter)

    /// What the scenario states for it.
    public var parameter: Parameter? {
      switch self {
      case .whole, .nothing: nil
      case .times(let parameter), .atMost(let parameter): parameter
      }
    }
  }

  /// A change from a level to another, with a hazard: a probability a month, one draw of it a trial.
  public struct Move: Sendable, Equatable {
    public let to: Int
    public let hazard: Parameter
    public let event: Event

    public init(to level: Int, _ hazard: Parameter, _ event: Event) {
      to = level
      self.hazard = hazard
      self.event = event
    }
  }

  /// That a gate may go one level further in the month of an easing by the United States and in the next.
  public struct Answer: Sendable, Equatable {
    /// The probability that an easing is answered within its two months.
    public let rate: Parameter
    /// The key that tells whether the second level, too, is left for the third.
    public let escalates: String

    public init(_ rate: Parameter, escalates: String) {
      self.rate = rate
      self.escalates = escalates
    }
  }

  /// What the scenario states in the gate's table.
  public struct Parameter: Sendable, Equatable {
    public let key: String
    /// A fraction of 0 ... 1 unless it counts units.
    public let unit: String
    /// In words, for help and schema.
    public let meaning: String
    /// α and β of the beta distribution that a new scenario begins with.
    public let starter: [Int]
    /// What it is when the scenario does not say; nil where it must.
    public let fallback: Double?

    public init(
      _ key: String, _ unit: String, _ meaning: String, starter: [Int] = [1, 1],
      or fallback: Double? = nil
    ) {
      self.key = key
      self.unit = unit
      self.meaning = meaning
      self.starter = starter
      self.fallback = fallback
    }

    public var isFraction: Bool { !unit.hasPrefix("units") }
  }

  /// What a move is called.
  public struct Event: Sendable, Equatable {
    /// In files and expressions; the session of the first is the output `day.` and this name.
    public let name: String
    /// A clause: "the export gate reopens".
    public let words: String
    /// A few words, for charts.
    public let label: String
    /// The class of Data/events.csv whose past events tell how shares react; nil where none is like it.
    public let pastClass: String?

    public init(_ name: String, _ words: String, label: String, pastClass: String? = nil) {
      self.name = name
      self.words = words
      self.label = label
      self.pastClass = pastClass
    }
  }

  public init(
    _ name: String, heading: String, isRequired: Bool = false, levels: [Level], moves: [Move],
    answer: Answer? = nil, eitherRise: Event? = nil, turn: Int? = nil
  ) {
    precondition(
      moves.map(\.to) == [1, 0] && levels.count == 2
        || moves.map(\.to) == [1, 0, 2, 1] && levels.count == 3,
      "two levels and a move out of each, or a third and the moves into and out of it")
    precondition(levels[0].uptake == .whole, "the usual level leaves uptake as it is")
    self.name = name
    self.heading = heading
    self.isRequired = isRequired
    self.levels = levels
    self.moves = moves
    precondition(eitherRise == nil || levels.count == 3, "there are two rises with a third level")
    self.answer = answer
    self.eitherRise = eitherRise
    self.turn = turn
  }

  /// Its table in a scenario, with which the names of its draws begin.
  public var key: String { "policy.\(name)" }

  /// What its table states besides where it starts: the hazards, what the levels need, the rate of answers.
  public var parameters: [Parameter] {
    moves.map(\.hazard) + levels.compactMap(\.uptake.parameter) + (answer.map { [$0.rate] } ?? [])
  }

  public var events: [Event] { moves.map(\.event) }

  /// The events of its moves, and that of either rise.
  public var toldEvents: [Event] { events + [eitherRise].compactMap { $0 } }

  public var hasThirdLevel: Bool { levels.count == 3 }

  /// The gate without what a scenario may leave out: its third level, its answers.
  public func reduced(thirdLevel: Bool, answers: Bool) -> PolicyGate {
    PolicyGate(
      name, heading: heading, isRequired: isRequired,
      levels: thirdLevel ? levels : Array(levels.prefix(2)),
      moves: thirdLevel ? moves : Array(moves.prefix(2)),
      answer: answers ? answer : nil, eitherRise: thirdLevel ? eitherRise : nil, turn: turn)
  }

  /// What only a scenario states that uses the third level.
  public var thirdParameters: [Parameter] {
    hasThirdLevel
      ? moves.suffix(2).map(\.hazard) + [levels[2].uptake.parameter].compactMap { $0 } : []
  }
}
