import Dispatch
import Sampling
import Synchronization

/// What one thread tallies of the batches that it is handed, for an analysis that asks more of a run than
/// `Results` tell.
public protocol BatchTallier: AnyObject, SendableMetatype {
  /// What a batch adds in an order that matters: sums of floating-point numbers.
  associatedtype Sums: Mergeable
  /// What the thread has counted: integers, which any order adds up to the same.
  associatedtype Counts: Mergeable

  /// Called once a batch.
  ///
  /// - Parameters:
  ///   - batch: its values, until the call returns.
  ///   - first: number of its first trial.
  ///   - trials: how many of its trials belong to the plan.
  func add(_ batch: ReplayedBatch, first: Int, trials: Int) -> Sums

  /// Called once, after the last batch.
  func finish() -> Counts
}

/// Counts of a tallier that has none.
public struct NoCounts: Mergeable {
  public init() {}
  public mutating func merge(_: NoCounts) {}
}

/// What talliers have found in the trials of a plan, the same for any number of threads: memory does not
/// grow with the trials. Those of two plans can be joined.
public struct Tallied<Sums: Mergeable, Counts: Mergeable>: Mergeable {
  private var tree = TallyTree<Sums>()
  /// nil before the first trial.
  public private(set) var counts: Counts?

  public init() {}

  /// nil before the first trial.
  public var sums: Sums? { tree.total }

  /// No trial may be in both.
  public mutating func merge(_ other: Tallied) {
    tree.merge(other.tree)
    if let more = other.counts { add(more) }
  }

  mutating func insert(_ sums: Sums, batch: Int) { tree.insert(sums, batch: batch) }

  mutating func add(_ more: Counts) {
    if counts == nil { counts = more } else { counts?.merge(more) }
  }
}

/// Runs a model as `simulate` does, and hands each batch to a tallier as well.
///
/// - Parameters:
///   - model: what to run.
///   - plan: trials, seed, design and threads.
///   - statements: claims whose probabilities are counted exactly.
///   - tallied: positions of the outputs that results tell; all if nil.
///   - tables: quantile tables, kept from call to call.
///   - monitor: counts the trials done, and can stop the run.
///   - make: a tallier for each thread.
/// - Throws: what `Sampler.init` throws, and `Cancelled`.
public func simulate<M: Model, T: BatchTallier>(
  _ model: M, _ plan: Plan, statements: [Statement] = [], tallied: [Int]? = nil,
  tables: TableCache = .shared, monitor: Monitor = Monitor(), beside make: @Sendable () -> T
) throws -> (results: Results, beside: Tallied<T.Sums, T.Counts>) {
  let job = try Job(
    model, plan, statements: statements, tallied: tallied, hasBands: false, tables: tables)
  let batches = plan.batches
  let next = Atomic<Int>(batches.lowerBound)
  let tree = Mutex(BatchTree())
  let beside = Mutex(Tallied<T.Sums, T.Counts>())
  let collected = Mutex(job.none)
  DispatchQueue.concurrentPerform(iterations: min(plan.threads, batches.count)) { _ in
    let worker = Worker(job)
    let tallier = make()
    while !monitor.isCancelled {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < batches.upperBound else { break }
      let trials = plan.trials(inBatch: index)
      let tally = worker.run(index, trials: trials)
      let sums = tallier.add(
        ReplayedBatch(columns: worker.columns), first: index * Design.batchTrials, trials: trials)
      tree.withLock { $0.insert(tally, batch: index) }
      beside.withLock { $0.insert(sums, batch: index) }
      monitor.add(trials)
    }
    worker.finish()
    let counts = worker.counts
    collected.withLock { $0.merge(counts) }
    let counted = tallier.finish()
    beside.withLock { $0.add(counted) }
  }
  if monitor.isCancelled { throw Cancelled() }
  let (grown, counts) = (tree.withLock { $0 }, collected.withLock { $0 })
  return (job.results(grown, counts), beside.withLock { $0 })
}

/// Runs a model for a tallier alone; otherwise like `simulate`.
///
/// - Throws: what `Sampler.init` throws, and `Cancelled`.
public func tally<M: Model, T: BatchTallier>(
  _ model: M, _ plan: Plan, tables: TableCache = .shared, monitor: Monitor = Monitor(),
  by make: @Sendable () -> T
) throws -> Tallied<T.Sums, T.Counts> {
  try simulate(
    model, plan, tallied: [], tables: tables, monitor: monitor, beside: make
  ).beside
}
