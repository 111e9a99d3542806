import EquityImpact
import EventStudy
import Sampling

/// What closes and past events tell about shares, each with where it comes from.
struct EquityEstimates {
  struct Market {
    let drift: Double
    let volatility: Double
    let degrees: Double
    let source: String
    let origin: Origin
  }
  struct Share {
    let beta: Double
    let betaError: Double
    let residualVolatility: Double
    let residualDegrees: Int
    let degrees: Double
    let source: String
    let origin: Origin

    /// χ²_k / k with k the degrees of freedom of the residual variance: the estimated variance over it
    /// is a draw of the true one.
    var precision: (any Distribution)? {
      let k = Double(residualDegrees)
      return try? Gamma(shape: k / 2, scale: 2 / k)
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

  func market(_ name: String) -> Market? { nil }
  func share(_ ticker: String) -> Share? { nil }
  func residualCorrelation(_ a: String, _ b: String) -> Double? { nil }
  func benchmarkCorrelation(_ a: String, _ b: String) -> Double? { nil }
  func reaction(_ ticker: String, to event: ReactionClass) -> PastReaction? { nil }
  func spread(_ ticker: String) -> Spread? { nil }
}

extension ScenarioChecker {
  /// Estimates where [market] or [equities.reactions] ask for them.
  func estimates(
    _ equities: TableReader, _ market: TableReader?, _ data: EquityData, asOf: Day, sessions: Int
  ) -> EquityEstimates? {
    _ = market?.choice("from", of: ["event-study"])
    return nil
  }
}
