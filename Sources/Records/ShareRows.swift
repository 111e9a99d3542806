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
    return paths.outputs.places.enumerated().map { index, place in
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
  /// nil where the scenario asks for no shares.
  init?(_ forecast: Forecast, _ results: Results) {
    guard let rows = ShareRows(forecast, results) else { return nil }
    self.init(rows.equities, rows.fan, rows.conditions, rows.parameters)
  }
}
