import GSL

/// Least squares of several columns on one basis, by sums over trials: XᵀX·β = Xᵀy.
struct NormalEquations {
  let size: Int
  private(set) var count = 0
  /// Lower triangle of XᵀX, row by row.
  private var products: [Double]
  /// Xᵀy of each column.
  private(set) var moments: [[Double]]

  init(size: Int, columns: Int) {
    self.size = size
    products = Array(repeating: 0, count: size * size)
    moments = Array(repeating: Array(repeating: 0, count: size), count: columns)
  }

  /// - Parameters:
  ///   - row: the functions of a trial.
  ///   - values: the trial's value of each column.
  mutating func add(_ row: UnsafeBufferPointer<Double>, _ values: (Int) -> Double) {
    count += 1
    products.withUnsafeMutableBufferPointer { products in
      for i in 0..<size where row[i] != 0 {
        let x = row[i]
        for j in 0...i { products[i * size + j] += x * row[j] }
      }
    }
    for k in moments.indices {
      let y = values(k)
      moments[k].withUnsafeMutableBufferPointer { moment in
        for i in 0..<size { moment[i] += row[i] * y }
      }
    }
  }

  func adding(_ other: NormalEquations) -> NormalEquations {
    var sum = self
    sum.count += other.count
    for i in products.indices { sum.products[i] += other.products[i] }
    for k in moments.indices {
      for i in 0..<size { sum.moments[k][i] += other.moments[k][i] }
    }
    return sum
  }

  /// Solves for any right-hand sides. XᵀX is scaled to a unit diagonal and gets 10⁻⁹ on it, so that
  /// functions that are (nearly) sums of others share their weight instead of failing.
  func solver() -> ([Double]) -> [Double] {
    let size = size
    let scale = (0..<size).map { i -> Double in
      let square = products[i * size + i]
      return square > 0 ? 1 / square.squareRoot() : 0
    }
    var matrix = SymmetricMatrix(order: size)
    for i in 0..<size {
      for j in 0..<i { matrix[i, j] = products[i * size + j] * scale[i] * scale[j] }
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
