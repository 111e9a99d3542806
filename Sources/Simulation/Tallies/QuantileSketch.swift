import Sampling

/// A histogram with log-linear bins, from which any quantile can be read.
///
/// Every octave of |x| is split into 1,024 equal bins, so a bin is at most 1/1024 of its value wide
/// and its middle is at most 0.0489% off (HdrHistogram; DDSketch: Masson, Rim, Lee, VLDB 2019).
/// Counts are integers: sketches merge exactly, in any order. Values below `resolution` count as 0,
/// values from 2^128 up as infinite.
/// Memory: 8 kB for each octave that values fall in, whatever their number.
public struct QuantileSketch: Mergeable, Equatable, CustomStringConvertible {
  /// Largest relative error of a quantile.
  public static let relativeError = 0.5 / 1024
  /// Magnitudes from here up count as infinite.
  public static let limit = 0x1p128

  static let binsLog2: UInt64 = 10
  static let shift: UInt64 = 52 - binsLog2

  /// Smaller magnitudes count as 0.
  private let resolution: Double
  private var positive: SketchSide
  private var negative: SketchSide
  private var zeros: UInt64 = 0
  private var infinities: UInt64 = 0
  private var negativeInfinities: UInt64 = 0
  public private(set) var count = 0
  /// How many values are infinite, or from `limit` up, of either sign.
  public var infinite: Int { Int(infinities + negativeInfinities) }

  /// - Parameter resolution: from 2^-64 up.
  public init(resolution: Double = 0x1p-64) {
    self.resolution = resolution
    positive = SketchSide(smallest: resolution)
    negative = SketchSide(smallest: resolution)
  }

  public var description: String { "sketch of \(count) values" }

  private static func bin(_ magnitude: Double) -> Int {
    Int(magnitude.bitPattern >> shift)
  }

  /// Counts the first `count` values of a column whose extremes are known.
  mutating func add(
    _ column: UnsafePointer<Pack>, count: Int, least: Double, greatest: Double,
    places: UnsafeMutablePointer<SIMD8<Int64>>
  ) {
    self.count += count
    // Columns of one value are common: outputs that nothing drives, quarters without a sale.
    if least == greatest {
      add(least, times: UInt64(count))
      return
    }
    var (notPositive, aboveAll) = positive.add(
      column, count, sign: 1, greatest: greatest, places)
    infinities += aboveAll
    if least < 0 {
      let (notNegative, belowAll) = negative.add(
        column, count, sign: -1, greatest: -least, places)
      negativeInfinities += belowAll
      // What is not negative was either positive or zero.
      notPositive -= UInt64(count) - notNegative
    }
    zeros += notPositive
  }

  private mutating func add(_ x: Double, times: UInt64) {
    let magnitude = abs(x)
    if magnitude < resolution {
      zeros += times
    } else if magnitude >= Self.limit {
      if x > 0 { infinities += times } else { negativeInfinities += times }
    } else {
      let bin = Self.bin(magnitude)
      if x > 0 { positive.add(bin, times) } else { negative.add(bin, times) }
    }
  }

  /// Completes the counts. Call once after the last column, before anything is read or merged.
  package mutating func finish() {
    positive.finish()
    negative.finish()
  }

  /// Adds the values that `other` has seen.
  public mutating func merge(_ other: QuantileSketch) {
    positive.merge(other.positive)
    negative.merge(other.negative)
    zeros += other.zeros
    infinities += other.infinities
    negativeInfinities += other.negativeInfinities
    count += other.count
  }

  /// Calls `body` with the middle of every bin that holds values and their number, in rising
  /// order, until it returns false.
  public func forEachBin(_ body: (_ value: Double, _ count: Int) -> Bool) {
    if negativeInfinities > 0, !body(-.infinity, Int(negativeInfinities)) { return }
    for (k, count) in negative.counts.enumerated().reversed() where count > 0 {
      if !body(-Self.middle(negative.first + k), Int(count)) { return }
    }
    if zeros > 0, !body(0, Int(zeros)) { return }
    for (k, count) in positive.counts.enumerated() where count > 0 {
      if !body(Self.middle(positive.first + k), Int(count)) { return }
    }
    if infinities > 0 { _ = body(.infinity, Int(infinities)) }
  }

  private static func middle(_ bin: Int) -> Double {
    let low = Double(bitPattern: UInt64(bin) << shift)
    let high = Double(bitPattern: UInt64(bin + 1) << shift)
    return low + (high - low) / 2
  }

  /// The value of the given rank (1 is the smallest), within `relativeError`.
  public func value(atRank rank: Int) -> Double {
    var seen = 0
    var found = Double.nan
    forEachBin { value, count in
      seen += count
      found = value
      return seen < rank
    }
    return found
  }
}

/// Of finished sketches.
extension QuantileSketch: Storable {
  public mutating func pass(through store: inout Store) throws(StoreError) {
    try positive.pass(through: &store)
    try negative.pass(through: &store)
    try store.pass(&zeros)
    try store.pass(&infinities)
    try store.pass(&negativeInfinities)
    count = try store.total(
      positive.counts + negative.counts + [zeros, infinities, negativeInfinities])
  }
}
