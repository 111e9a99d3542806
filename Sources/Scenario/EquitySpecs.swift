import Sampling

/// The parameters of [equities] and [market]: the one list behind reading, the JSON schema and the
/// help.
enum EquitySpecs {
  static let reactionCorrelation = ParameterSpec(
    "reaction_correlation", "1", .fraction, isNumber: true,
    "correlation across shares of the reactions to one event, where their spread is stated")
  /// How much mean reactions may differ between shares, reactions between events, and the rest; before past events
  /// tell it.
  static let reactionScales = [
    ParameterSpec(
      "reaction_share_scale", "log return", .positive, or: 0.02, isNumber: true,
      "scale of the half-normal of what mean reactions to a class differ by between shares"),
    ParameterSpec(
      "reaction_event_scale", "log return", .positive, or: 0.03, isNumber: true,
      "scale of the half-normal of what events of a class differ by for all shares alike"),
    ParameterSpec(
      "reaction_rest_scale", "log return", .positive, or: 0.03, isNumber: true,
      "scale of the half-normal of what a share's reactions differ by from event to event beyond that"
    ),
  ]
  static let common = [
    ParameterSpec("permanent_share", "1", .fraction, or: 1, "part of a reaction that stays"),
    halfLife,
    ParameterSpec("displacement", "1", .fraction, "domestic sales lost for each H20 equivalent"),
    ParameterSpec(
      "domestic_demand", "H20 equivalents/year", .positive, "demand for domestic accelerators"),
    ParameterSpec(
      "persistence", "1", .fraction, or: 1, "part of a year's lost sales that is lost for good"),
  ]
  /// Of no use where all of a reaction stays.
  static let halfLife = ParameterSpec(
    "half_life", "sessions", .positive, or: 5,
    "sessions in which half of the rest of a reaction is gone")
  /// Of each share: a parameter for all, or a table by ticker.
  static let exposure = ParameterSpec(
    "exposure", "1", .fraction, or: 0, "share of forward revenue exposed to domestic accelerators")
  static let elasticity = ParameterSpec(
    "elasticity", "1", .nonNegative, "log return for a loss of all of that revenue")
  static let weights = ParameterSpec(
    "weights", "1", .nonNegative, or: 0, isNumber: true, "part of the basket, relative")
  static let beta = ParameterSpec("beta", "1", .finite, "move for one of the benchmark")
  static let volatility = ParameterSpec(
    "volatility", "1/session", .nonNegative, isNumber: true,
    "standard deviation of the residual log return of a session")
  static let tail = ParameterSpec(
    "tail", "degrees of freedom", .aboveTwo, isNumber: true,
    "degrees of freedom of the residual's Student-t")
  static let residualCorrelation = ParameterSpec(
    "residual_correlation", "1", .fraction, isNumber: true,
    "correlation of any two shares' residuals")

  /// Of each class of events.
  static let reactionSides = [
    ParameterSpec("domestic", "log return", .finite, "mean reaction of domestic names"),
    ParameterSpec("foreign", "log return", .finite, "mean reaction of foreign names"),
  ]
  /// Of all shares of a role, as past events tell it.
  static let pastMean = ParameterSpec(
    "mean", "log return", .finite, "mean reaction of a share of the role")
  /// Of a share on its own.
  static let reaction = ParameterSpec("mean", "log return", .finite, "mean reaction of the share")
  static let spread = ParameterSpec(
    "spread", "log return", .nonNegative, isNumber: true,
    "standard deviation of single reactions around their mean")

  /// Of each benchmark: a parameter for all, or a table by benchmark.
  static let drift = ParameterSpec(
    "drift", "1/session", .finite, "mean log return of a benchmark")
  /// 5% in 250 sessions: what it is where nothing is stated, and its error.
  static let premiumMean = 0.05 / 250
  static func premium() throws(InvalidParameter) -> Normal {
    try Normal(mean: premiumMean, standardDeviation: 0.05 / 250)
  }
  static let marketVolatility = ParameterSpec(
    "volatility", "1/session", .nonNegative, isNumber: true,
    "standard deviation of a benchmark's log return")
  static let marketTail = ParameterSpec(
    "tail", "degrees of freedom", .aboveTwo, isNumber: true,
    "degrees of freedom of a benchmark's Student-t")
  static let marketCorrelation = ParameterSpec(
    "correlation", "1", .fraction, isNumber: true, "correlation of any two benchmarks")
}
