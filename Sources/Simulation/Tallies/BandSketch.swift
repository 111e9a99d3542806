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
/// The bins of a batch are written down and counted band by band when it is over: thousands of histograms that take
/// turns with every pack would not stay in the cache. 16-bit counters: no count can pass `mostTrials`.
public final class BandCounts {
  /// Bands are counted in the first trials of a run only: 32,768 tell a quantile to 1% of a standard
  /// deviation, which is all that a chart can show, and no counter can overflow.
  public static let mostTrials = 1 << 15

  private let counters: UnsafeMutablePointer<UInt16>
  /// Of each band the bins of the packs of a batch.
  private let bins: UnsafeMutablePointer<SIMD8<UInt16>>
  private let bands: Int
  /// Trials of the batch whose bins are written down that belong to the plan.
  private var trials = 0

  init(bands: Int) {
    self.bands = bands
    counters = .onCacheLines(bands * BandSketch.size, repeating: 0)
    bins = .onCacheLines(bands * Design.batchPacks, repeating: .zero)
  }

  deinit {
    counters.deallocate()
    bins.deallocate()
  }

  /// Goes to the next batch, of which the first `trials` count. Every band must be added in each of their packs.
  func begin(trials: Int) {
    flush()
    self.trials = trials
  }

  /// Writes down a value of a band in the trials of a pack of the batch.
  @usableFromInline
  func add(_ band: Int, pack: Int, _ value: Pack) {
    bins[band * Design.batchPacks + pack] = SIMD8(truncatingIfNeeded: BandSketch.bins(value))
  }

  private func flush() {
    for band in 0..<(trials > 0 ? bands : 0) {
      let mine = counters + band * BandSketch.size
      let written = UnsafeRawPointer(bins + band * Design.batchPacks)
        .assumingMemoryBound(to: UInt16.self)
      for trial in 0..<trials { mine[Int(written[trial])] &+= 1 }
    }
    trials = 0
  }

  /// All counts so far.
  var sketches: [BandSketch] {
    flush()
    return (0..<bands).map {
      BandSketch(
        UnsafeBufferPointer(start: counters + $0 * BandSketch.size, count: BandSketch.size))
    }
  }
}

extension BandSketch: Storable {
  public mutating func pass(through store: inout Store) throws(StoreError) {
    try store.pass(counters: &counts, most: Self.size)
    try store.require(counts.count == Self.size)
    count = try store.total(counts)
  }
}
