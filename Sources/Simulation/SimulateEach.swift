import Dispatch
import Sampling
import Synchronization

/// One of many models that run over the same plan, with what is asked of it.
public struct PooledRun<M: Model>: Sendable {
  public let model: M
  public let statements: [Statement]
  /// Positions of the outputs that are tallied.
  public let tallied: [Int]

  public init(_ model: M, statements: [Statement] = [], tallied: [Int]) {
    self.model = model
    self.statements = statements
    self.tallied = tallied
  }
}

/// Runs many models over the trials of one plan: all pairs of model and batch through one pool.
///
/// Draws are named, so neighbouring models that have inputs in common share them: eight models take
/// turns on each batch, and a column is drawn again only where the next model wants another one. The
/// results of each model are those of `simulate`, to the bit, without bands, for any number of
/// threads. Memory holds the models at work, not all.
///
/// - Parameters:
///   - count: number of models.
///   - plan: trials, seed, design and threads, the same for all.
///   - tables: quantile tables, kept from model to model.
///   - monitor: counts the trials done, and can stop the run.
///   - make: gives the model at a position; called once each, from any thread.
///   - finished: takes its results; called once each, from any thread and in any order.
/// - Throws: the first error of `make`, `finished` and `Sampler.init`; `Cancelled`.
public func simulateEach<M: Model>(
  _ count: Int, _ plan: Plan, tables: TableCache = .shared, monitor: Monitor = Monitor(),
  make: @escaping @Sendable (Int) throws -> PooledRun<M>,
  finished: @escaping @Sendable (Int, Results) throws -> Void
) throws {
  guard count > 0 else { return }
  let groups = PooledGroup<M>.groups(count, plan)
  let chunks = groups[0].chunks.count
  let next = Atomic<Int>(0)
  let failure = Mutex<(any Error)?>(nil)
  DispatchQueue.concurrentPerform(iterations: min(plan.threads, groups.count * chunks)) { _ in
    let memory = PooledMemory()
    while !monitor.isCancelled, failure.withLock({ $0 == nil }) {
      let item = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard item < groups.count * chunks else { break }
      do {
        let group = groups[item / chunks]
        try group.run(item % chunks, memory, plan, tables, monitor, make: make, finished: finished)
      } catch {
        failure.withLock { $0 = $0 ?? error }
      }
    }
  }
  if let error = failure.withLock({ $0 }) { throw error }
  if monitor.isCancelled { throw Cancelled() }
}

/// Columns of one thread, for all models that it runs.
private final class PooledMemory {
  private var inputs = InputColumns(count: 0)
  private var outputs = OutputColumns(count: 0)
  private var counts = (inputs: 0, outputs: 0)

  func columns(inputs wanted: Int, outputs wantedOutputs: Int) -> (InputColumns, OutputColumns) {
    if wanted > counts.inputs {
      inputs = InputColumns(count: wanted)
      counts.inputs = wanted
    }
    if wantedOutputs > counts.outputs {
      outputs = OutputColumns(count: wantedOutputs)
      counts.outputs = wantedOutputs
    }
    return (inputs, outputs)
  }
}

/// A few neighbouring models that take turns on each batch.
private final class PooledGroup<M: Model>: Sendable {
  /// Models that take turns. More would share more draws, but their counts would no longer fit the
  /// cache.
  static var size: Int { 8 }

  let models: Range<Int>
  /// Stretches of batches; each is done by one thread.
  let chunks: [Range<Int>]
  private struct State {
    var jobs: [Job<M>] = []
    var trees: [BatchTree] = []
    var counts: [Counts] = []
    var chunksLeft: Int
  }
  private let state: Mutex<State>

  private init(models: Range<Int>, chunks: [Range<Int>]) {
    self.models = models
    self.chunks = chunks
    state = Mutex(State(chunksLeft: chunks.count))
  }

  /// Groups of all models. Where these are too few to keep all threads busy, batches are split too.
  static func groups(_ count: Int, _ plan: Plan) -> [PooledGroup] {
    let batches = plan.batches
    let groups = (count + size - 1) / size
    let wanted = (8 * plan.threads + groups - 1) / groups
    let parts = max(1, min(batches.count, groups >= 8 * plan.threads ? 1 : wanted))
    let chunks = (0..<parts).map { part in
      let first = batches.lowerBound + batches.count * part / parts
      return first..<(batches.lowerBound + batches.count * (part + 1) / parts)
    }
    return (0..<groups).map { group in
      PooledGroup(models: (group * size)..<min(count, (group + 1) * size), chunks: chunks)
    }
  }

  /// Does one chunk; the thread that does the last one hands the results over.
  func run(
    _ chunk: Int, _ memory: PooledMemory, _ plan: Plan, _ tables: TableCache, _ monitor: Monitor,
    make: (Int) throws -> PooledRun<M>, finished: (Int, Results) throws -> Void
  ) throws {
    let jobs = try jobs(plan, tables, make)
    let (inputs, outputs) = memory.columns(
      inputs: jobs.map(\.sampler.inputs.count).max() ?? 0,
      outputs: jobs.map(\.model.outputs.count).max() ?? 0)
    let workers = jobs.map { Worker($0, inputs: inputs, outputs: outputs) }
    var trees = [BatchTree](repeating: BatchTree(), count: jobs.count)
    for batch in chunks[chunk] {
      if monitor.isCancelled { return }
      let trials = plan.trials(inBatch: batch)
      for (k, worker) in workers.enumerated() {
        trees[k].insert(worker.run(batch, trials: trials), batch: batch)
      }
      monitor.add(trials * jobs.count)
    }
    for worker in workers { worker.finish() }
    let counts = workers.map(\.counts)
    let (grown, done) = (trees, counts)
    let whole: (trees: [BatchTree], counts: [Counts])? = state.withLock { state in
      if state.trees.isEmpty {
        (state.trees, state.counts) = (grown, done)
      } else {
        for k in jobs.indices {
          state.trees[k].merge(grown[k])
          state.counts[k].merge(done[k])
        }
      }
      state.chunksLeft -= 1
      guard state.chunksLeft == 0 else { return nil }
      defer { (state.jobs, state.trees, state.counts) = ([], [], []) }
      return (state.trees, state.counts)
    }
    guard let whole else { return }
    for (k, index) in models.enumerated() {
      try finished(index, jobs[k].results(whole.trees[k], whole.counts[k]))
    }
  }

  /// The jobs of the group, made by whoever comes first.
  private func jobs(
    _ plan: Plan, _ tables: TableCache, _ make: (Int) throws -> PooledRun<M>
  ) throws -> [Job<M>] {
    try state.withLock { state in
      if state.jobs.isEmpty {
        state.jobs = try models.map { index in
          let run = try make(index)
          return try Job(
            run.model, plan, statements: run.statements, tallied: run.tallied, hasBands: false,
            tables: tables)
        }
      }
      return state.jobs
    }
  }
}
