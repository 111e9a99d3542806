import Foundation
import Sampling
import Testing

@testable import Simulation

@Suite("Quantile sketches")
struct QuantileSketchTests {
  struct Shape: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let values: [Double]

    init(_ name: String, _ values: [Double]) { (testDescription, self.values) = (name, values) }
  }

  static let shapes = [
    Shape("uniform", noise(5000)),
    Shape("both signs", noise(5000).map { 2 * $0 - 1 }),
    Shape("negative", noise(3000).map { -100 * $0 }),
    Shape("many octaves", noise(5000).map { exp(80 * ($0 - 0.5)) }),
    Shape("dollars", noise(5000).map { 1e10 * $0 * $0 }),
    Shape("zeros among them", noise(5000).map { $0 < 0.4 ? 0 : $0 - 0.7 }),
    Shape("negative zeros", noise(2000).map { $0 < 0.5 ? -0.0 : $0 }),
    Shape("never", noise(5000).map { $0 < 0.3 ? .infinity : $0 * 20 }),
    Shape("minus infinity", noise(5000).map { $0 < 0.3 ? -.infinity : $0 < 0.5 ? -$0 : $0 }),
    Shape("powers of two", (0..<1200).map { exp2(Double($0 % 100) - 50) }),
    Shape("one value", Array(repeating: 3.25, count: 2500)),
    Shape("one value a batch", (0..<3072).map { Double($0 / 1024) - 1 }),
    Shape("two values", (0..<2000).map { $0 % 3 == 0 ? -7 : 11 }),
    Shape("a short column", [5, -3, 0.1]),
    Shape("the ends of the range", [0x1p-64, 0x1p128.nextDown, -0x1p-64, -0x1p128.nextDown, 1]),
  ]

  @Test("every rank comes out within the stated relative error", arguments: shapes)
  func relativeError(_ shape: Shape) {
    let sketch = sketch(shape.values)
    #expect(sketch.count == shape.values.count)
    let ranks = Array(stride(from: 1, through: shape.values.count, by: 7))
    let found = ranks.map { sketch.value(atRank: $0) }
    #expect(found.count == ranks.count)
    let sorted = shape.values.sorted()
    for (rank, value) in zip(ranks, found) {
      let exact = sorted[rank - 1]
      if exact.isInfinite {
        #expect(value == exact)
      } else {
        #expect(abs(value - exact) <= abs(exact) * QuantileSketch.relativeError)
      }
    }
    #expect(sketch.value(atRank: ranks[0]) == found[0])
  }

  @Test("merged parts equal the whole exactly, in any order", arguments: shapes)
  func merge(_ shape: Shape) {
    let whole = sketch(shape.values)
    let size = max(1, shape.values.count / 5)
    let sketches = parts(shape.values, size).map { sketch($0) }
    for order in [sketches, sketches.reversed(), sketches.shuffledByHand()] {
      var merged = QuantileSketch()
      for part in order { merged.merge(part) }
      #expect(merged == whole)
    }
  }

  @Test("what is nearer to 0 than 2^-64 counts as 0, from 2^128 on as infinite")
  func outOfRange() {
    let tiny = sketch([1e-300, -1e-300, 1, 2])
    #expect([1, 2].map { tiny.value(atRank: $0) } == [0, 0])
    let huge = sketch([-1e300, 1, 2, 1e300, 0x1p128])
    #expect(huge.value(atRank: 1) == -.infinity)
    #expect(huge.value(atRank: 4) == .infinity)
    #expect(huge.value(atRank: 5) == .infinity)
  }

  @Test("a bin can hold more than a 16-bit number counts")
  func overflow() {
    // Not one value only: columns of one value are counted apart.
    let batch = Array(repeating: 1.0, count: 1023) + [2.0]
    let values = (0..<70).flatMap { _ in batch }
    let sketch = sketch(values)
    #expect(sketch.count == 71_680)
    #expect(abs(sketch.value(atRank: 71_610) - 1) <= QuantileSketch.relativeError)
    #expect(abs(sketch.value(atRank: 71_611) - 2) <= 2 * QuantileSketch.relativeError)
  }

  @Test("as do zeros, infinities and negative values")
  func overflowElsewhere() {
    let batch = (0..<1024).map { [0.0, .infinity, -.infinity, -3.0][min($0, 1027 - $0) % 4] }
    let sketch = sketch((0..<300).flatMap { _ in batch })
    var counts: [Double: Int] = [:]
    sketch.forEachBin { value, count in
      counts[value.rounded()] = count
      return true
    }
    for value in [0.0, .infinity, -.infinity, -3] {
      #expect(counts[value] == 300 * batch.count { $0 == value }, "\(value)")
    }
  }

  @Test("bins come in rising order and hold all values", arguments: shapes)
  func bins(_ shape: Shape) {
    var last = -Double.infinity
    var total = 0
    sketch(shape.values).forEachBin { value, count in
      #expect(value > last || total == 0)
      #expect(count > 0)
      last = value
      total += count
      return true
    }
    #expect(total == shape.values.count)
  }
}

extension Array {
  /// Every third element, then the others: an order that is neither forth nor back.
  fileprivate func shuffledByHand() -> [Element] {
    (0..<3).flatMap { start in stride(from: start, to: count, by: 3).map { self[$0] } }
  }
}
