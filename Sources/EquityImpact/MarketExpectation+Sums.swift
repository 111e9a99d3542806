import Sampling
import Simulation

extension MarketExpectation {
  /// Sums over trials that make an expectation. Those of parts of the trials are joined in one order, so that
  /// the numbers do not depend on who worked them out.
  public struct Sums: Sendable {
    let months, states: Int
    private(set) var trials = 0.0
    /// Of each month and state: trials, and the sum of the change of min(1, x).
    private(set) var counts, changes: [Double]
    /// Of each month: Σ min(1, x), Σ min(1, x)², trials without a launch before, launches.
    private(set) var sums, squares, atRisk, launched: [Double]
    private var hazards: [Double]
    /// Where hazards are wanted by state: squares of the changes, and sums and squares of the hazards.
    let isByState: Bool
    private(set) var squaredChanges, stateHazards, squaredHazards: [Double]
    /// nil where shares react to no news but the moves of gates.
    public var news: NewsExpectation.Sums?

    /// - Parameters:
    ///   - moves: of all gates.
    ///   - isByState: whether hazards are wanted by state, for a market that holds another scenario.
    public init(months: Int, states: Int, moves: Int, isByState: Bool = false) {
      (self.months, self.states, self.isByState) = (months, states, isByState)
      squaredChanges = Array(repeating: 0, count: isByState ? months * states : 0)
      stateHazards = Array(repeating: 0, count: isByState ? moves * months * states : 0)
      squaredHazards = stateHazards
      counts = Array(repeating: 0, count: months * states)
      changes = counts
      sums = Array(repeating: 0, count: months)
      (squares, atRisk, launched) = (sums, sums, sums)
      hazards = Array(repeating: 0, count: moves * months)
    }

    /// Adds the eight trials of a pack.
    ///
    /// - Parameters:
    ///   - perUnit: φ/M: the share of domestic demand that an H20 equivalent displaces.
    ///   - firstSession: of month 0.
    public mutating func add(_ policy: PolicyColumns, perUnit: Pack, firstSession: Int) {
      trials += Double(Pack.lanes)
      news?.add(policy, firstSession: firstSession)
      let one = Pack(repeating: 1)
      var (shipped, before) = (Pack.zero, Pack.zero)
      for t in 0..<months {
        shipped += policy.equivalents[t]
        let now = smaller(perUnit * shipped, one)
        let (change, state) = (now - before, policy.states[t])
        for lane in 0..<Pack.lanes {
          let k = t * states + Int(state[lane])
          counts[k] += 1
          changes[k] += change[lane]
        }
        if isByState { addByState(policy, t, change) }
        before = now
        sums[t] += now.laneSum()
        squares[t] += (now * now).laneSum()
        let start = Pack(repeating: Double(firstSession + 21 * t))
        let waits = indicator(policy.launch .>= start)
        atRisk[t] += waits.laneSum()
        launched[t] += (waits * indicator(policy.launch .< start + 21)).laneSum()
        for row in 0..<(hazards.count / months) {
          hazards[row * months + t] += policy.hazards[row * policy.stride + t].laneSum()
        }
      }
    }

    private mutating func addByState(_ policy: PolicyColumns, _ t: Int, _ change: Pack) {
      let state = policy.states[t]
      for lane in 0..<Pack.lanes {
        let k = t * states + Int(state[lane])
        squaredChanges[k] += change[lane] * change[lane]
        for row in 0..<(hazards.count / months) {
          let hazard = policy.hazards[row * policy.stride + t][lane]
          stateHazards[row * months * states + k] += hazard
          squaredHazards[row * months * states + k] += hazard * hazard
        }
      }
    }

    public mutating func merge(_ other: Sums) {
      trials += other.trials
      Self.add(&counts, other.counts)
      Self.add(&changes, other.changes)
      Self.add(&sums, other.sums)
      Self.add(&squares, other.squares)
      Self.add(&atRisk, other.atRisk)
      Self.add(&launched, other.launched)
      Self.add(&hazards, other.hazards)
      Self.add(&squaredChanges, other.squaredChanges)
      Self.add(&stateHazards, other.stateHazards)
      Self.add(&squaredHazards, other.squaredHazards)
      if let theirs = other.news { news?.merge(theirs) }
    }

    private static func add(_ sums: inout [Double], _ others: [Double]) {
      for (k, other) in others.enumerated() { sums[k] += other }
    }

    public var expectation: MarketExpectation {
      func over(_ sum: [Double], _ count: [Double]) -> [Double] {
        zip(sum, count).map { $1 > 0 ? $0 / $1 : 0 }
      }
      var expectation = MarketExpectation(
        months: months, states: states, displaced: over(changes, counts),
        launches: over(launched, atRisk), moves: hazards.map { $0 / max(1, trials) },
        means: sums.map { $0 / max(1, trials) },
        errors: (0..<months).map { t in
          let mean = sums[t] / max(1, trials)
          return (max(0, squares[t] / max(1, trials) - mean * mean) / max(1, trials)).squareRoot()
        })
      if let news { expectation.news = news.expectation }
      return expectation
    }
  }
}
