import EquityImpact
import EventStudy
import Sampling

/// What closes tell about shares, each with where it comes from.
struct EquityEstimates {
  let calibration: Calibration
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

  func market(_ name: String) -> Market? {
    guard let found = calibration.benchmark(name) else { return nil }
    return Market(
      volatility: found.volatility, degrees: found.tailDegreesOfFreedom,
      source: "\(found.length) daily returns before \(asOf)", origin: closes(name))
  }

  func share(_ ticker: String) -> Share? {
    guard let found = calibration.equity(ticker) else { return nil }
    return Share(
      beta: found.beta, betaError: found.betaError,
      residualVolatility: found.residualStandardDeviation,
      logVolatilityError: found.logVolatilityError, degrees: found.tailDegreesOfFreedom,
      source: "market model on \(found.equity.benchmark), \(found.length) daily returns before "
        + asOf,
      origin: closes(ticker))
  }

  private var asOf: String { calibration.asOf.description }
  private func closes(_ ticker: String) -> Origin { Origin("\(folder)/closes/\(ticker).csv") }

  func residualCorrelation(_ a: String, _ b: String) -> Double? {
    Self.entry(calibration.residualCorrelation, a, b)
  }

  func benchmarkCorrelation(_ a: String, _ b: String) -> Double? {
    Self.entry(calibration.benchmarkCorrelation, a, b)
  }

  private static func entry(_ correlation: ShrunkCorrelation, _ a: String, _ b: String) -> Double? {
    guard let i = correlation.names.firstIndex(of: a), let j = correlation.names.firstIndex(of: b)
    else { return nil }
    return correlation.matrix[i, j]
  }
}

extension ScenarioChecker {
  /// Estimates where [market] asks for them; nil where it does not, or when something is wrong and was
  /// reported.
  func estimates(
    _ market: TableReader, _ data: EquityData, asOf: Day, sessions: Int
  ) -> EquityEstimates? {
    guard asksEventStudy(market, Keys.market.from) else { return nil }
    do {
      return EquityEstimates(
        calibration: try Calibration(market: data.market, asOf: asOf, sessions: sessions),
        folder: data.folder)
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
