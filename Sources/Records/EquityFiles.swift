import EquityImpact
import EventStudy
import Sampling
import Scenario
import Simulation
import Tables

/// The CSV files about the shares of a forecast. Columns: README, "What each file holds".
package struct EquityFiles {
  private let forecast: Forecast
  private let results: Results
  private let paths: EquityPaths
  private let listing: EquityListing
  /// Outputs and statements of the recovery come before those of the shares.
  private let firstOutput: Int
  private let firstStatement: Int

  /// nil where the scenario asks for no shares.
  package init?(_ forecast: Forecast, _ results: Results) {
    guard let paths = forecast.model.equities, let listing = forecast.listing else { return nil }
    self.forecast = forecast
    self.results = results
    self.paths = paths
    self.listing = listing
    firstOutput = forecast.model.recovery.outputs.count
    firstStatement = forecast.recoveryStatements.count
  }

  package var all: [(name: String, text: String)] {
    [
      ("equities.csv", equities), ("equity_fan.csv", fan), ("conditional.csv", conditional),
      ("equity_parameters.csv", EquityParameters(paths).text),
    ]
  }

  private var equities: String {
    let losses = EquityQuestions.losses.map { "p_below_\(plain((-$0 * 100).rounded()))" }
    var csv = CSV(
      ["ticker", "horizon", "output"] + ForecastFiles.statistics
        + ["var95", "var99"].flatMap { [$0, "\($0)_low", "\($0)_high"] }
        + ["es95", "es99"].flatMap { [$0, "\($0)_error"] }
        + losses.flatMap { [$0, "\($0)_low", "\($0)_high"] } + ["name"])
    var statement = firstStatement
    for (index, place) in paths.outputs.places.enumerated() {
      let summary = results.summary(firstOutput + index)
      let side: OutputSummary.LossSide = place.quantity == .drawdown ? .high : .low
      let tails = [0.95, 0.99].map { summary.tailRisk($0, losses: side) }
      var row: [CSV.Field] = [
        .words(place.ticker), .count(place.horizon), .words(place.quantity.rawValue),
      ]
      row += ForecastFiles.statistics(of: summary)
      for tail in tails {
        row += [
          .number(tail.valueAtRisk), .number(tail.interval.lowerBound),
          .number(tail.interval.upperBound),
        ]
      }
      for tail in tails { row += [.number(tail.expectedShortfall), .number(tail.shortfallError)] }
      for _ in EquityQuestions.losses {
        guard place.quantity != .drawdown else {
          row += [.number(nil), .number(nil), .number(nil)]
          continue
        }
        let estimate = results.probability(statement)
        statement += 1
        row += [.number(estimate.value), .number(estimate.low), .number(estimate.high)]
      }
      csv.append(row + [.words(listing.name(place.ticker) ?? "domestic basket")])
    }
    return csv.text
  }

  /// Quantiles of CAR and price on every session.
  private var fan: String {
    let probabilities = [0.05, 0.25, 0.5, 0.75, 0.95]
    let names = ["p05", "p25", "p50", "p75", "p95"]
    var csv = CSV(
      ["ticker", "session", "date", "date_is_known"] + names.map { "car_\($0)" }
        + names.map { "price_\($0)" } + ["currency", "trials"])
    for (k, ticker) in paths.outputs.tickers.enumerated() {
      let entry = listing.entries.first { $0.ticker == ticker }
      // The basket is an index of 100 and keeps the dates of Shanghai or of whoever is there.
      let price = paths.assumptions.equities.first { $0.ticker == ticker }?.lastClose ?? 100
      let dates =
        listing.sessions[entry?.exchange ?? .shanghai] ?? listing.sessions.values.first ?? []
      for session in 0...paths.assumptions.sessions {
        let car = results.band(paths.outputs.band(.car, k, session: session))
        let total = results.band(paths.outputs.band(.totalReturn, k, session: session))
        csv.append(
          [
            .words(ticker), .count(session), .words(dates[session].day.description),
            .words(dates[session].isKnown ? "yes" : "no"),
          ] + car.quantiles(probabilities).map { .number($0) }
            + total.quantiles(probabilities).map { .number(price * (1 + $0)) }
            + [.words(entry?.currency ?? "index"), .count(car.count)])
      }
    }
    return csv.text
  }

  private var conditional: String {
    var csv = CSV([
      "condition", "ticker", "horizon", "output", "trials", "share_of_trials", "mean",
      "standard_error", "sd", "p05", "p50", "p95", "mean_of_all",
    ])
    let asked = results.conditionals
    for c in asked.conditions.indices {
      for k in asked.outputs.indices {
        let part = results.conditional(c, k)
        let place = paths.outputs.places[asked.outputs[k] - firstOutput]
        let count = part.moments.count
        func some(_ value: Double, ifOver least: Int = 0) -> CSV.Field {
          .number(count > least ? value : nil)
        }
        csv.append([
          .words(part.condition.label), .words(place.ticker), .count(place.horizon),
          .words(place.quantity.rawValue), .count(count),
          .number(Double(count) / Double(results.trials)), some(part.moments.mean),
          .number(part.standardError),
          some(part.moments.standardDeviation, ifOver: 1), some(part.sketch.quantile(0.05)),
          some(part.sketch.quantile(0.5)), some(part.sketch.quantile(0.95)),
          .number(results.summary(asked.outputs[k]).mean),
        ])
      }
    }
    return csv.text
  }
}

