import Analysis

/// How a forecast under a condition was made: its run.json.
package struct StressRecord: Encodable {
  /// An estimate with its 95% interval.
  package struct Estimate: Encodable {
    package let value: Double?
    package let standardError: Double?
    package let low: Double?
    package let high: Double?

    package init(_ estimate: StatisticEstimate) {
      value = estimate.value
      standardError = estimate.standardError
      low = estimate.interval?.lowerBound
      high = estimate.interval?.upperBound
    }
  }

  package struct ConditionPart: Encodable {
    package let given: String
    package let method: String
    package let probability: Estimate
    package let trials: Int
    package let trialsLeft: Int
    package let effectiveSampleSize: Double
    package let largestWeightShare: Double
    package let meanWeight: Estimate?
    package let tilted: [String]
    package let pilotTrials: Int
    package let pilotTrialsLeft: Int

    package init(_ stress: Stress) {
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

  package let run: AnalysisRecord
  package let condition: ConditionPart

  package init(_ stress: Stress, _ run: AnalysisRecord) {
    self.run = run
    condition = ConditionPart(stress)
  }

  private enum CodingKeys: CodingKey { case condition }

  /// The condition beside what every record holds, not around it.
  package func encode(to encoder: any Encoder) throws {
    try run.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(condition, forKey: .condition)
  }

  package var text: String { JSONText.of(self) }
}

/// A forecast under a condition as one JSON document, for `--json`.
package struct StressJSON: Encodable {
  package struct StatisticPart: Encodable {
    package let name: String
    package let statistic: String
    package let conditional: StressRecord.Estimate
    package let unconditional: StressRecord.Estimate
    package let difference: Double?
    package let differenceError: Double?
    package let real: Bool?

    package init(_ name: String, _ statistic: StressedStatistic) {
      self.name = name
      self.statistic = statistic.name
      conditional = StressRecord.Estimate(statistic.given)
      unconditional = StressRecord.Estimate(statistic.all)
      difference = statistic.difference?.value
      differenceError = statistic.difference?.standardError
      real = statistic.difference?.isReal
    }
  }

  package let run: StressRecord
  package let outputs: [StatisticPart]
  package let probabilities: [StatisticPart]

  package init(_ stress: Stress, _ run: StressRecord) {
    self.run = run
    outputs = stress.outputs.flatMap { output in
      output.statistics.map { StatisticPart(output.output.name, $0) }
    }
    probabilities = stress.statements.map { StatisticPart($0.statement.label, $0.probability) }
  }

  package var text: String { JSONText.of(self) }
}
