import Scenario
import Simulation

/// A reading of a scenario's record, and what its trials come to.
public struct ReadingRun: Sendable {
  public let forecast: Forecast
  public let results: Results

  public init(forecast: Forecast, results: Results) {
    self.forecast = forecast
    self.results = results
  }
}
