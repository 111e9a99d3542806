import EquityImpact
import RevenueRecovery
import Sampling
import Simulation

/// A forecast that also gives what happens within a trial: its outputs are those of the forecast, at
/// the same positions and with the same values, then the months, then the reactions of shares.
public struct TracedForecast: Model {
  public let forecast: ForecastModel
  public let months: MonthlyTrace
  /// nil without shares.
  public let reactions: ReactionTrace?
  public var inputs: [Input] { forecast.inputs }
  public var series: [Series] { forecast.series }
  public let outputs: [Output]
  public var correlation: Correlation? { forecast.correlation }

  public init(_ forecast: ForecastModel) {
    self.forecast = forecast
    months = MonthlyTrace(forecast.recovery, first: forecast.outputs.count)
    let before = forecast.outputs.count + months.outputs.count
    reactions = forecast.equities.map { ReactionTrace($0, first: before) }
    outputs = forecast.outputs + months.outputs + (reactions?.outputs ?? [])
  }

  public func makeScratch() -> ForecastModel.Scratch { forecast.makeScratch() }

  public func evaluate(_ batch: Batch, _ scratch: inout ForecastModel.Scratch) {
    batch.forEachPack { p in
      months.evaluate(batch, p, scratch.recovery)
      if let reactions, let days = scratch.equities {
        reactions.evaluate(batch, p, forecast.policy(batch, p, scratch.recovery), days)
      }
      forecast.evaluateDerived(batch, p, scratch)
    }
  }
}
