import Foundation
import Testing

@testable import Sampling

@Suite("The search for quantiles")
struct InversionTests {
  private func check(_ distribution: any Distribution) {
    for p in [1e-12, 1e-6, 0.01, 0.2, 0.5] {
      let (low, high) = (distribution.quantile(p), distribution.upperQuantile(p))
      // What one step on the grid of x does to the probability.
      let grains = [low, high].map { 32 * distribution.density($0) * $0.ulp }
      #expect(abs(distribution.cdf(low) - p) <= 1e-9 * p + grains[0], "\(distribution), p \(p)")
      #expect(
        abs(distribution.upperTail(high) - p) <= 1e-9 * p + grains[1], "\(distribution), q \(p)")
    }
  }

  @Test(
    "succeeds for gammas of all shapes and scales",
    arguments: [0.05, 0.3, 0.99, 1, 3, 10, 30, 100, 300, 600, 900, 3000, 1e4],
    [1e-9, 1, 1e9])
  func gamma(shape: Double, scale: Double) throws {
    check(try Gamma(shape: shape, scale: scale))
  }

  @Test(
    "succeeds for betas of all shapes",
    arguments: [0.2, 0.5, 1, 2, 30, 1000, 20_000], [0.2, 0.5, 1, 2, 30, 1000, 20_000])
  func beta(alpha: Double, beta: Double) throws {
    check(try Beta(alpha: alpha, beta: beta))
  }

  @Test(
    "succeeds for t distributions wherever they lie",
    arguments: [0.5, 1, 1.5, 2, 3, 7, 50, 1000], [(0, 1), (1e6, 0.01), (-3, 1e-6), (-1e-9, 1e9)])
  func studentT(degrees: Double, place: (location: Double, scale: Double)) throws {
    check(try StudentT(degrees: degrees, location: place.location, scale: place.scale))
  }
}
