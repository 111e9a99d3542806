import Sampling
import Simulation

/// What the market expects of a month before it: means over politics and shipments as the scenario draws them,
/// by month and by the joint state of the gates before the month's moves.
///
/// The hazards of the gates are not here: a trial knows them exactly, and `PolicyColumns` hands them on.
public struct MarketExpectation: Sendable, Equatable {
  /// Months that begin on the path.
  public let months: Int
  /// Joint states of the gates.
  public let states: Int
  /// Mean change of min(1, x) in a month, x the displaced share of domestic demand; of each month `states`
  /// numbers. 0 for a state that no trial was in: of what it has never thought of the market expects nothing.
  public let displaced: [Double]
  /// Probability that the successor is launched in a month, given that it was not before.
  public let launches: [Double]
  /// Mean probability with which a move is drawn in a month; of each move `months` numbers. For tables.
  public let moves: [Double]
  /// Mean of min(1, x) at the end of a month.
  public let means: [Double]
  /// Standard error of the mean of min(1, x) at the end of a month, not less than that of the sum of `displaced`
  /// up to it.
  public let errors: [Double]
  public var news = NewsExpectation.nothing

  public init(
    months: Int, states: Int, displaced: [Double], launches: [Double], moves: [Double],
    means: [Double], errors: [Double]
  ) {
    precondition(
      displaced.count == months * states && launches.count == months && means.count == months
        && errors.count == months && moves.count.isMultiple(of: max(1, months)), "a number a month")
    self.months = months
    self.states = states
    self.displaced = displaced
    self.launches = launches
    self.moves = moves
    self.means = means
    self.errors = errors
  }

  /// Nothing is shipped or launched, as far as the market knows.
  public static let nothing = MarketExpectation(
    months: 0, states: 0, displaced: [], launches: [], moves: [], means: [], errors: [])
}

extension MarketExpectation {
  /// The sessions of month t up to session d as a part of its 21, 0 ... 1.
  private func part(ofMonth t: Int, upTo d: Int, firstSession: Int) -> Double {
    Double(min(max(d - firstSession - 21 * t + 1, 0), 21)) / 21
  }

  /// What was expected of news up to session d: Σ over months and classes of the probability of the news times
  /// the mean reaction to it. A log return; what fades of reactions is not taken off.
  ///
  /// - Parameter reactions: mean reaction by class, the announcement's first and the launch's last.
  public func news(upTo d: Int, firstSession: Int, reactions: [Double]) -> Double {
    var (sum, waits) = (0.0, 1.0)
    for t in 0..<months {
      var month = waits * launches[t] * (reactions.last ?? 0)
      for row in 0..<(moves.count / months) {
        month += moves[row * months + t] * reactions[row + 1]
      }
      sum += part(ofMonth: t, upTo: d, firstSession: firstSession) * month
      waits *= 1 - launches[t]
    }
    return sum
  }

  /// What was expected of min(1, x) up to session d, and at most its standard error.
  public func displaced(upTo d: Int, firstSession: Int) -> (mean: Double, error: Double) {
    var (mean, error, before) = (0.0, 0.0, 0.0)
    for t in 0..<months where d >= firstSession + 21 * t {
      mean += part(ofMonth: t, upTo: d, firstSession: firstSession) * (means[t] - before)
      (before, error) = (means[t], errors[t])
    }
    return (mean, error)
  }

  /// Sums over trials that make an expectation. Those of parts of the trials are joined in one order, so that
  /// the numbers do not depend on who worked them out.
  public struct Sums: Sendable {
    private let months, states: Int
    private var trials = 0.0
    /// Of each month and state: trials, and the sum of the change of min(1, x).
    private var counts, changes: [Double]
    /// Of each month: Σ min(1, x), Σ min(1, x)², trials without a launch before, launches.
    private var sums, squares, atRisk, launched: [Double]
    private var hazards: [Double]
    /// nil where shares react to no news but the moves of gates.
    public var news: NewsExpectation.Sums?

    /// - Parameter moves: of all gates.
    public init(months: Int, states: Int, moves: Int) {
      (self.months, self.states) = (months, states)
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

    public mutating func merge(_ other: Sums) {
      trials += other.trials
      Self.add(&counts, other.counts)
      Self.add(&changes, other.changes)
      Self.add(&sums, other.sums)
      Self.add(&squares, other.squares)
      Self.add(&atRisk, other.atRisk)
      Self.add(&launched, other.launched)
      Self.add(&hazards, other.hazards)
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
