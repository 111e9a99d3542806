/// Philox4x32-10, a counter-based generator: Salmon, Moraes, Dror, Shaw, "Parallel random
/// numbers: as easy as 1, 2, 3", SC11. A bijection of the 128-bit counter for every 64-bit key,
/// so different counters can never give the same stream.
///
/// Eight counters at a time; each lane of a word holds 32 bits in 64.
@usableFromInline
struct Philox {
  @usableFromInline typealias Word = SIMD8<UInt64>

  /// The four output words of counter (c0, c1, c2, c3) under `key`.
  @inlinable @inline(__always)
  static func block(
    _ c0: Word, _ c1: Word, _ c2: Word, _ c3: Word, key: UInt64
  ) -> (Word, Word, Word, Word) {
    let low = Word(repeating: 0xFFFF_FFFF)
    var (x0, x1, x2, x3) = (c0, c1, c2, c3)
    var k0 = UInt64(UInt32(truncatingIfNeeded: key))
    var k1 = key >> 32
    for _ in 0..<10 {
      let p0 = x0 &* 0xD251_1F53
      let p1 = x2 &* 0xCD9E_8D57
      (x0, x1, x2, x3) = (
        (p1 &>> 32) ^ x1 ^ Word(repeating: k0), p1 & low,
        (p0 &>> 32) ^ x3 ^ Word(repeating: k1), p0 & low
      )
      k0 = (k0 + 0x9E37_79B9) & 0xFFFF_FFFF
      k1 = (k1 + 0xBB67_AE85) & 0xFFFF_FFFF
    }
    return (x0, x1, x2, x3)
  }
}
