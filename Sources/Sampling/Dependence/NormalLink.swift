import GSL

/// Φ and Φ⁻¹ of a pack, from tables: for models in which probabilities move with a normal number.
///
/// Largest error of a probability 1e-10, checked by the tests; 0 and 1 stay 0 and 1 on the way there and
/// back. The tables are made once and kept as long as the program runs, so that a loop over packs counts no
/// references; nobody writes to them after that, so threads may share them.
public struct NormalLink: @unchecked Sendable {
  @usableFromInline let scores: UnsafePointer<SIMD4<Double>>
  @usableFromInline let probabilities: UnsafePointer<Pack>
  @usableFromInline let largest: Double

  /// The one that everybody uses.
  public static let shared = NormalLink()

  private init() {
    let table = CdfTable(tail: StandardNormal.upper)
    scores = Self.kept(NormalScores().rows)
    probabilities = Self.kept(table.rows)
    largest = table.largest
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

  /// Φ(z); 0 and 1 where z is infinite.
  @inlinable @inline(__always)
  public func probability(_ z: Pack) -> Pack {
    let p = CdfTable.value(z, probabilities, largest: largest)
    let atTop = select(z .== .infinity, Pack(repeating: 1), p)
    return select(z .== -.infinity, .zero, atTop)
  }
}
