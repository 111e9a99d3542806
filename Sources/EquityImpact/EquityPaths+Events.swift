import Sampling
import Simulation

/// What happens in a trial, and what shares do on it.
extension EquityPaths {
  /// The events of each lane up to the last session, by segment. Sessions are indices of the path: nan fails the
  /// comparison, what is below 0 counts as 0.
  func listEvents(_ policy: PolicyColumns, _ scratch: EquityScratch) {
    let last = Double(assumptions.sessions)
    let (found, ends) = (scratch.found, scratch.ends)
    for k in 0..<segmentCount { ends[k] = 0 }
    var count = 0
    func add(_ slot: Int, _ session: Pack, _ kind: (Int) -> Int) {
      for lane in 0..<Pack.lanes where session[lane] <= last {
        let day = Int(max(0, session[lane]))
        found[count] = LaneEvent(slot: slot, lane: lane, session: day, kind: kind(lane))
        ends[segmentOfSession[day]] += 1
        count += 1
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
    if let columns = policy.news {
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
    sort(count, scratch)
  }

  /// Puts events in the order of their segments; `ends` has how many each segment has.
  private func sort(_ count: Int, _ scratch: EquityScratch) {
    let ends = scratch.ends
    var before = 0
    for k in 0..<segmentCount {
      // Where the segment begins; it moves to its end as its events are put down.
      (ends[k], before) = (before, before + ends[k])
    }
    for k in 0..<count {
      let event = scratch.found[k]
      let segment = segmentOfSession[event.session]
      scratch.events[ends[segment]] = event
      ends[segment] += 1
    }
  }

  /// R = mean + spread·(√ρ·common + √(1 - ρ)·own) of every event and share.
  func react(
    _ batch: Batch, _ p: Int, _ scratch: EquityScratch, _ observer: some ReactionObserver
  ) {
    let draws = scratch.eventDraws
    let numbers = UnsafePointer<Double>(OpaquePointer(draws))
    for k in 0..<scratch.ends[segmentCount - 1] {
      let event = scratch.events[k]
      let slot = slots.place(event.slot)
      batch.values(
        of: reactionSeries[slot.series], at: slot.place, p, lane: event.lane, draws)
      normal.apply(to: draws, packs: reactionSeries[slot.series].count / Pack.lanes)
      for share in shares.indices {
        let place = share * classCount + event.kind
        let lane = event.lane
        let z =
          scratch.reactionCommon[place][lane] * numbers[commonReaction[place]]
          + scratch.reactionOwn[place][lane] * numbers[firstOwn + share]
        let reaction =
          scratch.reactionMeans[place][lane] + scratch.reactionSpreads[place][lane] * z
        scratch.reactions[k * shares.count + share] = reaction
        observer.see(share, event, reaction)
      }
    }
  }

  /// Puts the reactions of a share to some of the events on their sessions.
  func addReactions(
    _ share: Int, _ events: Range<Int>, _ segment: PathSegment, _ scratch: EquityScratch
  ) {
    let first = segment.sessions.lowerBound
    for k in events {
      let event = scratch.events[k]
      scratch.moves[event.session - first][event.lane] +=
        scratch.reactions[k * shares.count + share]
    }
  }
}
