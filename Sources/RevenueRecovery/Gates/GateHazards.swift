import Sampling
import Simulation

/// What was to be expected of policy at the start of each month, for whoever prices it: in which state the gates
/// stood, and with which probability each of their moves is drawn from there. A run of revenue alone asks for
/// none of it.
extension RecoveryModel {
  /// Joint states of the gates: the product of their numbers of levels.
  public var policyStates: Int { assumptions.gates.reduce(1) { $0 * $1.gate.levels.count } }

  /// Moves of all gates, one gate after the other in the order of their events.
  public var policyMoves: Int { assumptions.gates.reduce(0) { $0 + $1.gate.moves.count } }

  /// Writes `states` and `hazards` of the first `count` months, after `evaluate` and `datePolicyChanges`.
  ///
  /// The probabilities are those of `GateWalk`'s month, given the levels before it, its tension, and whether an
  /// easing may be answered in it. A month that a schedule sets has those that it would have been drawn with:
  /// what a scenario sets beforehand nobody has expected.
  public func setExpectations(
    _ batch: Batch, _ p: Int, _ scratch: MonthlyScratch, months count: Int
  ) {
    let count = min(count, scratch.months)
    for t in 0..<count { scratch.states[t] = .zero }
    for k in gates.indices {
      let levels = gates[k].walk?.third == nil ? 2.0 : 3.0
      var before = levelBefore(k, batch, p)
      for t in 0..<count {
        scratch.states[t] = scratch.states[t] * levels + before
        before = scratch.levels[k * scratch.months + t]
      }
      setHazards(k, firstMove: firstMove(k), batch, p, scratch, months: count)
    }
  }

  /// Number of a gate's first move among those of all.
  func firstMove(_ gate: Int) -> Int {
    gates[..<gate].reduce(0) { $0 + ($1.walk?.third == nil ? 2 : 4) }
  }

  /// The level at which a gate stands before month 0.
  func levelBefore(_ k: Int, _ batch: Batch, _ p: Int) -> Pack {
    gates[k].walk.map { startLevel($0, batch, p) }
      ?? Pack(repeating: gates[k].startsAway ? 1 : 0)
  }

  /// Uniforms are tried in the order of `GateWalk.walk`: that of the third level, an answer that leads to it, the
  /// gate's own, an answer that leads to the second level.
  private func setHazards(
    _ k: Int, firstMove: Int, _ batch: Batch, _ p: Int, _ scratch: MonthlyScratch,
    months count: Int
  ) {
    let gate = gates[k]
    let b = gate.walk?.loadings ?? .zero
    let third = gate.walk?.third
    let answers = gate.walk?.answers
    let ownHazard = LinkedPair(
      batch[gate.leave, p], batch[gate.comeBack, p], loadings: (b[0], b[1]))
    let thirdHazard = LinkedPair(
      third.map { batch[$0.enter, p] } ?? .zero, third.map { batch[$0.leave, p] } ?? .zero,
      loadings: (b[2], b[3]))
    let answerRate = answers.map { 1 - (1 - batch[$0.rate, p]).squareRoot() } ?? .zero
    let escalates: Double = answers?.escalate == true ? 1 : 0
    let hazards = scratch.hazards + firstMove * scratch.months
    var before = levelBefore(k, batch, p)
    for t in 0..<count {
      let z = scratch.tension[t]
      let (isFirst, isThird) = (indicator(before .< 0.5), indicator(before .> 1.5))
      let isSecond = 1 - isFirst - isThird
      let atThird = third == nil ? .zero : thirdHazard.at(isThird, z)
      let answering = answers == nil ? .zero : answerRate * scratch.isAnswerable[t]
      var rests = 1 - atThird
      let escalated = rests * answering * isSecond * escalates
      rests -= escalated
      let own = rests * ownHazard.at(1 - isFirst, z) * (1 - isThird)
      let answered = (rests - own) * answering * isFirst
      hazards[t] = own * isFirst + answered
      hazards[scratch.months + t] = own * isSecond
      if third != nil {
        hazards[2 * scratch.months + t] = atThird * (1 - isThird) + escalated
        hazards[3 * scratch.months + t] = atThird * isThird
      }
      before = scratch.levels[k * scratch.months + t]
    }
  }
}
