import EquityImpact
import Foundation
import GSL
import Sampling
import Testing

/// Shares that policy leaves alone, against what is known of sums of Student-t numbers. "5 standard
/// errors" means a false alarm in 1.7 million, for each number compared.
@Suite("Paths without policy, statistics")
struct PathStatistics {
  /// Three shares, their tails, and the market that each moves with.
  static let degrees = [3.0, 20, 15]
  static let sigmas = [0.03, 0.02, 0.04]
  static let betas = [1.0, 0.8, 1.3]
  static let markets = [
    Benchmark(name: "csi300", drift: try! Constant(0.0004), volatility: 0.012, degrees: 12),
    Benchmark(name: "hang_seng", drift: try! Constant(-0.0002), volatility: 0.015, degrees: 15),
  ]
  static let sessions = 20
  static let trials = 4096

  /// By share: CAR and log total return on each session, trial by trial.
  struct Run: Sendable {
    var car: [[[Double]]]
    var total: [[[Double]]]

    /// Residual shocks of a share: what CAR gains in a session, over σ.
    func residuals(_ share: Int) -> [Double] {
      PathStatistics.gains(car[share]).map { $0 / PathStatistics.sigmas[share] }
    }

    /// Returns of the market of a share.
    func market(_ share: Int) -> [Double] {
      let rest = zip(total[share], car[share]).map { zip($0, $1).map { $0 - $1 } }
      return PathStatistics.gains(rest).map { $0 / PathStatistics.betas[share] }
    }
  }

  static let run = Result {
    var a = try Assumptions.still(
      ["A", "B", "C"], sessions: sessions, horizons: Array(1...sessions))
    a.benchmarks = markets
    a.benchmarkCorrelation = Assumptions.matrix(2, [0.5])
    a.residualCorrelation = Assumptions.matrix(3, [0.2, -0.3, 0.6])
    for k in a.equities.indices {
      a.equities[k].benchmark = k % 2
      a.equities[k].beta = try Constant(betas[k])
      a.equities[k].residualVolatility = sigmas[k]
      a.equities[k].degrees = degrees[k]
    }
    let model = try SharesModel(a)
    let names = a.equities.flatMap { equity in
      ["car", "total_return"].flatMap { quantity in
        (1...sessions).map { "\(quantity).\(equity.ticker).\($0)" }
      }
    }
    let values = try columns(model, names, trials: trials)
    var run = Run(car: [], total: [])
    for k in 0..<3 {
      let first = 2 * k * sessions
      run.car.append(Array(values[first..<(first + sessions)]))
      run.total.append(
        values[(first + sessions)..<(first + 2 * sessions)].map { $0.map { log1p($0) } })
    }
    return run
  }

  /// What columns gain from session to session, all sessions and trials in one.
  static func gains(_ columns: [[Double]]) -> [Double] {
    columns.indices.flatMap { d in
      d == 0 ? columns[0] : zip(columns[d], columns[d - 1]).map { $0 - $1 }
    }
  }

  @Test("CAR(k) has mean 0 and standard deviation σ√k (5 standard errors)", arguments: [1, 2])
  func car(share: Int) throws {
    let run = try Self.run.get()
    for k in [1, 5, 20] {
      let values = run.car[share][k - 1]
      let variance = Self.sigmas[share] * Self.sigmas[share] * Double(k)
      // The excess kurtosis 6/(ν - 4) of a t is divided by k in a sum of k.
      let kurtosis = 6 / (Self.degrees[share] - 4) / Double(k)
      #expect(values.mean.isWithin(5 * (variance / Double(Self.trials)).squareRoot(), of: 0))
      let error = variance * ((2 + kurtosis) / Double(Self.trials)).squareRoot()
      #expect(values.variance.isWithin(5 * error, of: variance), "session \(k)")
    }
  }

