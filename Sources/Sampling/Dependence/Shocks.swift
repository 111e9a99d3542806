import GSL

/// Turns independent uniforms into correlated Student-t shocks of unit variance: the daily returns of
/// several markets or shares.
///
/// z = Φ⁻¹(u), y = L·z, shock_i = h_i(y_i) with h_i as in `StudentScores`. The stated correlations are
/// those of the shocks themselves; L is the Cholesky factor of the correlations of the normals behind
/// them.
public struct Shocks: Sendable {
  public let count: Int
  /// Correlations of the normals: what L·Lᵀ gives.
  public let normalCorrelation: SymmetricMatrix
  private let factor: [Double]
  private let normal = NormalScores()
  private let scores: [StudentScores]

  /// - Parameters:
  ///   - correlation: of the shocks. Where no normals can have it, the nearest possible is taken.
  ///   - degrees: ν of each shock, above 2; infinite for normal ones.
  /// - Throws: `InvalidParameter` for a ν of 2 or less.
  public init(correlation: SymmetricMatrix, degrees: [Double]) throws {
    precondition(correlation.order == degrees.count, "one ν a shock")
    count = degrees.count
    scores = try degrees.map { nu throws(InvalidParameter) in try StudentScores(degrees: nu) }
    var matrix = correlation
    for i in 0..<count {
      for j in 0..<i {
        matrix[i, j] = StudentScores.normalCorrelation(correlation[i, j], scores[i], scores[j])
      }
    }
    if let factor = matrix.choleskyFactor() {
      (self.factor, normalCorrelation) = (factor, matrix)
    } else {
      let nearest = try matrix.nearestCorrelation()
      guard let factor = nearest.choleskyFactor() else {
        throw InvalidParameter("correlation", "must be possible", "an impossible one")
      }
      (self.factor, normalCorrelation) = (factor, nearest)
    }
  }

  /// Replaces uniforms by shocks, in place.
  ///
  /// - Parameters:
  ///   - columns: `count` columns of uniforms.
  ///   - stride: packs from the start of a column to that of the next.
  ///   - packs: packs in a column.
  public func apply(to columns: UnsafeMutablePointer<Pack>, stride: Int, packs: Int) {
    draw(columns, stride: stride, packs: packs) { _, _ in }
    for row in 0..<count { finish(row, columns + row * stride, packs: packs) }
  }

  /// Draws correlated normals: all but the last step of `apply`.
  ///
  /// - Parameters:
  ///   - columns: room for `count` columns.
  ///   - stride: packs from the start of a column to that of the next.
  ///   - packs: packs in a column.
  ///   - fill: writes the uniforms of a row; its column is then still in the cache.
  public func draw(
    _ columns: UnsafeMutablePointer<Pack>, stride: Int, packs: Int,
    fill: (_ row: Int, _ column: UnsafeMutablePointer<Pack>) -> Void
  ) {
    for row in 0..<count {
      let column = columns + row * stride
      fill(row, column)
      normal.apply(to: column, packs: packs)
    }
    mix(columns, stride, packs)
  }

  /// The last step: the normals of a row become its t's.
  public func finish(_ row: Int, _ column: UnsafeMutablePointer<Pack>, packs: Int) {
    scores[row].apply(to: column, packs: packs)
  }

  /// The factor has count² elements, the columns `count` times `stride` packs, as the callers promise.
  ///
  /// y = L·z, from the last row up, so that each z is still there when a row needs it.
  private func mix(_ columns: UnsafeMutablePointer<Pack>, _ stride: Int, _ packs: Int) {
    factor.withUnsafeBufferPointer { factor in
      for row in (0..<count).reversed() {
        let target = columns + row * stride
        let weights = factor.baseAddress.unsafelyUnwrapped + row * count
        let diagonal = weights[row]
        // Four packs at a time stay in registers over the sum.
        for p in Swift.stride(from: 0, to: packs / 4 * 4, by: 4) {
          var (y0, y1) = (target[p] * diagonal, target[p + 1] * diagonal)
          var (y2, y3) = (target[p + 2] * diagonal, target[p + 3] * diagonal)
          for k in 0..<row {
            let source = columns + (k * stride + p)
            let weight = weights[k]
            y0 += weight * source[0]
            y1 += weight * source[1]
            y2 += weight * source[2]
            y3 += weight * source[3]
          }
          (target[p], target[p + 1], target[p + 2], target[p + 3]) = (y0, y1, y2, y3)
        }
        for p in (packs / 4 * 4)..<packs {
          var y = target[p] * diagonal
          for k in 0..<row { y += weights[k] * columns[k * stride + p] }
          target[p] = y
        }
      }
    }
  }
}
