import GSL
import Testing

@testable import Sampling

@Suite("Φ and Φ⁻¹ of a pack")
struct NormalLinkTests {
  private let link = NormalLink.shared

  @Test("give probabilities to 1e-10, against GSL")
  func probabilities() {
    for k in stride(from: -90_000, to: 90_000, by: 8) {
      let z = Pack((0..<8).map { Double(k + $0) * 1e-4 + 3e-5 })
      let found = link.probability(z)
      for lane in 0..<8 { #expect(abs(found[lane] - StandardNormal.lower(z[lane])) < 1e-10) }
    }
  }

  @Test("lead from a probability to its score and back, and leave 0 and 1 as they are")
  func wayBack() {
    let p = Pack(0, 1, 0.5, 1e-9, 0.05, 0.999, 1 - 1e-12, 0.3)
    let score = link.score(p)
    #expect(score[0] == -.infinity && score[1] == .infinity && abs(score[2]) < 1e-10)
    let back = link.probability(score)
    #expect(back[0] == 0 && back[1] == 1)
    for lane in 0..<8 { #expect(abs(back[lane] - p[lane]) < 2e-10) }
  }

  @Test("are at their ends from eight standard deviations on")
  func ends() {
    let found = link.probability(
      Pack(8, -8, 1e300, -1e300, .infinity, -.infinity, 7.999, -7.999))
    #expect([found[0], found[2], found[4]] == [1, 1, 1])
    #expect([found[1], found[3], found[5]] == [0, 0, 0])
    #expect(found[6] <= 1 && found[7] >= 0 && found[7] < 1e-10)
  }
}
