import Sampling

/// A gate in a scenario: where it starts, the distributions of its parameters, and what is set beforehand.
public struct GateAssumptions: Sendable {
  public let gate: PolicyGate
  /// Probabilities of the levels before month 0; they sum to 1.
  public var starts: [Double]
  /// Whether an easing that is answered at the second level leads to the third.
  public var escalates: Bool
  /// What is set instead of drawn, by date.
  public var schedule: [Scheduled]
  private var values: [String: any Distribution]

  /// A level that a gate is known to take.
  public struct Scheduled: Sendable, Equatable {
    /// The first month, 0 or later.
    public let month: Int
    /// Session of that month on which it is taken, 0 ... 20.
    public let session: Int
    /// The month from which the level is drawn again; the next one unless it is held.
    public let end: Int
    /// Number of the level.
    public let level: Int

    public init(month: Int, session: Int, end: Int, level: Int) {
      self.month = month
      self.session = session
      self.end = end
      self.level = level
    }
  }

  /// - Parameters:
  ///   - start: name of a level.
  ///   - values: by key, one for each of the gate's `parameters`.
  public init(
    _ gate: PolicyGate, starts start: String, _ values: [String: any Distribution],
    escalates: Bool = false, schedule: [Scheduled] = []
  ) {
    self.init(gate, starts: [start: 1], values, escalates: escalates, schedule: schedule)
  }

  /// - Parameter starts: weights of levels by name, above 0 in all; those not named have none.
  public init(
    _ gate: PolicyGate, starts: [String: Double], _ values: [String: any Distribution],
    escalates: Bool = false, schedule: [Scheduled] = []
  ) {
    let weights = gate.levels.map { starts[$0.name] ?? 0 }
    let sum = weights.reduce(0, +)
    precondition(
      sum > 0 && starts.keys.allSatisfy { name in gate.levels.contains { $0.name == name } },
      "\(gate.name) has no level of \(starts.keys)")
    precondition(
      Set(values.keys) == Set(gate.parameters.map(\.key)), "\(gate.name): one value a parameter")
    self.gate = gate
    self.starts = weights.map { $0 / sum }
    self.escalates = escalates
    self.schedule = schedule
    self.values = values
  }

  /// Number of the level before month 0 where it is known.
  public var start: Int? {
    get { starts.firstIndex(of: 1) }
    set { starts = gate.levels.indices.map { $0 == newValue ? 1 : 0 } }
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
    var text =
      start.map { gate.levels[$0].mark ?? "\(gate.name) \(gate.levels[$0].name)" }
      ?? "\(gate.name) \(starts)"
    if escalates { text += " escalates" }
    for entry in schedule {
      text += " \(entry.month).\(entry.session)-\(entry.end)=\(entry.level)"
    }
    return text
  }
}
