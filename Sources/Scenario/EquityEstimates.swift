import EquityImpact
import EventStudy
import Sampling
import Tables

/// What closes and past events tell about shares, each with where it comes from.
struct EquityEstimates {
  /// nil where [market] does not ask for it.
  let calibration: Calibration?
  /// nil where [equities.reactions] does not ask for it.
  let reactions: Reactions?
  let folder: String

  struct Market {
    let volatility: Double
    let degrees: Double
    let source: String
    let origin: Origin
  }
  struct Share {
    let beta: Double
    let betaError: Double
    let residualVolatility: Double
    /// Standard error of its logarithm.
    let logVolatilityError: Double
    let degrees: Double
    let source: String
    let origin: Origin

    /// What the estimated variance is divided by: σ = s·exp(error·Z) is s/√(exp(-2·error·Z)).
    var precision: (any Distribution)? {
      try? Lognormal(mu: 0, sigma: 2 * logVolatilityError)
    }
  }
  struct PastReaction {
    let mean: Double
    let standardDeviation: Double
    let source: String
    let origin: Origin
  }
  struct Spread {
    let value: Double
    let source: String
    let origin: Origin
  }

  func market(_ name: String) -> Market? {
    guard let found = calibration?.benchmark(name) else { return nil }
    return Market(
      volatility: found.volatility, degrees: found.tailDegreesOfFreedom,
      source: "\(found.length) daily returns before \(asOf)", origin: closes(name))
  }

  func share(_ ticker: String) -> Share? {
    guard let found = calibration?.equity(ticker) else { return nil }
    return Share(
      beta: found.beta, betaError: found.betaError,
      residualVolatility: found.residualStandardDeviation,
      logVolatilityError: found.logVolatilityError, degrees: found.tailDegreesOfFreedom,
      source: "market model on \(found.equity.benchmark), \(found.length) daily returns before "
        + asOf,
      origin: closes(ticker))
  }

  private var asOf: String { calibration?.asOf.description ?? "" }
  private func closes(_ ticker: String) -> Origin { Origin("\(folder)/closes/\(ticker).csv") }

  func residualCorrelation(_ a: String, _ b: String) -> Double? {
    calibration.flatMap { Self.entry($0.residualCorrelation, a, b) }
  }

  func benchmarkCorrelation(_ a: String, _ b: String) -> Double? {
    calibration.flatMap { Self.entry($0.benchmarkCorrelation, a, b) }
  }

  private static func entry(_ correlation: ShrunkCorrelation, _ a: String, _ b: String) -> Double? {
    guard let i = correlation.names.firstIndex(of: a), let j = correlation.names.firstIndex(of: b)
    else { return nil }
    return correlation.matrix[i, j]
  }

  /// Mean reaction to past events of a class of Data/events.csv; nil where there was none.
  func reaction(_ ticker: String, to name: String) -> PastReaction? {
    guard let entry = reactions?.entry(ticker, name), let mean = entry.mean,
      let deviation = entry.standardDeviation
    else { return nil }
    let own = counted(entry.events, "event")
    return PastReaction(
      mean: mean, standardDeviation: deviation,
      source: "CAR[0,+1], \(own) of class \(name), shrunk towards the "
        + "\(entry.equity.role.rawValue) mean by \(plain(((entry.shrinkage ?? 1) * 100).rounded()))%",
      origin: Origin("\(folder)/events.csv"))
  }

  /// How much single events differ.
  func spread(_ ticker: String) -> Spread? {
    guard let reactions, let entry = reactions.entries.first(where: { $0.equity.ticker == ticker }),
      let value = entry.spread
    else { return nil }
    let whose = entry.spreadSource == .own ? "its own past events" : "past events of its peers"
    return Spread(
      value: value, source: "standard deviation of CAR[0,+1] over \(whose)",
      origin: Origin("\(folder)/events.csv"))
  }
}

extension ScenarioChecker {
  /// Estimates where [market] or [equities.reactions] ask for them; nil where neither does, or when
  /// something is wrong and was reported.
  func estimates(
    _ equities: TableReader, _ market: TableReader, _ data: EquityData, asOf: Day, sessions: Int
  ) -> EquityEstimates? {
    let ofMarket = asksEventStudy(market, Keys.market.from)
    var ofReactions = false
    if case .table(let inner)? = equities.node(Keys.equities.reactions)?.value {
      ofReactions = inner[Keys.reactions.from.key] != nil
    }
    guard ofMarket || ofReactions else { return nil }
    do {
      let calibration =
        ofMarket
        ? try Calibration(market: data.market, asOf: asOf, sessions: sessions) : nil
      let reactions =
        ofReactions
        ? Reactions(events: data.events, market: data.market, asOf: asOf) : nil
      return EquityEstimates(
        calibration: calibration, reactions: reactions, folder: data.folder)
    } catch {
      problems.add(market.origin, market.path, "\(error)")
      lacksEstimates = true
      return nil
    }
  }

  /// Whether a table says `from = "event-study"`. Another word is reported and taken for it.
  func asksEventStudy(_ table: TableReader, _ from: KeySpec<String?>) -> Bool {
    guard table.node(from) != nil else { return false }
    if table.read(from) == nil { lacksEstimates = true }
    return true
  }
}
