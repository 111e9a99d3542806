import Foundation
import Records
import RevenueRecovery
import Tables

/// Figures and names of results in the words of the page.
package enum Words {
  /// "$2.876bn", to the digits that the error allows.
  package static func money(_ dollars: Double, error: Double) -> String {
    guard dollars.isFinite else { return "–" }
    return "$" + Rounded.value(dollars, error: error, scale: 1e9) + "bn"
  }

  /// "$2.876bn ± 0.006"; without an error where none is known (nan).
  package static func moneyWithError(_ dollars: Double, error: Double) -> String {
    guard dollars.isFinite else { return "–" }
    return money(dollars, error: error) + Rounded.plusMinus(error, scale: 1e9)
  }

  /// "$10bn" for a round number of dollars.
  package static func target(_ dollars: Double) -> String { "$\(Rounded.billions(dollars))bn" }

  /// "-1.06%".
  package static func percent(_ fraction: Double, error: Double) -> String {
    guard fraction.isFinite else { return "–" }
    return positiveZero(Rounded.value(fraction, error: error, scale: 0.01)) + "%"
  }

  /// "-1.06% ± 0.03".
  package static func percentWithError(_ fraction: Double, error: Double) -> String {
    guard fraction.isFinite else { return "–" }
    return percent(fraction, error: error) + Rounded.plusMinus(error, scale: 0.01)
  }

  package static func probability(_ p: Measured) -> String {
    Rounded.percent(p.value, width: p.halfWidth)
  }

  /// "0.097% – 0.110%".
  package static func interval(_ p: Measured) -> String {
    Rounded.percent(p.low, width: p.halfWidth) + " – " + Rounded.percent(p.high, width: p.halfWidth)
  }

  /// - Parameter inputs: what results were made of: "scenario", "files".
  package static func sameBytes(of inputs: String) -> String {
    "The same \(inputs), seed and version give the same results to the byte, on any number of threads."
  }

  /// "a, b and c".
  package static func list(_ names: [String]) -> String {
    guard names.count > 1, let last = names.last else { return names.joined() }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  /// A number of any size with four significant digits.
  package static func number(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "–" : value > 0 ? "never" : "-∞" }
    let size = abs(value)
    if size >= 1e4, size < 1e15 { return Rounded.grouped(String(format: "%.0f", value)) }
    let text = String(format: "%.4g", value)
    return text.contains("e") ? text : Rounded.grouped(text)
  }

  /// "-0.00" says nothing that "0.00" does not.
  package static func positiveZero(_ text: String) -> String {
    text.hasPrefix("-") && !text.contains { ("1"..."9").contains($0) }
      ? String(text.dropFirst()) : text
  }

  /// A value to the digits that its error allows; what is 0 without error is "0".
  package static func rounded(_ value: Double, error: Double, scale: Double) -> String {
    value == 0 && error == 0
      ? "0" : positiveZero(Rounded.value(value, error: error, scale: scale))
  }

  /// The noise of so many sessions: "any half-year does".
  package static func ordinary(_ sessions: Int) -> String {
    switch sessions {
    case 1: "any session does"
    case 18...23: "any month does"
    case 55...67: "any quarter does"
    case 110...135: "any half-year does"
    case 235...265: "any year does"
    default: "any \(sessions) sessions do"
    }
  }

  /// That returns of several currencies stand beside each other; empty where there is one.
  ///
  /// - Parameters:
  ///   - all: of the shares that are taken together, in any order and number; empty ones are not known.
  ///   - whole: what is made of them, after "and so".
  package static func currencies(_ all: [String], in whole: String = "the basket's") -> String {
    let known = Set(all.filter { !$0.isEmpty }).sorted()
    return known.count < 2
      ? "" : "Returns are in each share's own currency (\(list(known))), and so \(whole)."
  }

  /// The same of an event study, whose means are over the shares of a role: a sentence for each role that
  /// has several.
  package static func currencies(byRole all: [String: [String]]) -> [String] {
    all.keys.sorted().map { currencies(all[$0] ?? [], in: "are means over \($0) shares") }
      .filter { !$0.isEmpty }
  }

  /// The same of a back-test, which scores all shares together.
  package static func currencies(ofPast all: [String]) -> String {
    currencies(all, in: "are scores of all shares together")
  }

  /// Units that an output is shown in: billions of dollars, percent, or its own.
  package static func scale(of output: String, unit: String) -> (factor: Double, unit: String) {
    if unit == "USD" { return (1e9, "$bn") }
    let returns = [
      "car.", "total_return.", "drawdown.", "policy.", "policy_after.",
      "policy_against.", "policy_against_after.", "recovery_ratio", "eps_uplift_ratio",
    ]
    if returns.contains(where: output.hasPrefix) { return (0.01, "%") }
    return (1, unit == "1" ? "" : unit)
  }

  /// A value in such units, with the digits that its error allows.
  package static func figure(
    _ value: Double, error: Double, _ scale: (factor: Double, unit: String)
  ) -> String {
    switch scale.unit {
    case "$bn": return money(value, error: error)
    case "%": return percent(value, error: error)
    default:
      guard value.isFinite else { return "–" }
      let text = Rounded.value(value, error: error)
      return scale.unit.isEmpty ? text : text + " " + scale.unit
    }
  }

  /// A value with its error in such units.
  package static func value(
    _ value: Double, error: Double, _ scale: (factor: Double, unit: String)
  ) -> String {
    switch scale.unit {
    case "$bn": return moneyWithError(value, error: error)
    case "%": return percentWithError(value, error: error)
    default:
      guard value.isFinite else { return "–" }
      let text = Rounded.value(value, error: error) + Rounded.plusMinus(error)
      return scale.unit.isEmpty ? text : text + " " + scale.unit
    }
  }

  /// "FY26 Q3" for "FY2026Q3": seven of them fit below a chart.
  package static func shortQuarter(_ name: String) -> String {
    guard name.count == 8, name.hasPrefix("FY20"), name.dropFirst(6).first == "Q" else {
      return name
    }
    return "FY\(name.dropFirst(4).prefix(2)) \(name.suffix(2))"
  }

  /// A distribution with numbers of many decimals to four digits.
  package static func distribution(_ text: String) -> String {
    text.replacing(/[0-9]+\.[0-9]{7,}(e[-+]?[0-9]+)?/) { match in
      Double(match.0).map(number) ?? String(match.0)
    }
  }

  /// Events of policy and statements that are one, by their keys.
  package static let events = [
    "months_to_target": "the target is reached",
    RecoveryOutputs.successorLaunch: "the successor is launched",
  ].merging(PolicyGate.all.flatMap(\.toldEvents).map { ($0.name, $0.words) }) { $1 }
}
