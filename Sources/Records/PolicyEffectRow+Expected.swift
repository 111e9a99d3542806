import Analysis
import EquityImpact
import Scenario
import Simulation
import Tables

/// What a market expected of a share, or of the basket, up to a horizon.
struct Expected {
  var news: Measured
  /// Of displaced sales.
  var sales: Measured

  var squaredError: Double {
    news.standardError * news.standardError + sales.standardError * sales.standardError
  }

  init(
    _ expectation: MarketExpectation, of ticker: String, upTo horizon: Int, _ a: EquityAssumptions
  ) {
    let isBasket = ticker == EquityOutputs.basket
    var (news, unsure, slope) = (0.0, 0.0, 0.0)
    for share in a.equities where isBasket || share.ticker == ticker {
      let weight = isBasket ? share.weight : 1
      let means = share.reactions.map(\.mean.mean)
      let ofShare = expectation.news(
        upTo: horizon, firstSession: a.sessionsToFirstMonth,
        reactions: Array(means[...a.launchClass]))
      let besideGates = expectation.news.news(
        upTo: horizon, firstSession: a.sessionsToFirstMonth,
        reactions: a.news.map { means[a.classes.firstIndex(of: $0.event) ?? 0] })
      news += weight * (ofShare.mean + besideGates)
      unsure += weight * ofShare.error
      slope += weight * share.exposure.mean * share.elasticity.mean * a.persistence.mean
    }
    let displaced = expectation.displaced(
      upTo: horizon, firstSession: a.sessionsToFirstMonth)
    self.news = Measured(news, error: unsure)
    sales = Measured(-slope * displaced.mean, error: slope * displaced.error)
  }
}

extension PolicyEffectRow {
  /// Takes the probabilities of moves from where their statements begin.
  mutating func setMoves(_ results: Results, firstStatement first: Int) {
    let estimates = EquityQuestions.policyMoves.indices.map { results.probability(first + $0) }
    below = Measured(estimates[1])
    above = Measured(estimates[2])
    let hits = (estimates[0].value + estimates[3].value) * Double(results.trials)
    beyond = Measured(ProbabilityEstimate(hits: Int(hits.rounded()), trials: results.trials))
  }

  /// Adds another error of the mean.
  mutating func widen(by squaredError: Double) {
    let own = statistics.standardError
    statistics.standardError = (own * own + squaredError).squareRoot()
  }

  /// What policy does in a run less what it does in the scenario that it is held against.
  static func rows(_ run: AgainstRun, name: (String) -> String) -> [PolicyEffectRow] {
    let expectations = (run.models.first.expectation, run.models.other.expectation)
    let assumptions = (
      run.models.first.equities?.assumptions, run.models.other.equities?.assumptions
    )
    return run.places.enumerated().map { k, place in
      var row = PolicyEffectRow()
      row.ticker = place.ticker
      row.horizon = place.horizon
      row.output = place.contrast.rawValue
      row.statistics = Statistics(run.results.summary(k))
      row.setMoves(run.results, firstStatement: k * EquityQuestions.policyMoves.count)
      row.name = name(place.ticker)
      guard let (a, b) = both(expectations), let (mine, theirs) = both(assumptions) else {
        return row
      }
      let own = Expected(a, of: place.ticker, upTo: place.horizon, mine)
      let other = Expected(b, of: place.ticker, upTo: place.horizon, theirs)
      row.expectedNews = own.news.value - other.news.value
      // Where no trial differs nothing is unsure.
      let error = row.statistics.standardDeviation > 0 ? own.squaredError + other.squaredError : 0
      row.expectedSales = Measured(
        own.sales.value - other.sales.value,
        error: error > 0
          ? (own.sales.standardError * own.sales.standardError
            + other.sales.standardError * other.sales.standardError).squareRoot() : 0)
      row.widen(by: error)
      return row
    }
  }

  private static func both<Value>(_ pair: (Value?, Value?)) -> (Value, Value)? {
    pair.0.flatMap { first in pair.1.map { (first, $0) } }
  }
}
