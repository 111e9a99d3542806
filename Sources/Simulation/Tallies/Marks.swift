import Sampling

/// Values of an output at which its distribution is watched batch by batch, for the errors of quantiles and
/// of expected shortfalls in designs whose trials are not independent.
///
/// The error of a quantile is that of the share of trials below it; the error of an expected shortfall is
/// that of the mean excess over the value at risk, to first order in how far off that is taken. Both
/// change slowly with the value, so quantiles of the first batch of the run will do.
struct Marks: Sendable, Equatable {
  static let probabilities = QuantileLevel.allCases.probabilities
  /// Tails of 1% and 5%: below one mark and above another, by their places.
  static let tails = QuantileLevel.tails.map { (low: $0.low.place, high: $0.high.place) }
  /// Shares below each mark, then mean excesses below the low marks, then above the high ones.
  static let count = probabilities.count + 2 * tails.count

  let values: [Double]

  /// - Parameter batch: values of a batch; nan are trials without one.
  init(_ batch: [Double]) {
    let sorted = batch.filter { !$0.isNaN }.sorted()
    values = Self.probabilities.map {
      sorted.isEmpty ? 0 : sorted[Int($0 * Double(sorted.count))]
    }
  }

  /// Place of the mean excess of a tail among all that is watched.
  static func place(ofTail tail: Int, low: Bool) -> Int {
    probabilities.count + (low ? 0 : tails.count) + tail
  }

  /// What is watched, over the first `count` trials of a column with known extremes.
  func watch(
    _ column: UnsafePointer<Pack>, count: Int, least: Double, greatest: Double,
    into means: inout [Moments]
  ) {
    guard count > 0 else {
      means += [Moments](repeating: Moments(), count: Self.count)
      return
    }
    let n = Double(count)
    for value in values {
      let below =
        greatest < value
        ? count : least >= value ? 0 : Self.below(value, column, count: count)
      means.append(Moments(Double(below) / n))
    }
    for tail in Self.tails {
      let isEmpty = least >= values[tail.low]
      means.append(
        Moments(isEmpty ? 0 : Self.excess(column, count, beyond: values[tail.low], -1) / n))
    }
    for tail in Self.tails {
      let isEmpty = greatest <= values[tail.high]
      means.append(
        Moments(isEmpty ? 0 : Self.excess(column, count, beyond: values[tail.high], 1) / n))
    }
  }

  private static func below(
    _ value: Double, _ column: UnsafePointer<Pack>, count: Int
  ) -> Int {
    let packs = count / Pack.lanes
    var (hits, otherHits) = (Pack.zero, Pack.zero)
    for p in 0..<packs { (hits, otherHits) = (otherHits + indicator(column[p] .< value), hits) }
    var total = Int((hits + otherHits).laneSum())
    for k in (packs * Pack.lanes)..<count where column[k / Pack.lanes][k % Pack.lanes] < value {
      total += 1
    }
    return total
  }

  /// Σ max(0, ±(x - value)).
  private static func excess(
    _ column: UnsafePointer<Pack>, _ count: Int, beyond value: Double, _ sign: Double
  ) -> Double {
    let packs = count / Pack.lanes
    var (sum, other) = (Pack.zero, Pack.zero)
    for p in 0..<packs {
      (sum, other) = (other + larger((column[p] - value) * sign, .zero), sum)
    }
    var total = (sum + other).laneSum()
    for k in (packs * Pack.lanes)..<count {
      total += max(0, (column[k / Pack.lanes][k % Pack.lanes] - value) * sign)
    }
    return total
  }
}

/// What a run watches batch by batch for the errors of its design, and in which order: means of the
/// outputs, shares of the statements, marks of each output, and for each pair of condition and output the
/// mean of `[condition] · (x - centre)`, whose error is that of the conditional mean times the share of
/// trials that meet the condition.
struct Replicated: Sendable, Equatable {
  let outputs: Int
  let statements: Int
  /// One for each output; none for independent trials, which need no watching.
  var marks: [Marks] = []
  /// About the mean of each output under each condition.
  var centres: [Double] = []

  func statement(_ index: Int) -> Int { outputs + index }
  func marks(_ output: Int) -> Range<Int> {
    let first = outputs + statements + output * Marks.count
    return first..<(first + Marks.count)
  }
  func conditional(_ place: Int) -> Int {
    outputs + statements + marks.count * Marks.count + place
  }
  var count: Int { conditional(centres.count) }
}
