/// Eight trials of one quantity, side by side: the unit of work of every hot loop.
public typealias Pack = SIMD8<Double>

extension Pack {
  /// Number of trials in a pack.
  @inlinable
  public static var lanes: Int { 8 }
}

/// `a` where the mask is true, `b` elsewhere. Reads as `mask ? a : b`.
@inlinable @inline(__always)
public func select(_ mask: SIMDMask<SIMD8<Int64>>, _ a: Pack, _ b: Pack) -> Pack {
  b.replacing(with: a, where: mask)
}

/// The smaller of two packs, lane by lane. Neither may hold nan.
@inlinable @inline(__always)
public func smaller(_ a: Pack, _ b: Pack) -> Pack {
  b.replacing(with: a, where: a .< b)
}

/// The larger of two packs, lane by lane. Neither may hold nan.
@inlinable @inline(__always)
public func larger(_ a: Pack, _ b: Pack) -> Pack {
  b.replacing(with: a, where: a .> b)
}

/// 1 where the mask is true, 0 elsewhere: the Iverson bracket of the formulas.
@inlinable @inline(__always)
public func indicator(_ mask: SIMDMask<SIMD8<Int64>>) -> Pack {
  Pack.zero.replacing(with: 1, where: mask)
}

extension SIMD8<Double> {
  /// The largest of the eight, in three steps; none may be nan.
  @inlinable @inline(__always)
  var greatestLane: Double {
    let four = lowHalf.replacing(with: highHalf, where: lowHalf .< highHalf)
    let two = four.lowHalf.replacing(with: four.highHalf, where: four.lowHalf .< four.highHalf)
    return Swift.max(two[0], two[1])
  }
}
