import Foundation

/// Polynomials of the fifth degree on [0, 1] through six Chebyshev-Lobatto points.
enum Interpolation {
  static let nodes: [Double] = (0...5).map { (1 - cos(.pi * Double($0) / 5)) / 2 }

  /// Coefficients of 1, t, …, t⁵ of the polynomial through `f` at the nodes, from divided
  /// differences. `f` is asked from t = 1 down to 0.
  static func coefficients(_ f: (Double) -> Double) -> [Double] {
    let values = nodes.reversed().map(f).reversed() as [Double]
    // Of f - f(0), so that a small slope on a large value keeps its digits.
    var differences = values.map { $0 - values[0] }
    for order in 1...5 {
      for k in stride(from: 5, through: order, by: -1) {
        differences[k] =
          (differences[k] - differences[k - 1]) / (nodes[k] - nodes[k - order])
      }
    }
    var result = [Double](repeating: 0, count: 6)
    for k in stride(from: 5, through: 0, by: -1) {
      // result = result·(t - node_k) + difference_k
      for power in stride(from: 5, through: 1, by: -1) {
        result[power] = result[power - 1] - nodes[k] * result[power]
      }
      result[0] = differences[k] - nodes[k] * result[0]
    }
    result[0] += values[0]
    return result
  }

  /// Coefficients as a row of a table.
  static func row(_ c: [Double]) -> Pack { Pack(c[0], c[1], c[2], c[3], c[4], c[5], 0, 0) }

  static func value(_ c: [Double], _ t: Double) -> Double {
    ((((c[5] * t + c[4]) * t + c[3]) * t + c[2]) * t + c[1]) * t + c[0]
  }

  /// The polynomial of s with t = (piece + s) / count: the same curve over a part of [0, 1].
  static func cut(_ c: [Double], piece: Int, of count: Int) -> [Double] {
    guard count > 1 else { return c }
    let start = Double(piece) / Double(count)
    var shifted = c
    // Taylor shift by `start`, then the scale of each power.
    for lowest in 0..<5 {
      for k in stride(from: 4, through: lowest, by: -1) { shifted[k] += start * shifted[k + 1] }
    }
    return shifted.enumerated().map { $1 / pow(Double(count), Double($0)) }
  }
}
