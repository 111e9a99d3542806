import GSL
import Simulation
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

/// Least squares on trials that are all kept, from the definitions.
@Suite("the worth of knowing, trial by trial")
struct KeptInformationTests {
  @Test("sums of batches give what all trials at once give", arguments: [100, 1_024, 1_999])
  func batches(size: Int) {
    var draws = Draws(seed: 9)
    let (x, y) = (draws.normals(2_000), draws.normals(2_000))
    let payoffs = [
      zip(x, y).map { 0.3 + $0 * $0 + $1 }, x.map { 1 + $0 }, Array(repeating: 0.9, count: 2_000),
    ]
    let whole = PartialInformation(features: [x, y], payoffs: payoffs, best: 0)
    let parts = PartialInformation(features: [x, y], payoffs: payoffs, best: 0, size: size)
    #expect(abs(whole.value / parts.value - 1) < 1e-9)
    #expect(abs(whole.standardError / parts.standardError - 1) < 1e-9)
    #expect(abs(whole.split.value / parts.split.value - 1) < 1e-9)
    #expect(abs(whole.split.standardError / parts.split.standardError - 1) < 1e-9)
    #expect(abs(whole.explained / parts.explained - 1) < 1e-9)
  }

  @Test("of a feature with two values it is what means of the two groups give")
  func groups() {
    var draws = Draws(seed: 10)
    let x = draws.uniforms(3_000).map { $0 < 0.3 ? 1.0 : 0 }
    let noise = draws.normals(3_000)
    let pay = zip(x, noise).map { 0.4 - $0 + $1 }
    let found = PartialInformation(
      features: [x], payoffs: [pay, Array(repeating: 0, count: 3_000)], best: 0)
    let known = [0.0, 1].reduce(0.0) { sum, level in
      let group = pay.indices.filter { x[$0] == level }.map { pay[$0] }
      return sum + max(0, -group.reduce(0, +)) / 3_000
    }
    #expect(abs(found.value - known) < 1e-8 && known > 0.1)
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

extension PartialInformation {
  /// All passes over trials that are kept, a batch of `size` after the other.
  init(features: [[Double]], payoffs: [[Double]], best: Int, size: Int = .max) {
    let count = payoffs[0].count
    let basis = RegressionBasis(features)
    let (known, width) = (basis.known(features), basis.width)
    let blocks = stride(from: 0, to: count, by: min(size, count)).map { first in
      let trials = first..<min(first + min(size, count), count)
      return InformationBlock(
        features: Array(known[(trials.lowerBound * width)..<(trials.upperBound * width)]),
        payoffs: payoffs.map { Array($0[trials]) },
        inFirstHalf: min(max((count + 1) / 2 - first, 0), trials.count))
    }
    func joined<Sums: Mergeable>(_ of: (InformationBlock) -> Sums) -> Sums {
      blocks.dropFirst().reduce(into: of(blocks[0])) { $0.merge(of($1)) }
    }
    let rule = InformationRule(
      basis, joined { RegressionSums(basis, $0) }, best: best, options: payoffs.count)
    let gains = joined { GainSums(rule, $0) }
    let weights = rule.weights(gains)
    var total = 0.0
    for k in payoffs.indices where k != best {
      var moments = RunningMoments()
      for (a, b) in zip(payoffs[k], payoffs[best]) { moments.add(a - b) }
      total += moments.squares
    }
    self.init(
      gains, joined { RunningMoments(influence: rule, weights, $0) }, total: total)
  }
}
