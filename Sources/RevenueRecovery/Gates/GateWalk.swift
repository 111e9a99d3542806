import Sampling
import Simulation

/// What a gate does beyond two levels with constant hazards, as the loop over packs reads it: plain numbers,
/// as in `GatePath`. A gate without any of it is stepped by `GateChain`, which gives the same bits for less.
struct GateWalk: Sendable {
  /// The third level: positions of the hazards into it and out of it, and of the first monthly uniform that
  /// they are tried with.
  struct Third: Sendable {
    let enter, leave, months: Int
    /// Position of what is let through in a month at the level; nil where nothing is.
    let quota: Int?
  }

  /// Answers to easings: positions of their probability and of the first monthly uniform.
  struct Answers: Sendable {
    let rate, months: Int
    let escalate: Bool
  }

  let third: Third?
  let answers: Answers?
  /// b of the hazards in the order of the moves; 0 where there is no such move.
  let loadings: SIMD4<Double>
  /// Probabilities that the gate starts below its second and below its third level, and the position of the
  /// uniform that decides it where it is open.
  let startBounds: SIMD2<Double>
  let start: Int?

  /// nil where the gate has nothing of the kind.
  init?(_ assumed: GateAssumptions, _ positions: RecoveryInputs.Gate, _ relations: Relations?) {
    let gate = assumed.gate
    var loadings = SIMD4<Double>.zero
    for (k, move) in gate.moves.enumerated() {
      loadings[k] = relations?.loadings["\(gate.key).\(move.hazard.key)"] ?? 0
    }
    guard
      gate.hasThirdLevel || gate.answer != nil || !assumed.schedule.isEmpty
        || assumed.start == nil || loadings != .zero
    else { return nil }
    self.loadings = loadings
    third = positions.thirdMonths.map { months in
      var quota = positions.factors[2]
      if let parameter = gate.levels[2].uptake.parameter,
        let constant = assumed[parameter] as? Constant, constant.value == 0
      {
        quota = nil
      }
      return Third(
        enter: positions.hazards[2], leave: positions.hazards[3], months: months, quota: quota)
    }
    answers = positions.answers.map {
      Answers(rate: $0.rate, months: $0.months, escalate: assumed.escalates && gate.hasThirdLevel)
    }
    let below = assumed.starts.prefix(2).reduce(into: []) { $0.append(($0.last ?? 0) + $1) }
    // A sum that rounds to less than 1 must not lead beyond the last level.
    startBounds = SIMD2(below[0], gate.hasThirdLevel ? below[1] : .infinity)
    start = positions.start
  }
}

/// What is set instead of drawn in a month.
struct ScheduledMonth {
  /// Number of the level; -1 where it is drawn.
  var level = -1
  /// Session of the month, 0 ... 20.
  var session = 0
}

extension RecoveryModel {
  /// Politics of a trial where the two sides know of each other or hazards move: relations, the first gate,
  /// licences, easings, the other gates, in this order and each through all months.
  func stepPolitics(_ batch: Batch, _ p: Int, _ scratch: MonthlyScratch) {
    drawTension(batch, p, scratch)
    setUptake(batch, p, scratch)
    for k in gates.indices where gates[k].isExport { step(k, batch, p, scratch) }
    licenseBuyers(batch, p, scratch)
    findEasings(scratch)
    for k in gates.indices where !gates[k].isExport { step(k, batch, p, scratch) }
  }

  /// z_t = ρ·z_{t-1} + √(1 - ρ²)·ε_t.
  private func drawTension(_ batch: Batch, _ p: Int, _ scratch: MonthlyScratch) {
    guard let relations = relationsPath else { return }
    // A start that no loading can make infinite: Φ is 0 or 1 long before.
    let most = Pack(repeating: 1e6)
    var z = smaller(larger(batch[relations.starts, p], -most), most)
    scratch.tension[0] = z
    for t in 1..<max(1, scratch.months) {
      z = z * relations.persistence + batch[relations.months + t - 1, p] * relations.innovation
      scratch.tension[t] = z
    }
  }

  /// φ_t, what is bought of the licensed backlog before any gate takes from it.
  private func setUptake(_ batch: Batch, _ p: Int, _ scratch: MonthlyScratch) {
    let uptake = Linked(batch[positions.uptake, p], loading: relationsPath?.uptake ?? 0)
    for t in 0..<scratch.months {
      scratch.uptake[t] = uptake.at(scratch.tension[t])
      scratch.quota[t] = Pack(repeating: .infinity)
      scratch.isTrading[t] = Pack(repeating: 1)
    }
  }