/// Every number behind the paths that stays the same in all trials, and the mean and error of those
/// that are drawn with their estimation error: enough to simulate the same shares elsewhere.
package struct EquityParameters {
  private var csv = CSV(["parameter", "name", "other", "value"])
  package var text: String { csv.text }

  package init(_ paths: EquityPaths) {
    let a = paths.assumptions
    for benchmark in a.benchmarks {
      add("drift", benchmark.name, benchmark.drift)
      add("volatility", benchmark.name, benchmark.volatility)
      add("tail", benchmark.name, benchmark.degrees)
    }
    addPairs("benchmark_copula", a.benchmarks.map(\.name)) { paths.benchmarkCopula[$0, $1] }
    for share in a.equities {
      let name = share.ticker
      csv.append([
        "benchmark", .words(name), .words(a.benchmarks[share.benchmark].name), .number(nil),
      ])
      add("beta", name, share.beta.mean)
      add("beta_error", name, share.beta.standardDeviation)
      add("residual_volatility", name, share.residualVolatility)
      add("residual_degrees", name, 2 / share.precision.standardDeviation.squared)
      add("tail", name, share.degrees)
      add("exposure", name, share.exposure.mean)
      add("price_limit", name, share.priceLimit)
      add("weight", name, share.weight)
      for (event, reaction) in zip(ReactionClass.allCases, share.reactions) {
        add("reaction_mean", name, event.rawValue, reaction.mean.mean)
        add("reaction_mean_error", name, event.rawValue, reaction.mean.standardDeviation)
        add("reaction_spread", name, event.rawValue, reaction.spread)
      }
    }
    addPairs("residual_copula", a.equities.map(\.ticker)) { paths.residualCopula[$0, $1] }
    add("reaction_correlation", "", a.reactionCorrelation)
    add("permanent_share", "", a.permanentShare.mean)
    add("half_life", "", a.halfLife.mean)
    add("sessions", "", Double(a.sessions))
    add("sessions_to_first_month", "", Double(a.sessionsToFirstMonth))
    for horizon in a.horizons { add("horizon", "", Double(horizon)) }
  }

  private mutating func add(
    _ parameter: String, _ name: String, _ other: String, _ value: Double?
  ) {
    csv.append([.words(parameter), .words(name), .words(other), .number(value)])
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

extension Double {
  fileprivate var squared: Double { self * self }
}
