import Sampling
import Simulation

/// What policy and shipments do beyond what was expected of them.
extension EquityPaths {
  /// Change of min(1, x) on every session: x_t = φ_s·Σ_{months ≤ t} H20 equivalents / M at the end of
  /// month t, moving evenly within a month; 0 before month 0, constant after the last one. What was expected of
  /// the month in the state in which it began is taken off, a 21st a session.
  func displaceSales(
    _ batch: Batch, _ p: Int, _ policy: PolicyColumns, _ scratch: EquityScratch
  ) {
    let perUnit = batch[positions.displacement, p] / batch[positions.domesticDemand, p]
    let first = assumptions.sessionsToFirstMonth
    var shipped = Pack.zero
    var (start, end) = (Pack.zero, Pack.zero)
    var before = Pack.zero
    var expected = Pack.zero
    for d in 0...assumptions.sessions {
      guard d >= first, d < first + 21 * assumptions.months else {
        scratch.displaced[d] = .zero
        continue
      }
      let (month, session) = ((d - first) / 21, (d - first) % 21)
      if session == 0 {
        shipped += policy.equivalents[month]
        (start, end) = (end, perUnit * shipped)
        expected = expectedDisplacement(month, policy, scratch) * (1.0 / 21)
      }
      let x = start + (end - start) * (Double(session + 1) / 21)
      let now = smaller(x, Pack(repeating: 1))
      scratch.displaced[d] = now - before - expected
      before = now
    }
  }

  /// Mean change of min(1, x) in a month in the state of each lane.
  private func expectedDisplacement(
    _ month: Int, _ policy: PolicyColumns, _ scratch: EquityScratch
  ) -> Pack {
    let states = scratch.expectation.states
    guard states > 0 else { return .zero }
    var expected = Pack.zero
    for lane in 0..<Pack.lanes {
      let state = Int(policy.states[month][lane])
      expected[lane] = scratch.expectation.displaced[month * states + state]
    }
    return expected
  }

  /// Looks up with which probability a market that holds another scenario expects each move of each month, in the
  /// state of each lane; nothing to do where it holds the trial's own.
  func setHeldHazards(_ policy: PolicyColumns, _ scratch: EquityScratch) {
    guard let held = scratch.heldHazards else { return }
    let (months, states) = (scratch.expectation.months, scratch.expectation.states)
    scratch.expectation.hazards.withUnsafeBufferPointer { hazards in
      for k in 0..<(hazards.count / (months * states)) {
        for t in 0..<months {
          let (state, first) = (policy.states[t], (k * months + t) * states)
          for lane in 0..<Pack.lanes {
            held[k * months + t][lane] = hazards[first + Int(state[lane])]
          }
        }
      }
    }
  }

  /// The compensator: Σ over classes of the probability with which the month's news is drawn, or would be in the
  /// scenario that the market holds, in the state in which the month begins, times the mean reaction to it; taken off
  /// evenly over the month's sessions, for news falls on any of them alike. What fades of a reaction fades of what was
  /// expected of it.
  func setExpected(_ policy: PolicyColumns, _ scratch: EquityScratch) {
    let (first, months) = (assumptions.sessionsToFirstMonth, slots.months)
    guard expects else { return }
    let (hazards, stride) =
      scratch.heldHazards.map { (UnsafePointer($0), scratch.expectation.months) }
      ?? (policy.hazards, policy.stride)
    for share in shares.indices {
      let mean = scratch.reactionMeans + share * classCount
      let session = scratch.expectedNews + share * (months + 2)
      session[0] = .zero
      for t in 0..<months {
        var expected = Pack.zero
        // The announcement is the first class, and no surprise is left in it.
        for k in 1..<launch {
          expected += hazards[(k - 1) * stride + t] * mean[k]
        }
        if scratch.expectation.months > 0 {
          let waits = indicator(policy.launch .>= Double(first + 21 * t))
          expected += waits * scratch.expectation.launches[t] * mean[launch]
        }
        session[1 + t] = expected * (1.0 / 21)
      }
      session[months + 1] = .zero
      expectNews(share, policy, scratch)
    }
  }

  /// ΔP of a share on the sessions of a segment, but for reactions: sales displaced, and what was expected.
  func setMoves(_ share: Int, _ segment: PathSegment, _ scratch: EquityScratch) {
    let months = slots.months
    let expected = scratch.expectedNews + share * (months + 2)
    let slope = scratch.paths[share].slope
    for (k, d) in segment.sessions.enumerated() {
      scratch.moves[k] = -(slope * scratch.displaced[d]) - expected[monthOfSession[d]]
    }
    guard waitsForLicence, !scratch.expectation.news.licences.isEmpty else { return }
    let licences = scratch.expectedLicences + share * months
    for (k, d) in segment.sessions.enumerated() where (1...months).contains(monthOfSession[d]) {
      let day = d - assumptions.sessionsToFirstMonth
      scratch.moves[k] -= licences[day / 21] * scratch.expectation.news.days[day]
    }
  }
}
