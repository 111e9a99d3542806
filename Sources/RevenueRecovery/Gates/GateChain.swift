import Sampling

/// A two-state Markov chain stepped once a month: how a gate moves between its two levels.
///
/// "Away" is the level other than the usual one: closed, or discouraging. The chain leaves with
/// hazard h_leave, comes back with h_return, both drawn once a trial.
struct GateChain {
  let leaveHazard: Pack
  let returnHazard: Pack
  /// Number of the level: 1 away, else 0. A number and not a mask: the logic of masks
  /// is slow in today's compiler, arithmetic is not.
  private(set) var isAway: Pack
  private(set) var firstLeave = FirstTime()
  private(set) var firstReturn = FirstTime()

  @inline(always)
  init(leaveHazard: Pack, returnHazard: Pack, startsAway: Bool) {
    self.leaveHazard = leaveHazard
    self.returnHazard = returnHazard
    isAway = Pack(repeating: startsAway ? 1 : 0)
  }

  /// One month: the state changes with the hazard of the state it was in.
  ///
  /// - Parameter u: one uniform a trial, of this gate and month alone.
  @inline(always)
  mutating func step(_ u: Pack, month: Double) {
    let leaves = u .< leaveHazard * (1 - isAway)
    let returns = u .< returnHazard * isAway
    firstLeave.record(leaves, u, month)
    firstReturn.record(returns, u, month)
    isAway = select(leaves, Pack(repeating: 1), select(returns, .zero, isAway))
  }

  /// Day of the first change away and of the first change back; infinite where there was none.
  @inline(always)
  func firstDays(sessionsToFirstMonth: Double) -> (leave: Pack, return: Pack) {
    (
      firstLeave.day(hazard: leaveHazard, sessionsToFirstMonth),
      firstReturn.day(hazard: returnHazard, sessionsToFirstMonth)
    )
  }
}

/// When something first happened, eight trials at a time.
struct FirstTime {
  private var month = Pack(repeating: .infinity)
  private var uniform = Pack.zero

  @inline(always)
  mutating func record(_ now: SIMDMask<SIMD8<Int64>>, _ u: Pack, _ t: Double) {
    uniform = select(now, select(month .== .infinity, u, uniform), uniform)
    month = select(now, smaller(month, Pack(repeating: t)), month)
  }

  /// Session 13 + 21·t + ⌊21·u'⌋ with u' as in `sessionOfChange`.
  @inline(always)
  func day(hazard: Pack, _ sessionsToFirstMonth: Double) -> Pack {
    let session = sessionOfChange(uniform, hazard: hazard)
    return select(
      month .== .infinity, month, month * 21 + sessionsToFirstMonth + session)
  }
}

/// The session of its month, 0 ... 20, on which a gate changes: given that u < hazard, u' = u / hazard
/// is uniform, so no further draw is needed.
@inline(always)
func sessionOfChange(_ u: Pack, hazard: Pack) -> Pack {
  smaller(floored(u / hazard * 21), Pack(repeating: 20))
}

/// The largest whole number not above x, for 0 ≤ |x| < 2^51, from additions and comparisons.
@inline(always)
func floored(_ x: Pack) -> Pack {
  let shifter = Pack(repeating: 0x1.8p52)
  let rounded = (x + shifter) - shifter
  return select(rounded .> x, rounded - 1, rounded)
}
