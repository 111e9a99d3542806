import Sampling
import Simulation

/// A gate as the loop over packs reads it: plain numbers, because copying the declaration there would
/// count references.
struct GatePath: Sendable {
  /// Positions of the hazards out of the usual level and back, of the first monthly uniform, and of the
  /// output with the day of the first move; that of the second follows.
  let leave, comeBack, months, days: Int
  /// Position of the day of the first rise, out of the first level or into the third; nil where none is told.
  let eitherRise: Int?
  let startsAway: Bool
  /// What uptake is multiplied by at the second level: a fixed number, or the draw at a position.
  let fixedFactor: Double
  let factor: Int?
  /// Whether it is the one whose coming back is an easing.
  let isExport: Bool
  /// What it does besides; nil where two levels with constant hazards are all.
  let walk: GateWalk?

  init(
    _ assumed: GateAssumptions, _ positions: RecoveryInputs.Gate, days: Int, eitherRise: Int?,
    relations: Relations?
  ) {
    leave = positions.hazards[0]
    comeBack = positions.hazards[1]
    months = positions.months
    self.days = days
    self.eitherRise = eitherRise
    startsAway = assumed.start == 1
    factor = positions.factors[1]
    fixedFactor = assumed.gate.levels[1].uptake == .nothing ? 0 : 1
    isExport = assumed.gate.name == PolicyGate.exportGate.name
    walk = GateWalk(assumed, positions, relations)
  }

  /// Whether nothing is sold at the second level.
  var stopsTrade: Bool { fixedFactor == 0 && factor == nil }
}

extension RecoveryModel {
  /// All gates through all months: what they leave of uptake in every month, and the days of the first
  /// changes.
  func stepGates(_ batch: Batch, _ p: Int, _ scratch: MonthlyScratch) {
    let uptake = batch[positions.uptake, p]
    let left = scratch.uptake
    // The first gate begins: what is left before it is the same in every month.
    guard let first = gates.first else {
      for t in 0..<scratch.months { left[t] = uptake }
      return
    }
    step(first, batch, p, scratch) { _ in uptake }
    for k in 1..<gates.count {
      step(gates[k], batch, p, scratch) { left[$0] }
    }
  }

  /// One gate of two levels with constant hazards through all months.
  ///
  /// - Parameter before: what the gates before it leave of uptake in a month.
  @inline(__always)
  func step(
    _ gate: GatePath, _ batch: Batch, _ p: Int, _ scratch: MonthlyScratch, before: (Int) -> Pack
  ) {
    let left = scratch.uptake
    let factor = gate.factor.map { batch[$0, p] } ?? Pack(repeating: gate.fixedFactor)
    var chain = GateChain(
      leaveHazard: batch[gate.leave, p], returnHazard: batch[gate.comeBack, p],
      startsAway: gate.startsAway)
    for t in 0..<scratch.months {
      chain.step(batch[gate.months + t, p], month: Double(t))
      let taken = before(t)
      left[t] = select(chain.isAway .> 0.5, taken * factor, taken)
    }
    let (leaves, returns) = chain.firstDays(
      sessionsToFirstMonth: Double(assumptions.sessionsToFirstMonth))
    batch.set(gate.days, p, leaves)
    batch.set(gate.days + 1, p, returns)
  }

  /// Writes the gates' levels, and session and number of every move, after `evaluate` has stepped them: for
  /// shares and for who looks at months, so that a run of revenue alone writes none.
  public func datePolicyChanges(_ batch: Batch, _ p: Int, _ scratch: MonthlyScratch) {
    // Politics that walk have dated them, and so has news.
    guard !isPolitical, news.isEmpty else { return }
    for k in gates.indices { datePolicyChanges(k, batch, p, scratch) }
  }

  /// The same of a gate of two levels with constant hazards.
  func datePolicyChanges(_ k: Int, _ batch: Batch, _ p: Int, _ scratch: MonthlyScratch) {
    let lead = Double(assumptions.sessionsToFirstMonth)
    let gate = gates[k]
    let first = k * scratch.months
    let (leaveHazard, returnHazard) = (batch[gate.leave, p], batch[gate.comeBack, p])
    var before = Pack(repeating: gate.startsAway ? 1 : 0)
    for t in 0..<scratch.months {
      let hazard = select(before .> 0.5, returnHazard, leaveHazard)
      let u = batch[gate.months + t, p]
      let moves = u .< hazard
      let day = sessionOfChange(u, hazard: hazard) + (Double(t) * 21 + lead)
      scratch.changes[first + t] = select(moves, day, Pack(repeating: .infinity))
      // The move out of level k is number k.
      scratch.moves[first + t] = before
      before = select(moves, 1 - before, before)
      scratch.levels[first + t] = before
    }
  }
}
