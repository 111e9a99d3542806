/// The hot loops: uniforms in, values out, in place. Pointers, because bounds checks and array
/// headers would cost more than the polynomial.
///
/// No number leads outside of the rows, not even nan: `clamped` gives a v of the table's octaves for
/// every u, so `locate` gives one of the `octaves << partsLog2` rows of a half, and `TableBuilder` has
/// added both halves, or the one row of an atom, which has scale 0 and thus v = 2^-53, row 0.
extension QuantileTable {
  /// Replaces uniforms by quantiles.
  ///
  /// - Parameters:
  ///   - column: numbers in (0, 1).
  ///   - packs: how many packs of them.
  @inlinable
  public func apply(to column: UnsafeMutablePointer<Pack>, packs: Int) {
    switch form {
    case .affine(let low, let width):
      for p in 0..<packs { column[p] = column[p] * width + low }
    case .smooth:
      applySmooth(column, packs)
      if location != 0 || scale != 1 {
        for p in 0..<packs { column[p] = column[p] * scale + location }
      }
    case .pieces:
      applyPieces(column, packs)
    case .steps:
      applySteps(column, packs)
    }
  }

  /// The quantile at one u in (0, 1).
  public func callAsFunction(_ u: Double) -> Double {
    var pack = Pack(repeating: u)
    withUnsafeMutablePointer(to: &pack) { apply(to: $0, packs: 1) }
    return pack[0]
  }

  @inlinable
  func applySmooth(_ column: UnsafeMutablePointer<Pack>, _ packs: Int) {
    let grid = OctaveGrid(exponent: Self.lowestExponent, partsLog2: partsLog2)
    let upperHalf = SIMD8<UInt64>(repeating: UInt64(Self.octaves << partsLog2))
    rows.withUnsafeBufferPointer { buffer in
      let rows = buffer.baseAddress.unsafelyUnwrapped
      for p in 0..<packs {
        let u = column[p]
        let fromBelow = u .< 0.5
        let (row, t) = grid.locate(Self.clamped(select(fromBelow, u, 1 - u)))
        let half = upperHalf.replacing(with: 0, where: fromBelow)
        column[p] = Self.polynomial(rows, row &+ half, t)
      }
    }
  }

  /// v inside the octaves of the table; the lowest for nan.
  @inlinable @inline(__always)
  static func clamped(_ v: Pack) -> Pack {
    smaller(larger(v, Pack(repeating: 0x1p-53)), Pack(repeating: 0x1.fffffffffffffp-2))
  }

  /// The polynomial of each lane's row, by Estrin's scheme. Lane by lane: gathering coefficients into
  /// vectors, by single loads or by transposing whole rows, was measured no faster.
  @inlinable @inline(__always)
  static func polynomial(
    _ rows: UnsafePointer<Pack>, _ row: SIMD8<UInt64>, _ t: Pack
  ) -> Pack {
    var x = Pack()
    for lane in 0..<8 {
      let c = UnsafeRawPointer(rows + Int(truncatingIfNeeded: row[lane]))
        .assumingMemoryBound(to: Double.self)
      let s = t[lane]
      let s2 = s * s
      x[lane] = (c[0] + c[1] * s) + s2 * ((c[2] + c[3] * s) + s2 * (c[4] + c[5] * s))
    }
    return x
  }

  @inlinable
  func applyPieces(_ column: UnsafeMutablePointer<Pack>, _ packs: Int) {
    let grid = OctaveGrid(exponent: Self.lowestExponent, partsLog2: partsLog2)
    let upperHalf = SIMD8<UInt64>(repeating: UInt64(Self.octaves << partsLog2))
    rows.withUnsafeBufferPointer { buffer in
      pieces.withUnsafeBufferPointer { pieces in
        let rows = buffer.baseAddress.unsafelyUnwrapped
        for p in 0..<packs {
          let u = column[p]
          let (low, high, scale, first) = Self.piece(of: u, pieces, self)
          let below = (u - low) * scale
          let above = (high - u) * scale
          let fromBelow = below .<= above
          let (row, t) = grid.locate(Self.clamped(select(fromBelow, below, above)))
          let half = upperHalf.replacing(with: 0, where: fromBelow)
          column[p] = Self.polynomial(rows, row &+ half &+ first, t)
        }
      }
    }
  }

  /// The piece that holds each u, lane by lane. Few pieces are chosen by comparison, many looked up.
  /// There is a first piece: `TableBuilder` takes no table without one.
  @inlinable @inline(__always)
  static func piece(
    of u: Pack, _ pieces: UnsafeBufferPointer<Piece>, _ table: QuantileTable
  ) -> (low: Pack, high: Pack, scale: Pack, first: SIMD8<UInt64>) {
    var low = Pack(repeating: pieces[0].low)
    var high = Pack(repeating: pieces[0].high)
    var scale = Pack(repeating: pieces[0].scale)
    var first = SIMD8<UInt64>(repeating: pieces[0].firstRow)
    if pieces.count <= 8 {
      for j in 1..<pieces.count {
        let beyond = u .> pieces[j - 1].high
        low = low.replacing(with: pieces[j].low, where: beyond)
        high = high.replacing(with: pieces[j].high, where: beyond)
        scale = scale.replacing(with: pieces[j].scale, where: beyond)
        first = first.replacing(with: pieces[j].firstRow, where: beyond)
      }
    } else {
      let k = table.index(of: u)
      for lane in 0..<8 {
        let piece = pieces[Int(truncatingIfNeeded: k[lane])]
        low[lane] = piece.low
        high[lane] = piece.high
        scale[lane] = piece.scale
        first[lane] = piece.firstRow
      }
    }
    return (low, high, scale, first)
  }

  @inlinable
  func applySteps(_ column: UnsafeMutablePointer<Pack>, _ packs: Int) {
    rows.withUnsafeBufferPointer { values in
      for p in 0..<packs {
        let k = index(of: column[p])
        var x = Pack()
        for lane in 0..<8 { x[lane] = values[Int(truncatingIfNeeded: k[lane])][0] }
        column[p] = x
      }
    }
  }

  /// Number of the piece or step that holds each u: the first whose end is not below it. Few ends
  /// are counted without a branch; many are found through the guide. u is clamped to 0 ..< 1, nan to 0:
  /// the guide's count is a power of two, so that u times it is below it, and the last end is 1, so that
  /// the walk ends.
  @inlinable @inline(__always)
  func index(of u: Pack) -> SIMD8<Int64> {
    ends.withUnsafeBufferPointer { ends in
      var k = SIMD8<Int64>()
      if ends.count <= 16 {
        for j in 0..<(ends.count - 1) { k = k.replacing(with: k &+ 1, where: u .> ends[j]) }
      } else {
        let u = smaller(larger(u, Pack(repeating: 0)), Pack(repeating: 1 - 0x1p-53))
        guide.withUnsafeBufferPointer { guide in
          for lane in 0..<8 {
            var found = Int(guide[Int(u[lane] * Double(guide.count))])
            while ends[found] < u[lane] { found += 1 }
            k[lane] = Int64(found)
          }
        }
      }
      return k
    }
  }
}
