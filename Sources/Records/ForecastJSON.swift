import RevenueRecovery
import Scenario
import Simulation

/// The results of a run as one JSON document, for `--json`.
package struct ForecastJSON: Encodable {
  package struct OutputPart: Encodable {
    package let output: String
    package let unit: String
    package let mean: Double?
    package let standardError: Double?
    package let sd: Double?
    package let min: Double
    package let max: Double
    package let quantiles: [String: Double]
    /// Share of the trials; nil for an output that cannot be "never".
    package let never: Double?
    package let noValue: Double
  }
  package struct StatementPart: Encodable {
    package let statement: String
    package let probability: Double
    package let low: Double
    package let high: Double
  }

  package let run: RunRecord
  package let outputs: [OutputPart]
  package let probabilities: [StatementPart]

  package init(_ forecast: Forecast, _ results: Results, _ run: RunRecord) {
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

  package var text: String { JSONText.of(self) }
}
