import Foundation
import GSL
import Testing

@testable import Sampling

@Suite("Correlations")
struct CorrelationTests {
  private func correlation(
    _ pairs: [(String, String, Double)], _ measure: Correlation.Measure = .spearman,
    _ copula: Correlation.Copula = .gaussian, repairs: Bool = false
  ) -> Correlation {
    Correlation(
      pairs.map { Correlation.Pair($0.0, $0.1, $0.2) }, measure: measure, copula: copula,
      repairs: repairs)
  }

  @Test(
    "a Spearman correlation of normals is 2 sin(πρ/6) between their scores",
    arguments: [
      (-0.2, -0.20905692653530691), (0.5, 0.5176380902050415), (1, 1), (-1, -1), (0, 0),
    ])
  func spearman(stated: Double, expected: Double) {
    let score = correlation([("a", "b", stated)]).scoreCorrelation(spearman: stated)
    #expect(abs(score - expected) < 1e-15)
  }

  @Test(
    "a Spearman correlation of t scores needs a little more than of normals", arguments: [2.5, 5])
  func spearmanOfT(degrees: Double) {
    let stated = correlation([], .spearman, .studentT(degrees: degrees))
    for rho in [0.2, 0.5, 0.8] {
      let score = stated.scoreCorrelation(spearman: rho)
      #expect(score > 2 * sin(.pi * rho / 6))
      #expect(score < 2 * sin(.pi * rho / 6) + 0.05)
      #expect(abs(stated.scoreCorrelation(spearman: -rho) + score) < 1e-9)
    }
    #expect(stated.scoreCorrelation(spearman: 0) == 0)
    #expect(abs(stated.scoreCorrelation(spearman: 1) - 1) < 1e-15)
  }

  @Test("a Pearson correlation is that of the scores")
  func pearson() throws {
    let matrix = try correlation([("a", "b", 0.3), ("c", "a", -0.5)], .pearson).scoreMatrix()
    #expect(matrix.elements == [1, 0.3, -0.5, 0.3, 1, 0, -0.5, 0, 1])
  }

  @Test(
    "pairs that make no sense are refused with the whole reason",
    arguments: [
      ([("a", "a", 0.5)], "pairs must name two different inputs, got a"),
      (
        [("a", "b", 0.5), ("b", "a", 0.5)], "pairs must state a correlation once, got b and a again"
      ),
      ([("a", "b", 1.5)], "pairs must hold correlations between -1 and 1, got 1.5 for a and b"),
      ([("a", "b", -2)], "pairs must hold correlations between -1 and 1, got -2 for a and b"),
      ([("a", "b", .nan)], "pairs must hold correlations between -1 and 1, got nan for a and b"),
    ])
  func refusedPairs(pairs: [(String, String, Double)], message: String) throws {
    let error = try #require(throws: InvalidParameter.self) {
      try correlation(pairs).scoreMatrix()
    }
    #expect(error.description == message)
  }

  @Test(
    "a sampler refuses pairs that it has no use for",
    arguments: [
      ("missing", "pairs must name inputs of the model, got \"missing\""),
      ("fixed", "pairs must name inputs that vary, got the constant fixed"),
    ])
  func refusedNames(name: String, message: String) throws {
    let inputs = try [
      Input("a", Normal(mean: 0, standardDeviation: 1)), Input("fixed", Constant(3)),
    ]
    let error = try #require(throws: InvalidParameter.self) {
      try Sampler(inputs, seed: 1, correlation: correlation([("a", name, 0.5)]))
    }
    #expect(error.description == message)
  }

  @Test(
    "degrees of freedom of a t copula must be what tables hold",
    arguments: [0, Double.leastNonzeroMagnitude, 1e308])
  func refusedDegrees(degrees: Double) throws {
    let inputs = try ["a", "b"].map { try Input($0, Normal(mean: 0, standardDeviation: 1)) }
    let stated = correlation([("a", "b", 0.5)], .pearson, .studentT(degrees: degrees))
    let error = try #require(throws: InvalidParameter.self) {
      try Sampler(inputs, seed: 1, correlation: stated)
    }
    #expect(error.description == "degrees must lie between 1 and 40000, got \(plain(degrees))")
  }
}
