import Sampling

/// Counts of one sign, over a window of octaves that grows with the values seen.
///
/// A batch is counted into 16-bit numbers, which are moved to 64-bit totals before any can overflow:
/// the columns of a model share the cache, and a quarter of the memory is a quarter of the misses.
struct SketchSide: Sendable, Equatable {
  /// Bin number of `counts[0]`, at the start of an octave.
  private(set) var first = Int((1.0).bitPattern >> QuantileSketch.shift)
  private(set) var counts: [UInt64] = []

  /// Values below it count as 0.
  let smallest: Double

  /// - Parameter smallest: from 2^-64 up; the window never reaches below it.
  init(smallest: Double) { self.smallest = smallest }

  private var lowestBin: Int { Int(smallest.bitPattern >> QuantileSketch.shift) }

  /// Eight slots for what lies below the window, one a lane so that zeros in a row do not wait for
  /// each other; the bins of the window; eight slots for what lies above.
  private var recent = [UInt16](repeating: 0, count: 16)
  private var recentValues = 0

  /// Counts the first `count` values of a column, times `sign`.
  ///
  /// - Parameters:
  ///   - greatest: the largest of them, after `sign`.
  ///   - places: room for a batch of slot numbers. Finding all slots first and counting then took a
  ///     third off the time of doing both at once.
  /// - Returns: how many lie below `smallest` and how many from `QuantileSketch.limit` up; they are
  ///   in no bin.
  mutating func add(
    _ column: UnsafePointer<Pack>, _ count: Int, sign: Double, greatest: Double,
    _ places: UnsafeMutablePointer<SIMD8<Int64>>
  ) -> (below: UInt64, above: UInt64) {
    if recentValues + count > Int(UInt16.max) { flush() }
    let packs = count / Pack.lanes
    // The window nearly always fits, so the slots are found first; where it does not, again.
    if packs * Pack.lanes < count || !(greatest < topEdge) { cover(column, count, sign) }
    if place(column, packs, sign, places) < bottomEdge {
      cover(column, count, sign)
      _ = place(column, packs, sign, places)
    }
    // After `cover`, which flushes what came before when the window grows.
    recentValues += count
    let (first, window, topEdge) = (first, counts.count, topEdge)
    return recent.withUnsafeMutableBufferPointer { buffer in
      let slots = buffer.baseAddress.unsafelyUnwrapped
      let scalars = UnsafeRawPointer(places).assumingMemoryBound(to: Int.self)
      for k in 0..<(packs * Pack.lanes) { slots[scalars[k]] &+= 1 }
      for k in (packs * Pack.lanes)..<count {
        let x = column[k / Pack.lanes][k % Pack.lanes] * sign
        let slot = Int(Int64(bitPattern: x.bitPattern) >> Int64(QuantileSketch.shift)) - first + 8
        slots[!(x < topEdge) ? 8 + window : max(slot, 0)] &+= 1
      }
      var (below, above): (UInt64, UInt64) = (0, 0)
      for k in 0..<8 {
        below += UInt64(slots[k])
        above += UInt64(slots[8 + window + k])
        slots[k] = 0
        slots[8 + window + k] = 0
      }
      return (below, above)
    }
  }

  /// Where the window begins and ends.
  private var bottomEdge: Double { Double(bitPattern: UInt64(first) << QuantileSketch.shift) }
  private var topEdge: Double {
    Double(bitPattern: UInt64(first + counts.count) << QuantileSketch.shift)
  }

  /// Finds the slot of every value, and returns the smallest value that does not count as 0.
  ///
  /// Slots are 0 ..< 16 + counts.count, the room that `recent` has: eight for what lies below the window,
  /// the window, eight for what lies above it or is nan.
  private func place(
    _ column: UnsafePointer<Pack>, _ packs: Int, _ sign: Double,
    _ places: UnsafeMutablePointer<SIMD8<Int64>>
  ) -> Double {
    let offset = SIMD8<Int64>(repeating: Int64(first - 8))
    let lane = SIMD8<Int64>(0, 1, 2, 3, 4, 5, 6, 7)
    let top = lane &+ Int64(8 + counts.count)
    let (bottomEdge, topEdge) = (bottomEdge, topEdge)
    let (smallest, none) = (Pack(repeating: smallest), Pack(repeating: .infinity))
    var (low, otherLow) = (none, none)
    for p in 0..<packs {
      // Compared as doubles: comparisons of integer vectors become eight branches.
      let x = column[p] * sign
      let bits = unsafeBitCast(x, to: SIMD8<Int64>.self)
      var slot = (bits &>> Int64(QuantileSketch.shift)) &- offset
      slot = slot.replacing(with: lane, where: x .< bottomEdge)
      // Asked this way round a nan lands above the window too, never outside the memory.
      slot = top.replacing(with: slot, where: x .< topEdge)
      places[p] = slot
      // Two minima in turn, so that neither waits for the other.
      (low, otherLow) = (otherLow, smaller(select(x .< smallest, none, x), low))
    }
    return smaller(low, otherLow).min()
  }

