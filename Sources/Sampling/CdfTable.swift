import Foundation

/// The cumulative probability of a distribution symmetric about 0, tabulated: the way back from a
/// correlated normal or t to a uniform.
///
/// F(-|x|) on octaves of 1 + |x|, each in 64 parts with a polynomial of the fifth degree. Largest
/// error of the probability: 1e-11, checked by the tests.
struct CdfTable: Sendable {
  private static let partsLog2 = 6
  private let rows: [Pack]
  private let largest: Double

  /// - Parameter tail: P(X > x) for x ≥ 0.
  init(tail: (Double) -> Double) {
    var rows: [Pack] = []
    let parts = 1 << Self.partsLog2
    var octave = 0
    repeat {
      let bottom = exp2(Double(octave))
      for part in 0..<parts {
        let start = bottom * (1 + Double(part) / Double(parts))
        let width = bottom / Double(parts)
        let curve = Interpolation.coefficients { t in tail(start + t * width - 1) }
        rows.append(Interpolation.row(curve))
      }
      octave += 1
    } while tail(exp2(Double(octave)) - 1) > 0x1p-54 && octave < 60
    self.rows = rows
    largest = exp2(Double(octave)).nextDown
  }

  /// Replaces values by their cumulative probabilities, kept inside (0, 1). 1 + |x| is at least 1 and
  /// clamped to the end of the last octave, nan too, so every row is there.
  func apply(to column: UnsafeMutablePointer<Pack>, packs: Int) {
    let grid = OctaveGrid(exponent: 1023, partsLog2: Self.partsLog2)
    rows.withUnsafeBufferPointer { buffer in
      let rows = buffer.baseAddress.unsafelyUnwrapped
      for p in 0..<packs {
        let x = column[p]
        let isNegative = x .< 0
        let y = smaller(select(isNegative, -x, x) + 1, Pack(repeating: largest))
        let (row, t) = grid.locate(y)
        let v = larger(QuantileTable.polynomial(rows, row, t), Pack(repeating: 0x1p-53))
        column[p] = select(isNegative, v, 1 - v)
      }
    }
  }
}
