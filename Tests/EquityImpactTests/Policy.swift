import EquityImpact

/// What policy does in one trial, in plain numbers.
struct Policy: Sendable {
  /// A gate that moves within a month.
  struct Change: Sendable {
    var session: Int
    /// Closed, or discouraging, from then on.
    var isAway: Bool
  }

  /// Session of the successor's launch; nil where there is none.
  var launch: Int?
  /// By month.
  var export: [Int: Change] = [:]
  var guidance: [Int: Change] = [:]
  /// A gate that the scalar reference does not know; nothing where the assumptions have two.
  var third: [Int: Change] = [:]
  /// H20 equivalents shipped by month; nothing after the last one.
  var equivalents: [Double] = []
  /// Joint state of the gates before each month; 0 after the last one.
  var states: [Int] = []
  /// Of each move of the first two gates the probabilities by month; 0 after the last one.
  var hazards: [[Double]] = []

  /// The events up to the last session, the announcement first, each with its number among all that
  /// a trial may hold: 0 the announcement, 1 the launch, then two a month.
  func events(sessions: Int) -> [(event: ReactionClass, session: Int, slot: Int)] {
    var all: [(event: ReactionClass, session: Int, slot: Int)] = [(.announcement, 0, 0)]
    if let launch { all.append((.successorLaunch, launch, 1)) }
    for (month, change) in export {
      all.append(
        (change.isAway ? .exportClosed : .exportReopened, change.session, 2 + 2 * month))
    }
    for (month, change) in guidance {
      let event = change.isAway ? ReactionClass.guidanceDiscouraging : .guidanceLifted
      all.append((event, change.session, 3 + 2 * month))
    }
    return all.filter { $0.session <= sessions }
  }

  /// Policies in which much happens: gates that swing back and forth, launches and sales.
  static func lively(_ count: Int, firstSession: Int, months: Int) -> [Policy] {
    (0..<count).map { k in
      var policy = Policy()
      var random = Scatter(state: UInt64(k))
      if random.next(3) > 0 { policy.launch = firstSession + random.next(21 * months) }
      for gate in [\Policy.export, \.guidance] {
        var isAway = random.next(2) > 0
        for month in 0..<months where random.next(5) < 2 {
          isAway.toggle()
          policy[keyPath: gate][month] = Change(
            session: firstSession + 21 * month + random.next(21), isAway: isAway)
        }
      }
      policy.equivalents = (0..<months).map { _ in Double(random.next(200_000)) }
      policy.states = (0..<months).map { _ in random.next(4) }
      policy.hazards = (0..<4).map { _ in (0..<months).map { _ in Double(random.next(500)) / 1000 }
      }
      return policy
    }
  }
}

/// Whole numbers that look random and are always the same (splitmix64).
struct Scatter {
  var state: UInt64

  /// 0 ..< count.
  mutating func next(_ count: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(count))
  }
}
