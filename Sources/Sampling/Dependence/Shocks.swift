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
  private let singleFactor: [Float]
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
    singleFactor = factor.map { Float($0) }
  }

  /// Replaces uniforms by shocks, in place, in double precision.
  ///
  /// - Parameters:
  ///   - columns: `count` columns of uniforms.
  ///   - stride: packs from the start of a column to that of the next.
  ///   - packs: packs in a column.
  public func apply(to columns: UnsafeMutablePointer<Pack>, stride: Int, packs: Int) {
    for row in 0..<count { normal.apply(to: columns + row * stride, packs: packs) }
    mix(columns, stride, packs, factor)
    for row in 0..<count { scores[row].apply(to: columns + row * stride, packs: packs) }
  }

  /// Sessions that are drawn in one go, so that all that is at work stays in the first-level cache. Even, as two
  /// sessions share the bits of a word.
  public static let chunk = 24

  /// Draws the next sessions of all shocks: in single precision, from 32 bits each, with t's widened to double.
  /// Where the source is another than `UniformSource.keyed`, as `apply` does.
  ///
  /// - Parameters:
  ///   - source: its series from `first` on have come to the session wanted.
  ///   - first: position of the first shock's series.
  ///   - columns: room for `count` columns.
  ///   - stride: packs from the start of a column to that of the next.
  ///   - sessions: at most `chunk`; all but a last draw of a pack an even number. There must be room for one more
  ///     where it is odd.
  ///   - scratch: memory of the worker.
  public func draw(
    from source: SeriesSource, first: Int, _ columns: UnsafeMutablePointer<Pack>, stride: Int,
    sessions: Int, _ scratch: ShockScratch
  ) {
    guard source.hasWords else {
      for row in 0..<count { source.next(first + row, sessions, columns + row * stride) }
      return apply(to: columns, stride: stride, packs: sessions)
    }
    let (words, z) = ((sessions + 1) / 2, scratch.normals)
    for row in 0..<count {
      source.nextWords(first + row, words, scratch.words)
      SingleNormals.shared.fill(scratch.words, words, z + row * ShockScratch.stride)
    }
    mix(z, ShockScratch.stride, words, singleFactor)
    for row in 0..<count {
      scores[row].widen(z + row * ShockScratch.stride, words, columns + row * stride)
    }
  }

  /// The factor has count² elements, the columns `count` times `stride` vectors, as the callers promise.
  ///
  /// y = L·z, from the last row up, so that each z is still there when a row needs it.
  @inline(__always)
  private func mix<V: SIMD>(
    _ columns: UnsafeMutablePointer<V>, _ stride: Int, _ vectors: Int, _ factor: [V.Scalar]
  ) where V.Scalar: FloatingPoint {
    factor.withUnsafeBufferPointer { factor in
      for row in (0..<count).reversed() {
        let target = columns + row * stride
        let weights = factor.baseAddress.unsafelyUnwrapped + row * count
        let diagonal = weights[row]
        // Four at a time stay in registers over the sum.
        for p in Swift.stride(from: 0, to: vectors / 4 * 4, by: 4) {
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
        for p in (vectors / 4 * 4)..<vectors {
          var y = target[p] * diagonal
          for k in 0..<row { y += weights[k] * columns[k * stride + p] }
          target[p] = y
        }
      }
    }
  }
}

/// Memory of one worker for the draws of shocks.
public final class ShockScratch {
  /// Vectors of sixteen from one row to the next.
  static let stride = Shocks.chunk / 2
  let words: UnsafeMutablePointer<SIMD8<UInt64>>
  /// `stride` vectors a shock.
  let normals: UnsafeMutablePointer<SIMD16<Float>>

  /// - Parameter count: of shocks.
  public init(count: Int) {
    words = .onCacheLines(Self.stride, repeating: .zero)
    normals = .onCacheLines(count * Self.stride, repeating: .zero)
  }

  deinit {
    words.deallocate()
    normals.deallocate()
  }
}
