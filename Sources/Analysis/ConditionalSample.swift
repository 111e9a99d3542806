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
    var whole = Stages(
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
        Stages(
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

/// The stages of a search for trials that meet a condition, each with trials that no other has used.
private struct Stages<M: Model> {
  let model: M
  let plan: Plan
  let monitor: Monitor
  private let ladder: (output: Int, parts: Int)?
  private var question: ConditionedTrials.Question
  /// Trials run so far.
  private(set) var evaluated = 0
  /// The first trial that no stage has used.
  private var next = 0

  init(
    model: M, plan: Plan, monitor: Monitor, condition: ConditionPlace, inputs: [Int],
    outputs: [Int]
  ) {
    self.model = model
    self.plan = plan
    self.monitor = monitor
    ladder = condition.ladder
    question = ConditionedTrials.Question(
      condition: condition.output, inputs: inputs, outputs: outputs)
  }

  /// Goes on after the trials of other stages.
  mutating func follow(_ other: Stages) {
    next = max(next, other.next)
    evaluated = max(evaluated, other.evaluated)
  }

  /// Trials after those used so far, in whole batches.
  private mutating func following(_ count: Int) throws -> Plan {
    let size = Design.batchTrials
    let whole = max(size, (count + size - 1) / size * size)
    let start = max(next, (plan.trials.upperBound + size - 1) / size * size)
    next = start + whole
    return try plan.covering(start..<next)
  }

  mutating func plain(_ plan: Plan) throws -> ConditionedTrials {
    evaluated += plan.trials.count
    return try ConditionedTrials(question, of: model, plan, monitor: monitor)
  }

  /// More plain trials, until enough meet the condition or too many have been looked at.
  mutating func extended(_ found: ConditionedTrials) throws -> ConditionedTrials {
    var found = found
    let most = plan.trials.count * ConditionalSample.pilotGrowth
    while found.count < ConditionalSample.plentyToLearnFrom, found.looked < most {
      let more = min(found.looked, most - found.looked)
      found.append(try plain(following(more)))
    }
    return found
  }

  /// Trials of which a share is plain and the others are tilted, with their weights.
  mutating func drawn(_ tilt: Tilt, trials: Int) throws -> ConditionedTrials {
    let plainTrials = max(1, Int((Double(trials) * Tilt.usualPlainShare).rounded()))
    let parts = [
      try following(plainTrials), try following(max(1, trials - plainTrials)),
    ]
    let all = parts.reduce(0) { $0 + $1.trials.count }
    evaluated += all
    // Whole batches: the share is not quite the usual one, and the weights must know.
    var tilt = tilt
    tilt.plainShare = Double(parts[0].trials.count) / Double(all)
    var drawn = try ConditionedTrials(question, of: model, parts[0], tilt: tilt, monitor: monitor)
    drawn.append(
      try ConditionedTrials(
        question, of: tilt.applied(to: model), parts[1], tilt: tilt, monitor: monitor))
    return drawn
  }

  /// Densities under which the condition holds often; nil where nothing could be learnt.
  mutating func learn(from pilot: ConditionedTrials) throws -> Tilt? {
    // A scout that keeps no outputs is quick: it can learn more closely.
    let trials =
      question.outputs.isEmpty
      ? max(128 * Design.batchTrials, plan.trials.count)
      : max(16 * Design.batchTrials, plan.trials.count / 4)
    var tilt = tilt(from: pilot)
    if tilt == nil, let ladder { tilt = try climb(ladder, trials: trials) }
    for _ in 0..<2 {
      guard let present = tilt else { return nil }
      tilt = self.tilt(from: try drawn(present, trials: trials)) ?? present
    }
    return tilt
  }

  private func tilt(from found: ConditionedTrials) -> Tilt? {
    guard found.count >= ConditionalSample.fewestToLearnFrom else { return nil }
    let tilt = Tilt(found, candidates: question.inputs, of: model.inputs)
    return tilt.inputs.isEmpty ? nil : tilt
  }

  /// One rung after the other: trials that meet so many parts of the condition tell how to draw those
  /// that meet one more.
  private mutating func climb(
    _ ladder: (output: Int, parts: Int), trials: Int
  ) throws -> Tilt? {
    let whole = question
    defer { question = whole }
    var tilt: Tilt?
    question.condition = ladder.output
    for parts in 1...ladder.parts {
      question.least = Double(parts)
      let found =
        try tilt.map { try drawn($0, trials: trials) } ?? plain(following(trials))
      guard let next = self.tilt(from: found) else { continue }
      tilt = next
    }
    return tilt
  }
}
