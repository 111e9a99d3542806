import Records
import RevenueRecovery
import Simulation
import Tables

/// What a forecast says in digits: the recovery by fiscal year end, and the shares, or the whole horizon where
/// there are none.
package struct ForecastAnswer {
  /// "FY2026".
  package let yearEnd: String
  package let months: Int
  /// recovered_fy, in dollars.
  package let recovery: Spread?
  /// recovered, in dollars.
  package let horizon: Spread?
  /// recovered_fy of the views that are pooled; nil without an outside view.
  package let views: (inside: Spread, outside: Spread)?
  /// The revenue that the scenario calls its target, and its probability by fiscal year end.
  package let target: (revenue: Double, probability: Measured)?
  package let shares: Shares?
  /// The target's probability over all readings, such as "0.05% to 1.8%"; nil where there is one.
  private let readings: String?
  /// Whose revenue it is; nil for NVIDIA.
  private let seller: String?
  /// The run held against another scenario; nil where it is not.
  private let against: String?

  /// Quantiles with their intervals.
  package struct Spread {
    let p05: Measured
    let p50: Measured
    let p95: Measured

    /// The median with its standard error, in dollars; without one where a single trial tells none.
    var median: String {
      let isKnown = p50.low.isFinite && p50.high.isFinite
      return Words.moneyWithError(p50.value, error: isKnown ? p50.error : .nan)
    }
    /// "$0.24bn and $7.32bn".
    var range: String { "\(end(p05)) and \(end(p95))" }

    /// With no more digits than the median.
    private func end(_ m: Measured) -> String {
      m.value == 0 ? "$0" : Words.money(m.value, error: max(m.halfWidth, p50.halfWidth) / 1.96)
    }
  }

  /// What a share or the basket does: all of it, and of it what policy does.
  package struct Shares {
    let ticker: String
    let sessions: Int
    /// The cumulative abnormal return.
    let returns: Statistics
    /// nil in results that do not tell it.
    let policy: Policy?

    /// The policy part over all sessions, and its mean on session 0.
    struct Policy {
      let whole: Statistics
      let day: Measured
    }

    var subject: String { ticker == "basket" ? "the domestic basket" : ticker }
  }

  package var sentences: [String] {
    [recoverySentence, sharesSentence ?? horizonSentence, against].compactMap { $0 }
  }

  /// Behind the recovery's; empty without an outside view.
  private var viewsSentence: String {
    guard let views else { return "" }
    return " From inside alone the median is \(views.inside.median), from outside alone "
      + "\(views.outside.median); the forecast pools them."
  }

  private var recoverySentence: String? {
    guard let s = recovery else { return nil }
    var text =
      "By the end of NVIDIA's \(yearEnd) the median of \(seller.map { "\($0)'s" } ?? "the") "
      + "recovered revenue is \(s.median)"
    // Beside shares the whole horizon has no sentence of its own.
    if shares != nil, let horizon { text += " (in \(counted(months, "month")) \(horizon.median))" }
    text += ", and nine trials in ten lie between \(s.range)"
    if let (revenue, p) = target {
      text +=
        "; \(Words.target(revenue)) or more comes back in \(Words.probability(p)) of the trials "
        + "(95% interval \(Words.interval(p))"
        + (readings.map { "; \($0) over the readings of the record" } ?? "") + ")"
    }
    return text + "." + viewsSentence
  }

  private var horizonSentence: String? {
    guard let s = horizon else { return nil }
    return
      "In \(counted(months, "month")) it is \(s.median), nine trials in ten between \(s.range)."
  }

  private var sharesSentence: String? {
    guard let shares else { return nil }
    let s = shares.returns
    if let policy = shares.policy { return sentence(of: shares, policy) }
    return "Over \(counted(shares.sessions, "session")) the cumulative abnormal return of "
      + "\(shares.subject) is \(Words.percentWithError(s.mean, error: s.standardError)) on average, and nine trials in ten "
      + "lie between \(Words.percent(s.p05, error: s.quantileError)) and "
      + "\(Words.percent(s.p95, error: s.quantileError))."
  }
}

extension ForecastAnswer {
  /// The signal first, then the noise that hides it.
  private func sentence(of shares: Shares, _ policy: Shares.Policy) -> String {
    let (all, part) = (shares.returns, policy.whole)
    let day = Words.percentWithError(policy.day.value, error: policy.day.standardError)
    let (low, high) = (
      Words.percent(part.p05, error: part.quantileError),
      Words.percent(part.p95, error: part.quantileError)
    )
    return
      "Policy moves \(shares.subject) by \(day) on the day and by \(low) to \(high) in all over "
      + "\(counted(shares.sessions, "session")) in nine trials in ten, half of them below "
      + "\(Words.percent(part.p50, error: part.quantileError)); the whole beyond the market, nine trials in ten between "
      + "\(Words.percent(all.p05, error: all.quantileError)) and "
      + "\(Words.percent(all.p95, error: all.quantileError)), is mostly what "
      + "\(Words.ordinary(shares.sessions))."
  }

  /// What a run says.
  package init(_ run: RunResults) {
    yearEnd = run.yearEnd
    months = run.months
    recovery = Spread("recovered_fy", of: run)
    horizon = Spread("recovered", of: run)
    if let inside = Spread(OutsideView.View.inside.of("recovered_fy"), of: run),
      let outside = Spread(OutsideView.View.outside.of("recovered_fy"), of: run)
    {
      views = (inside, outside)
    } else {
      views = nil
    }
    against = AgainstAnswer(run)?.sentence
    seller = run.seller
    readings = Self.chances(run)
    target = run.target.flatMap { revenue in run.targetByYearEnd.map { (revenue, $0) } }
    shares = run.shares.flatMap { shares in
      let ticker = shares.tickers.last { $0 == "basket" } ?? shares.tickers.first
      return ticker.flatMap { shares.row($0, shares.lastHorizon, "car") }.map {
        Shares(
          ticker: $0.ticker, sessions: shares.lastHorizon, returns: $0.statistics,
          policy: shares.policyEffect($0.ticker, shares.lastHorizon).map {
            .init(whole: $0.whole.statistics, day: $0.day)
          })
      }
    }
  }
}

extension ForecastAnswer {
  /// The target's probability over all readings, such as "0.05% to 1.8%"; nil where there is one.
  static func chances(_ run: RunResults) -> String? {
    let chances = run.readings.filter { $0.output == "recovered_fy" }.map(\.reachesTarget)
      .filter(\.value.isFinite).sorted { $0.value < $1.value }
    guard let low = chances.first, let high = chances.last else { return nil }
    return "\(Words.probability(low)) to \(Words.probability(high))"
  }
}

extension ForecastAnswer.Spread {
  /// Of an output in dollars; nil where the run has no such output.
  fileprivate init?(_ output: String, of run: RunResults) {
    let known = run.quantiles(of: output)
    let found = QuantileLevel.main.map { level in
      known.first { $0.probability == level.probability }?.quantile
    }
    guard let p05 = found[0], let p50 = found[1], let p95 = found[2] else { return nil }
    (self.p05, self.p50, self.p95) = (p05, p50, p95)
  }
}