  @Test(
    "log total return has mean βμk and variance (β²σ_m² + σ²)k (5 standard errors)",
    arguments: [1, 2])
  func total(share: Int) throws {
    let run = try Self.run.get()
    let market = Self.markets[share % 2]
    let (beta, sigma) = (Self.betas[share], Self.sigmas[share])
    let ofMarket = beta * beta * market.volatility * market.volatility
    let ofShare = sigma * sigma
    for k in [1, 5, 20] {
      let values = run.total[share][k - 1]
      let variance = (ofMarket + ofShare) * Double(k)
      let error = (variance / Double(Self.trials)).squareRoot()
      #expect(values.mean.isWithin(5 * error, of: beta * market.drift.mean * Double(k)))
      // Fourth cumulants add up: κσ⁴ of each session and part.
      let fourth =
        (6 / (market.degrees - 4) * ofMarket * ofMarket
          + 6 / (Self.degrees[share] - 4) * ofShare * ofShare) * Double(k)
      let spread = ((2 * variance * variance + fourth) / Double(Self.trials)).squareRoot()
      #expect(values.variance.isWithin(5 * spread, of: variance), "session \(k)")
    }
  }

  @Test(
    "a session's residual has the tails of a unit-variance t (6 standard errors, 1 in 50 million)",
    arguments: [0, 1, 2])
  func tails(share: Int) throws {
    let values = try Self.run.get().residuals(share)
    let nu = Self.degrees[share]
    let t = try StudentT(degrees: nu)
    for p in [0.001, 0.01, 0.25, 0.5, 0.75, 0.99, 0.999] {
      let edge = t.quantile(p) * ((nu - 2) / nu).squareRoot()
      let expected = p * Double(values.count)
      let below = Double(values.count { $0 < edge })
      #expect(below.isWithin(6 * (expected * (1 - p)).squareRoot(), of: expected), "p \(p)")
    }
  }

  @Test("residuals of two shares have the correlation stated (5 standard errors)")
  func residualCorrelation() throws {
    let run = try Self.run.get()
    expectCorrelation(run.residuals(1), run.residuals(2), 0.6)
  }

  @Test("markets have the correlation stated, and none with residuals (5 standard errors)")
  func marketCorrelation() throws {
    let run = try Self.run.get()
    expectCorrelation(run.market(1), run.market(2), 0.5)
    expectCorrelation(run.market(1), run.residuals(1), 0)
    expectCorrelation(run.market(2), run.residuals(1), 0)
  }

  @Test("sessions have no correlation with the ones before (5 standard errors)")
  func sessions() throws {
    let run = try Self.run.get()
    for values in [run.residuals(1), run.market(2)] {
      expectCorrelation(
        Array(values.dropLast(Self.trials)), Array(values.dropFirst(Self.trials)), 0)
    }
  }
}

/// Records an issue unless the sample correlation lies within 5 standard errors.
func expectCorrelation(
  _ x: [Double], _ y: [Double], _ expected: Double,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let (mx, my) = (x.mean, y.mean)
  let (sx, sy) = (x.variance.squareRoot(), y.variance.squareRoot())
  let pairs = zip(x, y).map { (($0 - mx) / sx, ($1 - my) / sy) }
  let found = pairs.map { $0 * $1 }.mean
  // The influence of one pair on a correlation: ab - ρ(a² + b²)/2. Its spread is read off the
  // sample, because tails heavier than normal ones raise it.
  let influence = pairs.map { a, b in a * b - found * (a * a + b * b) / 2 }
  let error = (influence.variance / Double(x.count)).squareRoot()
  #expect(
    found.isWithin(5 * error, of: expected), "\(found), \(expected) ± \(error)",
    sourceLocation: sourceLocation)
}

extension [Double] {
  var mean: Double { reduce(0, +) / Double(count) }
  /// With n - 1 in the denominator.
  var variance: Double {
    let mean = mean
    return reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
  }
}

extension Double {
  func isWithin(_ distance: Double, of other: Double) -> Bool { abs(self - other) <= distance }
}
