import Sampling
import Simulation
import Synchronization

/// The trials that meet a condition: what is tallied of their weights, inputs and outputs.
///
/// Memory grows neither with the trials nor, but for sums of a batch, with the threads. The same for any number
/// of threads. A class, as stages add to the same sketches one after the other.
final class ConditionedTrials {
  let question: Question
  /// Whether trials are drawn otherwise than the model says.
  let isWeighted: Bool
  private let sketches: ConditionSketches
  private var tallied = Tallied<Sums, NoCounts>()

  /// What is asked of every trial.
  struct Question: Sendable {
    /// Position of the output that tells whether the condition holds: at least `least`.
    var condition: Int
    var least = 1.0
    /// Inputs of which is tallied where their percentiles lie, in the bins of these distributions.
    var inputs: [(position: Int, flat: TiltedDistribution)] = []
    /// Outputs, and claims about them.
    var outputs: [(position: Int, output: Output)] = []
    var statements: [Statement] = []
    /// Outputs of which is looked only whether every trial, whatever the condition, has a number.
    var watched: [(position: Int, output: Output)] = []

    /// The same condition and inputs alone.
    var forLearning: Question {
      var question = self
      (question.outputs, question.statements, question.watched) = ([], [], [])
      return question
    }
  }

  /// Sums over the trials of a batch.
  struct Sums: Mergeable {
    /// Of all trials looked at, and of those that meet the condition.
    var all = WeightSums()
    var met = WeightSums()
    /// Weight in each bin of each input, one input after the other.
    var masses: [Double]
    var outputs: [WeightedMoments] = []
    var statements: [WeightSums] = []
    var withoutNumber: [Int] = []

    mutating func merge(_ other: Sums) {
      all.merge(other.all)
      met.merge(other.met)
      for k in masses.indices { masses[k] += other.masses[k] }
      for k in outputs.indices { outputs[k].merge(other.outputs[k]) }
      for k in statements.indices { statements[k].merge(other.statements[k]) }
      for k in withoutNumber.indices { withoutNumber[k] += other.withoutNumber[k] }
    }
  }

  init(_ question: Question, isWeighted: Bool = false) {
    self.question = question
    self.isWeighted = isWeighted
    sketches = ConditionSketches(question.outputs.map(\.output), isWeighted: isWeighted)
  }

  /// Looks at the trials of a plan, none of which it may have looked at.
  ///
  /// - Parameter tilt: the densities of the mixture that `model` is drawn from a part of, where weights are
  ///   wanted: `1 / q`, q being how many times as likely the draws are under them.
  /// - Parameter tables: of its own for a model that no later run has: a tilted input has 1 MB of them.
  func look<M: Model>(
    at model: M, _ plan: Plan, tilt: Tilt? = nil, tables: TableCache = .shared, monitor: Monitor
  ) throws {
    precondition((tilt != nil) == isWeighted, "weights come from densities")
    tallied.merge(
      try tally(model, plan, tables: tables, monitor: monitor) { [question, sketches] in
        ConditionTallier(question, sketches, tilt)
      })
  }

  /// Looks at plain trials as they are run for what the model gives without the condition.
  ///
  /// - Parameters:
  ///   - told: outputs that results tell.
  ///   - statements: claims whose probabilities they tell.
  func look<M: Model>(
    besides told: [Int], _ statements: [Statement], of model: M, _ plan: Plan, monitor: Monitor
  ) throws -> Results {
    let (results, beside) = try simulate(
      model, plan, statements: statements, tallied: told, monitor: monitor
    ) { [question, sketches] in ConditionTallier(question, sketches, nil) }
    tallied.merge(beside)
    return results
  }

  private var sums: Sums { tallied.sums ?? Sums(masses: []) }

  /// Trials looked at.
  var looked: Int { sums.all.count }
  /// Those that meet the condition.
  var count: Int { sums.met.count }
  /// Weights of those that meet the condition.
  var weights: WeightSums { sums.met }
  /// Weight in each bin of each input, one input after the other.
  var masses: [Double] { sums.masses }
  /// Weights of those that meet the condition and in which a claim holds.
  var statements: [WeightSums] { sums.statements }

  /// Trials without a number of the outputs that were watched.
  var withoutNumber: [(output: Output, withoutNumber: Int)] {
    zip(question.watched, sums.withoutNumber).map { ($0.output, $1) }
  }

  /// The outputs that were asked for, given the condition.
  var outputs: [WeightedTrials] {
    let moments = sums.outputs
    return moments.indices.map { sketches.trials($0, moments[$0]) }
  }

  /// The mean weight of all trials looked at: 1 but for chance.
  var meanWeight: StatisticEstimate {
    let all = sums.all
    let n = Double(all.count)
    let mean = all.sum / n
    let variance = max(0, all.squares / n - mean * mean)
    return StatisticEstimate(mean, error: (variance / n).squareRoot())
  }

  /// The probability of the condition: `Σ w 1[holds] / n`, with the error of independent trials and
  /// Wilson's interval for as many as it is worth.
  var probability: StatisticEstimate {
    let (n, met) = (Double(looked), weights)
    let p = min(met.sum / n, 1)
    guard isWeighted else { return StatisticEstimate(probability: p, trials: n) }
    let variance = max(0, met.squares / n - p * p) / n
    return StatisticEstimate(probability: p, trials: variance > 0 ? p * (1 - p) / variance : n)
  }
}

/// Sketches of outputs that all threads count into: whole numbers, so that any order gives the same. One lock an
/// output and batch.
final class ConditionSketches: Sendable {
  private final class Locked<Sketch: Sendable>: Sendable {
    let sketch: Mutex<Sketch>
    init(_ sketch: Sketch) { self.sketch = Mutex(sketch) }
  }

  private let outputs: [Output]
  /// Of values of weight 1, or of others.
  private let plain: [Locked<QuantileSketch>]
  private let weighted: [Locked<WeightSketch>]

  init(_ outputs: [Output], isWeighted: Bool) {
    self.outputs = outputs
    plain =
      isWeighted ? [] : outputs.map { Locked(QuantileSketch(resolution: $0.resolution)) }
    weighted =
      isWeighted ? outputs.map { Locked(WeightSketch(resolution: $0.resolution)) } : []
  }

  func plain(_ output: Int, _ body: (inout QuantileSketch) -> Moments) -> Moments {
    plain[output].sketch.withLock { body(&$0) }
  }

  func weighted(_ output: Int, _ body: (inout WeightSketch) -> Void) {
    weighted[output].sketch.withLock { body(&$0) }
  }

  /// The trials of an output, whose moments are known, as counted so far.
  func trials(_ output: Int, _ moments: WeightedMoments) -> WeightedTrials {
    guard plain.isEmpty else {
      return plain[output].sketch.withLock {
        var counted = $0
        counted.finish()
        return WeightedTrials(outputs[output], moments, counted)
      }
    }
    return weighted[output].sketch.withLock { WeightedTrials(outputs[output], moments, $0) }
  }
}
