import Sampling

/// Runs several models over the same trials, and tallies their differences from the first, trial by
/// trial.
///
/// Draws are named, so an input that two models share has the same value in the same trial of both:
/// what it adds to either cancels in the difference, whose error is that much smaller than for runs
/// of different seeds (common random numbers). All models go through one pool, batch by batch. The
/// results of each are those of `simulate`, to the bit, without bands.
///
/// - Parameters:
///   - models: at least one; the others are compared with the first.
///   - plan: trials, seed, design and threads, the same for all.
///   - statements: one list for each model; those of the same label are paired.
///   - monitor: counts the trials done, and can stop the run.
/// - Throws: what `Sampler.init` throws, and `Cancelled`.
public func simulatePaired<M: Model>(
  _ models: [M], _ plan: Plan, statements: [[Statement]], monitor: Monitor = Monitor()
) throws -> PairedResults {
  precondition(!models.isEmpty && models.count == statements.count, "one list for each model")
  let jobs = try zip(models, statements).map {
    try Job($0, plan, statements: $1, hasBands: false)
  }
  let pairings = jobs.indices.dropFirst().map { other in
    Pairing(
      other: other, (jobs[0].outputs, jobs[0].statements),
      (jobs[other].outputs, jobs[other].statements))
  }
  return try run(jobs, pairings: pairings, plan, monitor)
}

/// Which outputs and statements of two models are compared: those of the same name and unit, and of
/// the same label.
struct Pairing: Sendable {
  struct Outputs: Sendable {
    let name: String
    let first: Int
    let other: Int
    /// Whether both have a mean.
    let hasMean: Bool
  }
  struct Statements: Sendable {
    let first: Statement
    let other: Statement
  }
  /// Position of the model that is compared with the first.
  let other: Int
  let outputs: [Outputs]
  let statements: [Statements]

  init(
    other position: Int, _ first: (outputs: [Output], statements: [Statement]),
    _ other: (outputs: [Output], statements: [Statement])
  ) {
    self.other = position
    let places = Dictionary(
      other.outputs.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    outputs = first.outputs.enumerated().compactMap { index, output in
      guard let place = places[output.name], other.outputs[place].unit == output.unit else {
        return nil
      }
      return Outputs(
        name: output.name, first: index, other: place,
        hasMean: output.hasMean && other.outputs[place].hasMean)
    }
    let claims = Dictionary(
      other.statements.map { ($0.label, $0) }, uniquingKeysWith: { first, _ in first })
    statements = first.statements.compactMap { statement in
      claims[statement.label].map { Statements(first: statement, other: $0) }
    }
  }
}

/// What one worker tallies of a pairing.
final class PairWorker {
  let pairing: Pairing
  private let design: Design
  /// As `Plan.partTrials`.
  private let partTrials: Int
  /// In how many trials both hold, for each pair of statements.
  private(set) var both: [Int]
  private let column: UnsafeMutablePointer<Pack>

  init(_ pairing: Pairing, _ plan: Plan) {
    self.pairing = pairing
    design = plan.design
    partTrials = plan.partTrials
    both = Array(repeating: 0, count: pairing.statements.count)
    column = .onCacheLines(Sampler.columnStride, repeating: .zero)
  }

  deinit { column.deallocate() }

  /// Tallies a batch: moments of other - first of each output, and for designs other than random the
  /// means of those and of the differences of shares over the batch and over its first trials.
  func add(_ first: BatchColumns, _ other: BatchColumns, trials: Int) -> BatchTally {
    let keepsWhole = design != .random && trials == Design.batchTrials
    let keepsPart = keepsWhole && partTrials > 0
    var tally = BatchTally(outputs: [], conditionals: [])
    tally.outputs.reserveCapacity(pairing.outputs.count)
    if keepsPart { tally.partTrials = partTrials }
    for pair in pairing.outputs {
      let (a, b) = (first.output(pair.first), other.output(pair.other))
      for p in 0..<Design.batchPacks { column[p] = b[p] - a[p] }
      let moments = Moments(column, count: trials)
      tally.outputs.append(moments)
      if keepsWhole { tally.batchMeans.append(Moments(moments.mean)) }
      if keepsPart { tally.partMeans.append(Moments(Moments.mean(column, count: partTrials))) }
    }
    for (k, pair) in pairing.statements.enumerated() {
      let (a, b) = (first.output(pair.first.output), other.output(pair.other.output))
      both[k] += pair.first.holds(in: a, and: pair.other, in: b, count: trials)
      func gain(_ count: Int) -> Moments {
        let gain = pair.other.holds(in: b, count: count) - pair.first.holds(in: a, count: count)
        return Moments(Double(gain) / Double(count))
      }
      if keepsWhole { tally.batchMeans.append(gain(trials)) }
      if keepsPart { tally.partMeans.append(gain(partTrials)) }
    }
    return tally
  }
}
