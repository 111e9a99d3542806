import Sampling
import Simulation

/// News that shares react to: its sessions, and how much of it was to be expected. A run without such news asks for
/// none of it.
extension RecoveryModel {
  /// Place of a class among those of the scenario's news; nil where it has no news of the class.
  public func newsPlace(_ name: String) -> Int? {
    assumptions.news.firstIndex { $0.newsClass.name == name }
  }

  /// Writes `newsSessions`, `expectedNews`, `noNews` and `firstLicence` of some classes, after `evaluate`,
  /// `datePolicyChanges` and, where something is expected, `setExpectations`.
  ///
  /// Moves of gates are left out: shares react to them as moves.
  ///
  /// - Parameters:
  ///   - classes: places among the scenario's news.
  ///   - count: months of which something is expected; nil where nothing is.
  public func setReactingNews(
    _ batch: Batch, _ p: Int, _ scratch: MonthlyScratch, classes: [Int], expectedMonths count: Int?
  ) {
    for k in classes {
      dateNews(k, batch, p, scratch)
      if news[k].hasLicence { keepFirstLicence(scratch) }
      leaveOutMoves(k, scratch)
      if let count { expectNews(k, batch, p, scratch, months: min(count, scratch.months)) }
    }
  }

  private func keepFirstLicence(_ scratch: MonthlyScratch) {
    var first = Pack(repeating: .infinity)
    for t in 0..<scratch.months { first = smaller(first, scratch.ownNews[t]) }
    scratch.firstLicence = first
  }

  private func leaveOutMoves(_ k: Int, _ scratch: MonthlyScratch) {
    let never = Pack(repeating: .infinity)
    for g in gates.indices {
      let isItem = newsMoves[k * gates.count + g]
      guard isItem != .zero else { continue }
      for t in 0..<scratch.months {
        // What the trial itself makes an item is the fourth.
        let fourth = scratch.newsSessions + 4 * (k * (scratch.months + 1) + t) + 3
        let day = dayOfItem(g, t, isItem, scratch)
        fourth.pointee = select(day .< never, never, fourth.pointee)
      }
    }
  }

  /// E[items] of each month in the state that it begins in, the gates' moves left out.
  ///
  /// Over what guidance may do in the month, o, with the probability p_o of its hazards, N_o items drawn at the level
  /// after it, and G whether a gate's move is one of them:
  ///
  ///     Σ_o p_o·(E[N_o] - P(G)·P(N_o > 0) + P(no G)·a_o·P(N_o = 0))
  ///
  /// for a move takes the place of an item, and what else the trial makes an item, with probability a, is one
  /// where none is drawn. a is that of an answer which changes no level; that of a first licence is not known here, but
  /// what it is multiplied by: `noNews`, Σ_o p_o·P(N_o = 0).
  private func expectNews(
    _ k: Int, _ batch: Batch, _ p: Int, _ scratch: MonthlyScratch, months count: Int
  ) {
    let path = news[k]
    let rates = NewsRates(path, batch, p)
    let row = k * (scratch.months + 1)
    let start = levelBefore(guidance, batch, p)
    scratch.expectedNews[row + scratch.months] = itemsExpectedBefore(rates, start)
    let (first, second, third) = (
      rates.bounds(.zero), rates.bounds(Pack(repeating: 1)), rates.bounds(Pack(repeating: 2))
    )
    let isItem = newsMoves[k * gates.count + guidance]
    let moves = firstMove(guidance)
    let hazards = scratch.hazards + moves * scratch.months
    let walk = gates[guidance].walk
    let hasThird = walk?.third != nil
    let answers = path.hasAnswers ? walk?.answers : nil
    let answerRate = answers.map { 1 - (1 - batch[$0.rate, p]).squareRoot() } ?? .zero
    let staysSecond: Double = answers?.escalate == true ? 0 : 1
    var before = start
    for t in 0..<count {
      let (isFirst, isThird) = (indicator(before .< 0.5), indicator(before .> 1.5))
      let isSecond = 1 - isFirst - isThird
      let others = otherItems(k, t, scratch)
      let own = answerRate * scratch.isAnswerable[t] * (isSecond * staysSecond + isThird)
      var (items, none, stays) = (Pack.zero, Pack.zero, Pack(repeating: 1))
      @inline(__always)
      func add(_ probability: Pack, _ bounds: PoissonBounds, isItem: Double) {
        let noMove: Pack = (1 - others) * (1 - isItem)
        let taken: Pack = (1 - noMove) * (1 - bounds.none)
        let added: Pack = noMove * own * bounds.none
        items += probability * (bounds.mean - taken + added)
        none += probability * bounds.none
        stays -= probability
      }
      add(hazards[t], second, isItem: isItem[0])
      add(hazards[scratch.months + t], first, isItem: isItem[1])
      if hasThird {
        add(hazards[2 * scratch.months + t], third, isItem: isItem[2])
        add(hazards[3 * scratch.months + t], second, isItem: isItem[3])
      }
      let rests = stays
      add(rests * isFirst, first, isItem: 0)
      add(rests * isSecond, second, isItem: 0)
      if hasThird { add(rests * isThird, third, isItem: 0) }
      scratch.expectedNews[row + t] = items
      scratch.noNews[row + t] = none
      before = scratch.levels[guidance * scratch.months + t]
    }
  }

  /// E[items] before month 0: no more than sessions.
  private func itemsExpectedBefore(_ rates: NewsRates, _ level: Pack) -> Pack {
    let rate = rates.rate(level) * (Double(assumptions.sessionsToFirstMonth) / 21)
    return PoissonBounds(rate, none: exponential(-rate)).mean(
      most: assumptions.sessionsToFirstMonth)
  }

  /// The probability that a gate other than guidance makes an item of the class in a month.
  private func otherItems(_ k: Int, _ t: Int, _ scratch: MonthlyScratch) -> Pack {
    var none = Pack(repeating: 1)
    for g in gates.indices where g != guidance {
      let isItem = newsMoves[k * gates.count + g]
      guard isItem != .zero else { continue }
      let hazards = scratch.hazards + firstMove(g) * scratch.months + t
      var probability = hazards[0] * isItem[0] + hazards[scratch.months] * isItem[1]
      if gates[g].walk?.third != nil {
        probability += hazards[2 * scratch.months] * isItem[2]
        probability += hazards[3 * scratch.months] * isItem[3]
      }
      none *= 1 - probability
    }
    return 1 - none
  }
}
