import Foundation
import Testing

@testable import Sampling

/// Expectations by mpmath: closed forms, or quadrature with 30 digits.
@Suite("Means and standard deviations of heavy tails")
struct TailMomentTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let mean: Double
    let standardDeviation: Double
    let make: @Sendable () throws -> any Distribution

    init(
      _ name: String, _ mean: Double, _ standardDeviation: Double,
      _ make: @escaping @Sendable () throws -> any Distribution
    ) {
      (self.name, self.mean, self.standardDeviation) = (name, mean, standardDeviation)
      self.make = make
    }

    var testDescription: String { name }
  }

  static let cases = [
    Case("pareto(1, 1.1) above 2", 22, .infinity) {
      try Truncated(Pareto(low: 1, alpha: 1.1), lower: 2)
    },
    Case("pareto(1, 1.01) above 2", 202, .infinity) {
      try Truncated(Pareto(low: 1, alpha: 1.01), lower: 2)
    },
    Case("pareto(1, 2.01) above 2", 3.98019801980198, 28.0741522351640) {
      try Truncated(Pareto(low: 1, alpha: 2.01), lower: 2)
    },
    Case("t(1.1) above 0", 7.128768452290368, .infinity) {
      try Truncated(StudentT(degrees: 1.1), lower: 0)
    },
    Case("t(1.1) below 0", -7.128768452290368, .infinity) {
      try Truncated(StudentT(degrees: 1.1), upper: 0)
    },
    Case("t(2.5) above 5", 8.514288878211559, 7.760233119664405) {
      try Truncated(StudentT(degrees: 2.5), lower: 5)
    },
    Case("t(3) above 0", 1.102657790843584, 1.335719205631161) {
      try Truncated(StudentT(degrees: 3), lower: 0)
    },
    Case("percentiles 1, 7, 50 above 0", 61.34420945042750, .infinity) {
      try ExpertQuantiles(p10: 1, p50: 7, p90: 50, lower: 0)
    },
    Case("lognormal(0, 5) above 1", 536_674.4192031, 101_830_305_198.8) {
      try Truncated(Lognormal(mu: 0, sigma: 5), lower: 1)
    },
    Case("lognormal(0, 15) above 1", 1.44264411937e49, 7.358231141772e97) {
      try Truncated(Lognormal(mu: 0, sigma: 15), lower: 1)
    },
    Case("t(0.1) above 0", .infinity, .infinity) {
      try Truncated(StudentT(degrees: 0.1), lower: 0)
    },
    Case("pareto(1e-300, 0.3) up to 1e6", 6.792399396261968e-87, 5.288544544236421e-41) {
      try Truncated(Pareto(low: 1e-300, alpha: 0.3), upper: 1e6)
    },
    Case("pareto(1.7e308, 1e8)", 1.700000017000000e308, 1.700000034000001e300) {
      try Pareto(low: 1.7e308, alpha: 1e8)
    },
    Case("pareto(1, 1.0000001) above 2", 20_000_002, .infinity) {
      try Truncated(Pareto(low: 1, alpha: 1.0000001), lower: 2)
    },
    Case("lognormal(0, 19) above 1", 4.911158824147455e78, 8.52752428548633e156) {
      try Truncated(Lognormal(mu: 0, sigma: 19), lower: 1)
    },
    Case("a mixture of it", 2.455579412073727e78, 6.029870249000352e156) {
      try Mixture(
        [Truncated(Lognormal(mu: 0, sigma: 19), lower: 1), Constant(1)], weights: [1, 1])
    },
    Case("a normal over a millionth of its width", 0.5, 0.288675134594813) {
      try Truncated(Normal(mean: 0, standardDeviation: 1e6), lower: 0, upper: 1)
    },
    Case("weibull(0.1, 1) above 1", 9_864_101, 2_571_617_393.54) {
      try Truncated(Weibull(shape: 0.1, scale: 1), lower: 1)
    },
    Case("triangular over its mode", 5.424242424242425, 1.513180536211683) {
      try Truncated(Triangular(low: 2, mode: 4, high: 10), lower: 3, upper: 9)
    },
    Case("weibull(12, 1)", 0.958285682172726, 0.09699425226573) {
      try Weibull(shape: 12, scale: 1)
    },
    Case("weibull(1e9, 1)", 0.999999999422784, 1.282549828484e-9) {
      try Weibull(shape: 1e9, scale: 1)
    },
    Case("a mixture with an infinite mean", .infinity, .infinity) {
      try Mixture([Pareto(low: 1, alpha: 0.9), Constant(1)], weights: [1, 1])
    },
  ]

  @Test("are right to eight digits, or infinite", arguments: cases)
  func moments(_ given: Case) throws {
    let distribution = try given.make()
    func agrees(_ value: Double, _ right: Double) -> Bool {
      value == right || abs(value / right - 1) < 1e-8
    }
    #expect(agrees(distribution.mean, given.mean), "\(distribution.mean)")
    let spread = distribution.standardDeviation
    #expect(agrees(spread, given.standardDeviation), "\(spread)")
  }
}
