import Analysis
import Expressions
import Foundation
import Records
import Scenario
import Simulation
import Wording

/// A seek for a person: where the statistic is what was asked for, and how it runs over the range.
package struct SeekText {
  private let seek: Seek
  private let forecast: Forecast
  private let plan: Plan
  private let key: String
  private let until: StatisticStatement
  private let statistic: String
  private let terminal: Terminal

  /// - Parameters:
  ///   - key: that was varied.
  ///   - statistic: as it was written, without comparison and number.
  package init(
    _ seek: Seek, _ forecast: Forecast, _ plan: Plan, key: String, until: StatisticStatement,
    statistic: String, terminal: Terminal
  ) {
    self.seek = seek
    self.forecast = forecast
    self.plan = plan
    self.key = key
    self.until = until
    self.statistic = statistic
    self.terminal = terminal
  }

  /// Lines for standard output.
  package func text(seconds: Double) -> String {
    let dot = terminal.symbol(" · ", ", ")
    var lines = [terminal.bold(forecast.title)]
    lines += terminal.fitted(
      "as of \(forecast.asOfText)\(dot)\(Rounded.counted(plan.trials.count, "trial")) of each value, "
        + "the same draws for all\(dot)seed \(plan.seed)\(dot)"
        + Rounded.value(seconds, error: 0.01) + " s"
    ).map(terminal.faint)
    lines += terminal.fitted(
      "\(seek.evaluations.count) values of \(key) from \(shown(seek.range.lowerBound)) to "
        + "\(shown(seek.range.upperBound))")
    lines.append("")
    lines += seek.crossings.flatMap { terminal.wrapped(sentence($0)).map(terminal.marked) }
    if seek.crossings.count > 1 { lines += terminal.wrapped(several) }
    if !seek.crossings.isEmpty { lines.append("") }
    return (lines + table).joined(separator: "\n") + "\n"
  }

  /// What to say on standard error where nothing was found.
  package var noCrossing: String {
    guard let first = seek.evaluations.first, let last = seek.evaluations.last else { return "" }
    let (low, high) = (seek.range.lowerBound, seek.range.upperBound)
    let nearest = seek.nearest
    let values =
      "the \(seek.evaluations.count) values of \(key) looked at between \(shown(low)) and "
      + shown(high)
    let all = isHeld(first) && until.comparison != .equal
    let start =
      all
      ? "\(statement) holds at each of \(values)"
      : "\(statement) at none of \(values)"
    return start + ": it is \(shown(first.statistic)) at \(shown(low)), "
      + "\(shown(last.statistic)) at \(shown(high)), and nearest at \(shown(nearest.value)) with "
      + shown(nearest.statistic)
  }

  private var statement: String {
    "\(statistic) \(until.comparison.rawValue) \(RecoveryStatements.short(until.value))"
  }

  private func isHeld(_ evaluation: Seek.Evaluation) -> Bool {
    guard let value = evaluation.statistic.value else { return false }
    switch until.comparison {
    case .less: return value < until.value
    case .atMost: return value <= until.value
    case .greater: return value > until.value
    case .atLeast: return value >= until.value
    default: return value == until.value
    }
  }

  private func sentence(_ crossing: Seek.Crossing) -> String {
    let plusMinus = terminal.symbol("±", "+-")
    let root = Rounded.value(crossing.root, error: crossing.standardError ?? 0)
    let error = crossing.standardError.map {
      " \(plusMinus) \(Rounded.grouped(Rounded.error($0)))"
    }
    return "\(key) = \(root)\(error ?? "")\(side(crossing)): there \(statistic) is "
      + "\(shown(crossing.statistic))."
  }

  /// On which side of the root an inequality holds.
  private func side(_ crossing: Seek.Crossing) -> String {
    guard until.comparison != .equal, let rises = crossing.rises else { return "" }
    let wantsMore = until.comparison == .greater || until.comparison == .atLeast
    return wantsMore == rises ? " and above" : " and below"
  }

  private var several: String {
    let brackets = seek.crossings.map {
      "\(shown($0.bracket.lowerBound)) to \(shown($0.bracket.upperBound))"
    }
    return "The \(seek.evaluations.count) values show \(seek.crossings.count) crossings: in "
      + "\(brackets.joined(separator: ", "))."
  }

  private var table: [String] {
    var table = TextTable()
    let heading = unit.name.isEmpty ? statistic : "\(statistic), \(unit.name)"
    table.append([key, heading, terminal.symbol("± se", "+- se")])
    for evaluation in seek.evaluations {
      let estimate = evaluation.statistic
      table.append([
        shown(evaluation.value), value(estimate),
        estimate.uncertainty.map { Rounded.error($0, scale: unit.scale) } ?? "",
      ])
    }
    return table.styled(for: terminal)
  }

  /// Dollars are read in billions, and other numbers of that size too.
  private var unit: (scale: Double, name: String) {
    let values = seek.evaluations.compactMap(\.statistic.value).filter(\.isFinite)
    return (values.map { abs($0) }.max() ?? 0) >= 1e9 ? (1e9, "bn") : (1, "")
  }

  private func value(_ estimate: StatisticEstimate) -> String {
    guard let value = estimate.value else { return "" }
    guard value.isFinite else { return "never" }
    if value == 0 { return "0" }
    return Rounded.value(value, error: estimate.uncertainty ?? 0, scale: unit.scale)
  }

  /// "6.100 bn ± 0.007".
  private func shown(_ estimate: StatisticEstimate) -> String {
    let text = unit.name.isEmpty ? value(estimate) : "\(value(estimate)) \(unit.name)"
    guard let error = estimate.uncertainty else { return text }
    return "\(text) \(terminal.symbol("±", "+-")) \(Rounded.error(error, scale: unit.scale))"
  }

  /// A value of the key with at most six digits that mean something.
  private func shown(_ x: Double) -> String {
    let text = String(format: "%.6g", x)
    guard text.contains("e"), abs(x) >= 1 else { return Rounded.grouped(text) }
    return Rounded.value(x, error: abs(x) * 1e-5)
  }
}
