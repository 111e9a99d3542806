import GSL
import Testing

@testable import Sampling

/// Spearman's correlation of inputs whose scores have a correlation.
@Suite("Spearman's correlation of scores")
struct SpearmanTests {
  private static func stated(
    _ copula: Correlation.Copula, _ pairs: [Correlation.Pair] = [], repairs: Bool = false
  ) -> Correlation {
    Correlation(pairs, copula: copula, repairs: repairs)
  }

  /// Gaussian: 6/π asin(ρ/2). Student-t: the threefold mean in NumPy over 128³ points that converge;
  /// 8 million draws of SciPy's t agree to their error of 1e-4.
  @Test(
    "is known to 5e-5, and to 1e-5 where degrees are 1 or more",
    arguments: [
      (nil, 0.5, 0.4825837), (nil, -0.5, -0.4825837), (nil, 1, 1), (0.3, 0.5, 0.382668),
      (1, 0.5, 0.432125), (1, 0.99, 0.977768), (2, 0.924213, 0.898892), (4, 0.5, 0.46902),
      (4, -0.5, -0.46902), (10, 0.99, 0.988569), (4, 1, 1), (4, 0, 0),
    ] as [(Double?, Double, Double)])
  func known(degrees: Double?, rho: Double, expected: Double) {
    let stated = Self.stated(degrees.map { .studentT(degrees: $0) } ?? .gaussian)
    #expect(abs(stated.spearman(ofScores: rho) - expected) < ((degrees ?? 1) < 1 ? 5e-5 : 1e-5))
    if abs(rho) < 1 {
      #expect(abs(stated.scoreCorrelation(spearman: stated.spearman(ofScores: rho)) - rho) < 1e-9)
    }
  }

  private static let contradiction = [
    Correlation.Pair("a", "b", 0.9), Correlation.Pair("a", "c", 0.9),
    Correlation.Pair("b", "c", -0.9),
  ]

  @Test("a repair tells the Spearman correlation, not that of the scores")
  func repair() throws {
    let changes = try Self.stated(.gaussian, Self.contradiction, repairs: true).repairsMade()
    for change in changes { #expect(abs(abs(change.nearest) - 0.48258) < 2e-5) }
    let scores = try Correlation(Self.contradiction, measure: .pearson, repairs: true).repairsMade()
    for change in scores { #expect(abs(abs(change.nearest) - 0.5) < 2e-5) }
  }

  @Test("a pair that nobody stated gets a correlation from a repair, and that is told")
  func unstated() throws {
    let pairs = [Correlation.Pair("a", "b", 1), Correlation.Pair("b", "c", 1)]
    let stated = Correlation(pairs, measure: .pearson, repairs: true)
    let changes = try stated.repairsMade()
    #expect(changes.map(\.isStated) == [true, true, false])
    #expect(changes[2].pair.first == "a" && changes[2].pair.second == "c")
    #expect(abs(changes[2].nearest - 0.1573) < 6e-5)
    #expect(try stated.tiedPairs().count == 3)
    let possible = Correlation(
      [Correlation.Pair("a", "b", 0.5), Correlation.Pair("b", "c", 0)], repairs: true)
    #expect(try possible.tiedPairs().map(\.second) == ["b"])
  }

  @Test(
    "what a repair tells is what is drawn, within 5 standard errors (1 in 1.7 million)",
    arguments: [Correlation.Copula.gaussian, .studentT(degrees: 3)])
  func drawn(copula: Correlation.Copula) throws {
    let stated = Self.stated(copula, Self.contradiction, repairs: true)
    let inputs = try ["a", "b", "c"].map { Input($0, try Gamma(shape: 2, scale: 1)) }
    let batches = 64
    let values = columns(
      of: try Sampler(inputs, seed: 3, correlation: stated), batches: 0..<batches)
    let error = 1.1 / Double(batches * Design.batchTrials).squareRoot()
    for change in try stated.repairsMade() {
      let names = ["a", "b", "c"]
      let x = try #require(names.firstIndex(of: change.pair.first))
      let y = try #require(names.firstIndex(of: change.pair.second))
      let found = correlation(ranks(values[x]), ranks(values[y]))
      #expect(abs(found - change.nearest) < 5 * error)
    }
  }
}
