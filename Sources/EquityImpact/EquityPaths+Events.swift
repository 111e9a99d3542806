import Sampling
import Simulation

/// What happens in a trial, and what shares do on it.
extension EquityPaths {
  /// The events of each lane up to the last session. Sessions are indices of the scratch: nan fails the
  /// comparison, what is below 0 counts as 0.
  func listEvents(_ policy: PolicyColumns, _ scratch: EquityScratch) {
    let last = Double(assumptions.sessions)
    scratch.events.removeAll(keepingCapacity: true)
    func add(_ slot: Int, _ session: Pack, _ kind: (Int) -> Int) {
      for lane in 0..<Pack.lanes where session[lane] <= last {
        scratch.events.append(
          LaneEvent(
            slot: slot, lane: lane, session: Int(max(0, session[lane])), kind: kind(lane)))
      }
    }
    // The announcement is the first class.
    add(EventSlots.announcement, .zero) { _ in 0 }
    add(EventSlots.launch, policy.launch) { _ in launch }
    for t in 0..<slots.months {
      for (k, gate) in slots.gates.enumerated() {
        let moves = policy.moves[k * policy.stride + t]
        add(gate.first + gate.step * t, policy.changes[k * policy.stride + t]) {
          gate.kind + Int(moves[$0])
        }
      }
    }
    guard let columns = policy.news else { return }
    for news in slots.news {
      for t in 0...slots.months {
        let place = news.place * columns.stride + (t < slots.months ? t : columns.stride - 1)
        for item in 0..<EventSlots.items {
          add(
            news.first + EventSlots.items * t + item,
            columns.sessions[EventSlots.items * place + item]
          ) { _ in news.kind }
        }
      }
    }
  }

  /// One standard normal number for each event slot, from the series of one set of reactions.
  func drawReactions(
    _ batch: Batch, _ p: Int, _ series: Int, _ column: UnsafeMutablePointer<Pack>
  ) {
    for k in 0..<slots.seriesCount {
      batch.fill(series + k, p, column + slots.place(ofSeries: k))
    }
    normal.apply(to: column, packs: slots.count)
  }

  /// R = mean + spread·(√ρ·common + √(1 - ρ)·own) of every event, on its session.
  func addReactions(
    _ share: Int, _ scratch: EquityScratch, _ observer: some ReactionObserver
  ) {
    let (first, count) = (share * classCount, slots.count)
    for event in scratch.events {
      let (place, lane) = (first + event.kind, event.lane)
      let common = shares[share].common[event.kind] * count
      let z =
        scratch.reactionCommon[place][lane]
        * scratch.commonReactions[common + event.slot][lane]
        + scratch.reactionOwn[place][lane] * scratch.ownReactions[event.slot][lane]
      let reaction =
        scratch.reactionMeans[place][lane] + scratch.reactionSpreads[place][lane] * z
      scratch.impulses[event.session][event.lane] += reaction
      observer.see(share, event, reaction)
    }
  }
}
