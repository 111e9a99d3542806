import Sampling
import Simulation

/// The stages of a search for trials that meet a condition, each with trials that no other has used.
struct ConditionalStages<M: Model> {
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
    outputs: [Int] = [], statements: [Statement] = [], watched: [Int] = []
  ) {
    self.model = model
    self.plan = plan
    self.monitor = monitor
    ladder = condition.ladder
    let all = model.outputs
    question = ConditionedTrials.Question(
      condition: condition.output,
      inputs: inputs.map { ($0, Tilt.flat(model.inputs[$0].distribution)) },
      outputs: outputs.map { ($0, all[$0]) }, statements: statements,
      watched: watched.map { ($0, all[$0]) })
  }

  /// Goes on after the trials of other stages.
  mutating func follow(_ other: ConditionalStages) {
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
    let found = ConditionedTrials(question)
    try found.look(at: model, plan, monitor: monitor)
    return found
  }

  /// The plan's own trials, with what the model gives without the condition.
  mutating func first(
    told: [Int], _ statements: [Statement]
  ) throws -> (trials: ConditionedTrials, results: Results) {
    evaluated += plan.trials.count
    let found = ConditionedTrials(question)
    let results = try found.look(besides: told, statements, of: model, plan, monitor: monitor)
    return (found, results)
  }

  /// Looks at more plain trials, until enough meet the condition or too many have been looked at.
  mutating func extend(_ found: ConditionedTrials) throws {
    let most = plan.trials.count * ConditionalSample.pilotGrowth
    while found.count < ConditionalSample.plentyToLearnFrom, found.looked < most {
      let more = try following(min(found.looked, most - found.looked))
      evaluated += more.trials.count
      try found.look(at: model, more, monitor: monitor)
    }
  }

  /// Trials of which a share is plain and the others are tilted, with their weights.
  ///
  /// - Parameter forLearning: whether their outputs do not matter.
  mutating func drawn(
    _ tilt: Tilt, trials: Int, forLearning: Bool = false
  ) throws -> ConditionedTrials {
    let plainTrials = max(1, Int((Double(trials) * Tilt.usualPlainShare).rounded()))
    let parts = [
      try following(plainTrials), try following(max(1, trials - plainTrials)),
    ]
    let all = parts.reduce(0) { $0 + $1.trials.count }
    evaluated += all
    // Whole batches: the share is not quite the usual one, and the weights must know.
    var tilt = tilt
    tilt.plainShare = Double(parts[0].trials.count) / Double(all)
    let drawn = ConditionedTrials(
      forLearning ? question.forLearning : question, isWeighted: true)
    try drawn.look(at: model, parts[0], tilt: tilt, monitor: monitor)
    try drawn.look(
      at: tilt.applied(to: model), parts[1], tilt: tilt, tables: TableCache(), monitor: monitor)
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
      tilt =
        self.tilt(from: try drawn(present, trials: trials, forLearning: true))
        ?? present
    }
    return tilt
  }

  private func tilt(from found: ConditionedTrials) -> Tilt? {
    guard found.count >= ConditionalSample.fewestToLearnFrom else { return nil }
    let tilt = Tilt(found)
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
        try tilt.map { try drawn($0, trials: trials, forLearning: true) }
        ?? plain(following(trials))
      guard let next = self.tilt(from: found) else { continue }
      tilt = next
    }
    return tilt
  }
}
