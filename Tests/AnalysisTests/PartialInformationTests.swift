import GSL
import Testing

@testable import Analysis

@Suite("the worth of knowing")
struct PartialInformationTests {
  @Test("of a quantity with two values it is the mean of the better option less the best mean")
  func twoValues() {
    // Option one pays x, option two 0.4: with x known 1 or 0.4, else 0.5.
    let x = (0..<1_000).map { Double($0 % 2) }
    let found = PartialInformation(
      features: [x], payoffs: [x, Array(repeating: 0.4, count: 1_000)], best: 0)
    #expect(abs(found.value - 0.2) < 1e-6)
    #expect(abs(found.split.value - 0.2) < 1e-6)
    #expect(abs(found.explained - 1) < 1e-6 && found.isClear)
  }

  @Test("what never varies is worth nothing, and an option that always wins leaves nothing to know")
  func nothing() {
    let x = (0..<500).map { Double($0) }
    let still = PartialInformation(
      features: [Array(repeating: 3, count: 500)],
      payoffs: [x, Array(repeating: 0, count: 500)], best: 0)
    #expect(still.value == 0 && still.standardError == 0 && !still.isClear)
    let sure = PartialInformation(
      features: [x], payoffs: [x.map { $0 + 1 }, Array(repeating: 0, count: 500)], best: 0)
    #expect(sure.value < 1e-6 && !sure.isClear)
  }
}

@Suite("the worth of knowing, statistics")
struct PartialInformationStatistics {
  /// E[max(0, Z)] - max(0, c) of Z normal with mean c and standard deviation s: the unit normal loss
  /// (Raiffa and Schlaifer 1961).
  private static func loss(_ c: Double, _ s: Double) -> Double {
    let m = abs(c)
    return s * StandardNormal.density(m / s) - m * StandardNormal.upper(m / s)
  }

  private static let count = 12_000

  /// Payoff 0.5 + 2·x + y against 0, with x, y and a z that matters not.
  private static func sample(_ seed: UInt32) -> (
    x: [Double], y: [Double], z: [Double], pay: [Double]
  ) {
    var draws = Draws(seed: seed)
    let (x, y, z) = (draws.normals(count), draws.normals(count), draws.normals(count))
    return (x, y, z, zip(x, y).map { 0.5 + 2 * $0 + $1 })
  }

  @Test(
    "of a linear Gaussian problem it is the unit normal loss (5 standard errors: 1 in 1.7 million)")
  func closedForm() {
    let (x, y, z, pay) = Self.sample(21)
    let payoffs = [pay, Array(repeating: 0, count: Self.count)]
    let cases: [([[Double]], Double)] = [
      ([x], 2), ([y], 1), ([x, y], 5.0.squareRoot()), ([x, y, z], 5.0.squareRoot()),
    ]
    for (features, deviation) in cases {
      let known = Self.loss(0.5, deviation)
      let found = PartialInformation(features: features, payoffs: payoffs, best: 0)
      #expect(abs(found.value - known) < 5 * found.standardError)
      #expect(found.standardError < 0.1 * known && found.isClear)
      #expect(found.split.value < known + 5 * found.split.standardError)
      #expect(found.split.value > known - 5 * found.split.standardError)
      #expect(abs(found.explained - deviation * deviation / 5) < 0.05)
    }
    let nothing = PartialInformation(features: [z], payoffs: payoffs, best: 0)
    #expect(!nothing.isClear && nothing.value < 0.01)
  }

  @Test("of three options with a square in it (5 standard errors)")
  func threeOptions() {
    // max(0, x, 0.3): E = ∫ max(x, 0.3) φ = 0.3·Φ(0.3) + φ(0.3); the best now pays 0.3.
    var draws = Draws(seed: 33)
    let (x, noise) = (draws.normals(Self.count), draws.normals(Self.count))
    let payoffs = [
      Array(repeating: 0.0, count: Self.count), zip(x, noise).map { $0 + $1 },
      Array(repeating: 0.3, count: Self.count),
    ]
    let known = 0.3 * StandardNormal.lower(0.3) + StandardNormal.density(0.3) - 0.3
    let found = PartialInformation(features: [x], payoffs: payoffs, best: 2)
    #expect(abs(found.value - known) < 5 * found.standardError)
    #expect(found.standardError < 0.05 * known)
  }

  @Test("the stated error is the spread over samples (within 25%: 5 standard errors)")
  func error() {
    var (values, errors) = (RunningMoments(), RunningMoments())
    for seed in 1...200 {
      var draws = Draws(seed: UInt32(seed))
      let (x, y) = (draws.normals(600), draws.normals(600))
      let found = PartialInformation(
        features: [x],
        payoffs: [zip(x, y).map { 0.5 + 2 * $0 + $1 }, Array(repeating: 0, count: 600)], best: 0)
      values.add(found.value)
      errors.add(found.standardError)
    }
    let spread = values.standardError * 200.0.squareRoot()
    #expect(abs(errors.mean / spread - 1) < 0.25)
  }
}
