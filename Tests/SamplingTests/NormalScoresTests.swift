import GSL
import Testing

@testable import Sampling

@Suite("Normal scores")
struct NormalScoresTests {
  private static let scores = NormalScores()

  private func values(_ u: [Double]) -> [Double] {
    applied(to: u) { Self.scores.apply(to: $0, packs: $1) }
  }

  @Test("have a u-error of at most 1e-10, against GSL")
  func uError() {
    let u = QuantileTableTests.grid + noise(20_000)
    for (u, z) in zip(u, values(u)) {
      if !(abs(StandardNormal.lower(z) - u) <= 1e-10) { Issue.record("u \(u): \(z)") }
    }
  }

  @Test("reach tail probabilities to 0.1% of themselves, down to 2^-53")
  func tails() {
    let u = (2...53).flatMap { k in
      [1, 1.3, 1.7].map { $0 * Double(sign: .plus, exponent: -k, significand: 1) }
    }
    for (u, z) in zip(u, values(u)) {
      #expect(abs(StandardNormal.lower(z) / u - 1) < 1e-3, "u \(u)")
    }
    for (u, z) in zip(u, values(u.map { 1 - $0 })) {
      #expect(abs(StandardNormal.upper(z) / (1 - (1 - u)) - 1) < 1e-3, "1 - \(u)")
    }
  }

  @Test("are odd about one half, to the bit")
  func odd() {
    let u = noise(5000) + [0x1p-53, 0x1p-30, 0.25, 0.5 - 0x1p-53]
    #expect(values(u.map { 1 - $0 }) == values(u).map { -$0 })
  }

  @Test("rise with u but for their error")
  func rising() {
    let z = values(QuantileTableTests.grid)
    for (a, b) in zip(z, z.dropFirst()) { #expect(a <= b + 1e-9) }
  }

  @Test("are the same bits wherever a number stands in a column", arguments: [1, 2, 5])
  func places(packs: Int) {
    let u = noise(packs * 8)
    #expect(values(u) == u.map { values([$0])[0] })
  }
}

@Suite("Short polynomials")
struct PolynomialTests {
  @Test("of Chebyshev stay within the error asked for", arguments: [1e-3, 1e-6, 1e-11])
  func chebyshev(error: Double) {
    let c = Chebyshev.powers(error: error) { w in 1 / (3 + w) }
    for k in -100...100 {
      let w = Double(k) / 100
      let found = c.reduce(0) { $0 * w + $1 }
      #expect(abs(found - 1 / (3 + w)) <= error)
    }
  }

  @Test("of Chebyshev are short where a function is")
  func short() {
    let c = Chebyshev.powers(error: 1e-12) { w in 2 * w * w - 3 * w + 0.5 }
    #expect(c.count == 3)
    for (found, expected) in zip(c, [2, -3, 0.5]) { #expect(abs(found - expected) < 1e-13) }
  }

  @Test("of the third degree are met exactly by cubics through four points")
  func cubic() {
    let c = Cubic.through { t in ((4 * t - 3) * t + 2) * t - 1 }
    #expect(c == SIMD4(-1, 2, -3, 4))
    #expect(Cubic.value(c, 0.5) == -0.25)
  }
}
