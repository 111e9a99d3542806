import Analysis
import Records
import RevenueRecovery
import Sampling
import Scenario
import Simulation
import Tables
import Wording

/// A comparison for a person: the scenarios by letter, and for each but the first one table of what
/// differs, which differences are real, and what pairing was worth.
package struct CompareText {
  private let comparison: Comparison
  private let terminal: Terminal

  package init(_ comparison: Comparison, terminal: Terminal) {
    self.comparison = comparison
    self.terminal = terminal
  }

  /// Lines for standard output.
  package func text(seconds: Double) -> String {
    let dot = terminal.symbol(" · ", ", ")
    let plan = comparison.plan
    var lines = comparison.names.indices.flatMap { k in
      let forecast = comparison.forecasts[k]
      return [
        terminal.bold("\(letter(k))  \(comparison.names[k])")
      ]
        + terminal.hanging("\(forecast.title)\(dot)as of \(forecast.asOfText)", after: "   ")
        .map(terminal.faint)
    }
    lines += terminal.fitted(
      "\(Rounded.counted(plan.trials.count, "trial")) of each\(dot)seed \(plan.seed)\(dot)"
        + "the same draws in all\(dot)" + Rounded.value(seconds, error: 0.01) + " s"
    ).map(terminal.faint)
    for other in comparison.names.indices.dropFirst() {
      lines += [""] + table(other) + [""] + terminal.wrapped(gain(other))
    }
    lines += gaps
    lines += comparison.windows.map { terminal.wrapped("Note: \($0).") } ?? []
    lines += terminal.wrapped(
      "real: more than \(Rounded.billions(Difference.realBeyond * 1e9)) standard errors from 0. "
        + "same: equal in every trial. worth: variance of the difference of unpaired runs over that of "
        + "these.")
    return lines.joined(separator: "\n") + "\n"
  }

  /// Outputs that have no value in some trials of a scenario.
  private var gaps: [String] {
    comparison.outputs.flatMap { output in
      output.scenarios.enumerated().flatMap { k, part -> [String] in
        guard let part else { return [] }
        return GapNote.lines(
          "\(output.name) of \(letter(k))", share: part.noValue, of: comparison.plan.trials.count,
          terminal)
      }
    }
  }

  /// A, B, …, Z, then numbers.
  private func letter(_ position: Int) -> String {
    position < 26 ? String(UnicodeScalar(UInt8(65 + position))) : "#\(position + 1)"
  }

  private func gain(_ other: Int) -> String {
    guard let gain = comparison.gain(of: other) else {
      return "Pairing \(letter(other)) with A: no output differs in any trial."
    }
    return "Pairing \(letter(other)) with A is worth \(Self.ratio(gain.ratio)) times the trials: "
      + "median variance ratio of the \(counted(gain.outputs, "output")) that \(gain.outputs == 1 ? "differs" : "differ")."
  }

  static func ratio(_ ratio: Double) -> String {
    guard ratio.isFinite else { return "" }
    return ratio < 99.95
      ? Rounded.value(ratio, error: ratio < 9.995 ? 0.01 : 0.1)
      : Rounded.value(ratio.rounded(), error: 1)
  }

  private func table(_ other: Int) -> [String] {
    let (a, b) = (letter(0), letter(other))
    return table(other, heads: [a, b, "\(b) - \(a)"])
  }

  /// The scenario as it was and as it is; the second alone where there was none before.
  var watched: [String] {
    guard comparison.names.count == 1 else {
      return table(1, heads: ["before", "now", "change"])
    }
    var table = TextTable()
    table.append(["", "now", plusMinus, ""])
    for row in outputRows + statementRows {
      guard let (mean, error) = level(row, 0) else { continue }
      table.append([
        row.label, Rounded.value(mean, error: error, scale: row.scale),
        Rounded.error(error, scale: row.scale), row.unit,
      ])
    }
    return table.styled(for: terminal)
  }

  private var plusMinus: String { terminal.symbol("± se", "+- se") }

  /// Mean or probability of a row in a scenario, with its error.
  private func level(_ row: Row, _ position: Int) -> (Double, Double)? {
    if let part = comparison.outputs.first(where: { $0.name == row.name })?.scenarios[position] {
      return part.mean.map { ($0, part.standardError ?? 0) }
    }
    let statement = comparison.statements.first { $0.label == row.name }
    return statement?.scenarios[position].map {
      ($0.probability.value, $0.probability.standardError)
    }
  }

  private func table(_ other: Int, heads: [String]) -> [String] {
    var table = TextTable()
    table.append([""] + heads + [plusMinus, "", "", "worth"])
    for row in outputRows { append(row, other, to: &table) }
    for row in statementRows { append(row, other, to: &table) }
    // What is real stays to the last; what pairing is worth goes first.
    return table.styled(for: terminal, dispensable: [[7], [1]])
  }

  private struct Row {
    let label: String
    let name: String
    let scale: Double
    let unit: String
  }

  private var outputRows: [Row] {
    if let common = comparison.common, !common.areAll { return commonRows(common) }
    let share = ("Share of the lost revenue", "recovery_ratio", 0.01, "%")
    let amounts = [
      ("Recovered by end of \(yearEnd)", "recovered_fy", 1e9, "$bn"),
      ("Recovered in \(months)", "recovered", 1e9, "$bn"),
      ("  after the revenue share", "net_recovered", 1e9, "$bn"),
      ("Gross profit in \(months)", "gross_profit", 1e9, "$bn"), share,
    ]
    let units = comparison.outputs.filter { $0.name.hasPrefix("units.") }.map {
      ("\($0.name.dropFirst("units.".count)) units", $0.name, 1e3, "thousand")
    }
    return (amounts + units + baskets).map { Row(label: $0, name: $1, scale: $2, unit: $3) }
  }

  /// What forecasts as of different days have in common.
  private func commonRows(_ common: CommonMonths) -> [Row] {
    let totals =
      [("Recovered \(common.first) to \(common.last)", CommonMonths.total)]
      + (common.yearEnd.map { [("Recovered to \($0)", CommonMonths.byYearEnd)] } ?? [])
    let quarters = common.quarters.map { ("Revenue in \($0)", "revenue.total.\($0)") }
    return (totals + quarters).map { Row(label: $0, name: $1, scale: 1e9, unit: "$bn") }
  }

  /// The abnormal return of the basket at the last horizon of the first scenario that has shares.
  private var baskets: [(String, String, Double, String)] {
    let equities = comparison.forecasts.lazy.compactMap(\.model.equities).first
    guard let last = equities?.assumptions.horizons.last else { return [] }
    return [("Basket CAR, \(last) sessions", "car.basket.\(last)", 0.01, "%")]
  }

  private var statementRows: [Row] {
    let atLeast = terminal.symbol("≥", ">=")
    if let common = comparison.common, !common.areAll {
      let total = CommonMonths.total + " >= "
      return comparison.statements.map(\.label).filter { $0.hasPrefix(total) }.compactMap { label in
        guard let threshold = Double(label.dropFirst(total.count)) else { return nil }
        let amount = "$\(Rounded.billions(threshold))bn"
        return Row(
          label: "P(\(common.first) to \(common.last) \(atLeast) \(amount))", name: label,
          scale: 0.01, unit: "%")
      }
    }
    guard let level = comparison.forecasts[0].targetLevel else { return [] }
    let (amount, short) = ("$\(Rounded.billions(level))bn", RecoveryStatements.short(level))
    return [
      ("P(by end of \(yearEnd) \(atLeast) \(amount))", "recovered_fy >= \(short)"),
      ("P(in \(months) \(atLeast) \(amount))", "recovered >= \(short)"),
    ].map { Row(label: $0, name: $1, scale: 0.01, unit: "%") }
  }

  /// "FY2026", unless the scenarios mean different years.
  private var yearEnd: String {
    let years = Set(comparison.forecasts.map(\.yearEnd))
    return years.count == 1 ? "FY\(years.first ?? "")" : "fiscal year"
  }

  /// "18 months", unless the horizons differ.
  private var months: String {
    let counts = Set(comparison.forecasts.map(\.months))
    return counts.count == 1 ? counted(counts.first ?? 0, "month") : "all months"
  }

  private func append(_ row: Row, _ other: Int, to table: inout TextTable) {
    if let output = comparison.outputs.first(where: { $0.name == row.name }) {
      let parts = output.scenarios
      append(
        row, [parts[0], parts[other]].map { $0.map { ($0.mean, $0.standardError) } },
        parts[other]?.difference, to: &table)
    } else if let statement = comparison.statements.first(where: { $0.label == row.name }) {
      let parts = statement.scenarios
      append(
        row,
        [parts[0], parts[other]].map {
          $0.map { ($0.probability.value, $0.probability.standardError) }
        },
        parts[other]?.difference, to: &table)
    }
  }

  private func append(
    _ row: Row, _ values: [(mean: Double?, error: Double?)?], _ difference: Difference?,
    to table: inout TextTable
  ) {
    // What neither of the two has is another scenario's.
    guard values.contains(where: { $0 != nil }) else { return }
    var cells = [row.label]
    cells += values.map { value in
      guard let value, let mean = value.mean else { return "" }
      return mean == 0 ? "0" : Rounded.value(mean, error: value.error ?? 0, scale: row.scale)
    }
    if let difference {
      let sign = difference.value > 0 ? "+" : ""
      let error = difference.standardError ?? 0
      cells += [
        difference.isSame
          ? "0" : sign + Rounded.value(difference.value, error: error, scale: row.scale),
        difference.isSame ? "" : Rounded.error(error, scale: row.scale), row.unit,
        difference.isSame ? "same" : difference.isReal ? "real" : "unsure",
        difference.varianceRatio.map { Self.ratio($0) } ?? "",
      ]
    } else {
      cells += ["", "", row.unit, "", ""]
    }
    table.append(cells, isMarked: difference?.isReal == true)
  }
}
