import Dispatch
import Sampling
import Synchronization

/// Values of chosen inputs and outputs in the order of trials: for estimators that look at single
/// trials again. Takes 8 bytes a trial and column, unlike `Results`, whose size does not grow.
public struct Sample: Sendable {
  /// One array for each input asked for, a value a trial.
  public let inputs: [[Double]]
  /// One array for each output asked for.
  public let outputs: [[Double]]
}

/// Runs a model and keeps the values of chosen columns. The same for any number of threads.
///
/// - Parameters:
///   - model: what to run.
///   - plan: trials, seed, design and threads.
///   - inputs: positions of the inputs to keep.
///   - outputs: positions of the outputs to keep.
///   - tables: quantile tables, kept from call to call.
///   - monitor: counts the trials done, and can stop the run.
/// - Throws: what `Sampler.init` throws, and `Cancelled`.
public func sample<M: Model>(
  _ model: M, _ plan: Plan, inputs: [Int] = [], outputs: [Int] = [],
  tables: TableCache = .shared, monitor: Monitor = Monitor()
) throws -> Sample {
  try sample([model], plan, inputs: inputs, outputs: outputs, tables, monitor)[0]
}

/// Samples several models over the same trials: one array of chosen outputs for each. What models
/// have in common is drawn once a batch.
///
/// - Parameters:
///   - models: what to run.
///   - plan: trials, seed, design and threads, the same for all.
///   - outputs: positions, the same for all models.
///   - monitor: counts the trials done, and can stop the run.
/// - Throws: what `Sampler.init` throws, and `Cancelled`.
public func sample<M: Model>(
  _ models: [M], _ plan: Plan, outputs: [Int], monitor: Monitor = Monitor()
) throws -> [[[Double]]] {
  try sample(models, plan, inputs: [], outputs: outputs, TableCache(), monitor).map(\.outputs)
}

private func sample<M: Model>(
  _ models: [M], _ plan: Plan, inputs: [Int], outputs: [Int], _ tables: TableCache,
  _ monitor: Monitor
) throws -> [Sample] {
  let samplers = try models.map { try Job.sampler(of: $0, plan, tables: tables) }
  let count = plan.trials.count
  let keptInputs = models.map { _ in KeptColumns(columns: inputs.count, trials: count) }
  let keptOutputs = models.map { _ in KeptColumns(columns: outputs.count, trials: count) }
  let (mostInputs, mostOutputs) = (
    models.map(\.inputs.count).max() ?? 0, models.map(\.outputs.count).max() ?? 0
  )
  let batches = plan.batches
  let next = Atomic<Int>(batches.lowerBound)
  DispatchQueue.concurrentPerform(iterations: min(plan.threads, batches.count)) { _ in
    let shared = InputColumns(count: mostInputs)
    let written = OutputColumns(count: mostOutputs)
    let columns = samplers.map {
      BatchColumns(sampler: $0, outputs: mostOutputs, inputs: shared, outputs: written)
    }
    var scratches = models.map { $0.makeScratch() }
    while !monitor.isCancelled {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < batches.upperBound else { break }
      let trials = plan.trials(inBatch: index)
      let first = index * Design.batchTrials - plan.trials.lowerBound
      for m in models.indices {
        models[m].evaluate(columns[m].draw(index), &scratches[m])
        for (k, input) in inputs.enumerated() {
          keptInputs[m].set(k, columns[m].input(input), trials: trials, at: first)
        }
        for (k, output) in outputs.enumerated() {
          keptOutputs[m].set(k, columns[m].output(output), trials: trials, at: first)
        }
        monitor.add(trials)
      }
    }
  }
  if monitor.isCancelled { throw Cancelled() }
  return models.indices.map {
    Sample(inputs: keptInputs[$0].arrays, outputs: keptOutputs[$0].arrays)
  }
}

/// Columns that workers fill side by side.
///
/// Sendable because every batch writes a stretch of its own and nobody reads before all are done. A
/// stretch is the trials of the plan that lie in the batch, so `first + count` is at most `trials`, and
/// together they leave none unwritten.
final class KeptColumns: @unchecked Sendable {
  private let values: UnsafeMutablePointer<Double>
  private let columns: Int
  private let trials: Int

  init(columns: Int, trials: Int) {
    self.columns = columns
    self.trials = trials
    values = .allocate(capacity: max(1, columns * trials))
  }

  deinit { values.deallocate() }

  func set(_ column: Int, _ packs: UnsafePointer<Pack>, trials count: Int, at first: Int) {
    let source = UnsafeRawPointer(packs).assumingMemoryBound(to: Double.self)
    (values + column * trials + first).initialize(from: source, count: count)
  }

  /// Call once all are filled.
  var arrays: [[Double]] {
    (0..<columns).map {
      Array(UnsafeBufferPointer(start: values + $0 * trials, count: trials))
    }
  }
}
