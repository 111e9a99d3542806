import EventStudy
import Foundation
import Sampling

/// Log returns of a share at several horizons in simulated trials, sorted.
struct ReturnSample {
  /// By horizon: total return, and CAR with the estimated β.
  let total: [SortedSample]
  let car: [SortedSample]
}

/// The share layer of the forecast without policy, one share at a time: in every trial a drift, a β and a σ,
/// then every session
///
///     m_d = μ + s_m·t(ν_m),   want_d = β·m_d + σ·t(ν) + carry,   σ = s·exp(error·Z)
///
/// with the session's limit cutting `want` and carrying the rest on. `EquityPaths` does the same for all shares
/// together and with what policy adds; a share's own distribution does not depend on the others. A test
/// holds the two together.
struct SimulatedReturns {
  let share: Calibration.EquityModel
  let benchmark: Calibration.Benchmark
  /// Of the drift: one draw a trial.
  let drift: QuantileTable
  let normal: QuantileTable
  /// Whether β, σ and the drift are drawn with their errors.
  let isUncertain: Bool

  /// - Parameters:
  ///   - horizons: sessions, rising.
  ///   - packs: number of trials / 8.
  ///   - origin: number of the origin; each has trials of its own.
  func sample(horizons: [Int], packs: Int, seed: UInt64, origin: Int) throws -> ReturnSample {
    let sessions = horizons[horizons.count - 1]
    let columns = UnsafeMutablePointer<Pack>.allocate(capacity: 2 * sessions + 3)
    columns.initialize(repeating: .zero, count: 2 * sessions + 3)
    defer { columns.deallocate() }
    let (market, residual, once) = (columns, columns + sessions, columns + 2 * sessions)
    let marketScores = try StudentScores(degrees: benchmark.tailDegreesOfFreedom)
    let shareScores = try StudentScores(degrees: share.tailDegreesOfFreedom)
    let ticker = share.equity.ticker
    let names = [
      "market.\(benchmark.name)", "residual.\(ticker)", "beta.\(ticker)", "volatility.\(ticker)",
      "drift.\(benchmark.name)",
    ].map { StreamName("backtest.\($0)") }
    let limit = share.equity.priceLimit
    let up = Pack(repeating: limit.map { log(1 + $0) } ?? .infinity)
    let down = Pack(repeating: limit.map { log(1 - $0) } ?? -.infinity)
    let expected = share.beta
    var total = horizons.map { _ in [Double](repeating: 0, count: packs * Pack.lanes) }
    var car = total
    for p in 0..<packs {
      func fill(_ name: Int, _ column: UnsafeMutablePointer<Pack>, _ count: Int) {
        var stream = UniformStream(seed: seed, name: names[name], batch: origin * packs + p)
        for k in 0..<count { column[k] = stream.next() }
      }
      fill(0, market, sessions)
      fill(1, residual, sessions)
      normal.apply(to: columns, packs: 2 * sessions)
      marketScores.apply(to: market, packs: sessions)
      shareScores.apply(to: residual, packs: sessions)
      for k in 0..<3 { fill(2 + k, once + k, 1) }
      normal.apply(to: once, packs: 2)
      drift.apply(to: once + 2, packs: 1)
      let mu = once[2]
      var beta = Pack(repeating: share.beta)
      var sigma = Pack(repeating: share.residualStandardDeviation)
      if isUncertain {
        beta += share.betaError * once[0]
        sigma *= exponential(share.logVolatilityError * once[1])
      }
      var (sum, carry, moved, next) = (Pack.zero, Pack.zero, Pack.zero, 0)
      for d in 0..<sessions {
        let m = mu + benchmark.volatility * market[d]
        moved += m
        let want = beta * m + sigma * residual[d] + carry
        let r = larger(smaller(want, up), down)
        carry = want - r
        sum += r
        guard d + 1 == horizons[next] else { continue }
        let abnormal = sum - expected * moved
        for lane in 0..<Pack.lanes {
          total[next][p * Pack.lanes + lane] = sum[lane]
          car[next][p * Pack.lanes + lane] = abnormal[lane]
        }
        next += 1
      }
    }
    return ReturnSample(total: total.map(SortedSample.init), car: car.map(SortedSample.init))
  }
}
