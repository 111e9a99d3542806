import Synchronization

/// The ranked bins of the outputs of a run, each worked out when it is first asked for: every table asks again.
final class Ranks: Sendable {
  private let known = Mutex<[Int: RankedBins]>([:])

  /// - Parameters:
  ///   - output: position of the output.
  ///   - sketch: its counts, the same in every call.
  subscript(output: Int, sketch: QuantileSketch) -> RankedBins {
    known.withLock { known in
      if let bins = known[output] { return bins }
      let bins = RankedBins(sketch)
      known[output] = bins
      return bins
    }
  }
}

/// The bins of a sketch that hold values, with their ranks: one pass over the sketch, then every
/// quantile is a search.
struct RankedBins: Sendable {
  /// Middles of the bins, rising.
  let values: [Double]
  /// Rank of the last value in each bin.
  let lastRanks: [Int]

  init(_ sketch: QuantileSketch) {
    var values: [Double] = []
    var lastRanks: [Int] = []
    var rank = 0
    sketch.forEachBin { value, count in
      rank += count
      values.append(value)
      lastRanks.append(rank)
      return true
    }
    self.values = values
    self.lastRanks = lastRanks
  }

  /// The value of the given rank (1 is the smallest); the largest beyond the last rank.
  func value(atRank rank: Int) -> Double {
    var (low, high) = (0, values.count - 1)
    guard high >= 0 else { return .nan }
    while low < high {
      let middle = (low + high) / 2
      if lastRanks[middle] < rank { low = middle + 1 } else { high = middle }
    }
    return values[low]
  }

  /// How many values lie in a bin.
  func count(_ bin: Int) -> Int { lastRanks[bin] - (bin == 0 ? 0 : lastRanks[bin - 1]) }
}
