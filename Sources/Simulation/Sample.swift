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
///   - inputs: positions of the inputs to keep.
///   - outputs: positions of the outputs to keep.
/// - Throws: what `Sampler.init` throws, and `Cancelled`.
public func sample<M: Model>(
  _ model: M, _ plan: Plan, inputs: [Int] = [], outputs: [Int] = [], monitor: Monitor = Monitor()
) throws -> Sample {
  let sampler = try Job.sampler(of: model, plan)
  let count = plan.trials.count
  let keptInputs = KeptColumns(columns: inputs.count, trials: count)
  let keptOutputs = KeptColumns(columns: outputs.count, trials: count)
  let batches = plan.batches
  let next = Atomic<Int>(batches.lowerBound)
  DispatchQueue.concurrentPerform(iterations: min(plan.threads, batches.count)) { _ in
    let columns = BatchColumns(sampler: sampler, outputs: model.outputs.count)
    var scratch = model.makeScratch()
    while !monitor.isCancelled {
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard index < batches.upperBound else { break }
      let trials = plan.trials(inBatch: index)
      let first = index * Design.batchTrials - plan.trials.lowerBound
      model.evaluate(columns.draw(index), &scratch)
      for (k, input) in inputs.enumerated() {
        keptInputs.set(k, columns.input(input), trials: trials, at: first)
      }
      for (k, output) in outputs.enumerated() {
        keptOutputs.set(k, columns.output(output), trials: trials, at: first)
      }
      monitor.add(trials)
    }
  }
  if monitor.isCancelled { throw Cancelled() }
  return Sample(inputs: keptInputs.arrays, outputs: keptOutputs.arrays)
}

/// Columns that workers fill side by side.
///
/// Sendable because every batch writes a stretch of its own and nobody reads before all are done.
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

/// Samples several models over the same trials: one array of chosen outputs for each.
///
/// - Parameter outputs: positions, the same for all models.
public func sample<M: Model>(
  _ models: [M], _ plan: Plan, outputs: [Int], monitor: Monitor = Monitor()
) throws -> [[[Double]]] {
  try models.map { try sample($0, plan, outputs: outputs, monitor: monitor).outputs }
}
