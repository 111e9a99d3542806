import Testing

@testable import Pages

/// Axes: ticks at round numbers, and every value between the ends.
@Suite("axes")
struct AxisTests {
  @Test(
    "steps are 1, 2 or 5 times a power of ten",
    arguments: [
      (10.0, 5, 2.0), (7.3, 5, 2.0), (100, 5, 20), (0.4, 5, 0.1), (1, 4, 0.5), (3e9, 6, 5e8),
    ])
  func steps(span: Double, count: Int, expected: Double) {
    #expect(abs(Axis.step(span: span, count: count) / expected - 1) < 1e-12)
  }

  @Test("an axis of numbers spans its values from tick to tick, and zero")
  func numbers() {
    let axis = Axis.numbers("$bn", over: [1.2, 7.3, .nan, .infinity])
    #expect(axis.ticks.map(\.text) == ["0", "2", "4", "6", "8"])
    #expect(axis.low == 0 && axis.high == 8)
  }

  @Test("a value on a tick ends the axis there")
  func onATick() {
    #expect(
      Axis.numbers("%", over: [0, 100]).ticks.map(\.text) == ["0", "20", "40", "60", "80", "100"])
    #expect(Axis.numbers("x", over: [0.1 + 0.2, 0], count: 3).high < 0.31)
  }

  @Test("a tight axis ends with its values, its ticks inside")
  func tight() {
    let axis = Axis.numbers("sessions", over: [0, 120], count: 4, isTight: true)
    #expect(axis.low == 0 && axis.high == 120)
    #expect(axis.ticks.map(\.text) == ["0", "50", "100"])
  }

  @Test("an axis without values, or with a single one, still has a span")
  func degenerate() {
    for values in [[], [Double.nan], [0], [3], [-2], [1e-300], [1e199, -1e199]] {
      for isTight in [false, true] {
        let axis = Axis.numbers("", over: values, includesZero: false, isTight: isTight)
        #expect(axis.low < axis.high && (axis.high - axis.low).isFinite)
        #expect(axis.ticks.count < 50)
        for value in values where value.isFinite {
          #expect(axis.low <= value && value <= axis.high)
        }
      }
    }
  }

  @Test(
    "zero has no sign and thousands are apart",
    arguments: [
      (-1e-18, 0.1, "0.0"), (0.0, 1.0, "0"), (12_000, 2_000, "12,000"), (0.25, 0.05, "0.25"),
      (-0.5, 0.5, "-0.5"),
    ])
  func texts(value: Double, step: Double, expected: String) {
    #expect(Axis.text(value, step: step) == expected)
  }

  @Test("values next to 0 and immense ones have few ticks")
  func extremes() {
    for values in [
      [5e-324], [-1e-320, 1e-320], [1e-310, 0], [1e199, -1e199], [1e308, 1], [1e308],
    ] {
      #expect((1...20).contains(Axis.numbers("x", over: values).ticks.count), "\(values)")
    }
  }

  @Test("a scale takes an axis to pixels and holds what lies outside at the edge")
  func scales() {
    let scale = PixelScale(axis: .numbers("", over: [0, 10]), from: 50, to: 450)
    #expect(scale(0) == 50 && scale(10) == 450 && scale(5) == 250)
    #expect(scale(-3) == 50 && scale(1e9) == 450)
  }
}
