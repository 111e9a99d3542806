import Dispatch
import Sampling
import Synchronization

/// One model of a run with all that is asked of it; what its workers share.
struct Job<M: Model>: Sendable {
  let model: M
  let sampler: Sampler
  /// Positions of the outputs that are tallied.
  let tallied: [Int]
  let outputs: [Output]
  let bands: [Output]
  let statements: [Statement]
  let conditionals: Conditionals
  let design: Design
  /// Of the whole run, as `Plan.partTrials`.
  let partTrials: Int
  private(set) var replicated: Replicated
  /// What a worker has counted before its first batch.
  let none: Counts

  /// - Parameters:
  ///   - tallied: positions of the outputs to tally; all if nil.
  ///   - hasBands: false leaves the bands of the model uncounted.
  init(
    _ model: M, _ plan: Plan, statements: [Statement], conditionals: Conditionals = .none,
    tallied: [Int]? = nil, hasBands: Bool = true, tables: TableCache? = nil
  ) throws {
    self.model = model
    sampler = try Self.sampler(of: model, plan, tables: tables)
    let all = model.outputs
    self.tallied = tallied ?? Array(all.indices)
    outputs = self.tallied.map { all[$0] }
    bands = hasBands ? model.bands : []
    self.statements = statements
    self.conditionals = conditionals
    design = plan.design
    partTrials = plan.partTrials
    replicated = Replicated(outputs: outputs.count, statements: statements.count)
    none = Counts(
      outputs: outputs, statements: statements.count, conditionals: conditionals.count)
    if design != .random { mark() }
  }

  /// Looks at the first batch of the run, whichever shard this is, to see about where the outputs lie.
  private mutating func mark() {
    let columns = BatchColumns(sampler: sampler, outputs: model.outputs.count)
    var scratch = model.makeScratch()
    model.evaluate(columns.draw(0), &scratch)
    let all = Design.batchTrials
    replicated.marks = tallied.map { Marks(columns.values(ofOutput: $0)) }
    for condition in conditionals.conditions {
      let chosen = columns.selection.choose(
        condition, from: columns.output(condition.output), trials: all)
      for output in conditionals.outputs {
        let column = columns.output(output)
        let (sum, valued) = columns.selection.sum(column, count: chosen, less: 0)
        let mean = valued > 0 ? sum / Double(valued) : Moments.mean(column, count: all)
        replicated.centres.append(mean.isFinite ? mean : 0)
      }
    }
  }

  static func sampler(of model: M, _ plan: Plan, tables: TableCache? = nil) throws -> Sampler {
    try Sampler(
      model.inputs, series: model.series, seed: plan.seed, design: plan.design,
      source: plan.source, correlation: model.correlation, tables: tables)
  }

  func results(_ tree: BatchTree, _ counts: Counts) -> Results {
    Results(
      outputs: outputs, statements: statements, conditionals: conditionals, bands: bands,
      design: design, tableUError: sampler.uError, replicated: replicated, tree: tree,
      counts: counts)
  }
}

/// The part of a job that one thread does: memory for a batch, and what it has counted.
final class Worker<M: Model> {
  let job: Job<M>
  let columns: BatchColumns
  private var scratch: M.Scratch
  private(set) var counts: Counts

  /// - Parameters: memory that workers of other jobs on the same thread use as well; their own if
  ///   nil.
  init(_ job: Job<M>, inputs: InputColumns? = nil, outputs: OutputColumns? = nil) {
    self.job = job
    columns = BatchColumns(
      sampler: job.sampler, outputs: job.model.outputs.count, bands: job.bands.count,
      inputs: inputs, outputs: outputs)
    scratch = job.model.makeScratch()
    counts = job.none
  }

  /// Draws and evaluates a batch; its columns stay until the next one.
  func run(_ batch: Int, trials: Int) -> BatchTally {
    job.model.evaluate(columns.draw(batch, trials: trials), &scratch)
    return counts.add(columns, trials: trials, job)
  }

  /// Call once after the last batch.
  func finish() { counts.finish(columns) }
}

/// Runs jobs of one plan on one pool: every batch of all of them, then what pairs them.
///
/// - Returns: results of each job, and the tallies of each pairing.
func run<M: Model>(
  _ jobs: [Job<M>], pairings: [Pairing] = [], _ plan: Plan, _ monitor: Monitor
) throws -> PairedResults {
  let batches = plan.batches
  let next = Atomic<Int>(batches.lowerBound)
  let trees = Mutex([BatchTree](repeating: BatchTree(), count: jobs.count + pairings.count))
  let collected = Mutex(jobs.map(\.none))
  let joint = Mutex(pairings.map { [Int](repeating: 0, count: $0.statements.count) })

  DispatchQueue.concurrentPerform(iterations: min(plan.threads, batches.count)) { _ in
    // What jobs have in common is drawn once a batch.
    let inputs = InputColumns(count: jobs.map(\.sampler.inputs.count).max() ?? 0)
    let workers = jobs.map { Worker($0, inputs: inputs) }
    let pairs = pairings.map { PairWorker($0, plan) }
    while !monitor.isCancelled {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < batches.upperBound else { break }
      let trials = plan.trials(inBatch: index)
      var tallies = workers.map { $0.run(index, trials: trials) }
      for pair in pairs {
        tallies.append(
          pair.add(workers[0].columns, workers[pair.pairing.other].columns, trials: trials))
      }
      trees.withLock { for k in tallies.indices { $0[k].insert(tallies[k], batch: index) } }
      monitor.add(trials * jobs.count)
    }
    for worker in workers { worker.finish() }
    let counts = workers.map(\.counts)
    collected.withLock { for k in counts.indices { $0[k].merge(counts[k]) } }
    let both = pairs.map(\.both)
    joint.withLock { for (k, counts) in both.enumerated() { $0[k] = zip($0[k], counts).map(+) } }
  }
  if monitor.isCancelled { throw Cancelled() }
  let (grown, counts) = (trees.withLock { $0 }, collected.withLock { $0 })
  return PairedResults(
    results: jobs.indices.map { jobs[$0].results(grown[$0], counts[$0]) }, pairings: pairings,
    trees: Array(grown[jobs.count...]), both: joint.withLock { $0 })
}
