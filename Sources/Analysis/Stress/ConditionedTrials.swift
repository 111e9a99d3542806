import Dispatch
import Sampling
import Simulation
import Synchronization

/// The trials of a plan that meet a condition, with chosen inputs and outputs, in the order of trials.
///
/// Takes memory for the trials that meet it, not for those that are looked at. The same for any number
/// of threads.
struct ConditionedTrials: Sendable {
  /// Trials looked at.
  private(set) var looked = 0
  /// One array for each input asked for, a value for each trial that meets the condition.
  private(set) var inputs: [[Double]]
  private(set) var outputs: [[Double]]
  /// `1 / q` of each trial that meets the condition, where q is how many times as likely its draws are
  /// under the densities it was drawn from; 1 where those are the model's own.
  private(set) var weights: [Double] = []
  /// Sums of the weights of all trials looked at and of their squares, batch by batch.
  private var batchSums: [(weights: Double, squares: Double)] = []

  var count: Int { weights.count }

  /// The mean weight of all trials looked at: 1 but for chance.
  var meanWeight: StatisticEstimate {
    let sum = batchSums.reduce(0) { $0 + $1.weights }
    let squares = batchSums.reduce(0) { $0 + $1.squares }
    let n = Double(looked)
    let mean = sum / n
    let variance = max(0, squares / n - mean * mean)
    return StatisticEstimate(mean, error: (variance / n).squareRoot())
  }

  /// What is asked of every trial.
  struct Question: Sendable {
    /// Position of the output that tells whether the condition holds: at least `least`.
    var condition: Int
    var least = 1.0
    /// Positions of what is kept.
    var inputs: [Int]
    var outputs: [Int]
  }

  init(_ question: Question) {
    inputs = Array(repeating: [], count: question.inputs.count)
    outputs = Array(repeating: [], count: question.outputs.count)
  }

  /// Runs a model over a plan, a stretch of trials on each thread.
  ///
  /// - Parameter tilt: the densities that `model` is drawn from, where they are not its own; for the
  ///   weights.
  init<M: Model>(
    _ question: Question, of model: M, _ plan: Plan, tilt: Tilt? = nil, monitor: Monitor
  ) throws {
    // More stretches than cores only cost memory.
    let shards = plan.shards(min(plan.threads, 64))
    let tables = TableCache.shared
    let parts = Mutex([ConditionedTrials?](repeating: nil, count: shards.count))
    let failure = Mutex<(any Error)?>(nil)
    DispatchQueue.concurrentPerform(iterations: shards.count) { k in
      do {
        var part = ConditionedTrials(question)
        try part.walk(question, model, shards[k], tables, tilt, monitor)
        parts.withLock { $0[k] = part }
      } catch {
        failure.withLock { $0 = $0 ?? error }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
    self.init(question)
    for case let part? in parts.withLock({ $0 }) { append(part) }
  }

  private mutating func walk<M: Model>(
    _ question: Question, _ model: M, _ plan: Plan, _ tables: TableCache, _ tilt: Tilt?,
    _ monitor: Monitor
  ) throws {
    var trialWeights = [Double](repeating: 1, count: Design.batchTrials)
    try replay(model, plan, tables: tables, monitor: monitor) { batch, _, trials in
      tilt?.weigh(batch, trials: trials, &trialWeights)
      var sums = (weights: 0.0, squares: 0.0)
      for trial in 0..<trials {
        let weight = trialWeights[trial]
        sums.weights += weight
        sums.squares += weight * weight
        guard batch.output(question.condition, trial) >= question.least else { continue }
        weights.append(weight)
        for (k, input) in question.inputs.enumerated() {
          inputs[k].append(batch.input(input, trial))
        }
        for (k, output) in question.outputs.enumerated() {
          outputs[k].append(batch.output(output, trial))
        }
      }
      batchSums.append(sums)
      looked += trials
    }
  }

  /// Adds trials that come after these.
  mutating func append(_ other: ConditionedTrials) {
    looked += other.looked
    for k in inputs.indices { inputs[k] += other.inputs[k] }
    for k in outputs.indices { outputs[k] += other.outputs[k] }
    weights += other.weights
    batchSums += other.batchSums
  }

  /// The probability of the condition: `Σ w 1[holds] / n`, with the error of independent trials and
  /// Wilson's interval for as many as it is worth.
  var probability: StatisticEstimate {
    let n = Double(looked)
    let sum = weights.reduce(0, +)
    let p = min(sum / n, 1)
    guard weights.contains(where: { $0 != 1 }) else {
      return StatisticEstimate(probability: p, trials: n)
    }
    let squares = weights.reduce(0) { $0 + $1 * $1 }
    let variance = max(0, squares / n - p * p) / n
    return StatisticEstimate(probability: p, trials: variance > 0 ? p * (1 - p) / variance : n)
  }
}
