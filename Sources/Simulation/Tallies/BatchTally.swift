import Sampling

/// What one batch, or a stretch of neighbouring batches, adds to the answer in an order that
/// matters: sums of floating-point numbers.
struct BatchTally: Sendable {
  /// Moments of each output over the trials.
  var outputs: [Moments]
  /// Moments of each pair of condition and output over the trials that meet the condition.
  var conditionals: [Moments]
  /// Cross moments of each output that is asked for its slope.
  var slopes: [CrossMoments] = []
  /// Moments over full batches of what tells the errors of a design, as `Replicated` orders it. Empty
  /// where the design has no use for them, and for a part of a batch.
  var batchMeans: [Moments] = []
  /// The same over the first `partTrials` trials of full batches (`Plan.partTrials`).
  var partMeans: [Moments] = []
  /// 0 where there is no such part.
  var partTrials = 0

  mutating func merge(_ other: BatchTally) {
    for k in outputs.indices { outputs[k].merge(other.outputs[k]) }
    for k in conditionals.indices { conditionals[k].merge(other.conditionals[k]) }
    for k in slopes.indices { slopes[k].merge(other.slopes[k]) }
    Self.merge(&batchMeans, other.batchMeans)
    // Of runs that were planned for different trials the longest part stays, in any order.
    if other.partTrials > partTrials {
      (partTrials, partMeans) = (other.partTrials, other.partMeans)
    } else if other.partTrials == partTrials {
      Self.merge(&partMeans, other.partMeans)
    }
  }

  private static func merge(_ means: inout [Moments], _ others: [Moments]) {
    if means.isEmpty {
      means = others
    } else {
      for (k, other) in others.enumerated() { means[k].merge(other) }
    }
  }

  /// How a quantity varied from batch to batch, by its position.
  func replicates(_ position: Int, trials: Int) -> Replicates {
    var replicates = Replicates()
    if !batchMeans.isEmpty { replicates.whole = Replicates.Spread(batchMeans[position]) }
    if !partMeans.isEmpty, partTrials == trials % Design.batchTrials {
      replicates.part = Replicates.Spread(partMeans[position])
    }
    return replicates
  }
}

/// Tallies of batches, joined along one fixed binary tree.
///
/// Floating-point sums depend on their order. Here batch 2k is always joined with batch 2k + 1,
/// that pair with its neighbouring pair, and so on, whichever worker or shard delivered them and
/// when: the sums are those of the tree over batch numbers. What is kept are the parts whose
/// neighbour has not arrived, about log2(batches) of them, and rounding errors grow as slowly.
struct TallyTree: Sendable {
  private struct Place: Hashable {
    var level: Int
    var index: Int
  }
  private var parts: [Place: BatchTally] = [:]

  init() {}

  mutating func insert(_ tally: BatchTally, batch: Int) {
    insert(tally, at: Place(level: 0, index: batch))
  }

  private mutating func insert(_ tally: BatchTally, at place: Place) {
    let neighbour = Place(level: place.level, index: place.index ^ 1)
    guard let other = parts.removeValue(forKey: neighbour) else {
      parts[place] = tally
      return
    }
    var joined = place.index & 1 == 0 ? tally : other
    joined.merge(place.index & 1 == 0 ? other : tally)
    insert(joined, at: Place(level: place.level + 1, index: place.index / 2))
  }

  /// Adds the batches of another tree. No batch may be in both.
  mutating func merge(_ other: TallyTree) {
    for (place, tally) in other.parts.sorted(by: { $0.key.level < $1.key.level }) {
      insert(tally, at: place)
    }
  }

  /// Everything so far, joined from the left.
  var total: BatchTally? {
    let rising = parts.sorted { $0.key.index << $0.key.level < $1.key.index << $1.key.level }
    guard var sum = rising.first?.value else { return nil }
    for (_, tally) in rising.dropFirst() { sum.merge(tally) }
    return sum
  }
}
