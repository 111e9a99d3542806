import EquityImpact
import EventStudy
import Foundation
import GSL
import RevenueRecovery
import Sampling

/// [equities] and [market]: what the scenario states, and for the rest what the data tell.
extension ScenarioChecker {
  /// What the shares of a checked scenario are.
  struct CheckedEquities: Sendable {
    var assumptions: EquityAssumptions
    /// Classes of the scenario's news.
    var news: [NewsClass]
    var listing: EquityListing
    /// What the market holds; nil where that is the scenario itself, or nothing.
    var market: MarketScenario?
    /// What the ledger says of them.
    var entries: [LedgerEntry] = []
  }

  /// The shares; nil when the scenario asks for none or when something is wrong and was reported.
  func equities(
    asOf: Day?, sessionsToFirstMonth: Int, months: Int, gates stated: [PolicyGate],
    news: [NewsAssumptions]
  ) -> CheckedEquities? {
    let gates = stated.map(ReactingGate.init)
    let classes = news.map(\.newsClass)
    if let known = knownEquities, known.assumptions.gates == gates, known.news == classes {
      for entry in known.entries { ledger.add(entry) }
      for key in [Keys.top.equities, Keys.top.market] { top.table(key)?.acceptAll() }
      return known
    }
    let entriesBefore = ledger.entries.count
    var checked = checkEquities(
      asOf: asOf, sessionsToFirstMonth: sessionsToFirstMonth, months: months, gates: gates,
      news: classes)
    checked?.entries = Array(ledger.entries[entriesBefore...])
    return checked
  }

  private func checkEquities(
    asOf: Day?, sessionsToFirstMonth: Int, months: Int, gates: [ReactingGate],
    news classes: [NewsClass]
  ) -> CheckedEquities? {
    guard let table = top.table(Keys.top.equities) else {
      if let market = top.table(Keys.top.market) {
        problems.add(market.origin, "market", "needs [equities], whose benchmarks it describes")
        market.acceptAll()
      }
      return nil
    }
    let market =
      top.table(Keys.top.market)
      ?? TableReader(
        RawTable(), path: Keys.top.market.key, origin: table.origin, problems: problems)
    guard let asOf, let data = equityData(table, asOf: asOf) else {
      table.acceptAll()
      market.acceptAll()
      return nil
    }
    let sessions = table.read(Keys.equities.sessions)
    let horizons = horizons(table, sessions)
    let isUncertain = table.read(Keys.equities.parameterUncertainty)
    let expects = expects(table, asOf: asOf)
    let spec = EquitySpecs.reactionCorrelation
    let correlation = table.node(spec.key) == nil ? nil : table.value(spec, ledger)
    let common = EquitySpecs.common.map { table.parameter($0, ledger) }
    let length = market.read(Keys.market.estimationSessions)
    let estimates = estimates(market, data, asOf: asOf, sessions: length)
    let news = reactingNews(table, classes)
    let all = ReactionClass.all(gates) + news.map(\.event)
    let reactions = reactions(table, data, all, asOf: asOf, isUncertain: isUncertain)
    let shares = shares(table, data, estimates, reactions, isUncertain: isUncertain)
    let residual = residualCorrelation(table, data, estimates)
    table.finish()
    let benchmarks = benchmarks(market, data, estimates, isUncertain: isUncertain)
    let between = benchmarkCorrelation(market, data, estimates)
    market.finish()
    guard problems.isEmpty, let reactions, let permanent = common[0],
      let halfLife = common[1], let displacement = common[2], let demand = common[3],
      let persistence = common[4],
      let shares, let residual, let benchmarks, let between, let expects
    else { return nil }
    var assumptions = EquityAssumptions(
      sessions: sessions, horizons: horizons, sessionsToFirstMonth: sessionsToFirstMonth,
      months: months, gates: gates, benchmarks: benchmarks, benchmarkCorrelation: between,
      equities: shares, residualCorrelation: residual, reactionCorrelation: correlation ?? 0,
      permanentShare: permanent, halfLife: halfLife, displacement: displacement,
      domesticDemand: demand, persistence: persistence)
    assumptions.marketExpects = !expects.isNothing
    requireMonths(expects.market, of: assumptions, table)
    assumptions.past = reactions.past
    assumptions.news = news
    return CheckedEquities(
      assumptions: assumptions, news: classes,
      listing: data.listing(
        asOf: asOf, sessions: sessions, estimatedFrom: length, isUncertain: isUncertain),
      market: expects.market)
  }

  private func horizons(_ table: TableReader, _ sessions: Int) -> [Int] {
    let key = Keys.equities.horizons
    guard let node = table.node(key), let whole = table.read(key) else {
      return [1, 5, 20, 60, 120].filter { $0 < sessions } + [sessions]
    }
    // A path made shorter on the command line keeps the horizons that it reaches.
    let reached = whole.filter { $0 <= sessions }
    if reached.isEmpty {
      table.report(key, node, "must hold one up to sessions, \(sessions)")
    }
    return reached
  }

  // MARK: Shares

