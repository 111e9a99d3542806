import GSL

/// A reaction, CAR[0,+1], as the part that goes with the sector and the equity's own.
///
///     CAR = γ·Σ s⊥ + own,   s⊥ = s - a·g - b·m
///
/// with the sector index's log returns s less what the benchmark explains of them, γ, a and b from the
/// response's estimation window. The sum is the study's, whatever the split; the split is a description:
/// the index holds the shares, and policy moves the index.
struct SectorSplit {
  let member: Member
  /// γ·Σ s⊥.
  let sector: Double
  /// The same with the mean residual of the other companies of the event and role in the place of s⊥, of which
  /// each counts once, its lines as their mean; nil with fewer than two of them.
  let peers: Double?

  var total: Double { member.cumulative.value }
  var own: Double { total - sector }
  var ownBesidePeers: Double? { peers.map { total - $0 } }

  /// Of the pairs of event and equity whose window is complete and whose index has its returns.
  static func all(_ study: Study, _ market: MarketData) -> [SectorSplit] {
    let members = study.responses.compactMap { response -> Member? in
      response.outcome.hasReturns ? Member(response, over: Reactions.window) : nil
    }
    let events = Dictionary(grouping: members, by: \.response.event.id)
    let indices = Dictionary(
      market.equities.map { ($0.ticker, SectorReturns($0, market)) },
      uniquingKeysWith: { first, _ in first })
    return members.compactMap { member in
      guard let index = indices[member.response.equity.ticker] ?? nil,
        let sector = sectorPart(of: member, index, least: study.options.minimumReturns)
      else { return nil }
      let others = events[member.response.event.id]!.filter {
        $0.response.equity.isPeer(of: member.response.equity)
      }.byCompany(\.response.equity)
      return SectorSplit(
        member: member, sector: sector,
        peers: others.count < 2 ? nil : peersPart(of: member, others))
    }
  }

  /// - Parameter least: returns that the index must share with the estimation window.
  private static func sectorPart(
    of member: Member, _ index: SectorReturns, least: Int
  ) -> Double? {
    let response = member.response
    let past = response.estimation
    var pairs = past.beside { index.value(on: past.dates[$0], sessions: past.gaps[$0]) }
    guard pairs.gaps.count >= least,
      let fit = try? ExpectedReturnFit(
        .market, returns: pairs.factor, market: pairs.market, gaps: pairs.gaps)
    else { return nil }
    for k in pairs.factor.indices {
      pairs.factor[k] -= fit.expected(sessions: pairs.gaps[k], market: pairs.market[k])
    }
    guard let loading = pairs.loading else { return nil }
    let window = Reactions.window
    let sessions = response.sessions.filter {
      window.first <= $0.day && $0.day < window.last + response.candidates
    }
    let weights = CumulativeAbnormalReturn.weights(
      length: window.length, candidates: response.candidates)
    var sum = 0.0
    for (session, weight) in zip(sessions, weights) where session.abnormal != nil {
      guard let value = index.value(on: session.date, sessions: session.sessions) else {
        return nil
      }
      sum +=
        weight
        * (value - fit.expected(sessions: session.sessions, market: session.market ?? 0))
    }
    return loading * sum
  }

  /// - Parameter companies: the lines of each.
  private static func peersPart(of member: Member, _ companies: [[Member]]) -> Double? {
    var byDate: [Day: [Double]] = [:]
    for lines in companies {
      var own: [Day: [Double]] = [:]
      for line in lines {
        let daily = line.response.estimation.daily
        for (date, residual) in zip(daily.dates, daily.residuals) {
          own[date, default: []].append(residual)
        }
      }
      for (date, residuals) in own { byDate[date, default: []].append(Sample(residuals).mean) }
    }
    let past = member.response.estimation
    let pairs = past.beside { k in
      past.gaps[k] == 1 ? byDate[past.dates[k]].map { Sample($0).mean } : nil
    }
    let moves = companies.map { Sample($0.map(\.cumulative.value)).mean }
    return pairs.loading.map { $0 * Sample(moves).mean }
  }
}
