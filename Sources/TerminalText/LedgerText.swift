import Records
import Sampling
import Scenario
import Wording

/// The assumption ledger for a person.
package struct LedgerText {
  private let forecast: Forecast
  private let terminal: Terminal

  package init(_ forecast: Forecast, terminal: Terminal) {
    self.forecast = forecast
    self.terminal = terminal
  }

  package var text: String {
    let parts = [head, entries, bare] + forecast.decisions.map(lines)
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }
      .joined(separator: "\n") + "\n"
  }

  private var head: [String] {
    [terminal.bold(forecast.title)]
      + terminal.fitted(
        "\(forecast.files.joined(separator: " < ")), as of \(forecast.asOfText), "
          + "fingerprint \(forecast.fingerprint)"
      ).map(terminal.faint)
  }

  /// A row for each parameter with what it is, its distribution and its source below; those that nobody vouches for
  /// are marked.
  private var entries: [String] {
    var table = TextTable()
    table.append(["key", "mean", "P5", "P50", "P95", "unit", "confidence"])
    for entry in forecast.ledger {
      let d = entry.distribution
      let numbers = [d.mean, d.quantile(0.05), d.quantile(0.5), d.quantile(0.95)]
      table.append(
        [entry.key] + numbers.map(shown) + [entry.unit, entry.confidence.rawValue],
        isMarked: Self.isWeak(entry.confidence))
    }
    let (rows, note) = table.styledRows(for: terminal, below: [1, 2, 3, 4])
    return rows[0]
      + zip(forecast.ledger, rows.dropFirst()).flatMap { entry, row in
        row + below("\(entry.meaning): \(entry.distribution)") + below(Self.source(entry.source))
      } + note
  }

  private static func isWeak(_ confidence: Confidence) -> Bool {
    confidence == .rumour || confidence == .assumption
  }

  private static func source(_ text: String) -> String {
    text.isEmpty ? "(no source: an assumption)" : text
  }

  private func below(_ text: String) -> [String] { terminal.hanging(text, after: "    ") }

  private var bare: [String] {
    let keys = forecast.ledger.filter(\.source.isEmpty).map(\.key)
    guard !keys.isEmpty else { return [] }
    return terminal.fitted("Assumptions without a source: \(keys.joined(separator: ", "))")
  }

  private func lines(_ decision: Decision) -> [String] {
    let head =
      "Decision \(decision.name), no part of the forecast (\(decision.unit), "
      + "\(decision.confidence.rawValue))"
    return terminal.fitted(head).map(Self.isWeak(decision.confidence) ? terminal.marked : { $0 })
      + decision.options.flatMap { below("\($0.name): \($0.payoff.text)") }
      + below(Self.source(decision.source))
  }

  private func shown(_ x: Double) -> String {
    x.isFinite ? Rounded.value(x, error: abs(x) * 1e-3) : x.description
  }
}
