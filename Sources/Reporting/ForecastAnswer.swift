import Records
import Scenario
import Simulation
import Tables

/// What a forecast says, in two sentences for whoever reads nothing else: the recovery by fiscal year
/// end, then the shares, or the whole horizon where there are none.
struct ForecastAnswer {
  /// "FY2026".
  let yearEnd: String
  let months: Int
  /// recovered_fy, in dollars.
  let recovery: Spread?
  /// recovered, in dollars.
  let horizon: Spread?
  /// The revenue that the scenario calls its target, and its probability by fiscal year end.
  let target: (revenue: Double, probability: Measured)?
  let shares: Shares?

  /// Quantiles with their intervals.
  struct Spread {
    let p05: Measured
    let p50: Measured
    let p95: Measured

    /// The median with its standard error, in dollars; without one where a single trial tells none.
    var median: String {
      let isKnown = p50.low.isFinite && p50.high.isFinite
      return Words.moneyWithError(p50.value, error: isKnown ? p50.halfWidth / 1.96 : .nan)
    }
    /// "$0.24bn and $7.32bn".
    var range: String { "\(end(p05)) and \(end(p95))" }

    /// With no more digits than the median.
    private func end(_ m: Measured) -> String {
      m.value == 0 ? "$0" : Words.money(m.value, error: max(m.halfWidth, p50.halfWidth) / 1.96)
    }
  }

  /// The cumulative abnormal return of a share or of the basket.
  struct Shares {
    let ticker: String
    let sessions: Int
    let returns: Statistics
  }

  var sentences: [String] {
    [recoverySentence, sharesSentence ?? horizonSentence].compactMap { $0 }
  }

  private var recoverySentence: String? {
    guard let s = recovery else { return nil }
    var text =
      "By the end of NVIDIA's \(yearEnd) the median of the recovered revenue is \(s.median)"
    // Beside shares the whole horizon has no sentence of its own.
    if shares != nil, let horizon { text += " (in \(counted(months, "month")) \(horizon.median))" }
    text += ", and nine trials in ten lie between \(s.range)"
    if let (revenue, p) = target {
      text +=
        "; \(Words.target(revenue)) or more comes back in \(Words.probability(p)) of the trials "
        + "(95% interval \(Words.interval(p)))"
    }
    return text + "."
  }

  private var horizonSentence: String? {
    guard let s = horizon else { return nil }
    return
      "In \(counted(months, "month")) it is \(s.median), nine trials in ten between \(s.range)."
  }

  private var sharesSentence: String? {
    guard let shares else { return nil }
    let s = shares.returns
    return "Over \(counted(shares.sessions, "session")) the cumulative abnormal return of "
      + (shares.ticker == "basket" ? "the domestic basket" : shares.ticker) + " is "
      + "\(Words.percentWithError(s.mean, error: s.standardError)) on average, and nine trials in ten "
      + "lie between \(Words.percent(s.p05, error: s.quantileError)) and "
      + "\(Words.percent(s.p95, error: s.quantileError))."
  }
}

extension ForecastAnswer {
  /// The answer that the files of a run hold.
  init(_ run: RunFolder) {
    yearEnd = run.yearEnd
    months = run.months
    recovery = Spread("recovered_fy", of: run)
    horizon = Spread("recovered", of: run)
    target = run.target.flatMap { revenue in run.targetByYearEnd.map { (revenue, $0) } }
    shares = run.shares.flatMap { shares in
      let ticker = shares.tickers.last { $0 == "basket" } ?? shares.tickers.first
      return ticker.flatMap { shares.row($0, shares.lastHorizon, "car") }.map {
        Shares(ticker: $0.ticker, sessions: shares.lastHorizon, returns: $0.statistics)
      }
    }
  }

  /// The answer of a forecast that has just run.
  init(_ forecast: Forecast, _ results: Results) {
    yearEnd = "FY\(forecast.yearEnd)"
    months = forecast.months
    recovery = results["recovered_fy"].map(Spread.init)
    horizon = results["recovered"].map(Spread.init)
    let revenue = forecast.model.recovery.assumptions.targetRevenue
    let statement = forecast.recoveryStatements.firstIndex {
      $0.label.hasPrefix("recovered_fy") && $0.condition == .atLeast(revenue)
    }
    target = statement.flatMap {
      revenue > 0 ? (revenue, Measured(results.probability($0))) : nil
    }
    shares = forecast.model.equities.flatMap { paths in
      guard let sessions = paths.assumptions.horizons.last,
        let ticker = paths.outputs.tickers.last(where: { $0 == "basket" })
          ?? paths.outputs.tickers.first,
        let returns = results["car.\(ticker).\(sessions)"]
      else { return nil }
      return Shares(ticker: ticker, sessions: sessions, returns: Statistics(returns))
    }
  }
}

extension ForecastAnswer.Spread {
  /// Of an output in dollars; nil where the folder has no such output.
  fileprivate init?(_ output: String, of run: RunFolder) {
    guard let s = run.statistics(output) else { return nil }
    let known = run.quantiles(of: output)
    func quantile(_ p: Double, _ value: Double) -> Measured {
      known.first { $0.probability == p }?.quantile
        ?? Measured(value, low: value - s.quantileError, high: value + s.quantileError)
    }
    (p05, p50, p95) = (quantile(0.05, s.p05), quantile(0.5, s.p50), quantile(0.95, s.p95))
  }

  fileprivate init(_ s: OutputSummary) {
    let levels = [0.05, 0.5, 0.95]
    let found = zip(s.quantiles(levels), s.quantileIntervals(levels)).map { value, interval in
      Measured(value, low: interval.lowerBound, high: interval.upperBound)
    }
    (p05, p50, p95) = (found[0], found[1], found[2])
  }
}
