import Sampling
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

  /// Each reading with the plan of the scenario that names them: draws are named, so what readings have in
  /// common they draw alike, and differences between them are paired.
  ///
  /// - Throws: `Cancelled`.
  public static func all(
    _ readings: Readings, _ plan: Plan, tables: TableCache = .shared, monitor: Monitor = Monitor()
  ) throws -> [ReadingRun] {
    try readings.forecasts.map { forecast in
      ReadingRun(
        forecast: forecast,
        results: try simulate(
          forecast.model, plan, statements: forecast.statements, tables: tables, monitor: monitor))
    }
  }
}
