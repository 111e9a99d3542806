import EquityImpact
import Sampling
import Scenario

/// Every number behind the paths that stays the same in all trials, and the mean and error of those
/// that are drawn with their estimation error: enough to simulate the same shares elsewhere.
struct EquityParameters {
  private(set) var rows: [EquityParameterRow] = []

  init(_ paths: EquityPaths) {
    let a = paths.assumptions
    for benchmark in a.benchmarks {
      add("drift", benchmark.name, benchmark.drift.mean)
      add("drift_error", benchmark.name, benchmark.drift.standardDeviation)
      add("volatility", benchmark.name, benchmark.volatility)
      add("tail", benchmark.name, benchmark.degrees)
    }
    addPairs("benchmark_copula", a.benchmarks.map(\.name)) { paths.benchmarkCopula[$0, $1] }
    for share in a.equities {
      let name = share.ticker
      add("benchmark", name, a.benchmarks[share.benchmark].name, nil)
      add("beta", name, share.beta.mean)
      add("beta_error", name, share.beta.standardDeviation)
      add("residual_volatility", name, share.residualVolatility)
      add("residual_volatility_error", name, share.logVolatilityError)
      add("tail", name, share.degrees)
      add("exposure", name, share.exposure.mean)
      add("price_limit", name, share.priceLimit)
      add("weight", name, share.weight)
      for (event, reaction) in zip(a.classes, share.reactions) {
        add("reaction_mean", name, event.rawValue, reaction.mean.mean)
        add("reaction_mean_error", name, event.rawValue, reaction.mean.standardDeviation)
        add("reaction_spread", name, event.rawValue, reaction.spread)
        for (parameter, place) in [("mean", reaction.pastMean), ("spread", reaction.pastSpread)] {
          guard let place else { continue }
          add("reaction_\(parameter)_from", name, event.rawValue, Double(place))
        }
      }
    }
    addPairs("residual_copula", a.equities.map(\.ticker)) { paths.residualCopula[$0, $1] }
    for posterior in a.past {
      let (event, rest) = posterior.variances
      add("past_event", posterior.name, event.squareRoot())
      add("past_rest", posterior.name, rest.squareRoot())
      add("past_correlation", posterior.name, event + rest > 0 ? event / (event + rest) : 0)
    }
    add("reaction_correlation", "", a.reactionCorrelation)
    add("permanent_share", "", a.permanentShare.mean)
    add("half_life", "", a.halfLife.mean)
    add("persistence", "", a.persistence.mean)
    add("sessions", "", Double(a.sessions))
    add("sessions_to_first_month", "", Double(a.sessionsToFirstMonth))
    for horizon in a.horizons { add("horizon", "", Double(horizon)) }
  }

  private mutating func add(
    _ parameter: String, _ name: String, _ other: String, _ value: Double?
  ) {
    var row = EquityParameterRow()
    (row.parameter, row.name, row.other) = (parameter, name, other)
    row.value = value ?? .nan
    rows.append(row)
  }

  private mutating func add(_ parameter: String, _ name: String, _ value: Double?) {
    add(parameter, name, "", value)
  }

  private mutating func addPairs(
    _ parameter: String, _ names: [String], _ value: (Int, Int) -> Double
  ) {
    for i in names.indices { for j in 0..<i { add(parameter, names[i], names[j], value(i, j)) } }
  }
}

extension SimulatedEquity {
  /// Standard deviation of ln σ between trials; 0 where σ is the same in all.
  fileprivate var logVolatilityError: Double { ((precision as? Lognormal)?.sigma ?? 0) / 2 }
}