  /// Months in which an easing by the other side may be answered: that of an easing and the next. The
  /// announcement came in the month before month 0. An easing is the export gate's coming back, or the first
  /// licence in force of the seller whose money counts.
  private func findEasings(_ scratch: MonthlyScratch) {
    var before = Pack(repeating: 1)
    var hadLicence = Pack.zero
    let export = gates.firstIndex { $0.isExport }
    for t in 0..<scratch.months {
      var hasLicence = Pack.zero
      for product in needs.indices where sellers.ofProducts[product].seller == 0 {
        let licences = needs[product]
        // What needs no licence is no sign of one.
        guard licences < positions.approvalRates.count else { continue }
        hasLicence = larger(
          hasLicence, indicator(scratch.licensedShare[licences * scratch.months + t] .> 0))
      }
      var easing = hasLicence * (1 - hadLicence)
      hadLicence = larger(hadLicence, hasLicence)
      if let export {
        let k = export * scratch.months + t
        let reopens = indicator(scratch.changes[k] .< .infinity) * (1 - scratch.levels[k])
        easing = larger(easing, reopens)
      }
      scratch.isAnswerable[t] = larger(easing, before)
      before = easing
    }
  }

  /// Gate k through all months.
  private func step(_ k: Int, _ batch: Batch, _ p: Int, _ scratch: MonthlyScratch) {
    let gate = gates[k]
    if let walk = gate.walk {
      self.walk(k, gate, walk, batch, p, scratch)
    } else {
      step(gate, batch, p, scratch) { scratch.uptake[$0] }
      datePolicyChanges(k, batch, p, scratch)
      if gate.stopsTrade {
        for t in 0..<scratch.months {
          scratch.isTrading[t] *= 1 - scratch.levels[k * scratch.months + t]
        }
      }
    }
  }

  /// A gate with a third level, answers, dates or hazards that move, through all months.
  ///
  /// In a month the third level's uniform is tried first, then an answer that leads to the third level, then
  /// the gate's own uniform, then an answer that leads to the second; the first that moves the gate is the
  /// month's one change.
  private func walk(
    _ k: Int, _ gate: GatePath, _ walk: GateWalk, _ batch: Batch, _ p: Int,
    _ scratch: MonthlyScratch
  ) {
    let lead = Double(assumptions.sessionsToFirstMonth)
    let row = k * scratch.months
    let b = walk.loadings
    let ownHazard = LinkedPair(
      batch[gate.leave, p], batch[gate.comeBack, p], loadings: (b[0], b[1]))
    let thirdHazard = LinkedPair(
      walk.third.map { batch[$0.enter, p] } ?? .zero,
      walk.third.map { batch[$0.leave, p] } ?? .zero, loadings: (b[2], b[3]))
    let factor = gate.factor.map { batch[$0, p] } ?? Pack(repeating: gate.fixedFactor)
    let quota = walk.third?.quota.map { batch[$0, p] }
    let answerRate = walk.answers.map { 1 - (1 - batch[$0.rate, p]).squareRoot() } ?? .zero
    var level = startLevel(walk, batch, p)
    let never = Pack(repeating: .infinity)
    var (first0, first1, first2, first3) = (never, never, never, never)
    for t in 0..<scratch.months {
      let z = scratch.tension[t]
      let before = level
      let (isFirst, isThird) = (indicator(before .< 0.5), indicator(before .> 1.5))
      // 1 until the gate has moved.
      var rests = Pack(repeating: 1)
      // The uniform that moved it and the probability that it was below: one division tells the session.
      var (uniform, probability) = (Pack.zero, Pack(repeating: 1))
      let scheduled = scratch.schedule[row + t]
      if scheduled.level >= 0 {
        level = Pack(repeating: Double(scheduled.level))
        rests = indicator(level .== before)
        uniform = Pack(repeating: (Double(scheduled.session) + 0.5) / 21)
      } else {
        if let third = walk.third {
          let hazard = thirdHazard.at(isThird, z)
          let u = batch[third.months + t, p]
          let moves = u .< hazard
          (uniform, probability) = (u, hazard)
          level = select(moves, 2 - isThird, level)
          rests = 1 - indicator(moves)
        }
        let answer = walk.answers.map { batch[$0.months + t, p] } ?? .zero
        let answering = answerRate * scratch.isAnswerable[t]
        if let answers = walk.answers, answers.escalate {
          let isSecond = 1 - isFirst - isThird
          let moves = answer .< answering * isSecond * rests
          uniform = select(moves, answer, uniform)
          probability = select(moves, answerRate, probability)
          level = select(moves, Pack(repeating: 2), level)
          rests *= 1 - indicator(moves)
        }
        let hazard = ownHazard.at(1 - isFirst, z) * (1 - isThird) * rests
        let u = batch[gate.months + t, p]
        let moves = u .< hazard
        uniform = select(moves, u, uniform)
        probability = select(moves, hazard, probability)
        level = select(moves, isFirst, level)
        rests *= 1 - indicator(moves)
        if walk.answers != nil {
          let moves = answer .< answering * isFirst * rests
          uniform = select(moves, answer, uniform)
          probability = select(moves, answerRate, probability)
          level = select(moves, Pack(repeating: 1), level)
          rests *= 1 - indicator(moves)
        }
      }
      let session = sessionOfChange(uniform, hazard: probability)
      let day = select(rests .> 0.5, never, session + (Double(t) * 21 + lead))
      // The number of the move: that between the two levels, or where there is none (a date may lead from the
      // third level to the first) the one into the new level.
      let into = select(level .> 0.5, isThird * 3, Pack(repeating: 1))
      let move = select(level .> 1.5, Pack(repeating: 2), into)
      scratch.levels[row + t] = level
      scratch.changes[row + t] = day
      scratch.moves[row + t] = move
      first0 = smaller(first0, select(move .== 0, day, never))
      first1 = smaller(first1, select(move .== 1, day, never))
      if walk.third != nil {
        first2 = smaller(first2, select(move .== 2, day, never))
        first3 = smaller(first3, select(move .== 3, day, never))
      }
      let atThird = indicator(level .> 1.5)
      let taken = scratch.uptake[t]
      let atSecond = taken * select(level .> 1.5, Pack(repeating: quota == nil ? 0 : 1), factor)
      scratch.uptake[t] = select(level .> 0.5, atSecond, taken)
      if let quota {
        scratch.quota[t] = smaller(scratch.quota[t], select(level .> 1.5, quota, never))
      }
      scratch.isTrading[t] *= 1 - (gate.stopsTrade ? indicator(level .> 0.5) : atThird)
    }
    batch.set(gate.days, p, first0)
    batch.set(gate.days + 1, p, first1)
    guard walk.third != nil else { return }
    batch.set(gate.days + 2, p, first2)
    batch.set(gate.days + 3, p, first3)
    if let eitherRise = gate.eitherRise { batch.set(eitherRise, p, smaller(first0, first2)) }
  }

