import Sampling

/// What one batch, or a stretch of neighbouring batches, adds to the answer in an order that
/// matters: sums of floating-point numbers.
struct BatchTally: Mergeable {
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

/// Those of a run.
typealias BatchTree = TallyTree<BatchTally>

extension BatchTally: Storable {
  mutating func pass(through store: inout Store) throws(StoreError) {
    try store.pass(each: &outputs)
    try store.pass(each: &conditionals)
    try store.pass(each: &slopes)
    // What it is read into has as many as there may be.
    try store.pass(&batchMeans, noneOr: batchMeans.count, blank: Moments())
    try store.pass(&partMeans, noneOr: partMeans.count, blank: Moments())
    try store.pass(&partTrials)
    try store.require(partTrials < Design.batchTrials)
  }
}
