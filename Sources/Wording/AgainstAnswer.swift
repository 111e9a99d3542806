import Records
import Tables

/// A run held against another scenario, in words: what policy does to shares and what comes back, beyond what they do
/// there. Terminal, page and answer say it with these.
package struct AgainstAnswer {
  /// Of the scenario that is taken off.
  package let title: String
  package let sessions: Int
  private let shares: ShareResults
  private let recovered: Statistics?
  private let yearEnd: String

  /// nil where the run is held against none.
  package init?(_ run: RunResults) {
    guard let shares = run.shares, let row = run.against.first else { return nil }
    title = row.title
    sessions = shares.lastHorizon
    self.shares = shares
    recovered = run.against.first { $0.output == "recovered_fy" }?.statistics
    yearEnd = run.yearEnd
  }

  /// "Against \"Banned\", in the same trials"
  package var heading: String { "Against \"\(title)\"" }

  /// The basket first: it is what the question asks about.
  package var rows: [(label: String, row: PolicyEffectRow)] {
    let tickers = shares.tickers
    return (tickers.filter { $0 == "basket" } + tickers.filter { $0 != "basket" }).compactMap {
      ticker in
      shares.policy.contrast(ticker, sessions).map { (shares.label(ticker), $0) }
    }
  }

  /// "By the end of FY2026 $1.78bn ± 0.02 more comes back on average, …"; empty where that is not known.
  package var recovery: String {
    guard let s = recovered, s.mean.isFinite else { return "" }
    return
      "By the end of \(yearEnd) the difference of what comes back is \(Words.moneyWithError(s.mean, error: s.standardError)) "
      + "on average, nine trials in ten between \(money(s.p05, s)) and \(money(s.p95, s))."
  }

  package static let note =
    "trial by trial over the same draws; shares of both scenarios priced by the same market, so the mean is what "
    + "one world does that the other does not"

  /// One sentence of the answer.
  package var sentence: String? {
    guard let (_, row) = rows.first else { return nil }
    let (s, subject) = (
      row.statistics, row.ticker == "basket" ? "the domestic basket" : row.ticker
    )
    var text =
      "Against the world of \"\(title)\", in the same trials, policy moves \(subject) by "
      + "\(percent(s.p50, s)) in the middle over \(counted(sessions, "session")), "
      + "nine trials in ten by \(percent(s.p05, s)) to \(percent(s.p95, s)), and on average by "
      + Words.percentWithError(s.mean, error: s.standardError)
    if let r = recovered, r.p50.isFinite {
      let size = Words.money(abs(r.p50), error: r.quantileError)
      text +=
        "; \(size) \(r.p50 < 0 ? "less" : "more") comes back by the end of \(yearEnd) in the middle"
    }
    return text + "."
  }

  private func percent(_ value: Double, _ s: Statistics) -> String {
    Words.percent(value, error: s.quantileError)
  }

  private func money(_ value: Double, _ s: Statistics) -> String {
    value == 0 ? "$0" : Words.money(value, error: s.quantileError)
  }
}
