import Sampling
import Scenario
import Simulation

/// Looks at the trials that meet a condition, batch by batch.
final class ConditionTallier: BatchTallier {
  private let question: ConditionedTrials.Question
  private let sketches: ConditionSketches
  private let tilt: Tilt?
  private let selection = Selection()
  private var weights = [Double](repeating: 1, count: Design.batchTrials)
  private var fixed: [WeightSketch.Fixed] = []

  init(
    _ question: ConditionedTrials.Question, _ sketches: ConditionSketches, _ tilt: Tilt?
  ) {
    self.question = question
    self.sketches = sketches
    self.tilt = tilt
    if tilt != nil {
      fixed = Array(repeating: WeightSketch.Fixed(1), count: Design.batchTrials)
    }
  }

  func add(_ batch: ReplayedBatch, first: Int, trials: Int) -> ConditionedTrials.Sums {
    var sums = ConditionedTrials.Sums(
      masses: Array(repeating: 0, count: question.inputs.count * Tilt.bins))
    sums.all = WeightSums(equal: trials)
    if let tilt {
      tilt.weigh(batch, trials: trials, &weights)
      sums.all = WeightSums()
      for trial in 0..<trials { sums.all.add(weights[trial]) }
    }
    let chosen = selection.choose(
      batch, output: question.condition, atLeast: question.least, trials: trials)
    for trial in chosen {
      let weight = weights[Int(trial)]
      sums.met.add(weight)
      if tilt != nil { fixed[Int(trial)] = WeightSketch.Fixed(weight) }
    }
    for (k, input) in question.inputs.enumerated() {
      let values = batch.values(ofInput: input.position)
      for trial in chosen {
        let bin = input.flat.bin(ofValue: values[Int(trial)])
        sums.masses[k * Tilt.bins + bin] += weights[Int(trial)]
      }
    }
    sums.outputs = question.outputs.indices.map { add(batch, output: $0, chosen.count) }
    sums.statements = question.statements.map { statement in
      let values = batch.values(ofOutput: statement.output)
      var hits = WeightSums()
      for trial in chosen where statement.holds(for: values[Int(trial)]) {
        hits.add(weights[Int(trial)])
      }
      return hits
    }
    sums.withoutNumber = question.watched.map {
      $0.output.withoutNumber(batch.values(ofOutput: $0.position), first: trials)
    }
    return sums
  }

  /// Counts an output in the chosen trials that have a value.
  private func add(_ batch: ReplayedBatch, output: Int, _ count: Int) -> WeightedMoments {
    let position = question.outputs[output].position
    let (values, trials) = selection.gather(batch, output: position, count: count)
    guard !values.isEmpty else { return WeightedMoments() }
    guard tilt != nil else {
      return WeightedMoments(
        sketches.plain(output) { selection.count(values.count, into: &$0) })
    }
    sketches.weighted(output) { $0.add(values, trials, fixed) }
    return WeightedMoments(values) { weights[Int(trials[$0])] }
  }

  func finish() -> NoCounts { NoCounts() }
}
