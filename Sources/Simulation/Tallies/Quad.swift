import Sampling

/// Four packs that are worked on side by side: a chain of additions takes as long as the sum of their
/// delays, four chains take no longer than one.
struct Quad {
  var a: Pack
  var b: Pack
  var c: Pack
  var d: Pack

  @inline(always)
  init(repeating x: Pack) { (a, b, c, d) = (x, x, x, x) }

  /// Four neighbouring packs of a column.
  @inline(always)
  init(_ column: UnsafePointer<Pack>) {
    (a, b, c, d) = (column[0], column[1], column[2], column[3])
  }

  @inline(always)
  mutating func add(_ x: Quad) {
    a += x.a
    b += x.b
    c += x.c
    d += x.d
  }

  @inline(always)
  mutating func addSquares(_ x: Quad, _ centre: Double) {
    let e = Quad(x.a - centre, x.b - centre, x.c - centre, x.d - centre)
    a += e.a * e.a
    b += e.b * e.b
    c += e.c * e.c
    d += e.d * e.d
  }

  @inline(always)
  private init(_ a: Pack, _ b: Pack, _ c: Pack, _ d: Pack) {
    (self.a, self.b, self.c, self.d) = (a, b, c, d)
  }

  @inline(always)
  mutating func lower(to x: Quad) {
    a = smaller(x.a, a)
    b = smaller(x.b, b)
    c = smaller(x.c, c)
    d = smaller(x.d, d)
  }

  @inline(always)
  mutating func raise(to x: Quad) {
    a = larger(x.a, a)
    b = larger(x.b, b)
    c = larger(x.c, c)
    d = larger(x.d, d)
  }

  /// The packs with every lane below `bound` replaced by `other`.
  @inline(always)
  func replacing(below bound: Pack, with other: Pack) -> Quad {
    Quad(
      select(a .< bound, other, a), select(b .< bound, other, b), select(c .< bound, other, c),
      select(d .< bound, other, d))
  }

  /// The packs with every lane at or above `bound` replaced by `other`.
  @inline(always)
  func replacing(from bound: Pack, with other: Pack) -> Quad {
    Quad(
      select(a .>= bound, other, a), select(b .>= bound, other, b), select(c .>= bound, other, c),
      select(d .>= bound, other, d))
  }

  @inline(always)
  func times(_ factor: Double) -> Quad { Quad(a * factor, b * factor, c * factor, d * factor) }

  /// All lanes, added in a fixed order.
  @inline(always)
  var sum: Double { ((a + b) + (c + d)).laneSum() }
  @inline(always)
  var least: Double { smaller(smaller(a, b), smaller(c, d)).min() }
  @inline(always)
  var greatest: Double { larger(larger(a, b), larger(c, d)).max() }
}

extension Pack {
  /// The eight lanes added in a fixed order.
  package func laneSum() -> Double {
    let four = lowHalf + highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }
}
