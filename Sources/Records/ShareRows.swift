import EquityImpact
import EventStudy
import Scenario
import Simulation
import Tables

/// The rows of what a run has tallied of shares.
struct ShareRows {
  private let results: Results
  private let paths: EquityPaths
  private let listing: EquityListing
  /// Outputs and statements of the recovery come before those of the shares.
  private let firstOutput: Int
  private let firstStatement: Int

  /// nil where the scenario asks for no shares.
  init?(_ forecast: Forecast, _ results: Results) {
    guard let paths = forecast.model.equities, let listing = forecast.listing else { return nil }
    self.results = results
    self.paths = paths
    self.listing = listing
    firstOutput = forecast.model.recovery.outputs.count
    firstStatement = forecast.recoveryStatements.count
  }

  var equities: [EquityRow] {
    var statement = firstStatement
    return places(EquityOutputs.Quantity.ofPrice).map { index, place in
      let summary = results.summary(firstOutput + index)
      let side: OutputSummary.LossSide = place.quantity == .drawdown ? .high : .low
      let tails = EquityRow.risks.map { summary.tailRisk($0, losses: side) }
      var row = EquityRow()
      row.ticker = place.ticker
      row.horizon = place.horizon
      row.output = place.quantity.rawValue
      row.statistics = Statistics(summary)
      row.valuesAtRisk = tails.map {
        Measured($0.valueAtRisk, low: $0.interval.lowerBound, high: $0.interval.upperBound)
      }
      row.shortfalls = tails.map {
        Measured($0.expectedShortfall, error: $0.shortfallError ?? .nan)
      }
      if place.quantity != .drawdown {
        row.losses = EquityQuestions.losses.indices.map {
          Measured(results.probability(statement + $0))
        }
        statement += EquityQuestions.losses.count
      }
      row.name = listing.name(place.ticker) ?? "domestic basket"
      return row
    }
  }

  private func places(
    _ wanted: [EquityOutputs.Quantity]
  ) -> [(index: Int, place: EquityOutputs.Place)] {
    paths.outputs.places.enumerated().filter { wanted.contains($1.quantity) }
      .map { ($0.offset, $0.element) }
  }

  /// What policy does to each share and the basket; none where the run has no expectation.
  func policy(_ expectation: MarketExpectation?) -> [PolicyEffectRow] {
    let moves = EquityQuestions.policyMoves
    let wanted = places(EquityOutputs.Quantity.ofPolicy)
    // Its statements follow those of losses.
    let first =
      firstStatement + places([.car, .totalReturn]).count * EquityQuestions.losses.count
    return wanted.enumerated().map { k, found in
      let (index, place) = found
      let summary = results.summary(firstOutput + index)
      let car = results[
        "\(EquityOutputs.Quantity.car.rawValue).\(place.ticker).\(place.horizon)"]
      var row = PolicyEffectRow()
      row.ticker = place.ticker
      row.horizon = place.horizon
      row.output = place.quantity.rawValue
      row.statistics = Statistics(summary)
      let estimates = moves.indices.map { results.probability(first + k * moves.count + $0) }
      row.below = Measured(estimates[1])
      row.above = Measured(estimates[2])
      let beyond = (estimates[0].value + estimates[3].value) * Double(results.trials)
      row.beyond = Measured(
        ProbabilityEstimate(hits: Int(beyond.rounded()), trials: results.trials))
      if let slope = results.slope(k) {
        row.slope = Measured(slope.value * 1e9, error: (slope.standardError ?? .nan) * 1e9)
      }
      if let own = summary.standardDeviation, let all = car?.standardDeviation, all > 0 {
        row.varianceShare = own * own / (all * all)
      }
      if let expectation { add(expectation, to: &row) }
      row.name = listing.name(place.ticker) ?? "domestic basket"
      return row
    }
  }

