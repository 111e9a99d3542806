import Sampling

/// Numbers of the events that a trial may hold: the announcement, the successor's launch, and for each
/// month a change of each gate. A number is also the place of the event's reactions in their columns.
///
/// Gates that take turns share a series with announcement and launch, two numbers a month whether both
/// are there or not; every other gate has numbers and a series of its own after these. So no gate moves a
/// draw of another.
struct EventSlots: Sendable {
  static let announcement = 0
  static let launch = 1

  let months: Int
  /// By gate.
  let gates: [Gate]
  /// Names of the gates with a series of their own.
  private let separate: [String]

  /// Where the events of a gate are.
  struct Gate: Sendable {
    /// Number of its event in month 0, and from month to month.
    let first, step: Int
    /// Place of the class of its first move among all.
    let kind: Int
  }

  init(_ a: EquityAssumptions) {
    months = a.reactingMonths
    let shared = Self.shared(months)
    var (gates, separate) = ([Gate](), [String]())
    var kind = 1
    for gate in a.gates {
      if let turn = gate.turn {
        precondition((0..<2).contains(turn), "two gates take turns")
        gates.append(Gate(first: 2 + turn, step: 2, kind: kind))
      } else {
        gates.append(Gate(first: shared + separate.count * months, step: 1, kind: kind))
        separate.append(gate.name)
      }
      kind += gate.events.count
    }
    self.gates = gates
    self.separate = months > 0 ? separate : []
  }

  private static func shared(_ months: Int) -> Int { 2 + 2 * months }

  var count: Int { Self.shared(months) + separate.count * months }

  var seriesCount: Int { 1 + separate.count }

  /// The series of reactions whose names begin so.
  func series(_ name: String) -> [Series] {
    [Series("\(name).event", length: Self.shared(months))]
      + separate.map { Series("\(name).event.\($0)", length: months) }
  }

  /// Where the values of a series begin in a column of reactions.
  func place(ofSeries k: Int) -> Int { k == 0 ? 0 : Self.shared(months) + (k - 1) * months }
}
