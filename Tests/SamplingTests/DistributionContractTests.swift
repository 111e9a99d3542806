import Foundation
import Testing

@testable import Sampling

@Suite("Every distribution")
struct DistributionContractTests {
  /// Probabilities from far out in a tail to the middle.
  static let probabilities =
    [0.5, 0.4, 0.25, 0.1, 0.01, 0.3125, 0.123456789] + (3...50).map { exp2(-Double($0)) }

  /// Relative precision, as far as the grid of x allows: the cdf moves by density·ulp(x) from one
  /// x to the next. A truncated probability is a difference of two and carries their rounding.
  private func tolerance(_ distribution: any Distribution, _ x: Double, _ p: Double) -> Double {
    let rounding = distribution is Truncated ? 2e-15 : 0
    return 1e-9 * p + 16 * distribution.density(x) * x.ulp + rounding
  }

  @Test("the quantile inverts the cumulative probability", arguments: Instances.smooth)
  func lower(_ instance: Instance) throws {
    let distribution = try instance.make()
    for p in Self.probabilities {
      let x = distribution.quantile(p)
      let error = abs(distribution.cdf(x) - p)
      #expect(error <= tolerance(distribution, x, p), "p \(p): x \(x), off by \(error)")
    }
  }

  @Test("the upper quantile inverts the upper tail", arguments: Instances.smooth)
  func upper(_ instance: Instance) throws {
    let distribution = try instance.make()
    for q in Self.probabilities {
      let x = distribution.upperQuantile(q)
      let error = abs(distribution.upperTail(x) - q)
      #expect(error <= tolerance(distribution, x, q), "q \(q): x \(x), off by \(error)")
    }
  }

  @Test("cumulative probability and upper tail sum to 1", arguments: Instances.all)
  func sum(_ instance: Instance) throws {
    let distribution = try instance.make()
    for p in Self.probabilities {
      for x in [distribution.quantile(p), distribution.upperQuantile(p)] {
        let sum = distribution.cdf(x) + distribution.upperTail(x)
        #expect(abs(sum - 1) <= 1e-12, "at \(x) they sum to \(sum)")
      }
    }
  }

  @Test("quantiles rise with the probability and stay in the support", arguments: Instances.all)
  func rises(_ instance: Instance) throws {
    let distribution = try instance.make()
    let rising = Self.probabilities.sorted()
    for quantiles in [
      rising.map(distribution.quantile), rising.reversed().map(distribution.upperQuantile),
      [distribution.quantile(0.4), distribution.upperQuantile(0.4)],
    ] {
      for (before, after) in zip(quantiles, quantiles.dropFirst()) {
        #expect(before <= after + abs(after) * 1e-12)
      }
      for x in quantiles { #expect(distribution.support.contains(x), "\(x)") }
    }
  }

  @Test(
    "the quantile is the smallest x that reaches p, the atoms included",
    arguments: Instances.mixtures + Instances.discrete)
  func smallest(_ instance: Instance) throws {
    let distribution = try instance.make()
    for p in Self.probabilities + Self.probabilities.map({ 1 - $0 }) where p < 1 {
      let x = distribution.quantile(p)
      let step = 1e-9 * max(1, abs(x))
      #expect(distribution.cdf(x + step) >= p * (1 - 1e-12), "p \(p), x \(x)")
      #expect(distribution.cdf(x - step) <= p * (1 + 1e-12), "p \(p), x \(x)")
    }
    for q in Self.probabilities {
      let x = distribution.upperQuantile(q)
      let step = 1e-9 * max(1, abs(x))
      #expect(distribution.upperTail(x + step) <= q * (1 + 1e-12), "q \(q), x \(x)")
      #expect(distribution.upperTail(x - step) >= q * (1 - 1e-12), "q \(q), x \(x)")
    }
  }

  @Test(
    "the search inside a stretch finds the same quantile from either tail",
    arguments: Instances.all)
  func inside(_ instance: Instance) throws {
    let distribution = try instance.make()
    for stretch in Stretch.all(of: distribution)
    where stretch.range.lowerBound < stretch.range.upperBound {
      for share in [0.01, 0.25, 0.5, 0.75, 0.99] {
        let fromBelow = distribution.quantile(
          stretch.below + share * stretch.mass, from: .lower, near: nil, within: stretch.range)
        let fromAbove = distribution.quantile(
          stretch.above + (1 - share) * stretch.mass, from: .upper, near: nil,
          within: stretch.range)
        let reached = distribution.cdf(fromAbove)
        let grain = 4 * distribution.density(fromAbove) * fromAbove.ulp
        #expect(abs(reached - (stretch.below + share * stretch.mass)) <= 1e-11 + grain)
        #expect(abs(distribution.cdf(fromBelow) - reached) <= 2e-11 + 2 * grain)
      }
    }
  }
}
