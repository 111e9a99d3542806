import Analysis
import Records
import Scenario
import Simulation
import Wording

/// A sweep for a person: a line a scenario, or for two keys a table of one output with a key in each
/// direction.
package struct SweepText {
  private let sweep: Sweep
  private let figures: [[Sweep.Figure]]
  private let terminal: Terminal

  /// Lines that are shown at most.
  private static let mostRows = 24

  package init(_ sweep: Sweep, _ figures: [[Sweep.Figure]], terminal: Terminal) {
    self.sweep = sweep
    self.figures = figures
    self.terminal = terminal
  }

  /// Lines for standard output.
  ///
  /// - Parameters:
  ///   - output: the output that is shown.
  ///   - resumed: scenarios that an earlier run had finished.
  package func text(output: String, seconds: Double, resumed: Int) -> String {
    let dot = terminal.symbol(" · ", ", ")
    let plan = sweep.plan
    let scenarios = Rounded.counted(sweep.points.count, "scenario")
    var lines = [
      terminal.bold(sweep.keys.isEmpty ? "Scenarios side by side" : sweep.base.title)
    ]
    lines += terminal.fitted(
      "\(scenarios)\(dot)\(Rounded.counted(plan.trials.count, "trial")) of each\(dot)"
        + "seed \(plan.seed)\(dot)the same draws in all\(dot)"
        + Rounded.value(seconds, error: 0.01) + " s"
        + (resumed > 0 ? "\(dot)\(resumed) kept from before" : "")
    ).map(terminal.faint)
    lines += [""] + table(output)
    lines += extremes(output)
    lines += sweep.unequalHorizons.map { terminal.wrapped("Note: \($0).") } ?? []
    return lines.joined(separator: "\n") + "\n"
  }

  private func column(_ output: String, _ statistic: Sweep.Column.Statistic) -> Int? {
    sweep.columns.firstIndex { $0.output == output && $0.statistic == statistic }
  }

  /// Money in billions, returns in percent.
  private func scale(_ output: String) -> (factor: Double, unit: String) {
    let unit = sweep.columns.first { $0.output == output }?.unit ?? "1"
    if unit == "USD" { return (1e9, "$bn") }
    return output.hasPrefix("car.") ? (0.01, "%") : (1, unit)
  }

  private func name(_ number: Int) -> String {
    let point = sweep.points[number]
    return sweep.keys.isEmpty ? point.scenario : point.values.joined(separator: "  ")
  }

  /// A line a scenario: mean, quantiles and the probability of the highest revenue levels.
  private func table(_ output: String) -> [String] {
    let (factor, unit) = scale(output)
    let level = sweep.base.targetLevel
    let target = level.flatMap {
      column("recovered_fy >= \(RecoveryStatements.short($0))", .probability)
    }
    var table = TextTable()
    table.append(
      [sweep.keys.isEmpty ? "scenario" : "#"] + sweep.keys + [
        output, terminal.symbol("± se", "+- se"), "P5", "P50", "P95", unit,
        target == nil
          ? ""
          : "P(" + terminal.symbol("≥", ">=") + " $\(Rounded.billions(level ?? 0))bn by FY end)",
      ])
    for number in figures.indices.prefix(Self.mostRows) {
      let row = figures[number]
      let mean = column(output, .mean).map { row[$0] } ?? Sweep.Figure()
      let quantiles = QuantileLevel.main.map { level in
        let figure = column(output, .quantile(level)).map { row[$0] } ?? Sweep.Figure()
        return Rounded.value(
          figure.value, error: (figure.high - figure.low) / 2, scale: factor)
      }
      let probability = target.map { row[$0] }.map {
        Rounded.percent($0.value, width: ($0.high - $0.low) / 2)
      }
      let first = sweep.keys.isEmpty ? [sweep.points[number].scenario] : [String(number)]
      table.append(
        first + sweep.points[number].values + [
          mean.value.isNaN
            ? "" : Rounded.value(mean.value, error: mean.standardError, scale: factor),
          mean.value.isNaN ? "" : Rounded.error(mean.standardError, scale: factor),
        ] + quantiles + ["", probability ?? ""])
    }
    let mean = 1 + sweep.keys.count
    var lines = table.styled(
      for: terminal, dispensable: [[mean + 3], [mean + 2], [mean + 4], [mean + 6]])
    let more = figures.count - Self.mostRows
    if more > 0 {
      lines.append(
        terminal.symbol("…", "...") + " and \(Rounded.grouped(String(more))) more in sweep.csv")
    }
    return lines
  }

  /// Which scenarios have the lowest and the highest mean.
  private func extremes(_ output: String) -> [String] {
    guard let column = column(output, .mean), figures.count > Self.mostRows else { return [] }
    let means = figures.indices.filter { !figures[$0][column].value.isNaN }
    guard let lowest = means.min(by: { figures[$0][column].value < figures[$1][column].value }),
      let highest = means.max(by: { figures[$0][column].value < figures[$1][column].value })
    else { return [] }
    let (factor, unit) = scale(output)
    return [("lowest", lowest), ("highest", highest)].map { word, number in
      let figure = figures[number][column]
      return "\(word) mean of \(output): "
        + Rounded.value(figure.value, error: figure.standardError, scale: factor)
        + " \(unit)" + terminal.legible(Rounded.plusMinus(figure.standardError, scale: factor))
        + " in #\(number)  \(name(number))"
    }.flatMap { terminal.fitted($0) }
  }
}
