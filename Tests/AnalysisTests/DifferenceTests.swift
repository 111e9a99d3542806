import Testing

@testable import Analysis
@testable import Simulation

@Suite("Differences")
struct DifferenceTests {
  private func difference(_ value: Double, _ error: Double?) -> Difference {
    Difference(PairedDifference(value: value, standardError: error), unpairedErrors: 3, 4)
  }

  @Test(
    "real is what lies more than 3 standard errors from 0",
    arguments: [(3.0, false), (3.01, true), (-3.01, true), (-2.9, false), (0, false)])
  func real(z: Double, isReal: Bool) {
    #expect(difference(2 * z, 2).isReal == isReal)
    #expect(difference(2 * z, 2).z == z)
  }

  @Test("unpaired errors add in squares, and the ratio is of variances")
  func ratio() {
    #expect(difference(1, 0.5).unpairedError == 5)
    #expect(difference(1, 0.5).varianceRatio == 100)
  }

  @Test("the same in every trial is not real and has no ratio; other by the same amount is real")
  func constant() {
    let (same, other) = (difference(0, 0), difference(-2, 0))
    #expect(same.isSame && !same.isReal && same.z == nil && same.varianceRatio == nil)
    #expect(!other.isSame && other.isReal && other.z == -.infinity && other.varianceRatio == nil)
    #expect(other.interval == -2...(-2))
  }

  @Test("a single trial has neither interval nor verdict")
  func singleTrial() {
    let single = difference(5, nil)
    #expect(single.z == nil && single.interval == nil && !single.isReal)
  }
}