  /// What was expected, and the error that the expectation of sales brings into the mean.
  private func add(_ expectation: MarketExpectation, to row: inout PolicyEffectRow) {
    let a = paths.assumptions
    let isBasket = row.ticker == EquityOutputs.basket
    var (news, slope) = (0.0, 0.0)
    for share in a.equities where isBasket || share.ticker == row.ticker {
      let weight = isBasket ? share.weight : 1
      let means = share.reactions.map(\.mean.mean)
      let ofNews = a.news.map { news in means[a.classes.firstIndex(of: news.event) ?? 0] }
      news +=
        weight
        * (expectation.news(
          upTo: row.horizon, firstSession: a.sessionsToFirstMonth,
          reactions: Array(means[...a.launchClass]))
          + expectation.news.news(
            upTo: row.horizon, firstSession: a.sessionsToFirstMonth, reactions: ofNews))
      slope += weight * share.exposure.mean * share.elasticity.mean * a.persistence.mean
    }
    let sales = expectation.displaced(upTo: row.horizon, firstSession: a.sessionsToFirstMonth)
    row.expectedNews = news
    row.expectedSales = Measured(-slope * sales.mean, error: slope * sales.error)
    row.statistics.standardError =
      (row.statistics.standardError * row.statistics.standardError
      + row.expectedSales.standardError * row.expectedSales.standardError).squareRoot()
  }

  /// Quantiles of CAR and price on every session.
  var fan: [EquityFanRow] {
    let (levels, probabilities) = (QuantileLevel.fan, QuantileLevel.fan.probabilities)
    return paths.outputs.tickers.enumerated().flatMap { k, ticker in
      let entry = listing.entries.first { $0.ticker == ticker }
      // The basket is an index of 100 and keeps the dates of Shanghai or of whoever is there.
      let price = paths.assumptions.equities.first { $0.ticker == ticker }?.lastClose ?? 100
      let dates =
        listing.sessions[entry?.exchange ?? .shanghai] ?? listing.sessions.values.first ?? []
      return (0...paths.assumptions.sessions).map { session in
        let car = results.band(paths.outputs.band(.car, k, session: session))
        let total = results.band(paths.outputs.band(.totalReturn, k, session: session))
        var row = EquityFanRow()
        row.ticker = ticker
        row.session = session
        row.date = dates[session].day.description
        row.isDateKnown = dates[session].isKnown
        row.car = Quantiles(levels, car.quantiles(probabilities))
        row.price = Quantiles(levels, total.quantiles(probabilities).map { price * (1 + $0) })
        row.currency = entry?.currency ?? "index"
        row.trials = car.count
        return row
      }
    }
  }

  var conditions: [ConditionRow] {
    let asked = results.conditionals
    return asked.conditions.indices.flatMap { c in
      asked.outputs.indices.map { k in
        let part = results.conditional(c, k)
        let place = paths.outputs.places[asked.outputs[k] - firstOutput]
        let count = part.moments.count
        var row = ConditionRow()
        row.condition = part.condition.label
        row.ticker = place.ticker
        row.horizon = place.horizon
        row.output = place.quantity.rawValue
        row.trials = count
        row.share = Double(count) / Double(results.trials)
        row.standardError = part.standardError ?? .nan
        row.meanOfAll = results.summary(asked.outputs[k]).mean ?? .nan
        if count > 0 {
          let levels = QuantileLevel.main
          row.mean = part.moments.mean
          row.quantiles = Quantiles(levels, levels.probabilities.map(part.sketch.quantile))
        }
        if count > 1 { row.standardDeviation = part.moments.standardDeviation }
        return row
      }
    }
  }

  var parameters: [EquityParameterRow] { EquityParameters(paths).rows }
}

extension ShareResults {
  /// What policy does to the shares of a run; none where the scenario asks for no shares.
  package static func policy(_ forecast: Forecast, _ results: Results) -> [PolicyEffectRow] {
    ShareRows(forecast, results)?.policy(forecast.model.expectation) ?? []
  }

  /// nil where the scenario asks for no shares.
  init?(_ forecast: Forecast, _ results: Results) {
    guard let rows = ShareRows(forecast, results) else { return nil }
    self.init(
      rows.equities, rows.policy(forecast.model.expectation), rows.fan, rows.conditions,
      rows.parameters)
  }
}
