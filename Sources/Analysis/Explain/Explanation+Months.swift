import EquityImpact
import RevenueRecovery
import Scenario

extension Explanation {
  /// The months of the trial, out of the outputs of the traced model.
  static func months(_ model: TracedForecast, _ outputs: [Double]) -> [Month] {
    let recovery = model.forecast.recovery
    let calendar = recovery.assumptions.calendar
    let trace = model.months
    let equivalents = recovery.outputs.firstIndex { $0.name == "h20_equivalents.month.0" } ?? 0
    return (0..<calendar.months).map { t in
      let shipments = recovery.assumptions.products.enumerated().map { k, product in
        func value(_ quantity: MonthlyTrace.ProductQuantity) -> Double {
          outputs[trace.position(quantity, product: k, t)]
        }
        return Month.Shipment(
          product: product.name, units: value(.units), revenue: value(.revenue),
          cost: value(.cost), stock: value(.stock), book: value(.book),
          licensedShare: value(.licensedShare))
      }
      let gates = recovery.assumptions.gates.map(\.gate)
      let levels = Dictionary(
        uniqueKeysWithValues: gates.enumerated().map { k, gate in
          (gate.name, gate.levels[Int(outputs[trace.position(.level, gate: k, t)])].name)
        })
      return Month(
        number: t, calendarMonth: calendar.firstMonth.advanced(by: t),
        levels: levels,
        licensedShare: outputs[trace.position(.licensedShare, t)],
        uptake: outputs[trace.position(.uptake, t)],
        tension: recovery.assumptions.relations.map { _ in outputs[trace.position(.tension, t)] },
        equivalents: outputs[equivalents + t],
        shipments: shipments)
    }
  }

  /// The items of news of the trial, with the reactions of shares to those of classes that they react to.
  static func news(
    _ model: TracedForecast, _ outputs: [Double], _ listing: EquityListing?
  ) -> [NewsItem] {
    let recovery = model.forecast.recovery
    let calendar = recovery.assumptions.calendar
    let trace = model.months
    return trace.newsClasses.enumerated().flatMap { k, newsClass in
      let kind = model.forecast.equities?.assumptions.news.first { $0.place == k }?.event
      let items = ([nil] + (0..<calendar.months).map(Optional.some)).flatMap { t in
        (0..<NewsAssumptions.most).compactMap { item -> NewsItem? in
          let session = outputs[trace.position(news: k, item: item, t)]
          guard session.isFinite else { return nil }
          return NewsItem(
            newsClass: newsClass, session: Int(session), month: t,
            calendarMonth: calendar.firstMonth.advanced(by: t ?? -1), isReactedTo: kind != nil,
            responses: kind.map { responses(model, outputs, listing, $0, Int(session)) } ?? [])
        }
      }
      return items.sorted { $0.session < $1.session }
    }
  }

  /// The policy events of the trial by session, with the reactions of shares.
  static func events(
    _ model: TracedForecast, _ outputs: [Double], _ listing: EquityListing?
  ) -> [Event] {
    let recovery = model.forecast.recovery
    let calendar = recovery.assumptions.calendar
    let trace = model.months
    var found: [(kind: ReactionClass, session: Double, cause: Event.Cause?)] = [
      (.announcement, 0, nil)
    ]
    if let launch = recovery.outputs.firstIndex(where: { $0.name == "day.successor_launch" }) {
      found.append((.successorLaunch, outputs[launch], nil))
    }
    for t in 0..<calendar.months {
      for (k, assumed) in recovery.assumptions.gates.enumerated() {
        let move = Int(outputs[trace.position(.move, gate: k, t)])
        let kind = ReactionClass(rawValue: assumed.gate.events[move].name)
        let cause = Event.Cause.allCases[Int(outputs[trace.position(.cause, gate: k, t)])]
        found.append((kind, outputs[trace.position(.change, gate: k, t)], cause))
      }
    }
    let first = recovery.assumptions.sessionsToFirstMonth
    // Equal sessions stay in the order above.
    let happened = found.enumerated().filter { $0.element.session.isFinite }
      .sorted { ($0.element.session, $0.offset) < ($1.element.session, $1.offset) }
    return happened.map(\.element).map { event in
      let session = Int(event.session)
      let month = session < first ? -1 : (session - first) / 21
      return Event(
        kind: event.kind, cause: event.cause, session: session,
        calendarMonth: calendar.firstMonth.advanced(by: month),
        responses: responses(model, outputs, listing, event.kind, session))
    }
  }

  private static func responses(
    _ model: TracedForecast, _ outputs: [Double], _ listing: EquityListing?,
    _ kind: ReactionClass, _ session: Int
  ) -> [Event.Response] {
    guard let trace = model.reactions, let paths = model.forecast.equities else { return [] }
    let place = paths.assumptions.classes.firstIndex(of: kind) ?? 0
    // A kind has one event a session at most.
    let slot = (0..<trace.slots).first {
      outputs[trace.session($0)] == Double(session) && outputs[trace.kind($0)] == Double(place)
    }
    guard let slot else { return [] }
    return paths.assumptions.equities.enumerated().map { k, share in
      let entry = listing?.entries.first { $0.ticker == share.ticker }
      let dates = entry.flatMap { listing?.sessions[$0.exchange] } ?? []
      return Event.Response(
        ticker: share.ticker, date: session < dates.count ? dates[session] : nil,
        reaction: outputs[trace.reaction(slot, share: k)])
    }
  }
}
