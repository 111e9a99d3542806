import EquityImpact
import Foundation
import GSL
import Sampling
import Testing

/// Reactions, limits and doubts about parameters, against closed forms. "5 standard errors" means a
/// false alarm in 1.7 million, for each number compared.
@Suite("Reactions and parameters, statistics")
struct ReactionStatistics {
  static let trials = 4096

  /// Two shares that react for good, with mean 0.02 ± 0.03 (normal) and 0.04 from event to event: to
  /// the announcement, to closing on session 2 and to discouragement on session 3.
  private func assumptions(correlation: Double) throws -> EquityAssumptions {
    var a = try Assumptions.still(
      ["A", "B"], sessions: 3, horizons: [1, 2, 3], sessionsToFirstMonth: 1)
    a.permanentShare = try Constant(1)
    a.reactionCorrelation = correlation
    for k in a.equities.indices {
      for c in ReactionClass.allCases.indices {
        a.equities[k].reactions[c] = Reaction(
          mean: try Normal(mean: 0.02, standardDeviation: 0.03), spread: 0.04)
      }
    }
    return a
  }

  /// For A and B in turn, the reactions to the three events.
  private func reactions(_ a: EquityAssumptions) throws -> [[Double]] {
    let policy = Policy(
      export: [0: .init(session: 2, isAway: true)], guidance: [0: .init(session: 3, isAway: true)])
    let names = ["A", "B"].flatMap { ticker in (1...3).map { "car.\(ticker).\($0)" } }
    let cars = try columns(SharesModel(a, policies: [policy]), names, trials: Self.trials)
    return cars.indices.map { k in
      k % 3 == 0 ? cars[k] : zip(cars[k], cars[k - 1]).map { $0 - $1 }
    }
  }

  @Test(
    "have the mean stated, and a variance from doubt and from event to event (5 standard errors)")
  func moments() throws {
    let n = Double(Self.trials)
    for values in try reactions(assumptions(correlation: 0.6)) {
      #expect(values.mean.isWithin(5 * 0.05 / n.squareRoot(), of: 0.02))
      #expect(values.variance.isWithin(5 * 0.0025 * (2 / n).squareRoot(), of: 0.0025))
    }
  }

  @Test(
    "go together across shares in one event as stated, and not across events (5 standard errors)",
    arguments: [0, 0.6, 1])
  func correlation(rho: Double) throws {
    let values = try reactions(assumptions(correlation: rho))
    // The doubt about the mean, 0.03² of 0.05², is each share's own.
    for event in 0..<3 { expectCorrelation(values[event], values[3 + event], 0.64 * rho) }
    expectCorrelation(values[0], values[1], 0)
    expectCorrelation(values[1], values[2], 0)
    expectCorrelation(values[1], values[5], 0)
  }

  @Test("share the doubt about the mean of their class (5 standard errors)")
  func doubt() throws {
    var a = try Assumptions.still(
      ["A"], sessions: 25, horizons: [20, 21, 22], sessionsToFirstMonth: 1)
    a.permanentShare = try Constant(1)
    let place = try #require(ReactionClass.allCases.firstIndex(of: .exportClosed))
    a.equities[0].reactions[place] = Reaction(
      mean: try Normal(mean: 0.02, standardDeviation: 0.03), spread: 0.04)
    let policy = Policy(
      export: [0: .init(session: 20, isAway: true), 1: .init(session: 22, isAway: true)])
    let cars = try columns(
      SharesModel(a, policies: [policy]), ["car.A.20", "car.A.22"], trials: 4096)
    expectCorrelation(cars[0], zip(cars[1], cars[0]).map { $0 - $1 }, 0.36)
  }

  @Test("a session ends at the limit as often as a t lies beyond it (5 standard errors)")
  func limit() throws {
    var a = try Assumptions.still(["A"], sessions: 1, horizons: [1])
    a.equities[0].priceLimit = 0.1
    a.equities[0].residualVolatility = 0.05
    a.equities[0].degrees = 3.5
    let moves = try columns(SharesModel(a), ["car.A.1"], trials: 2 * Self.trials)[0]
    let n = Double(moves.count)
    let unit = (3.5 / 1.5).squareRoot() / 0.05
    let (low, high) = (log(0.9), log(1.1))
    for (hits, p) in [
      (moves.count { $0 <= low + 1e-12 }, StandardT.lower(low * unit, 3.5)),
      (moves.count { $0 >= high - 1e-12 }, StandardT.upper(high * unit, 3.5)),
    ] {
      #expect((Double(hits) / n).isWithin(5 * (p * (1 - p) / n).squareRoot(), of: p))
    }
    #expect(moves.allSatisfy { $0 >= low - 1e-15 && $0 <= high + 1e-15 })
  }

  @Test("doubt about β adds var(β)·(σ_m²k + μ²k²) to the variance (5 standard errors)")
  func beta() throws {
    var a = try Assumptions.still(["A"], sessions: 5, horizons: [1, 5])
    a.benchmarks[0] = Benchmark(
      name: "csi300", drift: try Constant(0.01), volatility: 0.02, degrees: .infinity)
    a.equities[0].beta = try Normal(mean: 1.2, standardDeviation: 0.5)
    let names = ["total_return.A.1", "total_return.A.5", "car.A.5"]
    let values = try columns(SharesModel(a), names, trials: Self.trials)
    for (k, column) in [(1.0, values[0]), (5, values[1])] {
      let logs = column.map { log1p($0) }
      let expected = (1.44 + 0.25) * 0.0004 * k + 0.25 * 0.0001 * k * k
      let centred = logs.map { ($0 - 0.012 * k) * ($0 - 0.012 * k) }
      let n = Double(Self.trials)
      #expect(centred.mean.isWithin(5 * (centred.variance / n).squareRoot(), of: expected))
      #expect(logs.mean.isWithin(5 * (expected / n).squareRoot(), of: 0.012 * k))
    }
    #expect(values[2].allSatisfy { abs($0) < 1e-15 })
  }

  @Test("doubt about σ² multiplies the variance by the mean of 1/precision (5 standard errors)")
  func sigma() throws {
    var a = try Assumptions.still(["A"], sessions: 5, horizons: [5])
    a.equities[0].residualVolatility = 0.02
    a.equities[0].precision = try Uniform(low: 0.5, high: 1.5)
    let values = try columns(SharesModel(a), ["car.A.5"], trials: Self.trials)[0]
    let squares = values.map { $0 * $0 }
    let error = (squares.variance / Double(Self.trials)).squareRoot()
    // The mean of 1/x over 0.5 ... 1.5 is log 3.
    #expect(squares.mean.isWithin(5 * error, of: 0.002 * log(3)))
  }
}
