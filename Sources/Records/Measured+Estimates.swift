import Analysis
import Simulation
import Tables

extension Measured {
  /// A probability with its interval.
  package init(_ estimate: ProbabilityEstimate) {
    self.init(estimate.value, low: estimate.low, high: estimate.high)
  }

  /// A statistic with its error and its interval.
  package init(_ estimate: StatisticEstimate) {
    self.init(
      estimate.value ?? .nan, error: estimate.standardError ?? .nan,
      low: estimate.interval?.lowerBound ?? .nan, high: estimate.interval?.upperBound ?? .nan)
  }

  /// An estimate with its interval; nothing known of one that was not made.
  package init(_ estimate: Estimate?) {
    self.init(
      estimate?.value ?? .nan, low: estimate?.low ?? .nan, high: estimate?.high ?? .nan)
  }

  /// A difference with its error and its interval; nothing known of one that there is none of.
  package init(_ difference: Difference?) {
    self.init(
      difference?.value ?? .nan, error: difference?.standardError ?? .nan,
      low: difference?.interval?.lowerBound ?? .nan,
      high: difference?.interval?.upperBound ?? .nan)
  }
}

extension Measured {
  /// The standard error, or where a table tells the interval alone what that comes to: half its width over 1.96.
  package var error: Double {
    standardError.isNaN ? halfWidth / StatisticEstimate.reach : standardError
  }
}
