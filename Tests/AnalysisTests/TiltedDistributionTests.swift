import Sampling
import Testing

@testable import Analysis

@Suite("tilted distributions")
struct TiltedDistributionTests {
  static let density = (0..<12).map { 0.2 + Double(($0 * 5) % 7) }

  static func instances() throws -> [TiltedDistribution] {
    let bases: [any Distribution] = [
      try Uniform(low: 0, high: 1), try Beta(alpha: 2, beta: 38),
      try PERT(low: 10_000, mode: 11_800, high: 13_000), try Normal(mean: -3, standardDeviation: 2),
      try Mixture(
        [try Uniform(low: 0, high: 1), try Uniform(low: 4, high: 6)], weights: [0.7, 0.3]),
    ]
    return bases.map { TiltedDistribution($0, edges: Tilt.edges, density: density) }
  }

  @Test("quantiles invert the cdf from either end, and tables hold their promise")
  func inverse() throws {
    for tilted in try Self.instances() {
      for p in [1e-9, 0.001, 0.02, 0.3, 0.5, 0.77, 0.999] {
        #expect(abs(tilted.cdf(tilted.quantile(p)) - p) < 1e-9 * max(p, 1e-3), "\(tilted)")
        #expect(
          abs(tilted.upperTail(tilted.upperQuantile(p)) - p) < 1e-9 * max(p, 1e-3), "\(tilted)")
      }
      #expect(try QuantileTable(tilted).uError <= QuantileTable.promisedUError, "\(tilted)")
    }
  }

  @Test("a value is as much likelier as the density of its bin, which averages 1")
  func ratio() throws {
    for tilted in try Self.instances() {
      let widths = zip(tilted.edges, tilted.edges.dropFirst()).map { $1 - $0 }
      let total = zip(widths, tilted.density).map { $0 * $1 }.reduce(0, +)
      #expect(abs(total - 1) < 1e-12)
      for (bin, edge) in tilted.edges.dropLast().enumerated() {
        let x = tilted.base.quantile(edge + widths[bin] / 2)
        #expect(tilted.ratio(x) == tilted.density[bin])
        #expect(abs(tilted.density(x) - tilted.base.density(x) * tilted.density[bin]) < 1e-9)
      }
    }
  }

  @Test("equal descriptions mean equal distributions")
  func description() throws {
    let base = try Uniform(low: 0, high: 1)
    let other = TiltedDistribution(
      base, edges: Tilt.edges, density: Self.density.map { $0 == 0.2 ? 0.3 : $0 })
    let one = TiltedDistribution(base, edges: Tilt.edges, density: Self.density)
    #expect(one.description != other.description)
    #expect(one.description.hasPrefix("tilted(uniform(low 0, high 1); to 0.02: "))
  }
}
