import Foundation
import Testing

@testable import Sampling

@Suite("Uniform streams, statistics")
struct UniformStreamStatistics {
  /// The first 1,024 draws of many batches of one name: what a run would use.
  private func draws(_ name: String, batches: Int, seed: UInt64 = 20_250_715) -> [Pack] {
    (0..<batches).flatMap { batch in
      var stream = UniformStream(seed: seed, name: StreamName(name), batch: batch)
      return (0..<128).map { _ in stream.next() }
    }
  }

  @Test("values fill 256 bins evenly (chi-squared within 5 sd: a false alarm in 1.7 million)")
  func uniformity() {
    let values = draws("uniformity", batches: 64)
    for shift in [1.0, 0x1p8, 0x1p20, 0x1p40] {
      // The bins of the leading bits, then those of bits further down.
      var counts = [Int](repeating: 0, count: 256)
      for pack in values {
        let scaled = pack * shift
        let fraction = scaled - scaled.rounded(.down)
        for lane in 0..<8 { counts[Int(fraction[lane] * 256)] += 1 }
      }
      let expected = Double(values.count * 8) / 256
      let chiSquared = counts.reduce(0) { sum, count in
        sum + (Double(count) - expected) * (Double(count) - expected) / expected
      }
      #expect(abs(chiSquared - 255) < 5 * (2.0 * 255).squareRoot(), "bits after \(shift)")
    }
  }

  /// The correlation of two sequences of uniforms, in standard errors.
  private func score(_ pairs: [(Double, Double)]) -> Double {
    let sum = pairs.reduce(0) { $0 + ($1.0 - 0.5) * ($1.1 - 0.5) }
    return 12 * sum / Double(pairs.count).squareRoot()
  }

  @Test(
    "a value does not foretell a later one of its lane (5 standard errors, 1 in 1.7 million)",
    arguments: [1, 2, 3, 8, 64])
  func serial(lag: Int) {
    let values = draws("serial", batches: 64)
    let pairs = (0..<(values.count - lag)).flatMap { k in
      (0..<8).map { (values[k][$0], values[k + lag][$0]) }
    }
    #expect(abs(score(pairs)) < 5)
  }

  @Test("lanes do not depend on each other (5 standard errors, 28 pairs: 1 in 60,000)")
  func lanes() {
    let values = draws("lanes", batches: 64)
    for a in 0..<8 {
      for b in (a + 1)..<8 {
        #expect(abs(score(values.map { ($0[a], $0[b]) })) < 5, "lanes \(a) and \(b)")
      }
    }
  }

  @Test(
    "neighbouring seeds, names and batches are independent (5 standard errors, 1 in 1.7 million)")
  func neighbours() {
    let base = draws("a", batches: 32, seed: 100)
    let others = [
      draws("b", batches: 32, seed: 100), draws("a", batches: 32, seed: 101),
      Array(draws("a", batches: 33, seed: 100).dropFirst(128)),
    ]
    for other in others {
      let pairs = zip(base, other).flatMap { x, y in (0..<8).map { (x[$0], y[$0]) } }
      #expect(abs(score(pairs)) < 5)
    }
  }
}
