import EquityImpact
import Records
import Sampling
import Scenario
import Simulation
import Tables
import Wording

/// The shares of a forecast for a person: one table, and what moves them.
struct EquityText {
  private let results: Results
  private let terminal: Terminal
  private let paths: EquityPaths
  private let listing: EquityListing
  private let rows: [PolicyEffectRow]
  private let firstOutput: Int
  private let firstStatement: Int
  /// Horizons shown: a middle one and the last.
  private let shown: [Int]

  /// nil where the scenario asks for no shares.
  init?(_ forecast: Forecast, _ results: Results, _ terminal: Terminal) {
    guard let paths = forecast.model.equities, let listing = forecast.listing else { return nil }
    self.results = results
    rows = ShareResults.policy(forecast, results)
    self.terminal = terminal
    self.paths = paths
    self.listing = listing
    firstOutput = forecast.model.recovery.outputs.count
    firstStatement = forecast.recoveryStatements.count
    let count = paths.assumptions.horizons.count
    shown = Array(Set([count / 2, count - 1])).sorted()
  }

  var lines: [String] {
    [""] + policy + [""] + table + [""] + terminal.wrapped(conditions) + terminal.wrapped(noise)
      + (currencies.isEmpty ? [] : terminal.wrapped(currencies))
  }

  private var currencies: String {
    let weighted = paths.assumptions.equities.filter { $0.weight > 0 }.map(\.ticker)
    return Words.currencies(
      listing.entries.filter { weighted.contains($0.ticker) }.map(\.currency))
  }

  private func summary(
    _ ticker: Int, _ horizon: Int, _ quantity: EquityOutputs.Quantity
  ) -> OutputSummary {
    results.summary(position(ticker, horizon, quantity))
  }

  private func position(
    _ ticker: Int, _ horizon: Int, _ quantity: EquityOutputs.Quantity
  ) -> Int {
    let place = EquityOutputs.Place(
      ticker: paths.outputs.tickers[ticker], horizon: paths.assumptions.horizons[horizon],
      quantity: quantity)
    return firstOutput + (paths.outputs.places.firstIndex(of: place) ?? 0)
  }

  /// What policy does over the last horizon; all of it is below.
  private var policy: [String] {
    let pm = terminal.symbol(" ± ", " +- ")
    let last = paths.assumptions.horizons.last ?? 0
    var table = TextTable()
    table.append([
      "What policy does, %", "on the day\(pm)se", "median", "P5 to P95", "P(beyond 10%)",
      "for $1bn more\(pm)se",
    ])
    for ticker in paths.outputs.tickers {
      guard let (row, day) = rows.effect(ticker, last) else { continue }
      let s = row.statistics
      func quantile(_ value: Double) -> String {
        Words.rounded(value, error: s.quantileError, scale: 0.01)
      }
      func measured(_ m: Measured) -> String {
        guard m.value.isFinite else { return "" }
        return Words.rounded(m.value, error: m.standardError, scale: 0.01)
          + (m.standardError.isFinite ? pm + Rounded.error(m.standardError, scale: 0.01) : "")
      }
      table.append([
        "  " + (listing.name(ticker).map { "\($0) \(ticker)" } ?? "domestic basket"),
        measured(day), quantile(s.p50), quantile(s.p05) + " to " + quantile(s.p95),
        Rounded.percent(row.beyond.value, width: row.beyond.halfWidth), measured(row.slope),
      ])
    }
    let note =
      "over \(counted(last, "session")), beyond what was expected of policy and of displaced sales, so the mean is that "
      + "of the day; \"for $1bn more\" recovered by fiscal year end is a simulated association"
    return table.styled(for: terminal, below: [4, 5])
      + terminal.wrapped(note, width: (terminal.width ?? 110) - 2).map { terminal.faint("  " + $0) }
  }

