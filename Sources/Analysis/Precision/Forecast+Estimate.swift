import Expressions
import Sampling
import Scenario
import Simulation

extension Forecast {
  /// A statistic of the forecast over the trials of a plan.
  ///
  /// - Parameter statistic: parsed with the names of this forecast's model.
  /// - Throws: what `sample` throws.
  public func estimate(
    _ statistic: Statistic, _ plan: Plan, monitor: Monitor = Monitor()
  ) throws -> StatisticEstimate {
    let asked = DerivedOutput("(statistic)", statistic.expression, over: model.outputs)
    let model = model.adding([asked])
    let column = try sample(
      model, plan, outputs: [self.model.outputs.count], monitor: monitor
    ).outputs[0]
    return StatisticEstimate(statistic, of: column, plan.design)
  }
}
