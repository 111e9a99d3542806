import Foundation
import Testing

@testable import Sampling

@Suite("Exponential and logarithm of packs")
struct PackMathTests {
  /// Largest |f(x)/g(x) - 1| over n points from `low` to `high`, eight at a time.
  private func largestError(
    from low: Double, to high: Double, _ n: Int, spread: (Double) -> Double = { $0 },
    _ f: (Pack) -> Pack, _ g: (Double) -> Double
  ) -> Double {
    var largest = 0.0
    for first in stride(from: 0, to: n, by: 8) {
      var x = Pack()
      for lane in 0..<8 {
        x[lane] = spread(low + (high - low) * (Double(first + lane) + 0.137) / Double(n))
      }
      let y = f(x)
      for lane in 0..<8 { largest = max(largest, abs(y[lane] / g(x[lane]) - 1)) }
    }
    return largest
  }

  @Test(
    "the exponential keeps its claimed error over all of its range",
    arguments: [(-1e-3, 1e-3), (-0.35, 0.35), (-1.0, 1.0), (-40.0, 40.0), (-708.0, 709.0)])
  func exponential(low: Double, high: Double) {
    #expect(largestError(from: low, to: high, 40_000, Sampling.exponential, exp) <= 2.3e-16)
  }

  @Test(
    "the logarithm keeps its claimed error over all of its range",
    arguments: [(-1e-3, 1e-3), (-0.4, 0.4), (-1.0, 1.0), (-40.0, 40.0), (-708.0, 709.0)])
  func logarithm(low: Double, high: Double) {
    #expect(
      largestError(from: low, to: high, 40_000, spread: exp, Sampling.logarithm, log) <= 4.5e-16)
  }

  @Test("values that need no rounding are exact")
  func exact() {
    #expect(Sampling.exponential(.zero) == Pack(repeating: 1))
    #expect(Sampling.logarithm(Pack(repeating: 1)) == .zero)
    #expect(Sampling.logarithm(Pack(repeating: 1024))[0] == 10 * log(2))
  }

  @Test("the exponential stays finite and above 0 beyond its range")
  func clamped() {
    let y = Sampling.exponential(Pack(-.infinity, -1e9, -709, -708, 709, 710, 1e9, .infinity))
    for lane in 0..<8 { #expect(y[lane] > 0 && y[lane].isFinite) }
    #expect(y[0] == y[3])
    #expect(y[7] == y[4])
  }

  @Test("choosing between packs goes lane by lane")
  func choices() {
    let a = Pack(1, 2, 3, 4, 5, 6, 7, 8)
    let b = Pack(8, 7, 6, 5, 4, 3, 2, 1)
    #expect(smaller(a, b) == Pack(1, 2, 3, 4, 4, 3, 2, 1))
    #expect(larger(a, b) == Pack(8, 7, 6, 5, 5, 6, 7, 8))
    #expect(indicator(a .> b) == Pack(0, 0, 0, 0, 1, 1, 1, 1))
    #expect(select(a .> b, a, -b) == Pack(-8, -7, -6, -5, 5, 6, 7, 8))
  }
}
