import Sampling
import Synchronization

/// How a run gets on, and a way to stop it. Shared between the run and whoever watches.
public final class Monitor: Sendable {
  private let done = Atomic<Int>(0)
  private let stopped = Atomic<Bool>(false)

  public init() {}

  /// Trials finished so far.
  public var trialsDone: Int { done.load(ordering: .relaxed) }
  /// Asks the run to end; it throws `Cancelled` at its next batch.
  public func cancel() { stopped.store(true, ordering: .relaxed) }
  /// Whether the run was asked to end.
  public var isCancelled: Bool { stopped.load(ordering: .relaxed) }

  func add(_ trials: Int) { done.wrappingAdd(trials, ordering: .relaxed) }
}

/// A run was asked to stop.
public struct Cancelled: Error {
  public init() {}
}

/// Runs a model: all trials of the plan, batch by batch, on `plan.threads` workers.
///
/// Workers take the next batch from a counter, so a slow one holds nobody up. Quantile counts stay
/// with the worker until the end (integers: order cannot matter); sums go into one tree whose shape
/// depends on batch numbers only. Hence the same bytes for any number of threads.
///
/// - Parameters:
///   - model: what to run.
///   - plan: trials, seed, design and threads.
///   - statements: claims whose probabilities are counted exactly.
///   - conditionals: outputs to be summed up under conditions.
///   - tables: quantile tables, kept from call to call.
///   - monitor: counts the trials done, and can stop the run.
/// - Throws: what `Sampler.init` throws, and `Cancelled`.
public func simulate<M: Model>(
  _ model: M, _ plan: Plan, statements: [Statement] = [], conditionals: Conditionals = .none,
  tables: TableCache = .shared, monitor: Monitor = Monitor()
) throws -> Results {
  try Asked(model, statements: statements, conditionals: conditionals)
    .results(plan, tables: tables, monitor: monitor)
}

/// Runs the trials of a plan in order on the calling thread and hands every batch to `body`: for
/// writing trials out and for looking at a few of them.
///
/// - Parameters:
///   - model: what to run.
///   - plan: trials, seed and design.
///   - tables: quantile tables, kept from call to call.
///   - monitor: can stop the run.
///   - body: gets the batch, the number of its first trial and how many trials belong to the plan.
/// - Throws: what `Sampler.init` and `body` throw, and `Cancelled`.
public func replay<M: Model>(
  _ model: M, _ plan: Plan, tables: TableCache = .shared, monitor: Monitor = Monitor(),
  _ body: (ReplayedBatch, _ firstTrial: Int, _ trials: Int) throws -> Void
) throws {
  let sampler = try Job.sampler(of: model, plan, tables: tables)
  let columns = BatchColumns(sampler: sampler, outputs: model.outputs.count)
  var scratch = model.makeScratch()
  for index in plan.batches {
    if monitor.isCancelled { throw Cancelled() }
    model.evaluate(columns.draw(index), &scratch)
    try body(
      ReplayedBatch(columns: columns), index * Design.batchTrials, plan.trials(inBatch: index))
  }
}

/// The values of one batch, trial by trial.
public struct ReplayedBatch {
  let columns: BatchColumns

  /// The value of an input in trial number `trial` of the batch.
  public func input(_ index: Int, _ trial: Int) -> Double {
    columns.input(index)[trial / Pack.lanes][trial % Pack.lanes]
  }
  /// The value of an output in trial number `trial` of the batch.
  public func output(_ index: Int, _ trial: Int) -> Double {
    columns.output(index)[trial / Pack.lanes][trial % Pack.lanes]
  }

  /// An input in all trials of the batch, until the batch is gone.
  package func values(ofInput index: Int) -> UnsafeBufferPointer<Double> {
    Self.values(columns.input(index))
  }
  /// An output in all trials of the batch, until the batch is gone.
  package func values(ofOutput index: Int) -> UnsafeBufferPointer<Double> {
    Self.values(columns.output(index))
  }

  private static func values(_ column: UnsafePointer<Pack>) -> UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(
      start: UnsafeRawPointer(column).assumingMemoryBound(to: Double.self),
      count: Design.batchTrials)
  }
}
