import Analysis

/// How a forecast under a condition was made: its run.json.
public struct StressRecord: Encodable {
  /// An estimate with its 95% interval.
  struct Estimate: Encodable {
    let value: Double?
    let standardError: Double?
    let low: Double?
    let high: Double?

    init(_ estimate: StatisticEstimate) {
      value = estimate.value
      standardError = estimate.standardError
      low = estimate.interval?.lowerBound
      high = estimate.interval?.upperBound
    }
  }

  struct ConditionPart: Encodable {
    let given: String
    let method: String
    let probability: Estimate
    let trials: Int
    let trialsLeft: Int
    let effectiveSampleSize: Double
    let largestWeightShare: Double
    let meanWeight: Estimate?
    let tilted: [String]
    let pilotTrials: Int
    let pilotTrialsLeft: Int

    init(_ stress: Stress) {
      let sample = stress.sample
      given = stress.given.text
      method = sample.method.rawValue
      probability = Estimate(sample.probability)
      trials = sample.trials
      trialsLeft = sample.trialsLeft
      effectiveSampleSize = sample.effectiveSize
      largestWeightShare = sample.largestShare
      meanWeight = sample.meanWeight.map { Estimate($0) }
      tilted = sample.tilted
      (pilotTrials, pilotTrialsLeft) = sample.pilot
    }
  }

  let run: AnalysisRecord
  let condition: ConditionPart

  public init(_ stress: Stress, _ run: AnalysisRecord) {
    self.run = run
    condition = ConditionPart(stress)
  }

  private enum CodingKeys: CodingKey { case condition }

  /// The condition beside what every record holds, not around it.
  public func encode(to encoder: any Encoder) throws {
    try run.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(condition, forKey: .condition)
  }

  public var text: String { JSONText.of(self) }
}

/// A forecast under a condition as one JSON document, for `--json`.
public struct StressJSON: Encodable {
  struct StatisticPart: Encodable {
    let name: String
    let statistic: String
    let conditional: StressRecord.Estimate
    let unconditional: StressRecord.Estimate
    let difference: Double?
    let differenceError: Double?
    let real: Bool?

    init(_ name: String, _ statistic: StressedStatistic) {
      self.name = name
      self.statistic = statistic.name
      conditional = StressRecord.Estimate(statistic.given)
      unconditional = StressRecord.Estimate(statistic.all)
      difference = statistic.difference?.value
      differenceError = statistic.difference?.standardError
      real = statistic.difference?.isReal
    }
  }

  let run: StressRecord
  let outputs: [StatisticPart]
  let probabilities: [StatisticPart]

  public init(_ stress: Stress, _ run: StressRecord) {
    self.run = run
    outputs = stress.outputs.flatMap { output in
      output.statistics.map { StatisticPart(output.output.name, $0) }
    }
    probabilities = stress.statements.map { StatisticPart($0.statement.label, $0.probability) }
  }

  public var text: String { JSONText.of(self) }
}
