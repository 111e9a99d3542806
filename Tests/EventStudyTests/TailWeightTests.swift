import Foundation
import Testing

@testable import EventStudy

@Suite("tail weight")
struct TailWeightTests {
  /// Quantiles of t with 4 degrees of freedom, which are elementary (Shaw, 2006).
  static let fat = (0..<200).map { k -> Double in
    let p = (Double(k) + 0.5) / 200
    let a = 4 * p * (1 - p)
    let q = cos(acos(a.squareRoot()) / 3) / a.squareRoot()
    return (p < 0.5 ? -1 : 1) * 2 * (q - 1).squareRoot()
  }
  static let even = (0..<100).map { Double($0) / 10 }
  static let cubes = (0..<101).map { k in pow(Double(k * 37 % 101) / 101 - 0.5, 3) }

  // Scripts/verify-backtest.py, `tails`.
  @Test("a sample alone, and among others, has the tail that NumPy finds")
  func known() {
    let alone = TailWeight.degreesOfFreedom(of: [Self.fat])
    #expect(abs(alone[0] / 4.031368850707385 - 1) < 1e-6)
    let three = TailWeight.degreesOfFreedom(of: [Self.fat, Self.even, Self.cubes])
    let expected = [4.115618614476921, 25.30018785838846, 2.8610946609139356]
    for (found, known) in zip(three, expected) { #expect(abs(found / known - 1) < 1e-6) }
  }

  // Scripts/verify-backtest.py, `profile`, which has a constant of its own.
  @Test("the likelihood is at its best in location and scale at every node")
  func profile() {
    let found = TailWeight.logLikelihoods(Self.fat)
    let known = [-344.77948796, -335.47840204, -338.44343939]
    for (node, value) in zip([0, 30, 59], known) {
      #expect(abs(found[node] - found[30] - (value - known[1])) < 1e-6)
    }
  }

  @Test("scale and location change nothing")
  func units() {
    let moved = TailWeight.degreesOfFreedom(of: [Self.fat.map { 3 + 0.01 * $0 }, Self.even])
    let plain = TailWeight.degreesOfFreedom(of: [Self.fat, Self.even])
    for (a, b) in zip(moved, plain) { #expect(abs(a / b - 1) < 1e-6) }
  }

  @Test("one wild value does not bring a tail below 2.6")
  func least() {
    let wild = (0..<100).map { $0 == 5 ? 1e6 : Double($0) }
    #expect(TailWeight.degreesOfFreedom(of: [wild]) == [2.6])
    #expect(TailWeight.degreesOfFreedom(of: []) == [])
  }
}
