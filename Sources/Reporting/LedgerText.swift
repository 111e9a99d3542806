import Sampling
import Scenario

/// The assumption ledger for a person.
public struct LedgerText {
  private let forecast: Forecast

  public init(_ forecast: Forecast) { self.forecast = forecast }

  public var text: String {
    var table = TextTable()
    table.append(["key", "mean", "P5", "P50", "P95", "unit", "confidence"])
    for entry in forecast.ledger {
      let d = entry.distribution
      let numbers = [d.mean, d.quantile(0.05), d.quantile(0.5), d.quantile(0.95)]
      table.append(
        [entry.key] + numbers.map(shown) + [entry.unit, entry.confidence.rawValue])
    }
    let lines = table.lines
    var result = "\(forecast.title)\n\(forecast.files.joined(separator: " < ")), "
    result += "as of \(forecast.asOfText), fingerprint \(forecast.fingerprint)\n\n"
    result += lines[0] + "\n"
    for (entry, line) in zip(forecast.ledger, lines.dropFirst()) {
      result += line + "\n    \(entry.distribution)\n"
      result += "    \(entry.source.isEmpty ? "(no source: an assumption)" : entry.source)\n"
    }
    let bare = forecast.ledger.filter(\.source.isEmpty).map(\.key)
    if !bare.isEmpty {
      result += "\nAssumptions without a source: \(bare.joined(separator: ", "))\n"
    }
    for decision in forecast.decisions {
      result += "\nDecision \(decision.name), no part of the forecast (\(decision.unit), "
      result += "\(decision.confidence.rawValue))\n"
      for option in decision.options {
        result += "    \(option.name): \(option.payoff.text)\n"
      }
      result += "    \(decision.source.isEmpty ? "(no source: an assumption)" : decision.source)\n"
    }
    return result + "\n"
  }

  private func shown(_ x: Double) -> String {
    x.isFinite ? Rounded.value(x, error: abs(x) * 1e-3) : x.description
  }
}
