/// Octaves of a positive number, each in equal parts: part and position are read off the bits, so there
/// is no search.
@usableFromInline
struct OctaveGrid {
  /// A part is a row of a table.
  @usableFromInline let firstRow: SIMD8<UInt64>
  @usableFromInline let partsLog2: UInt64
  @usableFromInline let mask: SIMD8<UInt64>

  /// - Parameters:
  ///   - exponent: exponent field of the number at which row 0 begins.
  ///   - partsLog2: each octave has 2^partsLog2 parts.
  @inlinable @inline(__always)
  init(exponent: UInt64, partsLog2: Int) {
    self.partsLog2 = UInt64(partsLog2)
    firstRow = SIMD8(repeating: exponent << UInt64(partsLog2))
    mask = SIMD8(repeating: (1 << (52 - UInt64(partsLog2))) - 1)
  }

  /// The row of each lane, and the position within it, in [0, 1).
  ///
  /// Rows are read without a check: v must lie in the octaves that the table has. All callers clamp it by
  /// `smaller` and `larger`, which put their bound in the place of nan.
  @inlinable @inline(__always)
  func locate(_ v: Pack) -> (row: SIMD8<UInt64>, t: Pack) {
    let bits = unsafeBitCast(v, to: SIMD8<UInt64>.self)
    let mantissa = ((bits & mask) &<< partsLog2) | SIMD8(repeating: 0x3FF0_0000_0000_0000)
    return ((bits &>> (52 - partsLog2)) &- firstRow, unsafeBitCast(mantissa, to: Pack.self) - 1)
  }
}