  private func shares(
    _ table: TableReader, _ data: EquityData, _ estimates: EquityEstimates?,
    _ reactions: CheckedReactions?, isUncertain: Bool
  ) -> [SimulatedEquity]? {
    let known = data.known.map(\.ticker)
    func column(_ spec: ParameterSpec) -> [String: any Distribution] {
      byName(table, spec, names: data.chosen.map(\.ticker), known: known)
    }
    let exposure = column(EquitySpecs.exposure)
    // One that is there and wrong, or misspelt, which is not told as missing too.
    let isReported = problems.concern(below: table.key(EquitySpecs.exposure.key))
    let elasticity = column(EquitySpecs.elasticity)
    let weights = column(EquitySpecs.weights)
    let betas = column(EquitySpecs.beta)
    let volatilities = column(EquitySpecs.volatility)
    let tails = column(EquitySpecs.tail)
    let total = data.chosen.reduce(0) { $0 + number(weights[$1.ticker], or: 0) }
    let found = data.chosen.compactMap { equity -> SimulatedEquity? in
      let ticker = equity.ticker
      let estimate = estimates?.share(ticker)
      guard
        let elasticity = elasticity[ticker]
          ?? missing(table, EquitySpecs.elasticity, ticker, ""),
        let beta = betas[ticker] ?? self.beta(estimate, ticker, isUncertain)
          ?? missing(table, EquitySpecs.beta, ticker),
        let volatility = volatilities[ticker] ?? self.volatility(estimate, ticker)
          ?? missing(table, EquitySpecs.volatility, ticker),
        let tail = tails[ticker] ?? self.tail(estimate, ticker)
          ?? missing(table, EquitySpecs.tail, ticker),
        let exposure = exposure[ticker]
          ?? noExposure(
            table, ticker, weight: number(weights[ticker], or: 0), isReported: isReported),
        let reactions = reactions?.ofShares[ticker], let one = try? Constant(1)
      else { return nil }
      let isEstimated = volatilities[ticker] == nil
      return SimulatedEquity(
        ticker: ticker, name: equity.name,
        benchmark: data.benchmarks.firstIndex(of: equity.benchmark) ?? 0, beta: beta,
        residualVolatility: number(volatility, or: 0),
        precision: isUncertain && isEstimated ? estimate?.precision ?? one : one,
        degrees: number(tail, or: 5), exposure: exposure,
        elasticity: elasticity, priceLimit: equity.priceLimit,
        weight: total > 0 ? number(weights[ticker], or: 0) / total : 0,
        lastClose: data.lastClose(ticker)?.value, reactions: reactions)
    }
    return found.count == data.chosen.count ? found : nil
  }

  /// Reports a parameter that the scenario does not state and no data tell.
  ///
  /// - Parameter remedy: what else would tell it.
  func missing(
    _ table: TableReader, _ spec: ParameterSpec, _ name: String,
    _ remedy: String = "; state it, or let [market] say from = \"event-study\""
  ) -> (any Distribution)? {
    if !lacksEstimates {
      problems.add(table.origin, "\(table.key(spec.key)).\(name)", "is missing\(remedy)")
    }
    return nil
  }

  private func beta(
    _ estimate: EquityEstimates.Share?, _ ticker: String, _ isUncertain: Bool
  ) -> (any Distribution)? {
    guard let estimate else { return nil }
    let beta: (any Distribution)? =
      isUncertain
      ? try? Normal(mean: estimate.beta, standardDeviation: estimate.betaError)
      : try? Constant(estimate.beta)
    return computed(
      EquitySpecs.beta, "equities.beta.\(ticker)", beta, estimate.source, estimate.origin)
  }

  private func volatility(
    _ estimate: EquityEstimates.Share?, _ ticker: String
  ) -> (any Distribution)? {
    guard let estimate else { return nil }
    return computed(
      EquitySpecs.volatility, "equities.volatility.\(ticker)",
      try? Constant(estimate.residualVolatility), estimate.source, estimate.origin)
  }

  private func tail(_ estimate: EquityEstimates.Share?, _ ticker: String) -> (any Distribution)? {
    guard let estimate else { return nil }
    return computed(
      EquitySpecs.tail, "equities.tail.\(ticker)", try? Constant(estimate.degrees),
      estimate.source, estimate.origin)
  }

  /// Enters an estimate in the ledger.
  func computed(
    _ spec: ParameterSpec, _ key: String, _ distribution: (any Distribution)?, _ source: String,
    _ origin: Origin
  ) -> (any Distribution)? {
    guard let distribution else { return nil }
    ledger.add(
      LedgerEntry(
        key: key, meaning: spec.meaning, distribution: distribution, unit: spec.unit,
        confidence: .computed, source: source, origin: origin))
    return distribution
  }

  // MARK: Tables by name

  /// A parameter that holds for all names, or a table with one for each of some.
  ///
  /// - Parameter known: names that may stand in the table although they were not chosen.
  func byName(
    _ table: TableReader, _ spec: ParameterSpec, names: [String], known: [String]
  ) -> [String: any Distribution] {
    guard let node = table.node(spec.key) else { return [:] }
    if case .table(let inner) = node.value, !inner.isWhole {
      guard let reader = table.table(spec.key) else { return [:] }
      var found: [String: any Distribution] = [:]
      for name in names where reader.node(name) != nil {
        found[name] = reader.parameter(spec.named(name), ledger)
      }
      for name in known { _ = reader.node(name) }
      reader.finish()
      return found
    }
    guard let one = table.parameter(spec, ledger) else { return [:] }
    return Dictionary(uniqueKeysWithValues: names.map { ($0, one) })
  }
}
