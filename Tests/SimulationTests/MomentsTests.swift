import Foundation
import Sampling
import Testing

@testable import Simulation

@Suite("Moments")
struct MomentsTests {
  /// In two passes over all values.
  private func reference(_ values: [Double]) -> (mean: Double, squares: Double) {
    let mean = values.reduce(0, +) / Double(values.count)
    return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) })
  }

  @Test(
    "of any number of values are those of two passes",
    arguments: [1, 2, 7, 8, 9, 1023, 1024, 1025, 5000])
  func twoPasses(count: Int) {
    let values = noise(count).map { 3 * $0 - 1 }
    let moments = joinedMoments(values)
    let expected = reference(values)
    #expect(moments.count == count)
    #expect(abs(moments.mean - expected.mean) < 1e-14)
    #expect(abs(moments.squares - expected.squares) <= 1e-13 * expected.squares)
    #expect(moments.least == values.min())
    #expect(moments.greatest == values.max())
  }

  @Test("of parts joined in order are those of the whole", arguments: [8, 24, 100, 1000])
  func merge(size: Int) {
    let values = noise(5000).map { exp(4 * $0) }
    var joined = Moments()
    for part in parts(values, size) {
      joined.merge(withColumn(part) { Moments($0, count: part.count) })
    }
    let whole = joinedMoments(values)
    #expect(joined.count == whole.count)
    #expect(abs(joined.mean / whole.mean - 1) < 1e-14)
    #expect(abs(joined.squares / whole.squares - 1) < 1e-13)
    #expect(joined.least == whole.least && joined.greatest == whole.greatest)
  }

  @Test("joining with nothing changes nothing")
  func empty() {
    let values = noise(100)
    let moments = withColumn(values) { Moments($0, count: 100) }
    var left = Moments()
    left.merge(moments)
    var right = moments
    right.merge(Moments())
    #expect(left == moments)
    #expect(right == moments)
  }

  @Test("of cents on 10 billion dollars keep their digits")
  func largeOffset() {
    let small = noise(5000)
    let moments = joinedMoments(small.map { 1e10 + $0 })
    // The grid of numbers near 1e10 is 1.9e-6, so each value is off by at most half of that.
    #expect(abs(moments.mean - 1e10 - reference(small).mean) < 2e-6)
    #expect(abs(moments.squares / reference(small).squares - 1) < 1e-5)
  }

  @Test("of a single value have no spread")
  func single() {
    let moments = Moments(42)
    #expect(moments.mean == 42)
    #expect(moments.standardDeviation == 0)
    #expect(moments.standardError == 0)
  }

  @Test("have the standard error sd/√n")
  func standardError() {
    let moments = withColumn([1, 2, 3, 4, 5, 6, 7, 8, 9]) { Moments($0, count: 9) }
    #expect(moments.standardDeviation == 7.5.squareRoot())
    #expect(moments.standardError == 7.5.squareRoot() / 3)
  }

  @Test("of infinite values are infinite, and the extremes still right")
  func infinite() {
    let moments = joinedMoments([1, 2, .infinity, 3])
    #expect(moments.mean == .infinity)
    #expect(moments.standardDeviation.isNaN)
    #expect(moments.least == 1 && moments.greatest == .infinity)
  }
}
