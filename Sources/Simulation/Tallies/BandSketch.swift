import Sampling

/// A small histogram from which the quantiles of returns, or of numbers of about that size, are read.
///
/// 16 bins to each octave of |x| from 2^-10 to 2^4, one bin for all that is closer to 0, the last bins
/// for all beyond: 4 kB, where `QuantileSketch` takes 8 kB an octave and is sixty times as fine.
/// Quantiles are interpolated within a bin, which is at most 1/16 of its value wide. Counts are integers:
/// sketches merge exactly, in any order.
public struct BandSketch: Sendable, Equatable {
  private static let octaves = 14
  private static let binsLog2 = 4
  private static let shift = UInt64(52 - binsLog2)
  private static let nearest = 0x1p-10
  private static let furthest = 0x1p4
  /// Bin number of the first magnitude that is not in the middle bin, less 1.
  private static let base = (nearest.bitPattern >> shift) - 1
  /// Bins of each sign; the middle one has this number.
  static let reach = octaves << binsLog2
  static let size = 2 * reach + 1

  private(set) var counts = [UInt64](repeating: 0, count: BandSketch.size)
  public private(set) var count = 0

  init() {}

  init(_ counts: some Sequence<UInt16>) {
    self.counts = counts.map { UInt64($0) }
    count = Int(self.counts.reduce(0, +))
  }

  /// The bins of eight values, each below `size`: magnitudes are clamped, nan to the nearest.
  @inline(always)
  static func bins(_ x: Pack) -> SIMD8<UInt64> {
    let isNegative = x .< 0
    let magnitude = select(isNegative, -x, x)
    let within = smaller(
      larger(magnitude, Pack(repeating: nearest.nextDown)), Pack(repeating: furthest.nextDown))
    let m = (unsafeBitCast(within, to: SIMD8<UInt64>.self) &>> shift) &- SIMD8(repeating: base)
    let middle = SIMD8<UInt64>(repeating: UInt64(reach))
    return (middle &+ m).replacing(with: middle &- m, where: isNegative)
  }

  /// Counts the first `count` values of a column.
  mutating func add(_ column: UnsafePointer<Pack>, count: Int) {
    counts.withUnsafeMutableBufferPointer { counts in
      for p in 0..<((count + Pack.lanes - 1) / Pack.lanes) {
        let bins = Self.bins(column[p])
        for lane in 0..<min(Pack.lanes, count - p * Pack.lanes) {
          counts[Int(truncatingIfNeeded: bins[lane])] &+= 1
        }
      }
    }
    self.count += count
  }

  mutating func merge(_ other: BandSketch) {
    for k in counts.indices { counts[k] += other.counts[k] }
    count += other.count
  }

  /// The quantile at p, nan without values.
  public func quantile(_ p: Double) -> Double { quantiles([p])[0] }

  /// The quantiles at rising probabilities, in one pass.
  public func quantiles(_ probabilities: [Double]) -> [Double] {
    var found: [Double] = []
    var seen = 0.0
    for (bin, inBin) in counts.enumerated() where inBin > 0 {
      let after = seen + Double(inBin)
      while found.count < probabilities.count {
        let rank = probabilities[found.count] * Double(count)
        guard after >= rank else { break }
        let (low, high) = Self.edges(bin)
        found.append(low + (high - low) * max(0, rank - seen) / Double(inBin))
      }
      if found.count == probabilities.count { break }
      seen = after
    }
    return found + Array(repeating: .nan, count: probabilities.count - found.count)
  }

  private static func edges(_ bin: Int) -> (Double, Double) {
    let m = abs(bin - reach)
    guard m > 0 else { return (-nearest, nearest) }
    let near = Double(bitPattern: (base + UInt64(m)) << shift)
    let far = Double(bitPattern: (base + UInt64(m) + 1) << shift)
    return bin > reach ? (near, far) : (-far, -near)
  }
}

/// What one worker counts of the bands of a model.
///
/// 16-bit counters, because the bands of ten shares then fit a second-level cache.
public final class BandCounts {
  /// Bands are counted in the first trials of a run only: 32,768 tell a quantile to 1% of a standard
  /// deviation, which is all that a chart can show, and no counter can overflow.
  public static let mostTrials = 1 << 15

  private let counters: UnsafeMutablePointer<UInt16>
  private let bands: Int
  /// Trials of the present batch that belong to the plan.
  var trials = 0

  init(bands: Int) {
    self.bands = bands
    counters = .allocate(capacity: max(1, bands * BandSketch.size))
    counters.initialize(repeating: 0, count: max(1, bands * BandSketch.size))
  }

  deinit { counters.deallocate() }

  @usableFromInline
  func add(_ band: Int, pack: Int, _ value: Pack) {
    let mine = counters + band * BandSketch.size
    let bins = BandSketch.bins(value)
    for lane in 0..<max(0, min(Pack.lanes, trials - pack * Pack.lanes)) {
      mine[Int(truncatingIfNeeded: bins[lane])] &+= 1
    }
  }

  /// All counts so far.
  var sketches: [BandSketch] {
    (0..<bands).map {
      BandSketch(
        UnsafeBufferPointer(start: counters + $0 * BandSketch.size, count: BandSketch.size))
    }
  }
}
