import RevenueRecovery
import Scenario
import Simulation

/// The results of a run as one JSON document, for `--json`.
public struct ForecastJSON: Encodable {
  struct OutputPart: Encodable {
    let output: String
    let unit: String
    let mean: Double?
    let standardError: Double?
    let sd: Double?
    let min: Double
    let max: Double
    let quantiles: [String: Double]
    /// Share of the trials; nil for an output that cannot be "never".
    let never: Double?
    let noValue: Double
  }
  struct StatementPart: Encodable {
    let statement: String
    let probability: Double
    let low: Double
    let high: Double
  }

  let run: RunRecord
  let outputs: [OutputPart]
  let probabilities: [StatementPart]

  public init(_ forecast: Forecast, _ results: Results, _ run: RunRecord) {
    self.run = run
    // Beyond its own outputs a run may have tallied what it needed to know when to end.
    outputs = forecast.model.outputs.indices.map { index in
      let s = results.summary(index)
      let values = s.quantiles(ForecastFiles.probabilities)
      return OutputPart(
        output: s.output.name, unit: s.output.unit, mean: s.mean,
        standardError: s.standardError, sd: s.standardDeviation, min: s.least, max: s.greatest,
        quantiles: Dictionary(
          zip(ForecastFiles.probabilityNames, values), uniquingKeysWith: { $1 }),
        never: s.never, noValue: s.noValue)
    }
    probabilities = results.statements.enumerated().map { index, statement in
      let estimate = results.probability(index)
      return StatementPart(
        statement: statement.label, probability: estimate.value, low: estimate.low,
        high: estimate.high)
    }
  }

  public var text: String { JSONText.of(self) }
}
