import EquityImpact
import EventStudy
import Sampling

/// [equities.reactions]: what shares do when an event of a class happens.
extension ScenarioChecker {
  /// Reactions by ticker, one for each class in its order.
  func reactions(
    _ equities: TableReader, _ data: EquityData, _ estimates: EquityEstimates?,
    _ classes: [ReactionClass], isUncertain: Bool
  ) -> [String: [Reaction]]? {
    guard let table = equities.requiredTable(Keys.equities.reactions) else { return nil }
    let history = asksEventStudy(table, Keys.reactions.from) ? estimates : nil
    let spreads = byName(
      table, EquitySpecs.spread, names: data.chosen.map(\.ticker), known: data.known.map(\.ticker))
    var found: [String: [Reaction]] = [:]
    for event in classes {
      let stated = stated(table, event, data)
      var unknown: [Equity] = []
      for equity in data.chosen {
        let ticker = equity.ticker
        let past =
          stated.isEstimated
          ? pastClass(of: event).flatMap { history?.reaction(ticker, to: $0) } : nil
        guard
          let mean = past.flatMap({ self.mean($0, event, ticker, isUncertain) })
            ?? stated.means[ticker]
        else {
          unknown.append(equity)
          continue
        }
        guard
          let spread = (spreads[ticker] as? Constant)?.value
            ?? self.spread(history, ticker, isFirst: event == .announcement)
        else {
          if event == .announcement {
            _ = missing(
              table, EquitySpecs.spread, ticker,
              history == nil
                ? "; state it, or say from = \"event-study\""
                : "; past events are too few to tell it")
          }
          continue
        }
        found[ticker, default: []].append(Reaction(mean: mean, spread: spread))
      }
      reportMissing(table, event, of: unknown, isAsked: history != nil)
    }
    table.finish()
    let isComplete = data.chosen.allSatisfy {
      found[$0.ticker]?.count == classes.count
    }
    return isComplete ? found : nil
  }

  /// The class of Data/events.csv that tells how shares react to a class of the model; nil where no past
  /// event is like it.
  private func pastClass(of event: ReactionClass) -> String? {
    if event == .announcement { return event.rawValue }
    return gateList.flatMap(\.events).first { $0.name == event.rawValue }?.pastClass
  }

  /// What the scenario says of a class: means by ticker, and whether history may take their place.
  private func stated(
    _ table: TableReader, _ event: ReactionClass, _ data: EquityData
  ) -> (means: [String: any Distribution], isEstimated: Bool) {
    guard let inner = table.table(event.rawValue) else { return ([:], true) }
    let isEstimated = inner.read(Keys.reaction.estimated)
    let sides = Keys.reaction.sides.map { spec in
      inner.node(spec.key) == nil ? nil : inner.parameter(spec, ledger)
    }
    var means: [String: any Distribution] = [:]
    for equity in data.chosen { means[equity.ticker] = sides[equity.role == .domestic ? 0 : 1] }
    if let single = inner.table(Keys.reaction.tickers) {
      for equity in data.known where single.node(equity.ticker) != nil {
        means[equity.ticker] = single.parameter(
          EquitySpecs.reaction.named(equity.ticker), ledger)
      }
      single.finish()
    }
    inner.finish()
    return (means, isEstimated)
  }

  /// A share's own mean reaction, drawn with its error.
  private func mean(
    _ past: EquityEstimates.PastReaction, _ event: ReactionClass, _ ticker: String,
    _ isUncertain: Bool
  ) -> (any Distribution)? {
    let mean: (any Distribution)? =
      isUncertain && past.standardDeviation > 0
      ? try? Normal(mean: past.mean, standardDeviation: past.standardDeviation)
      : try? Constant(past.mean)
    return computed(
      EquitySpecs.reaction, "equities.reactions.\(event.rawValue).\(ticker)", mean, past.source,
      past.origin)
  }

  private func spread(
    _ history: EquityEstimates?, _ ticker: String, isFirst: Bool
  ) -> Double? {
    guard let spread = history?.spread(ticker) else { return nil }
    if isFirst {
      _ = computed(
        EquitySpecs.spread, "equities.reactions.spread.\(ticker)", try? Constant(spread.value),
        spread.source, spread.origin)
    }
    return spread.value
  }

  /// Reports shares whose reaction nothing tells, a line for each side.
  private func reportMissing(
    _ table: TableReader, _ event: ReactionClass, of equities: [Equity], isAsked: Bool
  ) {
    for role in Equity.Role.allCases where !lacksEstimates {
      let tickers = equities.filter { $0.role == role }.map(\.ticker).joined(separator: ", ")
      guard !tickers.isEmpty else { continue }
      let canTell = pastClass(of: event) != nil
      let reason =
        isAsked || !canTell
        ? "no past event tells it for \(tickers)"
        : "state it for \(tickers), or say from = \"event-study\""
      problems.add(
        table.origin, "\(table.path).\(event.rawValue).\(role.rawValue)", "is missing; \(reason)")
    }
  }
}
