import EventStudy
import Sampling
import Tables

/// What is done at every origin, and what all of them share.
struct OriginWork: Sendable {
  private let market: MarketData
  private let returns: [HoldingReturns]
  private let window: Int
  private let horizons: [Int]
  private let packs: Int
  private let seed: UInt64
  private let isUncertain: Bool
  private let normal: QuantileTable
  /// By benchmark.
  private let drifts: [String: (table: QuantileTable, mean: Double)]

  init(
    market: MarketData, window: Int, horizons: [Int], packs: Int, seed: UInt64, isUncertain: Bool,
    drifts: [String: any Distribution]
  ) throws {
    self.market = market
    self.window = window
    self.horizons = horizons
    self.packs = packs
    self.seed = seed
    self.isUncertain = isUncertain
    returns = market.equities.map { HoldingReturns($0, in: market) }
    normal = try QuantileTable(Normal(mean: 0, standardDeviation: 1))
    self.drifts = try drifts.mapValues { (try QuantileTable($0), $0.mean) }
  }

  /// A share that can be forecast from an origin.
  struct Known {
    let share: Int
    let estimate: BackTest.Estimate
    fileprivate let drift: (table: QuantileTable, mean: Double)
    /// What came, by horizon; nil beyond the last closes.
    fileprivate let actual: [(equity: Double, market: Double)?]
  }

  /// Estimates from closes before `day`. A share with too few returns before the day, or none after it, has none.
  func known(before day: Day, number: Int) throws -> [Known] {
    let calibration = try Calibration(
      market: market, asOf: day, sessions: window, isPartial: true)
    return market.equities.enumerated().compactMap { share, equity in
      let actual = horizons.map { returns[share].returns(before: day, sessions: $0) }
      guard let model = calibration.equity(equity.ticker),
        let benchmark = calibration.benchmark(equity.benchmark),
        let drift = drifts[equity.benchmark],
        let last = actual.lastIndex(where: { $0 != nil })
      else { return nil }
      return Known(
        share: share,
        estimate: BackTest.Estimate(origin: number, model: model, benchmark: benchmark),
        drift: drift, actual: actual[...last].map { $0.map { ($0.equity, $0.market) } })
    }
  }

  /// Forecasts from an origin, held against what came.
  func scores(of known: [Known], number: Int) throws -> [ForecastScore] {
    var scores: [ForecastScore] = []
    for one in known {
      let (share, model) = (one.share, one.estimate.model)
      let reached = Array(horizons[..<one.actual.count])
      let ours = try SimulatedReturns(
        share: model, benchmark: one.estimate.benchmark, drift: one.drift.table, normal: normal,
        isUncertain: isUncertain
      ).sample(horizons: reached, packs: packs, seed: seed, origin: number)
      let theirs = FilteredHistory(model, drift: one.drift.mean).sample(
        StreamName("backtest.history.\(model.equity.ticker)"), horizons: reached, packs: packs,
        seed: seed, origin: number)
      let total = Self.standardDeviation(model.returns)
      for (k, horizon) in reached.enumerated() {
        guard let came = one.actual[k] else { continue }
        let root = Double(horizon).squareRoot()
        func score(
          _ quantity: ForecastScore.Quantity, _ y: Double, _ ours: SortedSample,
          _ theirs: SortedSample, _ deviation: Double
        ) {
          scores.append(
            ForecastScore(
              quantity: quantity, share: share, horizon: k, origin: number, actual: y,
              pit: ours.position(of: y), crps: ours.crps(y),
              randomWalkCRPS: SortedSample.crps(ofNormal: deviation * root, y),
              historicalCRPS: theirs.crps(y)))
        }
        score(.totalReturn, came.equity, ours.total[k], theirs.total[k], total)
        score(
          .car, came.equity - model.beta * came.market, ours.car[k], theirs.car[k],
          model.residualStandardDeviation)
      }
    }
    return scores
  }

  /// Of the sample, with n - 1.
  private static func standardDeviation(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(values.count)
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(values.count - 1)).squareRoot()
  }
}
