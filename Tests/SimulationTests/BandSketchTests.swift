import Foundation
import Sampling
import Testing

@testable import Simulation

@Suite("Band sketches")
struct BandSketchTests {
  private static let shapes = [
    QuantileSketchTests.Shape("returns", noise(5000).map { 0.3 * log($0) + 0.2 }),
    QuantileSketchTests.Shape("both signs", noise(5000).map { 2 * $0 - 1 }),
    QuantileSketchTests.Shape("negative", noise(3000).map { -15 * $0 - 0.01 }),
    QuantileSketchTests.Shape("many octaves", noise(5000).map { exp2(13.9 * $0 - 10) }),
    QuantileSketchTests.Shape("zeros among them", noise(5000).map { $0 < 0.4 ? 0 : $0 - 0.7 }),
    QuantileSketchTests.Shape("one value", Array(repeating: 3.25, count: 2500)),
    QuantileSketchTests.Shape("a short column", [5, -3, 0.1]),
  ]

  private static let places: [(Double, UInt64)] = [
    (0, 224), (-0.0, 224), (1e-300, 224), (0x1p-10.nextDown, 224), (-0x1p-11, 224),
    (0x1p-10, 225), (-0x1p-10, 223), (0x1.0fp-10, 225), (0x1.1p-10, 226), (0x1p-9, 241),
    (1, 385), (1.0625.nextDown, 385), (1.0625, 386), (-1, 63), (-1.0625, 62),
    (1.99, 400), (2, 401), (15.5, 448), (16.0.nextDown, 448), (16, 448), (1e300, 448),
    (.infinity, 448), (-15.5, 0), (-16, 0), (-1e300, 0), (-.infinity, 0),
  ]

  @Test(
    "a value falls into its bin: 16 an octave from 2^-10 to 2^4, one for what is closer to 0",
    arguments: places)
  func bins(x: Double, bin: UInt64) {
    #expect(BandSketch.bins(Pack(repeating: x)) == SIMD8(repeating: bin))
  }

  @Test("lanes fall into bins of their own")
  func lanes() {
    let x = Pack(0, 1, -1, 2, 1e-9, -1e9, 1e9, 0x1p-10)
    #expect(BandSketch.bins(x) == SIMD8(224, 385, 63, 401, 224, 0, 448, 225))
  }

  @Test("a bin holds its value and is at most a sixteenth of it wide")
  func width() {
    for k in 0..<1000 {
      let x = exp2(13.999 * noise(1000)[k] - 10) * (k % 2 == 0 ? 1 : -1)
      let one = bandSketch([x])
      let (low, high) = (one.quantile(0), one.quantile(1))
      #expect(low <= x && x <= high)
      #expect(high - low <= abs(x) / 16)
    }
  }

  @Test("quantiles are those of the values but for the width of a bin", arguments: shapes)
  func quantiles(_ shape: QuantileSketchTests.Shape) {
    let sketch = bandSketch(shape.values)
    let sorted = shape.values.sorted()
    #expect(sketch.count == sorted.count)
    for k in 1...199 {
      let p = Double(k) / 200
      let exact = sorted[Int((p * Double(sorted.count)).rounded(.up)) - 1]
      #expect(abs(sketch.quantile(p) - exact) <= max(0x1p-9, abs(exact) / 16), "p \(p)")
    }
  }

  @Test("within a bin quantiles rise evenly")
  func even() {
    // Four values from 1 to 1.0625 and four from 1.0625 to 1.125.
    let sketch = bandSketch([1, 1, 1.05, 1.06, 1.0625, 1.1, 1.1, 1.12])
    for k in 0...16 {
      #expect(sketch.quantile(Double(k) / 16) == 1 + Double(k) / 128)
    }
  }

  @Test("quantiles never fall as the probability rises", arguments: shapes)
  func rising(_ shape: QuantileSketchTests.Shape) {
    let sketch = bandSketch(shape.values)
    let found = (0...500).map { sketch.quantile(Double($0) / 500) }
    for (a, b) in zip(found, found.dropFirst()) { #expect(a <= b) }
  }

  @Test("values beyond 16 count as just below it")
  func beyond() {
    let sketch = bandSketch([100, 1e9, .infinity, -100, -.infinity, -1e9])
    #expect(sketch.count == 6)
    #expect(sketch.quantile(1) == 16 && sketch.quantile(0) == -16)
  }

  @Test("of nothing have no quantile")
  func empty() {
    #expect(BandSketch().count == 0)
    #expect(BandSketch().quantile(0.5).isNaN)
  }

  @Test("merged parts equal the whole exactly, in any order", arguments: shapes)
  func merge(_ shape: QuantileSketchTests.Shape) {
    let whole = bandSketch(shape.values)
    let sketches = parts(shape.values, max(1, shape.values.count / 5)).map { bandSketch($0) }
    for order in [sketches, sketches.reversed()] {
      var merged = BandSketch()
      for part in order { merged.merge(part) }
      #expect(merged == whole)
    }
  }
}
