import GSL

/// Φ and Φ⁻¹ of a pack, from tables: for models in which probabilities move with a normal number.
///
/// Largest error of a probability 1e-10, checked by the tests; 0 and 1 stay 0 and 1 on the way there and
/// back. The tables are made once and never freed, so that a loop over packs counts no references.
///
/// Sendable because the rows are written before the one value of this type is seen, by the initialiser of a
/// static constant, and only read after it.
public struct NormalLink: @unchecked Sendable {
  /// Rows in a unit of z, and where Φ is 0 to the precision that it is given with.
  @usableFromInline static var rowsAUnit: Double { 64 }
  @usableFromInline static var end: Double { 8 }

  @usableFromInline let scores: UnsafePointer<SIMD4<Double>>
  /// Φ(-a) around each multiple of 1/64, a from 0 to the end.
  @usableFromInline let tails: UnsafePointer<SIMD4<Double>>

  /// The one that everybody uses.
  public static let shared = NormalLink()

  private init() {
    scores = Self.kept(NormalScores().rows)
    let last = Int(Self.end * Self.rowsAUnit)
    tails = Self.kept(
      (0...last).map { row in
        Cubic.through { t in StandardNormal.upper((Double(row) + t - 0.5) / Self.rowsAUnit) }
      })
  }

  private static func kept<Row>(_ rows: [Row]) -> UnsafePointer<Row> {
    let copy = UnsafeMutablePointer<Row>.allocate(capacity: rows.count)
    copy.initialize(from: rows, count: rows.count)
    return UnsafePointer(copy)
  }

  /// Φ⁻¹(p), p in 0 ... 1; infinite at both ends.
  @inlinable @inline(__always)
  public func score(_ p: Pack) -> Pack {
    let z = NormalScores.value(p, scores)
    let atTop = select(p .>= 1, Pack(repeating: .infinity), z)
    return select(p .<= 0, Pack(repeating: -.infinity), atTop)
  }

  /// Φ(z); 0 and 1 from eight standard deviations on, where 6e-16 is left.
  @inlinable @inline(__always)
  public func probability(_ z: Pack) -> Pack {
    let isNegative = z .< 0
    let a = select(isNegative, -z, z)
    // The nearest row, read off the low bits of its number + 1.5·2^52, and the place within it, 0 ... 1. What is
    // scaled lies in 0 ... 512, nan too, which `smaller` puts at the end; and there are 513 rows.
    let scaled = smaller(a, Pack(repeating: Self.end)) * Self.rowsAUnit
    let shifter = Pack(repeating: 0x1.8p52)
    let shifted = scaled + shifter
    let row = unsafeBitCast(shifted, to: SIMD8<UInt64>.self) & 0xFFFF
    let tail = Cubic.value(tails, row, scaled - (shifted - shifter) + 0.5)
    let p = select(a .< Self.end, tail, .zero)
    return select(isNegative, p, 1 - p)
  }
}
