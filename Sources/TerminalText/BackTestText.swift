import Analysis
import Foundation
import Records
import Tables
import Wording

/// A back-test for a person: coverage and scores of all shares by horizon, then each share.
package struct BackTestText {
  private let results: BackTestResults
  private let title: String
  private let terminal: Terminal

  package init(_ results: BackTestResults, title: String, terminal: Terminal) {
    self.results = results
    self.title = title
    self.terminal = terminal
  }

  package func text(seconds: Double) -> String {
    let parts = [
      head, pooled(.totalReturn, "Total return"), pooled(.car, "Abnormal"),
      terminal.wrapped(Self.legend).map(terminal.faint), shares,
      terminal.wrapped(Words.currencies(ofPast: test.currencies)),
    ]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n")
  }

  private var test: BackTest { results.test }

  private var head: [String] {
    let dot = terminal.symbol(" · ", ", ")
    let facts = [
      "shares without policy", counted(test.origins.count, "origin"),
      "every \(counted(test.request.every, "session")) of \(test.calendar)",
      "\(test.origins[0]) to \(test.origins[test.origins.count - 1])",
      counted(test.tickers.count, "share"),
      "\(Rounded.counted(test.trials, "trial")) each", "seed \(test.seed)",
    ]
    return [terminal.bold("Back-test of " + title)]
      + terminal.fitted(facts.joined(separator: dot)).map(terminal.faint)
  }

  private func pooled(_ quantity: ForecastScore.Quantity, _ name: String) -> [String] {
    var table = TextTable()
    table.append(
      [name, "forecasts"] + BackTestSummary.levels.map { "\(Self.percent($0, 0))%" }
        + ["of 90%", "below", "above", "walk", "history"])
    for row in results.summaries where row.quantity == quantity && row.ticker == nil {
      let ninety = row.coverage[2]
      table.append(
        [counted(row.horizon, "session"), Rounded.grouped(String(row.count))]
          + row.coverage.map { Self.percent($0.inside) }
          + [
            ninety.interval.map {
              "\(Self.percent($0.lowerBound)) to \(Self.percent($0.upperBound))"
            } ?? "",
            Self.percent(ninety.below), Self.percent(ninety.above),
            Self.signed(row.overRandomWalk.value), Self.signed(row.overHistorical.value),
          ], isMarked: ninety.interval.map { !$0.contains(0.9) } ?? false)
    }
    guard !table.isEmpty else { return [] }
    return table.styled(for: terminal, dispensable: [[1], [3], [5], [2]], isTrimmed: true)
  }

  private static let legend =
    "50% to 95%: share of forecasts, in %, whose central interval held what came. of 90%: the 95% "
    + "interval of that share, by blocks of origins. below, above: outside the 90%; 5 each where "
    + "forecasts are right. walk, history: CRPS above that of a random walk and of filtered "
    + "historical simulation, in %; below 0 is better."

  private var shares: [String] {
    var table = TextTable()
    let tested = test.horizons.filter { horizon in
      results.summaries.contains { $0.horizon == horizon && $0.coverage[2].kupiec != nil }
    }
    table.append(
      ["In 90% of total return"] + test.horizons.map(String.init)
        + tested.map { "p count \($0)" } + tested.map { "p runs \($0)" })
    for ticker in test.tickers {
      let rows = results.summaries.filter { $0.ticker == ticker && $0.quantity == .totalReturn }
      guard !rows.isEmpty else { continue }
      func row(_ horizon: Int) -> BackTestSummary? { rows.first { $0.horizon == horizon } }
      table.append(
        [ticker]
          + test.horizons.map { row($0).map { Self.percent($0.coverage[2].inside, 0) } ?? "" }
          + tested.map { Self.probability(row($0)?.coverage[2].kupiec) }
          + tested.map { Self.probability(row($0)?.coverage[2].christoffersen) })
    }
    let note =
      tested.isEmpty
      ? ""
      : "p count: Kupiec, as many outside as there should be; p runs: Christoffersen, outside not in "
        + "bunches. Not corrected for looking at many."
    return table.styled(for: terminal, isTrimmed: true)
      + (note.isEmpty ? [] : terminal.wrapped(note).map(terminal.faint))
  }

  private static func percent(_ share: Double, _ decimals: Int = 1) -> String {
    String(format: "%.\(decimals)f", 100 * share)
  }

  private static func signed(_ excess: Double) -> String { String(format: "%+.1f", 100 * excess) }

  private static func probability(_ p: Double?) -> String {
    p.map { String(format: "%.3f", $0) } ?? "-"
  }
}
