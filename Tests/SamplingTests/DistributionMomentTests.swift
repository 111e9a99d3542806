import Foundation
import Testing

@testable import Sampling

@Suite("Means and standard deviations")
struct DistributionMomentTests {
  /// ∫ Q(u) du and ∫ (Q(u) - mean)² du by the midpoint rule after u = exp(-s)/2 in each tail, which
  /// spreads the far tails over a line.
  private func integrals(
    of distribution: any Distribution
  ) -> (mean: Double, standardDeviation: Double) {
    let steps = 6_000
    let width = 60.0 / Double(steps)
    let centre = distribution.quantile(0.5)
    var (weight, first, second) = (0.0, 0.0, 0.0)
    for k in 0..<steps {
      let v = 0.5 * exp(-(Double(k) + 0.5) * width)
      for x in [distribution.quantile(v), distribution.upperQuantile(v)] {
        weight += v * width
        first += v * width * (x - centre)
        second += v * width * (x - centre) * (x - centre)
      }
    }
    first /= weight
    return (centre + first, (second / weight - first * first).squareRoot())
  }

  @Test("are what integrating the quantile function gives", arguments: Instances.all)
  func integrated(_ instance: Instance) throws {
    let distribution = try instance.make()
    let (mean, sd) = (distribution.mean, distribution.standardDeviation)
    let integral = integrals(of: distribution)
    // Jumps of the quantile function cost the midpoint rule a step of 1%, tails none.
    let isSmooth = distribution.atoms.isEmpty && distribution.knots.isEmpty
    let tolerance = isSmooth ? 2e-4 : 2e-2
    if sd.isFinite {
      #expect(abs(integral.mean - mean) <= tolerance * sd)
      #expect(abs(integral.standardDeviation - sd) <= tolerance * sd)
    } else if mean.isFinite {
      #expect(abs(integral.mean - mean) <= 0.02 * abs(mean) + 1e-6)
    }
  }

  @Test("have their closed forms")
  func closedForms() throws {
    #expect(try PERT(low: 20e3, mode: 50e3, high: 100e3).mean == (20e3 + 200e3 + 100e3) / 6)
    #expect(try Triangular(low: 0, mode: 0, high: 6).standardDeviation == 2.0.squareRoot())
    #expect(try Uniform(low: 2.5, high: 2.6).mean == 2.55)
    #expect(try Gamma(shape: 4, scale: 1.5).mean == 6)
    #expect(try Gamma(shape: 4, scale: 1.5).standardDeviation == 3)
    #expect(try Pareto(low: 2, alpha: 3).mean == 3)
    #expect(try Pareto(low: 1, alpha: 3).standardDeviation == 3.0.squareRoot() / 2)
    #expect(abs(try Weibull(shape: 1, scale: 3).standardDeviation - 3) < 1e-12)
    #expect(abs(try Beta(alpha: 8, beta: 2).mean - 0.8) < 1e-15)
    let lognormal = try Lognormal(mean: 300, standardDeviation: 30)
    #expect(abs(lognormal.mean - 300) < 1e-10)
    #expect(abs(lognormal.standardDeviation - 30) < 1e-10)
  }

  @Test("do not exist where the tail is too heavy")
  func heavyTails() throws {
    #expect(try StudentT(degrees: 1).mean.isNaN)
    #expect(try StudentT(degrees: 1).standardDeviation.isNaN)
    #expect(try StudentT(degrees: 1.5).mean == 0)
    #expect(try StudentT(degrees: 2).standardDeviation == .infinity)
    #expect(try Pareto(low: 1, alpha: 1).mean == .infinity)
    #expect(try Pareto(low: 1, alpha: 2).standardDeviation == .infinity)
  }

  @Test("do not exist where integration does not converge")
  func heavyTailsByIntegration() throws {
    let half = try Truncated(StudentT(degrees: 1), lower: 0)
    #expect(half.mean == .infinity)
    #expect(half.standardDeviation == .infinity)
    #expect(try Truncated(StudentT(degrees: 1), upper: 0).mean == -.infinity)
    let pareto = try Truncated(Pareto(low: 1, alpha: 1.5), lower: 2)
    #expect(abs(pareto.mean - 6) < 1e-4)
    #expect(pareto.standardDeviation == .infinity)
    let bounded = try Truncated(StudentT(degrees: 1), lower: -1, upper: 1)
    #expect(abs(bounded.mean) < 1e-12)
    #expect(abs(bounded.standardDeviation - (4 / .pi - 1).squareRoot()) < 1e-9)
    // exp(M) with a2 + a3/2 = 1.57, and 0.79.
    let wild = try ExpertQuantiles(p10: 1, p50: 10, p90: 1000, lower: 0)
    #expect(wild.mean == .infinity)
    let heavy = try ExpertQuantiles(p10: 1, p50: 5.6, p90: 31.6, lower: 0)
    #expect(heavy.mean.isFinite)
    #expect(heavy.standardDeviation == .infinity)
    let mirrored = try ExpertQuantiles(p10: -1000, p50: -10, p90: -1, upper: 0)
    #expect(mirrored.mean == -.infinity)
  }
}
