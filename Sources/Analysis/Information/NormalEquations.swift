import GSL
import Simulation

/// Least squares of several columns on one basis, by sums over trials: XᵀX·β = Xᵀy.
struct NormalEquations: Mergeable {
  let size: Int
  /// Lower triangle of XᵀX, row by row: i + 1 sums in row i.
  private var products: [Double]
  /// Xᵀy of each column.
  private(set) var moments: [[Double]]

  init(size: Int, columns: Int) {
    self.size = size
    products = Array(repeating: 0, count: size * (size + 1) / 2)
    moments = Array(repeating: Array(repeating: 0, count: size), count: columns)
  }

  /// - Parameters:
  ///   - row: the functions of a trial.
  ///   - values: the trial's value of each column.
  mutating func add(_ row: UnsafeBufferPointer<Double>, _ values: (Int) -> Double) {
    products.withUnsafeMutableBufferPointer { products in
      for i in 0..<size where row[i] != 0 {
        let x = row[i]
        let start = i * (i + 1) / 2
        for j in 0...i { products[start + j] += x * row[j] }
      }
    }
    for k in moments.indices {
      let y = values(k)
      moments[k].withUnsafeMutableBufferPointer { moment in
        for i in 0..<size { moment[i] += row[i] * y }
      }
    }
  }

  mutating func merge(_ other: NormalEquations) {
    for i in products.indices { products[i] += other.products[i] }
    for k in moments.indices {
      for i in 0..<size { moments[k][i] += other.moments[k][i] }
    }
  }

  private func product(_ i: Int, _ j: Int) -> Double { products[i * (i + 1) / 2 + j] }

  /// Solves for any right-hand sides. XᵀX is scaled to a unit diagonal and gets 10⁻⁹ on it, so that
  /// functions that are (nearly) sums of others share their weight instead of failing.
  func solver() -> ([Double]) -> [Double] {
    let size = size
    let scale = (0..<size).map { i -> Double in
      let square = product(i, i)
      return square > 0 ? 1 / square.squareRoot() : 0
    }
    var matrix = SymmetricMatrix(order: size)
    for i in 0..<size {
      for j in 0..<i { matrix[i, j] = product(i, j) * scale[i] * scale[j] }
      matrix[i, i] = 1 + 1e-9
    }
    // A unit diagonal and a positive semidefinite matrix: the factor exists.
    let factor = matrix.choleskyFactor() ?? SymmetricMatrix(order: size).elements
    return { right in
      var x = zip(right, scale).map { $0 * $1 }
      for i in 0..<size {
        for j in 0..<i { x[i] -= factor[i * size + j] * x[j] }
        x[i] /= factor[i * size + i]
      }
      for i in (0..<size).reversed() {
        for j in (i + 1)..<max(size, i + 1) { x[i] -= factor[j * size + i] * x[j] }
        x[i] /= factor[i * size + i]
      }
      return zip(x, scale).map { $0 * $1 }
    }
  }
}
