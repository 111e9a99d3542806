import EventStudy
import Sampling

/// Filtered historical simulation of a share, the forecast that others have to beat: the last year's days drawn
/// again, each scaled by the variance of its day and of the day it falls on.
///
///     h_(d+1) = (1 - α - β)·s² + α·x_d² + β·h_d,   α = 0.06, β = 0.92
///     z_d = x_d/√h_d
///
/// of the benchmark's returns less their mean and of the share's residuals, each with its own h and s². A drawn
/// day gives both its z: what happens on one day belongs together. The drift is the forecast's own, so that the
/// two differ in how they spread alone.
///
/// - Source: Barone-Adesi, Giannopoulos and Vosper (1999); α and β fixed as RiskMetrics has them, near the
///   estimates for long samples: 250 days cannot tell them.
struct FilteredHistory {
  private let market: Filtered
  private let residual: Filtered
  private let beta: Double
  private let drift: Double

  private struct Filtered {
    var standardised: [Double] = []
    var variance: Double
    let usual: Double

    init(_ values: [Double]) {
      usual = values.reduce(0) { $0 + $1 * $1 } / Double(values.count)
      variance = usual
      for x in values {
        standardised.append(x / variance.squareRoot())
        variance = 0.02 * usual + 0.06 * x * x + 0.92 * variance
      }
    }

    @inline(__always)
    func next(_ h: Pack, after x: Pack) -> Pack {
      (0.06 * x * x + 0.92 * h) + 0.02 * usual
    }
  }

  /// - Parameter drift: mean log return of the benchmark, a session.
  init(_ share: Calibration.EquityModel, drift: Double) {
    let mean = share.market.reduce(0, +) / Double(share.length)
    market = Filtered(share.market.map { $0 - mean })
    residual = Filtered(share.residuals)
    beta = share.beta
    self.drift = drift
  }

  func sample(
    _ name: StreamName, horizons: [Int], packs: Int, seed: UInt64, origin: Int
  ) -> ReturnSample {
    let days = Double(market.standardised.count)
    var total = horizons.map { _ in [Double](repeating: 0, count: packs * Pack.lanes) }
    var car = total
    for p in 0..<packs {
      var stream = UniformStream(seed: seed, name: name, batch: origin * packs + p)
      var hm = Pack(repeating: market.variance)
      var he = Pack(repeating: residual.variance)
      var (moved, abnormal, next) = (Pack.zero, Pack.zero, 0)
      for d in 1...horizons[horizons.count - 1] {
        let place = stream.next() * days
        var (x, y) = (Pack.zero, Pack.zero)
        for lane in 0..<Pack.lanes {
          let day = Int(place[lane])
          x[lane] = market.standardised[day]
          y[lane] = residual.standardised[day]
        }
        x *= hm.squareRoot()
        y *= he.squareRoot()
        hm = market.next(hm, after: x)
        he = residual.next(he, after: y)
        moved += x + drift
        abnormal += y
        guard d == horizons[next] else { continue }
        let sum = abnormal + beta * moved
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
