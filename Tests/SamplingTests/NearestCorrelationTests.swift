import GSL
import Testing

@testable import Sampling

@Suite("Impossible correlations")
struct NearestCorrelationTests {
  /// Higham's example (2002, section 4): [[1, 1, 0], [1, 1, 1], [0, 1, 1]].
  private func higham(repairs: Bool) -> Correlation {
    Correlation(
      [Correlation.Pair("a", "b", 1), Correlation.Pair("b", "c", 1)], measure: .pearson,
      repairs: repairs)
  }

  private func inputs() throws -> [Input] {
    try ["a", "b", "c"].map { try Input($0, Normal(mean: 0, standardDeviation: 1)) }
  }

  @Test("the nearest correlation matrix of Higham's example is his")
  func nearest() throws {
    let nearest = try higham(repairs: true).scoreMatrix().nearestCorrelation()
    // His four digits, and 1e-5 for eigenvalues that are kept above 1e-6 and not at 0.
    #expect(abs(nearest[0, 1] - 0.7607) < 6e-5)
    #expect(abs(nearest[1, 2] - 0.7607) < 6e-5)
    #expect(abs(nearest[0, 2] - 0.1573) < 6e-5)
    for i in 0..<3 { #expect(nearest[i, i] == 1) }
    #expect(nearest.choleskyFactor() != nil)
  }

  @Test("a possible matrix is its own nearest")
  func possible() throws {
    var matrix = SymmetricMatrix(order: 3)
    matrix[0, 1] = 0.5
    matrix[1, 2] = -0.3
    let nearest = try matrix.nearestCorrelation()
    for (a, b) in zip(nearest.elements, matrix.elements) { #expect(abs(a - b) < 1e-12) }
  }

  @Test("is refused with the nearest possible values")
  func refused() throws {
    let error = try #require(throws: ImpossibleCorrelation.self) {
      try Sampler(inputs(), seed: 1, correlation: higham(repairs: false))
    }
    #expect(
      error.description
        == "the correlations contradict each other (the matrix is not positive definite); "
        + "nearest possible values: a and b: 1, possible 0.760; b and c: 1, possible 0.760; "
        + "a and c: not stated, possible 0.157")
  }

  @Test("is repaired where that is asked for, and the changes are told")
  func repaired() throws {
    let stated = higham(repairs: true)
    #expect(throws: Never.self) { try Sampler(inputs(), seed: 1, correlation: stated) }
    let changes = try stated.repairsMade()
    #expect(changes.count == 3)
    for (change, expected) in zip(changes, [0.7607, 0.7607, 0.1573]) {
      #expect(abs(change.nearest - expected) < 6e-5)
    }
  }

  @Test("a possible correlation needs no repair")
  func unchanged() throws {
    let stated = Correlation([Correlation.Pair("a", "b", 0.9)], repairs: true)
    #expect(try stated.repairsMade().isEmpty)
  }
}