  /// All of a share's abnormal return, mostly its own noise.
  private var table: [String] {
    let horizons = paths.assumptions.horizons
    let last = horizons.count - 1
    let pm = terminal.symbol(" ± ", " +- ")
    var table = TextTable()
    table.append(
      ["All of it, %"]
        + shown.map { "\(counted(horizons[$0], "session"))\(pm)se" }
        + ["P5 to P95", "P(< -10%)", "VaR95", "ES95"])
    for (k, ticker) in paths.outputs.tickers.enumerated() {
      let name = listing.name(ticker).map { "\($0) \(ticker)" }
      var row = ["  " + (name ?? "domestic basket")]
      for h in shown {
        let s = summary(k, h, .car)
        guard let mean = s.mean, let error = s.standardError else {
          row.append("")
          continue
        }
        row.append(
          Rounded.value(mean, error: error, scale: 0.01) + pm + Rounded.error(error, scale: 0.01))
      }
      let s = summary(k, last, .car)
      let interval = s.quantileInterval(0.5)
      let width = (interval.upperBound - interval.lowerBound) / 2
      let ends = s.quantiles([QuantileLevel.p05, .p95].probabilities).map {
        Rounded.value($0, error: width, scale: 0.01)
      }
      row.append(ends[0] + " to " + ends[1])
      let estimate = results.probability(probability(ofLossIn: k, last))
      row.append(Rounded.percent(estimate.value, width: (estimate.high - estimate.low) / 2))
      let tail = summary(k, last, .totalReturn).tailRisk(0.95, losses: .low)
      row.append(Rounded.value(tail.valueAtRisk, error: width, scale: 0.01))
      row.append(
        Rounded.value(tail.expectedShortfall, error: tail.shortfallError ?? width, scale: 0.01))
      table.append(row)
    }
    let note =
      "mostly what \(Words.ordinary(horizons[last])); means, P5 to P95 and P(< -10%) of the cumulative log abnormal return, VaR95 and ES95 of the total return, "
      + "over \(counted(horizons[last], "session"))"
    // The risks of a share stand below its means where the terminal is narrow.
    let risks = Array(1 + shown.count..<5 + shown.count)
    return table.styled(for: terminal, below: risks)
      + terminal.wrapped(note, width: (terminal.width ?? 110) - 2).map { terminal.faint("  " + $0) }
  }

  /// Position of the statement that the CAR lies below -10%.
  private func probability(ofLossIn ticker: Int, _ horizon: Int) -> Int {
    let perHorizon = 2 * EquityQuestions.losses.count
    let before = (ticker * paths.assumptions.horizons.count + horizon) * perHorizon
    return firstStatement + before + EquityQuestions.losses.count - 1
  }

  /// The basket, or the first share, under the conditions that change it most.
  private var conditions: String {
    let last = paths.assumptions.horizons.count - 1
    let ticker = paths.outputs.tickers.firstIndex(of: EquityOutputs.basket) ?? 0
    let all = summary(ticker, last, .car)
    guard let mean = all.mean,
      let output = results.conditionals.outputs.firstIndex(of: position(ticker, last, .car))
    else { return "" }
    let parts = results.conditionals.conditions.indices.map {
      results.conditional($0, output)
    }.filter { $0.moments.count >= 100 && $0.moments.count < results.trials }
    // The trials under a condition are part of all trials.
    func error(_ part: ConditionalSummary) -> Double {
      let share = Double(part.moments.count) / Double(results.trials)
      return (part.standardError ?? .infinity) * (1 - share).squareRoot()
    }
    let clear = parts.filter { abs($0.moments.mean - mean) > 3 * error($0) }
      .sorted { abs($0.moments.mean - mean) > abs($1.moments.mean - mean) }
    let name = paths.outputs.tickers[ticker]
    let whose = name == EquityOutputs.basket ? "The basket's" : "\(name)'s"
    guard !clear.isEmpty else {
      return "\(whose) mean moves by less than 3 standard errors whatever the recovery and the "
        + "policy events."
    }
    let list = clear.prefix(4).map { part in
      let shift = Rounded.value(part.moments.mean - mean, error: error(part), scale: 0.01)
      return "\(shift) points\(terminal.symbol(" ± ", " +- "))"
        + "\(Rounded.error(error(part), scale: 0.01)) given \(part.condition.label)"
    }
    return "\(whose) mean over \(counted(paths.assumptions.horizons[last], "session")) moves by "
      + list.joined(separator: "; ") + "."
  }

  /// How much of the outcome is a share's own daily noise.
  private var noise: String {
    let a = paths.assumptions
    let last = a.horizons.count - 1
    let shares = a.equities.enumerated().compactMap { k, share -> (String, Double)? in
      guard let sd = summary(k, last, .car).standardDeviation, sd > 0 else { return nil }
      let own = share.residualVolatility * share.residualVolatility * Double(a.horizons[last])
      return (share.ticker, min(1, own / (sd * sd)))
    }
    guard let least = shares.min(by: { $0.1 < $1.1 }), let most = shares.max(by: { $0.1 < $1.1 })
    else { return "" }
    let parts = (least.0 == most.0 ? [least] : [least, most])
      .map { "\(Rounded.percent($0.1, width: 0.01)) (\($0.0))" }
    return "Day-to-day moves of the shares themselves make \(parts.joined(separator: " to ")) of "
      + "the variance over \(counted(a.horizons[last], "session")); reactions to policy, displaced sales and unsure estimates "
      + "the rest."
  }
}
