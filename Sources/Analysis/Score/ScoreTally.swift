import Sampling
import Scenario
import Simulation

/// What is asked of a forecast of an actual.
struct ScoreQuestion: Sendable {
  /// Positions of the outputs that are added up.
  var outputs: [Int]
  /// Values whose place in the forecast is wanted.
  var points: [Double]
}

/// How the trials lie about a value.
struct ScoredPoint: Sendable {
  let value: Double
  /// Trials below it and at it.
  var below = 0
  var equal = 0
  /// E|X - value|.
  var distance = 0.0
}

/// The trials of a forecast of an actual, tallied.
struct ScoreTally: Sendable {
  /// Over the trials of a batch.
  struct Sums: Mergeable {
    var moments: Moments
    var points: [ScoredPoint]

    mutating func merge(_ other: Sums) {
      guard other.moments.count > 0 else { return }
      let share = Double(other.moments.count) / Double(moments.count + other.moments.count)
      for (k, point) in other.points.enumerated() {
        points[k].below += point.below
        points[k].equal += point.equal
        points[k].distance += (point.distance - points[k].distance) * share
      }
      moments.merge(other.moments)
    }
  }

  let sums: Sums
  let sketch: SpreadSketch

  /// Those of several questions from one run.
  ///
  /// - Throws: `ScenarioError` where an output has no number in some trial; `Cancelled`.
  static func all(
    _ questions: [ScoreQuestion], _ forecast: Forecast, _ plan: Plan, _ monitor: Monitor
  ) throws -> [ScoreTally] {
    guard !questions.isEmpty else { return [] }
    let model = forecast.model
    let watched = Set(questions.flatMap(\.outputs)).sorted().map { ($0, model.outputs[$0]) }
    let tallied = try tally(model, plan, monitor: monitor) { ScoreTallier(questions, watched) }
    guard let sums = tallied.sums, let counts = tallied.counts else { return [] }
    try forecast.requireNumbers(
      zip(watched, counts.withoutNumber).map { ($0.1, $1) }, of: plan.trials.count)
    return zip(sums.questions, counts.sketches).map { ScoreTally(sums: $0, sketch: $1) }
  }
}

/// Looks at the forecasts of actuals, batch by batch.
final class ScoreTallier: BatchTallier {
  struct Sums: Mergeable {
    var questions: [ScoreTally.Sums]
    mutating func merge(_ other: Sums) {
      for k in questions.indices { questions[k].merge(other.questions[k]) }
    }
  }
  struct Counts: Mergeable {
    var sketches: [SpreadSketch]
    /// Trials without a number of each output that is watched.
    var withoutNumber: [Int]
    mutating func merge(_ other: Counts) {
      for k in sketches.indices { sketches[k].merge(other.sketches[k]) }
      for k in withoutNumber.indices { withoutNumber[k] += other.withoutNumber[k] }
    }
  }

  private let questions: [ScoreQuestion]
  private let watched: [(position: Int, output: Output)]
  private let selection = Selection()
  private var counts: Counts

  init(_ questions: [ScoreQuestion], _ watched: [(position: Int, output: Output)]) {
    self.questions = questions
    self.watched = watched
    counts = Counts(
      sketches: questions.map { _ in SpreadSketch() }, withoutNumber: watched.map { _ in 0 })
  }

  func add(_ batch: ReplayedBatch, first: Int, trials: Int) -> Sums {
    var bad = 0
    for (k, watched) in watched.enumerated() {
      let found = watched.output.withoutNumber(
        batch.values(ofOutput: watched.position), first: trials)
      counts.withoutNumber[k] += found
      bad += found
    }
    // A score of what has no number is refused; there is nothing to tally.
    let trials = bad > 0 ? 0 : trials
    return Sums(
      questions: questions.enumerated().map { k, question in
        let values = selection.gather(batch, sumOf: question.outputs, trials: trials)
        counts.sketches[k].add(values)
        return ScoreTally.Sums(
          moments: selection.moments(trials), points: question.points.map { Self.point($0, values) }
        )
      })
  }

  private static func point(_ y: Double, _ values: UnsafeBufferPointer<Double>) -> ScoredPoint {
    var point = ScoredPoint(value: y)
    var sum = 0.0
    for x in values {
      point.below += x < y ? 1 : 0
      point.equal += x == y ? 1 : 0
      sum += abs(x - y)
    }
    point.distance = values.isEmpty ? 0 : sum / Double(values.count)
    return point
  }

  func finish() -> Counts { counts }
}
