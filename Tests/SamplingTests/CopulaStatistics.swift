import GSL
import Testing

@testable import Sampling

@Suite("Copulas, statistics")
struct CopulaStatistics {
  static let batches = 16
  static var trials: Double { Double(batches * Design.batchTrials) }

  private func draw(
    _ copula: Correlation.Copula, _ rho: Double, _ design: Design = .random
  ) throws -> [[Double]] {
    let sampler = try Sampler(
      [
        Input("price", PERT(low: 10_000, mode: 11_800, high: 13_000)),
        Input("delay", Gamma(shape: 2, scale: 1.2)),
        Input("free", Uniform(low: 0, high: 1)),
      ], seed: 17, design: design,
      correlation: Correlation([Correlation.Pair("price", "delay", rho)], copula: copula))
    return columns(of: sampler, batches: 0..<Self.batches)
  }

  static let copulas: [Correlation.Copula] = [
    .gaussian, .studentT(degrees: 1), .studentT(degrees: 3), .studentT(degrees: 30),
  ]

  @Test(
    "sample rank correlations are those stated, within 5 standard errors (1 in 1.7 million)",
    arguments: copulas, [-0.2, 0.5, 0.9])
  func ranksMatch(copula: Correlation.Copula, rho: Double) throws {
    let values = try draw(copula, rho)
    let found = rankCorrelation(values[0], values[1])
    // 1/√n is the standard error at 0; it is at most 1.1 times that for t copulas and below it at ±1.
    #expect(abs(found - rho) < 5.5 / Self.trials.squareRoot())
    #expect(abs(rankCorrelation(values[0], values[2])) < 5 / Self.trials.squareRoot())
  }

  private func rankCorrelation(_ x: [Double], _ y: [Double]) -> Double {
    correlation(ranks(x), ranks(y))
  }

  @Test(
    "marginal distributions remain what they are (Kolmogorov, a false alarm in 130,000)",
    arguments: copulas, Design.allCases)
  func marginals(copula: Correlation.Copula, design: Design) throws {
    let values = try draw(copula, 0.5, design)
    let price = try PERT(low: 10_000, mode: 11_800, high: 13_000)
    let delay = try Gamma(shape: 2, scale: 1.2)
    #expect(kolmogorovDistance(values[0], price.cdf) < 2.5)
    #expect(kolmogorovDistance(values[1], delay.cdf) < 2.5)
  }

  @Test("extremes come together more often under a t copula (a false alarm in 3.5 million)")
  func tailDependence() throws {
    func share(_ copula: Correlation.Copula) throws -> Double {
      let values = try draw(copula, 0.5)
      let edge = 0.02 * Self.trials
      let (x, y) = (ranks(values[0]), ranks(values[1]))
      let low = zip(x, y).count { $0 < edge && $1 < edge }
      let high = zip(x, y).count { $0 >= Self.trials - edge && $1 >= Self.trials - edge }
      return Double(low + high) / (2 * edge)
    }
    // Of the outer 2% on either side 0.179 under the Gaussian copula, 0.361 under a t with 3
    // degrees; the difference has a standard error of 0.024.
    #expect(try share(.studentT(degrees: 3)) - share(.gaussian) > 0.06)
  }

  @Test("the table of cumulative probabilities keeps its claimed error of 1e-11")
  func cdfTable() {
    let degrees: [Double?] = [nil, 1, 2.5, 5, 30]
    for nu in degrees {
      let tail = { (x: Double) in nu.map { StandardT.upper(x, $0) } ?? StandardNormal.upper(x) }
      let table = CdfTable(tail: tail)
      for k in -4000...4000 {
        let x = Double(k) * 0.01037
        var pack = Pack(x, -x, x * 10, x / 100, x * 1000, x + 1, 0, x * x)
        let points = pack
        table.apply(to: &pack, packs: 1)
        for lane in 0..<8 {
          let expected = points[lane] < 0 ? tail(-points[lane]) : 1 - tail(points[lane])
          #expect(abs(pack[lane] - expected) <= 1e-11, "\(String(describing: nu)), \(points[lane])")
          #expect(pack[lane] > 0 && pack[lane] < 1)
        }
      }
    }
  }
}