  /// How gate k came to change in month t: 0 by a hazard, 1 as an answer, 2 by a schedule; 0 where it does not
  /// change. After `evaluate` and `datePolicyChanges`.
  ///
  /// A rise is an answer where the hazard that is tried before it did nothing: the same comparison again.
  func cause(
    ofGate k: Int, _ t: Int, _ batch: Batch, _ p: Int, _ scratch: MonthlyScratch
  ) -> Pack {
    let row = k * scratch.months + t
    let gate = gates[k]
    guard let walk = gate.walk else { return .zero }
    guard scratch.schedule[row].level < 0 else {
      return 2 * indicator(scratch.changes[row] .< .infinity)
    }
    guard walk.answers != nil else { return .zero }
    let (b, z) = (walk.loadings, scratch.tension[t])
    let before = t == 0 ? startLevel(walk, batch, p) : scratch.levels[row - 1]
    let level = scratch.levels[row]
    let ownHazard = LinkedPair(
      batch[gate.leave, p], batch[gate.comeBack, p], loadings: (b[0], b[1])
    ).at(.zero, z)
    let isOwn = indicator(batch[gate.months + t, p] .< ownHazard)
    var isStop = Pack.zero
    if let third = walk.third {
      let hazard = LinkedPair(
        batch[third.enter, p], batch[third.leave, p], loadings: (b[2], b[3])
      ).at(.zero, z)
      isStop = indicator(batch[third.months + t, p] .< hazard)
    }
    return indicator(level .> before) * (1 - select(level .> 1.5, isStop, isOwn))
  }

  /// The level before month 0.
  func startLevel(_ walk: GateWalk, _ batch: Batch, _ p: Int) -> Pack {
    // Where it is known the bounds are 0 or 1, and any number between them tells it.
    let u = walk.start.map { batch[$0, p] } ?? Pack(repeating: 0.5)
    return indicator(u .>= walk.startBounds[0]) + indicator(u .>= walk.startBounds[1])
  }
}
