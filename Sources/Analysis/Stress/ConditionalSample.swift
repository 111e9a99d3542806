import Sampling
import Simulation

/// Whether trials are drawn where a condition holds more often.
public enum ImportanceChoice: String, Sendable, CaseIterable {
  /// Where plain trials would leave fewer than 1,000.
  case auto
  case always
  case never
}

/// A sample of a model given a condition: the trials that meet it, weighted where they were drawn
/// otherwise than the model says.
///
/// - By filtering: plain trials, each with weight 1.
/// - By importance sampling: inputs that decide on the condition are drawn from other densities (`Tilt`),
///   learnt from plain trials that meet it and then twice from trials drawn so; each stage has trials of
///   its own. A tenth of the last trials is plain, so no weight exceeds 10.
public struct ConditionalSample: Sendable {
  public enum Method: String, Sendable {
    case filtering
    case importanceSampling = "importance sampling"
  }

  public let method: Method
  /// Trials that were drawn for the answer.
  public let trials: Int
  /// Those that meet the condition.
  public let trialsLeft: Int
  /// Equally weighted trials that those left are worth: (Σ w)² / Σ w².
  public let effectiveSize: Double
  /// The largest weight over the sum of all.
  public let largestShare: Double
  /// Of the condition.
  public let probability: StatisticEstimate
  /// The mean weight of all trials drawn, 1 but for chance; nil by filtering.
  public let meanWeight: StatisticEstimate?
  /// Names of the inputs that were drawn otherwise.
  public let tilted: [String]
  /// Trials that were run in all stages.
  public let evaluated: Int
  /// Plain trials that were looked at, and those of them that meet the condition.
  public let pilot: (trials: Int, left: Int)
  /// Whether importance sampling was tried and found no input that decides on the condition, or less
  /// than plain trials give.
  public let wasRejected: Bool
  /// Values and weights in the order of trials; an array for each output asked for.
  let columns: [[Double]]
  let weights: [Double]?

  /// Fewer trials than this are too few to filter.
  public static let enough = 1000
  /// Fewer trials than this tell nothing about where the condition holds.
  static let fewestToLearnFrom = 10
  /// Enough to learn from without looking at more plain trials.
  static let plentyToLearnFrom = 50
  /// How many times the trials of the plan may be looked at to find some.
  static let pilotGrowth = 16

  /// The values of an output asked for, by its place among them; at least one trial must be left.
  public func output(_ place: Int) -> WeightedTrials {
    WeightedTrials(columns[place], weights: weights)
  }

  /// - Parameters:
  ///   - plan: of random design; trials beyond it are drawn where importance sampling needs them.
  ///   - condition: where the model tells whether the condition holds.
  ///   - outputs: positions of the outputs wanted.
  ///   - scout: a part of the model that tells the same sooner, with the same first inputs; learning is
  ///     done with it.
  /// - Throws: what `replay` throws.
  public init<M: Model>(
    _ model: M, _ plan: Plan, condition: ConditionPlace, outputs: [Int],
    scout: (model: M, condition: ConditionPlace)? = nil, importance: ImportanceChoice = .auto,
    monitor: Monitor = Monitor()
  ) throws {
    precondition(plan.design == .random, "conditions undo other designs")
    let candidates = importance == .never ? [] : Tilt.candidates(scout?.model ?? model)
    var whole = ConditionalStages(
      model: model, plan: plan, monitor: monitor, condition: condition,
      // What a scout learns from is the scout's.
      inputs: scout == nil ? candidates : [], outputs: outputs)
    let plain = try whole.plain(plan)
    let isEnough = plain.count >= Self.enough
    guard importance == .always || importance == .auto && !isEnough, !candidates.isEmpty else {
      self.init(plain, model, pilot: plain, evaluated: whole.evaluated)
      return
    }
    var learning =
      scout.map {
        ConditionalStages(
          model: $0.model, plan: plan, monitor: monitor, condition: $0.condition,
          inputs: candidates, outputs: [])
      } ?? whole
    let pilot = try learning.extended(scout == nil ? plain : learning.plain(plan))
    let tilt = try learning.learn(from: pilot)
    whole.follow(learning)
    if let tilt {
      let drawn = try whole.drawn(tilt, trials: plan.trials.count)
      let worth = WeightedTrials.effectiveSize(drawn.weights)
      // Trial for trial; a pilot that had to look at more counts with its own rate.
      let plainWorth = Double(pilot.count) * Double(drawn.looked) / Double(pilot.looked)
      if drawn.count > 0, importance == .always || worth >= plainWorth {
        self.init(drawn, model, pilot: pilot, tilt: tilt, evaluated: whole.evaluated)
        return
      }
    }
    // What a scout found has no outputs, so the plain trials look on themselves.
    let found = scout == nil ? pilot : try whole.extended(plain)
    self.init(found, model, pilot: found, evaluated: whole.evaluated, wasRejected: true)
  }

  private init<M: Model>(
    _ trials: ConditionedTrials, _ model: M, pilot: ConditionedTrials, tilt: Tilt? = nil,
    evaluated: Int, wasRejected: Bool = false
  ) {
    method = tilt == nil ? .filtering : .importanceSampling
    self.trials = trials.looked
    trialsLeft = trials.count
    effectiveSize = WeightedTrials.effectiveSize(trials.weights)
    let total = trials.weights.reduce(0, +)
    largestShare = trials.count > 0 ? (trials.weights.max() ?? 0) / total : 0
    probability = trials.probability
    meanWeight = tilt == nil ? nil : trials.meanWeight
    tilted = tilt.map { $0.inputs.map { model.inputs[$0.position].name } } ?? []
    self.evaluated = evaluated
    self.pilot = (pilot.looked, pilot.count)
    self.wasRejected = wasRejected
    columns = trials.outputs
    weights = tilt == nil ? nil : trials.weights
  }
}

/// Where a model tells whether a condition holds.
public struct ConditionPlace: Sendable {
  /// Position of an output that is 1 where it holds, else 0.
  public let output: Int
  /// Position of an output that counts how many parts of the condition hold, and how many there are: a
  /// ladder to conditions that no plain trial meets. nil for a condition of one part.
  public let ladder: (output: Int, parts: Int)?

  public init(output: Int, ladder: (output: Int, parts: Int)? = nil) {
    self.output = output
    self.ladder = ladder
  }
}
