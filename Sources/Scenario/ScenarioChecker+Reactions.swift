import EquityImpact
import EventStudy
import RevenueRecovery
import Sampling

/// [equities.reactions]: what shares do when an event of a class happens.
extension ScenarioChecker {
  /// Reactions by ticker, one for each class in its order, and what past events tell of them.
  struct CheckedReactions {
    var ofShares: [String: [Reaction]]
    var past: [PastReactions]
  }

  /// nil when something is wrong and was reported.
  func reactions(
    _ equities: TableReader, _ data: EquityData, _ classes: [ReactionClass], asOf: Day,
    isUncertain: Bool
  ) -> CheckedReactions? {
    let scales = EquitySpecs.reactionScales.map { equities.value($0, ledger) }
    guard let table = equities.requiredTable(Keys.equities.reactions) else { return nil }
    let isAsked = asksEventStudy(table, Keys.reactions.from)
    let withMoves = table.read(Keys.reactions.withMoves)
    let spreads = byName(
      table, EquitySpecs.spread, names: data.chosen.map(\.ticker), known: data.known.map(\.ticker))
    checkCorrelation(equities, isNeeded: !spreads.isEmpty)
    let stated = classes.map { StatedReactions(self, table, $0, data) }
    table.finish()
    var history: PastEvents?
    if isAsked, let share = scales[0], let event = scales[1], let rest = scales[2] {
      history = PastEvents(
        data, stated, scales: .init(share: share, event: event, rest: rest),
        withMoves: withMoves, asOf: asOf, isUncertain: isUncertain, self, table)
    } else if isAsked {
      // A scale is wrong, which was reported.
      lacksEstimates = true
    }
    var found: [String: [Reaction]] = [:]
    for event in stated {
      var unknown: [Equity] = []
      for equity in data.chosen {
        let past = event.isEstimated ? history?.mean(equity, event.pastClass) : nil
        guard let mean = past.map(\.distribution) ?? event.means[equity.ticker] else {
          unknown.append(equity)
          continue
        }
        if let past {
          ledgerEntry(past, event.event, equity.ticker)
        }
        if let spread = (spreads[equity.ticker] as? Constant)?.value {
          found[equity.ticker, default: []].append(
            Reaction(mean: mean, spread: spread, pastMean: past?.place))
        } else if let spread = history?.spread(equity, past?.place) {
          found[equity.ticker, default: []].append(
            Reaction(
              mean: mean, spread: spread.value, pastMean: past?.place, pastSpread: spread.place))
        } else if event.event == .announcement {
          _ = missing(
            table, EquitySpecs.spread, equity.ticker, "; state it, or say from = \"event-study\"")
        }
      }
      reportMissing(table, event, of: unknown, isAsked: history != nil)
    }
    let isComplete = data.chosen.allSatisfy { found[$0.ticker]?.count == classes.count }
    return isComplete ? CheckedReactions(ofShares: found, past: history?.posteriors ?? []) : nil
  }

  /// Classes of the scenario's news that have a reaction.
  func reactingNews(
    _ equities: TableReader, _ classes: [NewsClass]
  ) -> [ReactingNews] {
    guard case .table(let table)? = equities.node(Keys.equities.reactions)?.value else { return [] }
    let path = equities.key(Keys.equities.reactions)
    for newsClass in NewsClass.all where !classes.contains(newsClass) {
      let event = ReactionClass(newsClass)
      guard let node = table[event.rawValue] else { continue }
      problems.add(
        node.origin, "\(path).\(event.rawValue)",
        "moves nothing: the scenario has no [\(newsClass.key)]")
    }
    return classes.enumerated().compactMap { place, newsClass in
      let event = ReactionClass(newsClass)
      return table[event.rawValue].map { _ in
        ReactingNews(event: event, place: place, hasLicence: newsClass.isOfLicences)
      }
    }
  }

  /// Of no use where past events tell spreads and what is common in them.
  private func checkCorrelation(_ equities: TableReader, isNeeded: Bool) {
    let key = EquitySpecs.reactionCorrelation.key
    if isNeeded, equities.node(key) == nil {
      problems.add(
        equities.origin, equities.key(key), "is missing; reactions whose spread is stated need it")
    } else if !isNeeded {
      ledger.note("; of no use here: no spread is stated", at: equities.key(key))
    }
  }

  private func ledgerEntry(_ past: PastEvents.Mean, _ event: ReactionClass, _ ticker: String) {
    _ = computed(
      EquitySpecs.reaction, "equities.reactions.\(event.rawValue).\(ticker)", past.distribution,
      past.source, past.origin)
  }

  /// Reports shares whose reaction nothing tells, a line for each side.
  private func reportMissing(
    _ table: TableReader, _ stated: StatedReactions, of equities: [Equity], isAsked: Bool
  ) {
    for role in Equity.Role.allCases where !lacksEstimates {
      let tickers = equities.filter { $0.role == role }.map(\.ticker).joined(separator: ", ")
      guard !tickers.isEmpty else { continue }
      let reason =
        isAsked || stated.pastClass == nil
        ? "no past event tells it for \(tickers)"
        : "state it for \(tickers), or say from = \"event-study\""
      problems.add(
        table.origin, "\(table.path).\(stated.event.rawValue).\(role.rawValue)",
        "is missing; \(reason)")
    }
  }
}

/// What a scenario states of a class.
struct StatedReactions {
  let event: ReactionClass
  /// The class of Data/events.csv that tells how shares react to it; nil where no past event is like it.
  let pastClass: String?
  /// By ticker.
  let means: [String: any Distribution]
  /// By role.
  let sides: [Equity.Role: any Distribution]
  /// Whether past events may take the place of these.
  let isEstimated: Bool

  init(
    _ checker: ScenarioChecker, _ table: TableReader, _ event: ReactionClass, _ data: EquityData
  ) {
    self.event = event
    pastClass =
      event == .announcement
      ? event.rawValue
      : checker.gateList.flatMap(\.events).first { $0.name == event.rawValue }?.pastClass
        ?? NewsClass.all.first { ReactionClass($0) == event }?.name
    guard let inner = table.table(event.rawValue) else {
      (means, sides, isEstimated) = ([:], [:], true)
      return
    }
    isEstimated = inner.read(Keys.reaction.estimated)
    var sides: [Equity.Role: any Distribution] = [:]
    for (role, spec) in zip([Equity.Role.domestic, .foreign], Keys.reaction.sides)
    where inner.node(spec.key) != nil {
      sides[role] = inner.parameter(spec, checker.ledger)
    }
    var means: [String: any Distribution] = [:]
    for equity in data.chosen { means[equity.ticker] = sides[equity.role] }
    if let single = inner.table(Keys.reaction.tickers) {
      for equity in data.known where single.node(equity.ticker) != nil {
        means[equity.ticker] = single.parameter(
          EquitySpecs.reaction.named(equity.ticker), checker.ledger)
      }
      single.finish()
    }
    inner.finish()
    (self.means, self.sides) = (means, sides)
  }
}
