import Analysis

/// What a forecast under a condition says of the condition, in its run.json.
package struct StressCondition: Encodable, Sendable {
  private let given: String
  private let method: String
  private let probability: RecordedEstimate
  private let trials: Int
  private let trialsLeft: Int
  private let effectiveSampleSize: Double
  private let largestWeightShare: Double
  private let meanWeight: RecordedEstimate?
  private let tilted: [String]
  private let pilotTrials: Int
  private let pilotTrialsLeft: Int

  package init(_ stress: Stress) {
    let sample = stress.sample
    given = stress.given.text
    method = sample.method.rawValue
    probability = RecordedEstimate(sample.probability)
    trials = sample.trials
    trialsLeft = sample.trialsLeft
    effectiveSampleSize = sample.effectiveSize
    largestWeightShare = sample.largestShare
    meanWeight = sample.meanWeight.map { RecordedEstimate($0) }
    tilted = sample.tilted
    (pilotTrials, pilotTrialsLeft) = sample.pilot
  }
}

/// An estimate with its 95% interval, in a run.json.
package struct RecordedEstimate: Encodable, Sendable {
  private let value: Double?
  private let standardError: Double?
  private let low: Double?
  private let high: Double?

  package init(_ estimate: StatisticEstimate) {
    value = estimate.value
    standardError = estimate.standardError
    low = estimate.interval?.lowerBound
    high = estimate.interval?.upperBound
  }
}
