import Sampling

/// A two-state Markov chain stepped once a month: the export gate, or the procurement guidance.
///
/// "Away" is the state other than the usual one: closed, or discouraging. The chain leaves with
/// hazard h_leave, comes back with h_return, both drawn once a trial.
struct Gate {
  let leaveHazard: Pack
  let returnHazard: Pack
  private(set) var isAway: SIMDMask<SIMD8<Int64>>
  private(set) var firstLeave = FirstTime()
  private(set) var firstReturn = FirstTime()

  @inline(__always)
  init(leaveHazard: Pack, returnHazard: Pack, startsAway: Bool) {
    self.leaveHazard = leaveHazard
    self.returnHazard = returnHazard
    isAway = SIMDMask(repeating: startsAway)
  }

  /// One month: the state changes with the hazard of the state it was in.
  ///
  /// - Parameter u: one uniform a trial, of this gate and month alone.
  @inline(__always)
  mutating func step(_ u: Pack, month: Double) {
    let hazard = select(isAway, returnHazard, leaveHazard)
    let changes = u .< hazard
    firstLeave.record(changes .& .!isAway, u, month)
    firstReturn.record(changes .& isAway, u, month)
    isAway = isAway .^ changes
  }

  /// Day of the first change away and of the first change back; infinite where there was none.
  @inline(__always)
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

  @inline(__always)
  mutating func record(_ now: SIMDMask<SIMD8<Int64>>, _ u: Pack, _ t: Double) {
    let isFirst = now .& (month .== .infinity)
    month.replace(with: t, where: isFirst)
    uniform = select(isFirst, u, uniform)
  }

  /// Session 13 + 21·t + ⌊21·u'⌋: given that u < hazard, u' = u / hazard is uniform and tells the
  /// session of the month, so no further draw is needed.
  @inline(__always)
  func day(hazard: Pack, _ sessionsToFirstMonth: Double) -> Pack {
    let session = smaller(floored(uniform / hazard * 21), Pack(repeating: 20))
    return select(
      month .== .infinity, month, month * 21 + sessionsToFirstMonth + session)
  }
}

/// The largest whole number not above x, for 0 ≤ |x| < 2^51, from additions and comparisons.
@inline(__always)
func floored(_ x: Pack) -> Pack {
  let shifter = Pack(repeating: 0x1.8p52)
  let rounded = (x + shifter) - shifter
  return select(rounded .> x, rounded - 1, rounded)
}
