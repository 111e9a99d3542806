import Sampling

/// Something that a government can turn and that stands between chips and buyers: what the scenario says
/// of it, how it moves, what it does, and its words. One value of this type is all that a gate is; inputs,
/// monthly states, outputs, events for shares, keys, fingerprint, tables and texts follow from it.
///
/// A gate stands at one of its levels and may change once a month.
public struct PolicyGate: Sendable, Equatable {
  /// The table below [policy] that states it, and the word in the names of its draws.
  public let name: String
  /// Of its column where a trial is told month by month.
  public let heading: String
  /// Whether every scenario must state it; one that may be left out has no draw where it is.
  public let isRequired: Bool
  /// In their order. The first is the usual one, and where the gate starts unless the scenario says otherwise.
  public let levels: [Level]
  /// One out of each level, in the order of the levels: number k leaves level k.
  public let moves: [Move]
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

  /// A fraction that the scenario states in the gate's table.
  public struct Parameter: Sendable, Equatable {
    public let key: String
    public let unit: String
    /// In words, for help and schema.
    public let meaning: String
    /// α and β of the beta distribution that a new scenario begins with.
    public let starter: [Int]

    public init(_ key: String, _ unit: String, _ meaning: String, starter: [Int]) {
      self.key = key
      self.unit = unit
      self.meaning = meaning
      self.starter = starter
    }
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

  /// Today's chain has two levels, so a gate has two: `GateChain` is where a third would be stepped.
  public init(
    _ name: String, heading: String, isRequired: Bool = false, levels: [Level], moves: [Move],
    turn: Int? = nil
  ) {
    precondition(levels.count == 2 && moves.map(\.to) == [1, 0], "two levels, a move out of each")
    precondition(levels[0].uptake == .whole, "the usual level leaves uptake as it is")
    self.name = name
    self.heading = heading
    self.isRequired = isRequired
    self.levels = levels
    self.moves = moves
    self.turn = turn
  }

  /// Its table in a scenario, with which the names of its draws begin.
  public var key: String { "policy.\(name)" }

  /// What its table states besides `starts`: the hazards, then what the levels need.
  public var parameters: [Parameter] {
    moves.map(\.hazard)
      + levels.compactMap { if case .times(let factor) = $0.uptake { factor } else { nil } }
  }

  public var events: [Event] { moves.map(\.event) }
}

/// A gate in a scenario: where it starts, and the distributions of its parameters.
public struct GateAssumptions: Sendable {
  public let gate: PolicyGate
  /// Number of the level before month 0.
  public var start: Int
  private var values: [String: any Distribution]

  /// - Parameters:
  ///   - start: name of a level.
  ///   - values: by key, one for each of the gate's `parameters`.
  public init(_ gate: PolicyGate, starts start: String, _ values: [String: any Distribution]) {
    guard let level = gate.levels.firstIndex(where: { $0.name == start }) else {
      preconditionFailure("\(gate.name) has no level \(start)")
    }
    precondition(
      Set(values.keys) == Set(gate.parameters.map(\.key)), "\(gate.name): one value a parameter")
    self.gate = gate
    self.start = level
    self.values = values
  }

  /// The distribution of one of the gate's parameters.
  public subscript(_ parameter: PolicyGate.Parameter) -> any Distribution {
    get { self[parameter.key] }
    set { self[parameter.key] = newValue }
  }

  /// The same by its key.
  public subscript(_ key: String) -> any Distribution {
    get {
      guard let value = values[key] else {
        preconditionFailure("\(gate.name) has no parameter \(key)")
      }
      return value
    }
    set {
      precondition(values[key] != nil, "\(gate.name) has no parameter \(key)")
      values[key] = newValue
    }
  }

  /// What a fingerprint holds of it besides its distributions.
  public var mark: String {
    let level = gate.levels[start]
    return level.mark ?? "\(gate.name) \(level.name)"
  }
}
