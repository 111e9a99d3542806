import Records
import RevenueRecovery
import Sampling
import Scenario
import Simulation
import Tables
import Wording

/// The forecast for a person: main outputs, probabilities, a histogram and what drives it.
package struct ForecastText {
  private let forecast: Forecast
  private let results: Results
  private let run: RunResults
  private let terminal: Terminal

  /// - Parameter run: the same results as rows.
  package init(_ forecast: Forecast, _ results: Results, _ run: RunResults, terminal: Terminal) {
    self.forecast = forecast
    self.results = results
    self.run = run
    self.terminal = terminal
  }

  /// Lines for standard output.
  ///
  /// - Parameter drivers: the sentence of `Drivers`.
  package func text(_ plan: Plan, seconds: Double, drivers: String) -> String {
    let rate = TrialRate(trials: plan.trials.count, seconds: seconds).text
    let speed = Rounded.value(seconds, error: 0.01) + " s (\(rate) trials a second)"
    let answer = AnswerText(Answer(run), terminal: terminal)
    return
      (answer.lines(facts: [speed]) + [""] + outputs + gaps + views + readings + [""]
      + probabilities + [""]
      + histogram + [""] + fan
      + [""]
      + terminal.wrapped(drivers)
      + (EquityText(forecast, results, terminal)?.lines ?? [])
      + (AgainstText(run, terminal)?.lines ?? []))
      .joined(separator: "\n") + "\n"
  }

  private func summary(_ name: String) -> OutputSummary? { results[name] }

  private var yearEnd: String { forecast.yearEnd }

  private var months: String { counted(forecast.months, "month") }

  private var outputs: [String] {
    var table = TextTable()
    table.append(["", "mean", terminal.symbol("± se", "+- se"), "P5", "P50", "P95", ""])
    func add(_ label: String, _ name: String, _ scale: Double, _ unit: String) {
      guard let s = summary(name) else { return }
      let interval = s.quantileInterval(0.5)
      let error = (interval.upperBound - interval.lowerBound) / 2
      let quantiles = s.quantiles(QuantileLevel.main.probabilities)
        .map { Rounded.value($0, error: s.output.isWhole ? 1 : error, scale: scale) }
      let mean = s.mean.map { Rounded.value($0, error: s.standardError ?? 0, scale: scale) }
      let deviation = s.standardError.map { Rounded.error($0, scale: scale) }
      table.append([label, mean ?? "", deviation ?? ""] + quantiles + [unit])
    }
    add("Recovered by end of FY\(yearEnd)", "recovered_fy", 1e9, "$bn")
    add("Recovered in \(months)", "recovered", 1e9, "$bn")
    add("  after the revenue share", "net_recovered", 1e9, "$bn")
    add("Gross profit in \(months)", "gross_profit", 1e9, "$bn")
    add("Share of the lost revenue", "recovery_ratio", 0.01, "%")
    for product in forecast.model.recovery.assumptions.products {
      add("\(product.name) revenue", "revenue.\(product.name)", 1e9, "$bn")
      add("\(product.name) units", "units.\(product.name)", 1e3, "thousand")
    }
    add("H20 equivalents shipped", "h20_equivalents", 1e3, "thousand")
    for assumed in forecast.model.recovery.assumptions.news {
      let name = "\(assumed.newsClass.key).fy"
      add(Names(run).output(name), name, 1, "items")
    }
    let target = Rounded.billions(forecast.model.recovery.assumptions.targetRevenue)
    add("Months to $\(target)bn", "months_to_target", 1, "months")
    for index in forecast.model.derivedPositions {
      let output = forecast.model.outputs[index]
      let isMoney = output.unit == "USD"
      add(output.name, output.name, isMoney ? 1e9 : 1, isMoney ? "$bn" : output.unit)
    }
    return table.lines.enumerated().map { $0.offset == 0 ? terminal.faint($0.element) : $0.element }
  }

  /// The forecast from inside, from outside and pooled, below an empty line.
  private var views: [String] {
    guard let views = BothViews(run) else { return [] }
    var table = TextTable()
    let reaching = views.target.map {
      "P(\(terminal.symbol("≥", ">=")) $\(Rounded.billions($0))bn)"
    }
    table.append(
      [BothViews.heading + ", $bn", "", "mean", "P5", "P50", "P95"] + (reaching.map { [$0] } ?? []))
    var quantity = ""
    for row in views.rows {
      let s = row.statistics
      let quantiles = [s.p05, s.p50, s.p95].map {
        Words.rounded($0, error: s.quantileError, scale: 1e9)
      }
      table.append(
        [row.quantity == quantity ? "" : "  " + row.quantity, row.view]
          + [Words.rounded(s.mean, error: s.standardError, scale: 1e9)] + quantiles
          + [row.reachesTarget.map(Words.probability) ?? ""])
      quantity = row.quantity
    }
    return [""] + table.styled(for: terminal, dispensable: [[6]])
  }

  /// The readings of the record, below an empty line.
  private var readings: [String] {
    guard let readings = ReadingsTable(run) else { return [] }
    var table = TextTable()
    table.append([
      ReadingsTable.heading + ", $bn", "mean", "P5", "P50", "P95",
      "P(\(terminal.symbol("≥", ">=")) $\(Rounded.billions(readings.target))bn)",
      "P(< $\(Rounded.billions(readings.little))bn)",
    ])
    for (name, row) in zip(readings.names, readings.rows) {
      let s = row.statistics
      let quantiles = [s.p05, s.p50, s.p95].map {
        Words.rounded($0, error: s.quantileError, scale: 1e9)
      }
      table.append(
        ["  " + name]
          + [Words.rounded(s.mean, error: s.standardError, scale: 1e9)] + quantiles
          + [row.reachesTarget, row.nextToNothing].map {
            $0.value.isFinite ? Words.probability($0) : ""
          })
    }
    return [""] + table.styled(for: terminal, dispensable: [[6], [1]])
  }

  /// Outputs that have no value in some trials.
  private var gaps: [String] {
    results.outputs.indices.prefix(forecast.model.outputs.count).flatMap { index -> [String] in
      let s = results.summary(index)
      return GapNote.lines(
        s.output.name, missing: s.moments.missing, of: s.trials, terminal)
    }
  }

  private var probabilities: [String] {
    var table = TextTable()
    table.append(["Probability", "", "95% interval"])
    let atLeast = terminal.symbol("≥", ">=")
    for (index, statement) in forecast.recoveryStatements.enumerated()
    where !statement.label.hasPrefix("cumulative.") && !isOfView(statement.label) {
      let estimate = results.probability(index)
      let width = (estimate.high - estimate.low) / 2
      var label = "  " + Names(run).statement(statement.label)
      if statement.label.hasPrefix("recovered") {
        switch statement.condition {
        case .atLeast(let threshold): label = recovered(statement, atLeast, threshold)
        case .below(let threshold): label = recovered(statement, "<", threshold)
        case .happens: break
        }
      }
      table.append([
        label, Rounded.percent(estimate.value, width: width),
        Rounded.percent(estimate.low, width: width) + terminal.symbol(" – ", " - ")
          + Rounded.percent(estimate.high, width: width),
      ])
    }
    return table.lines.enumerated().map { $0.offset == 0 ? terminal.faint($0.element) : $0.element }
  }

  private func recovered(
    _ statement: Statement, _ relation: String, _ threshold: Double
  ) -> String {
    let isYearEnd = statement.label.hasPrefix("recovered_fy")
    let span = isYearEnd ? "by end of FY\(yearEnd)" : "in \(months)"
    return "  recovered \(span) \(relation) $\(Rounded.billions(threshold))bn"
  }

  /// Trials by revenue recovered by fiscal year end, a row for each billion dollars, with a rule at
  /// the target.
  private var histogram: [String] {
    guard let s = summary("recovered_fy") else { return [] }
    let target = forecast.model.recovery.assumptions.targetRevenue
    let width = max(1e9, (s.greatest / 14e9).rounded(.up) * 1e9)
    let rows = max(Int((s.greatest / width).rounded(.down)) + 1, Int(target / width) + 1)
    var counts = [Int](repeating: 0, count: min(rows, 40))
    s.sketch.forEachBin { value, count in
      counts[min(max(0, Int(value / width)), counts.count - 1)] += count
      return true
    }
    let most = Double(counts.max() ?? 1)
    var lines = [terminal.faint("Trials by revenue recovered by end of FY\(yearEnd), $bn")]
    for (row, count) in counts.enumerated() {
      let low = Double(row) * width
      if low == target || (low > target && low - target < width) {
        let rule = String(repeating: terminal.symbol("─", "-"), count: 12)
        lines.append("  \(rule) $\(Rounded.billions(target))bn \(rule)")
      }
      let label = Rounded.billions(low) + terminal.symbol("–", "-") + Rounded.billions(low + width)
      let share = Double(count) / Double(results.trials)
      let percent = count == 0 ? "" : Rounded.percent(share, width: 0.0005)
      lines.append(
        "  " + padLeft(label, 6) + "  " + terminal.bar(40 * Double(count) / most)
          + (percent.isEmpty ? "" : " \(percent)"))
    }
    return lines
  }

  /// Cumulative revenue by the end of each quarter, as three rows of blocks with their ends.
  private var fan: [String] {
    let quarters = forecast.model.recovery.assumptions.calendar.quarters.map(\.description)
    let levels = QuantileLevel.main.probabilities
    let rows = quarters.compactMap { summary("cumulative.\($0)")?.quantiles(levels) }
    guard let first = rows.first, let last = rows.last, rows.count == quarters.count else {
      return []
    }
    var table = TextTable()
    table.append(["Cumulative revenue, $bn", "", quarters[0], quarters[quarters.count - 1]])
    for (k, name) in ["P95", "P50", "P5"].enumerated().map({ (2 - $0, $1) }) {
      table.append([
        "  \(name)", terminal.sparkline(rows.map { $0[k] }, most: last[2]),
        Rounded.value(first[k], error: 1e7, scale: 1e9),
        Rounded.value(last[k], error: 1e7, scale: 1e9),
      ])
    }
    return table.lines.enumerated().map { $0.offset == 0 ? terminal.faint($0.element) : $0.element }
  }

  /// Whether a statement is about one of the views, which have a table of their own.
  private func isOfView(_ label: String) -> Bool {
    OutsideView.View.allCases.contains { label.hasPrefix($0.of("")) }
  }

  private func padLeft(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
