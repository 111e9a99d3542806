import Foundation
import Sampling

/// The answer of a run: for each output its moments and quantiles, for each statement its
/// probability, all with their Monte Carlo errors. Two shards of one plan can be joined.
public struct Results: Sendable {
  /// In the order of the model.
  public let outputs: [Output]
  /// In the order in which they were asked.
  public let statements: [Statement]
  public let conditionals: Conditionals
  public let bands: [Output]
  public let design: Design
  /// The largest |F(Q̂(u)) - u| of the quantile tables that drew the inputs.
  public let tableUError: Double
  private let replicated: Replicated
  private var tree: BatchTree
  private var counts: Counts
  private var total: BatchTally
  private var ranks = Ranks()

  init(
    outputs: [Output], statements: [Statement], conditionals: Conditionals, bands: [Output],
    design: Design, tableUError: Double, replicated: Replicated, tree: BatchTree, counts: Counts
  ) {
    self.tableUError = tableUError
    self.replicated = replicated
    self.outputs = outputs
    self.statements = statements
    self.conditionals = conditionals
    self.bands = bands
    self.design = design
    self.tree = tree
    self.counts = counts
    total = tree.total ?? BatchTally(outputs: [], conditionals: [])
  }

  /// Adds the trials of another shard of the same model and seed. No trial may be in both.
  public mutating func merge(_ other: Results) {
    precondition(
      outputs == other.outputs && statements == other.statements && design == other.design
        && conditionals == other.conditionals && bands == other.bands,
      "shards must come from one model and one plan")
    tree.merge(other.tree)
    counts.merge(other.counts)
    settle()
  }

  private mutating func settle() {
    total = tree.total ?? total
    ranks = Ranks()
  }

  /// Trials that were run.
  public var trials: Int { total.outputs.first.map { $0.count + $0.missing } ?? 0 }

  /// Position of an output by name.
  public func index(of name: String) -> Int? { outputs.firstIndex { $0.name == name } }

  /// Statistics of the output of a name; nil where the model has none.
  public subscript(name: String) -> OutputSummary? { index(of: name).map(summary) }

  /// Statistics of the output at a position.
  public func summary(_ index: Int) -> OutputSummary {
    OutputSummary(
      output: outputs[index], moments: total.outputs[index], sketch: counts.sketches[index],
      bins: ranks[index, counts.sketches[index]], design: design, replicates: replicates(index),
      marks: design == .random
        ? nil
        : MarkedOutput(
          replicated.marks[index], replicated.marks(index).map(replicates), trials: trials, design))
  }

  private func replicates(_ position: Int) -> Replicates {
    total.replicates(position, trials: trials)
  }

  /// An output over the trials that meet a condition; both by their position in `conditionals`.
  public func conditional(_ condition: Int, _ output: Int) -> ConditionalSummary {
    let place = conditionals.place(condition, output)
    return ConditionalSummary(
      condition: conditionals.conditions[condition],
      output: outputs[conditionals.outputs[output]], moments: total.conditionals[place],
      sketch: counts.conditionals[place],
      design == .random ? Replicates() : replicates(replicated.conditional(place)),
      trials: trials, design)
  }

  /// The slope of an output by its position in `conditionals.slopes`; nil where none was asked for.
  public func slope(_ index: Int) -> SlopeEstimate? {
    guard let slopes = conditionals.slopes, total.slopes.indices.contains(index) else { return nil }
    return SlopeEstimate(
      total.slopes[index].products, x: total.outputs[slopes.on],
      y: total.outputs[slopes.outputs[index]], design)
  }

  /// The band at a position; counted in the first `BandCounts.mostTrials` trials of the run.
  public func band(_ index: Int) -> BandSketch {
    counts.bands.isEmpty ? BandSketch() : counts.bands[index]
  }

  /// In how many trials a statement holds; nil where it was not counted.
  func hits(_ statement: Statement) -> Int? {
    statements.firstIndex(of: statement).map { counts.hits[$0] }
  }

  /// The probability of the statement at a position.
  public func probability(_ index: Int) -> ProbabilityEstimate {
    let hits = counts.hits[index]
    guard design != .random else { return ProbabilityEstimate(hits: hits, trials: trials) }
    // The spread of the batches tells how many independent trials these are worth; while all trials
    // agree, half of those there are.
    let p = Double(hits) / Double(trials)
    let error = replicates(replicated.statement(index))
      .standardError(ofShare: p, trials: trials, design)
    return ProbabilityEstimate(
      hits: hits, trials: trials,
      effectiveTrials: error.map { p * (1 - p) / ($0 * $0) } ?? Double(trials) / 2)
  }
}

/// Results are read into those of no trials (`Asked.none`), which know what was asked.
extension Results: Storable {
  public mutating func pass(through store: inout Store) throws(StoreError) {
    let means = Array(repeating: Moments(), count: replicated.count)
    var blank = BatchTally(
      outputs: Array(repeating: Moments(), count: outputs.count),
      conditionals: Array(repeating: Moments(), count: conditionals.count))
    blank.slopes = Array(repeating: CrossMoments(), count: conditionals.slopes?.outputs.count ?? 0)
    (blank.batchMeans, blank.partMeans) = (means, means)
    try tree.pass(through: &store, blank: blank)
    try counts.pass(through: &store, bands: bands.count)
    if store.isReading {
      settle()
      try store.require(
        zip(total.outputs, counts.sketches).allSatisfy { $0.count == $1.count && $0.isOrdered })
      try store.require(outputs.isEmpty || counts.hits.allSatisfy { $0 <= trials })
    }
  }
}