  mutating func add(_ bin: Int, _ times: UInt64) {
    cover(bin, bin)
    counts[bin - first] += times
  }

  /// Makes room for the values of a column from `smallest` up to `QuantileSketch.limit`.
  private mutating func cover(_ column: UnsafePointer<Pack>, _ count: Int, _ sign: Double) {
    let smallest = Pack(repeating: self.smallest)
    let largest = Pack(repeating: QuantileSketch.limit)
    var lows = Quad(repeating: largest)
    var highs = Quad(repeating: .zero)
    let packs = count / Pack.lanes / 4 * 4
    for p in stride(from: 0, to: packs, by: 4) {
      let x = Quad(column + p).times(sign)
      lows.lower(to: x.replacing(below: smallest, with: largest))
      highs.raise(to: x.replacing(from: largest, with: .zero))
    }
    var (least, greatest) = (lows.least, highs.greatest)
    for k in (packs * Pack.lanes)..<count {
      let x = column[k / Pack.lanes][k % Pack.lanes] * sign
      if x >= self.smallest { least = min(least, x) }
      if x < QuantileSketch.limit { greatest = max(greatest, x) }
    }
    guard least < QuantileSketch.limit else { return }
    cover(
      Int(least.bitPattern >> QuantileSketch.shift),
      Int(greatest.bitPattern >> QuantileSketch.shift))
  }

  /// Makes room for the bins from `low` to `high`.
  private mutating func cover(_ low: Int, _ high: Int) {
    if !counts.isEmpty, low >= first, high < first + counts.count { return }
    flush()
    grow(low, high)
    recent = Array(repeating: 0, count: counts.count + 16)
  }

  /// Makes room in the totals alone.
  private mutating func grow(_ low: Int, _ high: Int) {
    if !counts.isEmpty, low >= first, high < first + counts.count { return }
    let octave = 1 << Int(QuantileSketch.binsLog2)
    var start = low & ~(octave - 1)
    let end = (high & ~(octave - 1)) + octave
    // Where the smallest value that counts is known, the window begins there and never grows down.
    if smallest > 0x1p-64 { start = min(start, lowestBin & ~(octave - 1)) }
    if counts.isEmpty {
      first = start
      counts = Array(repeating: 0, count: end - start)
    }
    if start < first {
      // Eight octaves at a time: small values arrive one by one, and each move copies the window.
      start = min(start, max(first - 8 * octave, lowestBin))
      counts = Array(repeating: 0, count: first - start) + counts
      first = start
    }
    if end > first + counts.count {
      counts.append(contentsOf: repeatElement(0, count: end - first - counts.count))
    }
  }

  /// Moves the 16-bit counts to the totals. The totals are complete only after this.
  mutating func flush() {
    guard recentValues > 0 else { return }
    // Most octaves of the window are empty most of the time: look before adding.
    let octave = 1 << Int(QuantileSketch.binsLog2)
    for start in stride(from: 0, to: counts.count, by: octave) {
      var any: UInt16 = 0
      for k in start..<(start + octave) { any |= recent[8 + k] }
      guard any != 0 else { continue }
      for k in start..<(start + octave) {
        counts[k] += UInt64(recent[8 + k])
        recent[8 + k] = 0
      }
    }
    recentValues = 0
  }

  /// Completes the totals and lets go of the 16-bit counts. No column may come after it.
  mutating func finish() {
    flush()
    recent = []
  }

  /// Equal totals; how far the window reaches beyond them is no matter.
  static func == (a: SketchSide, b: SketchSide) -> Bool {
    let first = min(a.first, b.first)
    let end = max(a.first + a.counts.count, b.first + b.counts.count)
    return (first..<end).allSatisfy { a.total($0) == b.total($0) }
  }

  private func total(_ bin: Int) -> UInt64 {
    counts.indices.contains(bin - first) ? counts[bin - first] : 0
  }

  /// Adds the totals of another side, both finished.
  mutating func merge(_ other: SketchSide) {
    guard !other.counts.isEmpty else { return }
    guard !counts.isEmpty else {
      self = other
      return
    }
    grow(other.first, other.first + other.counts.count - 1)
    for (k, count) in other.counts.enumerated() where count > 0 {
      counts[other.first - first + k] += count
    }
  }
}

/// Of finished sides.
extension SketchSide: Storable {
  mutating func pass(through store: inout Store) throws(StoreError) {
    try store.pass(&first)
    try store.pass(counters: &counts, most: Self.mostBins)
    let octave = 1 << Int(QuantileSketch.binsLog2)
    let end = Int(QuantileSketch.limit.bitPattern >> QuantileSketch.shift)
    try store.require(
      counts.isEmpty
        || first % octave == 0 && counts.count % octave == 0 && first >= lowestBin & ~(octave - 1)
          && first + counts.count <= end
    )
  }

  /// From 2^-64 to 2^128.
  private static let mostBins = 192 << Int(QuantileSketch.binsLog2)
}
