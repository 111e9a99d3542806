import Sampling

/// A histogram with log-linear bins, from which any quantile can be read.
///
/// Every octave of |x| is split into 1,024 equal bins, so a bin is at most 1/1024 of its value wide
/// and its middle is at most 0.0489% off (HdrHistogram; DDSketch: Masson, Rim, Lee, VLDB 2019).
/// Counts are integers: sketches merge exactly, in any order. Values below 2^-64 count as 0.
/// Memory: 8 kB for each octave that values fall in, whatever their number.
public struct QuantileSketch: Sendable, Equatable {
  /// Largest relative error of a quantile.
  public static let relativeError = 0.5 / 1024

  private static let binsLog2: UInt64 = 10
  private static let shift: UInt64 = 52 - binsLog2
  /// Bin numbers of 2^-64 and 2^64.
  private static let lowest = Int((1023 - 64) << binsLog2)
  private static let highest = Int((1023 + 64) << binsLog2)

  /// Counts of one sign, over a window of octaves that grows with the values seen.
  private struct Side: Sendable, Equatable {
    /// Bin number of `counts[0]`, at the start of an octave.
    var first = 0
    var counts: [UInt64] = []

    /// Makes room for the bins from `low` to `high`.
    mutating func cover(_ low: Int, _ high: Int) {
      let octave = 1 << Int(QuantileSketch.binsLog2)
      let start = low & ~(octave - 1)
      let end = (high & ~(octave - 1)) + octave
      if counts.isEmpty {
        first = start
        counts = Array(repeating: 0, count: end - start)
        return
      }
      if start < first {
        counts.insert(contentsOf: repeatElement(0, count: first - start), at: 0)
        first = start
      }
      if end > first + counts.count {
        counts.append(contentsOf: repeatElement(0, count: end - first - counts.count))
      }
    }

    mutating func merge(_ other: Side) {
      guard !other.counts.isEmpty else { return }
      cover(other.first, other.first + other.counts.count - 1)
      for (k, count) in other.counts.enumerated() where count > 0 {
        counts[other.first - first + k] += count
      }
    }
  }

  private var positive = Side()
  private var negative = Side()
  private var zeros: UInt64 = 0
  private var infinities: UInt64 = 0
  private var negativeInfinities: UInt64 = 0
  public private(set) var count = 0

  public init() {}

  private static func bin(_ magnitude: Double) -> Int {
    min(Int(magnitude.bitPattern >> shift), highest - 1)
  }

  /// Counts the first `count` values of a column whose extremes are known.
  mutating func add(
    _ column: UnsafePointer<Pack>, count: Int, least: Double, greatest: Double
  ) {
    self.count += count
    // Columns of one value are common: outputs that nothing drives, quarters without a sale.
    if least == greatest {
      add(least, times: UInt64(count))
      return
    }
    if least >= 0, greatest < 0x1p64 {
      addNonNegative(column, count, greatest)
      return
    }
    for k in 0..<count { add(column[k / Pack.lanes][k % Pack.lanes], times: 1) }
  }

  private mutating func add(_ x: Double, times: UInt64) {
    let magnitude = abs(x)
    if magnitude < 0x1p-64 {
      zeros += times
    } else if magnitude == .infinity {
      if x > 0 { infinities += times } else { negativeInfinities += times }
    } else {
      let bin = Self.bin(magnitude)
      if x > 0 {
        positive.cover(bin, bin)
        positive.counts[bin - positive.first] += times
      } else {
        negative.cover(bin, bin)
        negative.counts[bin - negative.first] += times
      }
    }
  }

  private mutating func addNonNegative(
    _ column: UnsafePointer<Pack>, _ count: Int, _ greatest: Double
  ) {
    // Bins below 2^-64 are folded onto one number below the window, which counts zeros.
    var low = Pack(repeating: .infinity)
    let packs = count / Pack.lanes
    for p in 0..<packs {
      let x = column[p]
      low = smaller(select(x .< 0x1p-64, Pack(repeating: .infinity), x), low)
    }
    var least = low.min()
    for k in (packs * Pack.lanes)..<count {
      let x = column[k / Pack.lanes][k % Pack.lanes]
      if x >= 0x1p-64 { least = min(least, x) }
    }
    guard least < .infinity else {
      zeros += UInt64(count)
      return
    }
    positive.cover(Self.bin(least), Self.bin(greatest))
    let first = Int64(positive.first)
    var zeros: UInt64 = 0
    positive.counts.withUnsafeMutableBufferPointer { buffer in
      let counts = buffer.baseAddress.unsafelyUnwrapped
      for p in 0..<packs {
        let bits = unsafeBitCast(column[p], to: SIMD8<Int64>.self) &>> Int64(Self.shift)
        let bins = bits &- first
        for lane in 0..<Pack.lanes {
          let bin = Int(bins[lane])
          if bin >= 0 { counts[bin] &+= 1 } else { zeros &+= 1 }
        }
      }
      for k in (packs * Pack.lanes)..<count {
        let bin = Int(column[k / Pack.lanes][k % Pack.lanes].bitPattern >> Self.shift) - Int(first)
        if bin >= 0 { counts[bin] &+= 1 } else { zeros &+= 1 }
      }
    }
    self.zeros += zeros
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

  /// Values of several ranks in one pass. `ranks` must rise.
  func values(atRanks ranks: [Int]) -> [Double] {
    var seen = 0
    var found: [Double] = []
    forEachBin { value, count in
      seen += count
      while found.count < ranks.count, seen >= ranks[found.count] { found.append(value) }
      return found.count < ranks.count
    }
    return found
  }
}
