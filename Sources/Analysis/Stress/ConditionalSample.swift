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
  /// What the model gives in all trials of the plan.
  let unconditional: Results
  /// Trials of the plan without a number, of the outputs that were watched.
  let withoutNumber: [(output: Output, withoutNumber: Int)]
  /// The outputs asked for in the trials left; empty where there are none.
  public let outputs: [WeightedTrials]
  /// Weights of the trials left in which each claim holds.
  private let hits: [WeightSums]

  /// Fewer trials than this are too few to filter.
  public static let enough = 1000
  /// Fewer trials than this tell nothing about where the condition holds.
  static let fewestToLearnFrom = 10
  /// Enough to learn from without looking at more plain trials.
  static let plentyToLearnFrom = 50
  /// How many times the trials of the plan may be looked at to find some.
  static let pilotGrowth = 16

  /// The probability of a claim, by its place among those asked for.
  ///
  /// - Parameter trials: its output.
  public func probability(_ place: Int, of trials: WeightedTrials) -> StatisticEstimate {
    trials.probability(hits[place])
  }

  /// - Parameters:
  ///   - plan: of random design; trials beyond it are drawn where importance sampling needs them.
  ///   - condition: where the model tells whether the condition holds.
  ///   - outputs: positions of the outputs wanted, with and without the condition.
  ///   - statements: claims wanted likewise, about those outputs.
  ///   - watched: positions of outputs that must have a number in every trial, the condition aside.
  ///   - scout: a part of the model that tells the same sooner, with the same first inputs; learning is
  ///     done with it.
  /// - Throws: what `replay` throws.
  public init<M: Model>(
    _ model: M, _ plan: Plan, condition: ConditionPlace, outputs: [Int],
    statements: [Statement] = [], watched: [Int] = [],
    scout: (model: M, condition: ConditionPlace)? = nil, importance: ImportanceChoice = .auto,
    monitor: Monitor = Monitor()
  ) throws {
    precondition(plan.design == .random, "conditions undo other designs")
    let candidates = importance == .never ? [] : Tilt.candidates(scout?.model ?? model)
    var whole = ConditionalStages(
      model: model, plan: plan, monitor: monitor, condition: condition,
      // What a scout learns from is the scout's.
      inputs: scout == nil ? candidates : [], outputs: outputs, statements: statements,
      watched: watched)
    let (plain, results) = try whole.first(told: outputs, statements)
    // Before the same sketches see further trials.
    let told = Told(results: results, withoutNumber: plain.withoutNumber)
    let isEnough = plain.count >= Self.enough
    guard importance == .always || importance == .auto && !isEnough, !candidates.isEmpty else {
      self.init(plain, whole, told, pilot: plain)
      return
    }
    var learning =
      scout.map {
        ConditionalStages(
          model: $0.model, plan: plan, monitor: monitor, condition: $0.condition,
          inputs: candidates)
      } ?? whole
    let pilot = scout == nil ? plain : try learning.plain(plan)
    try learning.extend(pilot)
    let tilt = try learning.learn(from: pilot)
    whole.follow(learning)
    if let tilt {
      let drawn = try whole.drawn(tilt, trials: plan.trials.count)
      let worth = drawn.weights.effectiveSize
      // Trial for trial; a pilot that had to look at more counts with its own rate.
      let plainWorth = Double(pilot.count) * Double(drawn.looked) / Double(pilot.looked)
      if drawn.count > 0, importance == .always || worth >= plainWorth {
        self.init(drawn, whole, told, pilot: pilot, tilt: tilt)
        return
      }
    }
    // What a scout found has no outputs, so the plain trials look on themselves.
    if scout != nil { try whole.extend(plain) }
    self.init(plain, whole, told, pilot: plain, wasRejected: true)
  }

  /// What is known of all trials of the plan.
  private struct Told {
    let results: Results
    let withoutNumber: [(output: Output, withoutNumber: Int)]
  }

  private init<M: Model>(
    _ trials: ConditionedTrials, _ stages: ConditionalStages<M>, _ told: Told,
    pilot: ConditionedTrials, tilt: Tilt? = nil, wasRejected: Bool = false
  ) {
    let weights = trials.weights
    method = tilt == nil ? .filtering : .importanceSampling
    self.trials = trials.looked
    trialsLeft = trials.count
    effectiveSize = weights.effectiveSize
    largestShare = trials.count > 0 ? weights.largest / weights.sum : 0
    probability = trials.probability
    meanWeight = tilt == nil ? nil : trials.meanWeight
    tilted = tilt.map { $0.inputs.map { stages.model.inputs[$0.position].name } } ?? []
    evaluated = stages.evaluated
    self.pilot = (pilot.looked, pilot.count)
    self.wasRejected = wasRejected
    unconditional = told.results
    withoutNumber = told.withoutNumber
    outputs = trials.count > 0 ? trials.outputs : []
    hits = trials.statements
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
