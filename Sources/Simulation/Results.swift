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
  private var tree: TallyTree
  private var counts: Counts
  private var total: BatchTally

  init(
    outputs: [Output], statements: [Statement], conditionals: Conditionals, bands: [Output],
    design: Design, tableUError: Double, tree: TallyTree, counts: Counts
  ) {
    self.tableUError = tableUError
    self.outputs = outputs
    self.statements = statements
    self.conditionals = conditionals
    self.bands = bands
    self.design = design
    self.tree = tree
    self.counts = counts
    total = tree.total ?? BatchTally(outputs: [], conditionals: [], batchMeans: [])
  }

  /// Adds the trials of another shard of the same model and seed. No trial may be in both.
  public mutating func merge(_ other: Results) {
    precondition(
      outputs == other.outputs && statements == other.statements && design == other.design
        && conditionals == other.conditionals && bands == other.bands,
      "shards must come from one model and one plan")
    tree.merge(other.tree)
    counts.merge(other.counts)
    total = tree.total ?? total
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
      bins: RankedBins(counts.sketches[index]),
      batchMeans: total.batchMeans.isEmpty ? Moments() : total.batchMeans[index], design: design)
  }

  /// An output over the trials that meet a condition; both by their position in `conditionals`.
  public func conditional(_ condition: Int, _ output: Int) -> ConditionalSummary {
    let place = conditionals.place(condition, output)
    return ConditionalSummary(
      condition: conditionals.conditions[condition],
      output: outputs[conditionals.outputs[output]], moments: total.conditionals[place],
      sketch: counts.conditionals[place])
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
    // The spread of the batches tells how many independent trials these are worth.
    let means = total.batchMeans
    let shares = means.isEmpty ? Moments() : means[outputs.count + index]
    let p = Double(hits) / Double(trials)
    var effective = Double(trials) / 2
    if shares.count >= 10, shares.standardError > 0 {
      effective = p * (1 - p) / (shares.standardError * shares.standardError)
    }
    return ProbabilityEstimate(hits: hits, trials: trials, effectiveTrials: effective)
  }
}

/// Statistics of one output.
public struct OutputSummary: Sendable {
  public let output: Output
  /// Count, mean and squares of all trials that have a value.
  public let moments: Moments
  /// Counts in bins of 0.1%, which quantiles are read from.
  public let sketch: QuantileSketch
  let bins: RankedBins
  let batchMeans: Moments
  let design: Design

  /// Over the trials that have a value. nil where some are infinite ("never"), where none has a value and
  /// where the output has no mean; errors are nil for a single trial as well.
  public var mean: Double? {
    output.hasMean && moments.count > 0 && moments.mean.isFinite ? moments.mean : nil
  }
  /// With n - 1; nil where there is no mean, and for a single trial.
  public var standardDeviation: Double? {
    mean == nil || moments.count < 2 ? nil : moments.standardDeviation
  }
  /// Trials with and without a value.
  public var trials: Int { moments.count + moments.missing }
  /// Share of the trials in which the output never comes about; nil where it is no output of that kind.
  public var never: Double? {
    output.canBeNever ? Double(sketch.infinite) / Double(trials) : nil
  }
  /// Share of the trials without a value.
  public var noValue: Double { Double(moments.missing) / Double(trials) }
  /// The smallest value seen; -infinity counts.
  public var least: Double { moments.least }
  /// The greatest value seen; infinity ("never") counts.
  public var greatest: Double { moments.greatest }

  /// Standard error of the mean. For independent trials sd/√n; for other designs from the spread of
  /// the batch means, which are independent replicates of each other.
  public var standardError: Double? {
    guard mean != nil, moments.count > 1 else { return nil }
    return moments.standardError(batchMeans: batchMeans, design)
  }

  /// The quantile at p: the value of rank ⌈p·n⌉, within 0.05%, and never beyond the extremes seen; nan
  /// where no trial has a value.
  public func quantile(_ p: Double) -> Double { quantiles([p])[0] }

  /// Quantiles at rising probabilities.
  public func quantiles(_ probabilities: [Double]) -> [Double] {
    // Less a hair, or 0.07 of 100 would be rank 8.
    let n = Double(moments.count) * (1 - 1e-12)
    return values(atRanks: probabilities.map { Int(($0 * n).rounded(.up)) })
  }

  /// The 95% interval of a quantile, from the binomial distribution of the number of trials below it
  /// (order statistics), widened by the bound of the sketch; all numbers where a single trial has a value.
  ///
  /// Latin hypercube samples are never worse than n - 1 independent ones (Owen 1997); antithetic
  /// pairs are never worse than half as many, and are counted so.
  public func quantileInterval(_ p: Double) -> ClosedRange<Double> { quantileIntervals([p])[0] }

  /// The intervals of quantiles at rising probabilities.
  public func quantileIntervals(_ probabilities: [Double]) -> [ClosedRange<Double>] {
    guard moments.count > 1 else {
      return probabilities.map { _ in -Double.infinity...Double.infinity }
    }
    let n = Double(moments.count)
    let effective = design == .antithetic ? n / 2 : n
    let reaches = probabilities.map {
      1.959963984540054 * ($0 * (1 - $0) / effective).squareRoot() * n
    }
    let lows = values(
      atRanks: zip(probabilities, reaches).map { Int(($0 * n - $1).rounded(.down)) })
    let highs = values(
      atRanks: zip(probabilities, reaches).map { Int(($0 * n + $1).rounded(.up)) + 1 })
    let slack = output.isWhole ? 0 : QuantileSketch.relativeError
    return zip(lows, highs).map { low, high in
      // Infinity stays what it is: "never" has no width.
      let below = low.isFinite ? low - abs(low) * slack : low
      let above = high.isFinite ? high + abs(high) * slack : high
      return below...above
    }
  }

  private func values(atRanks ranks: [Int]) -> [Double] {
    guard moments.count > 0 else { return ranks.map { _ in .nan } }
    return ranks.map { rank in
      let value = bins.value(atRank: min(max(rank, 1), moments.count))
      let inside = min(max(value, moments.least), moments.greatest)
      return output.isWhole ? inside.rounded() : inside
    }
  }
}
