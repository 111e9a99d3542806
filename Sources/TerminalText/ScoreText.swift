import Analysis
import Records
import Sampling
import Scenario
import Simulation
import Wording

/// Scores for a person: a table for each scenario with a sentence, then how all did over time.
package struct ScoreText {
  private let scores: Scores
  private let terminal: Terminal

  package init(_ scores: Scores, terminal: Terminal) {
    self.scores = scores
    self.terminal = terminal
  }

  /// Lines for standard output.
  package func text(seconds: Double) -> String {
    var lines: [String] = []
    for (name, card) in scores.cards {
      lines += header(name, card)
      if card.entries.isEmpty {
        lines += ["", "No actual was forecast by this scenario."]
      } else {
        lines += [""] + table(card)
        lines +=
          [""]
          + card.entries.filter { $0.name == "recovered_fy" }
          .flatMap { terminal.wrapped(sentence($0, card)) }
      }
      if !card.statements.isEmpty { lines += [""] + statements(card) }
      if !card.leftovers.isEmpty { lines += [""] + leftovers(card) }
      lines.append("")
    }
    lines += calibration
    return lines.joined(separator: "\n") + "\n"
  }

  private func header(_ name: String, _ card: Scorecard) -> [String] {
    let dot = terminal.symbol(" · ", ", ")
    return [terminal.bold(card.forecast.title)]
      + terminal.fitted(
        "\(name)\(dot)as of \(card.forecast.asOfText)\(dot)"
          + "\(Rounded.counted(card.plan.trials.count, "trial"))\(dot)seed "
          + "\(card.plan.seed)"
      ).map(terminal.faint)
  }

  private var plusMinus: String { terminal.symbol(" ± ", " +- ") }

  private func table(_ card: Scorecard) -> [String] {
    let isMoney = card.entries.allSatisfy { $0.unit == "USD" }
    var table = TextTable()
    table.append(
      [
        isMoney ? "Revenue, $bn" : "Actual", "value", "median", "P5 to P95",
        "percentile\(plusMinus)se",
      ]
        + ["inside", "CRPS\(plusMinus)se", "press", "skill\(plusMinus)se"])
    for entry in card.entries {
      let ninety = entry.intervals[2]
      // Billions of dollars to three digits, anything else as it is.
      let scale = entry.unit == "USD" ? 1e9 : 1
      let unit = isMoney ? "" : scale == 1 ? ", \(entry.unit)" : ", $bn"
      let shown = { (x: Double) in
        x == 0 ? "0" : Rounded.value(x, error: scale == 1 ? 1 : scale / 1000, scale: scale)
      }
      var row = [
        "  \(label(entry.actual))\(unit)", shown(entry.value), shown(entry.median),
        "\(shown(ninety.lowerBound)) to \(shown(ninety.upperBound))", percentile(entry.position),
        inside(entry),
      ]
      row.append(
        entry.crps.map {
          Rounded.value($0.value, error: $0.standardError, scale: scale) + plusMinus
            + Rounded.error($0.standardError, scale: scale)
        } ?? "")
      row.append(entry.press.map { Rounded.billions($0 / scale * 1e9) } ?? "")
      row.append(
        entry.skill.map {
          Rounded.value($0.value, error: $0.standardError) + plusMinus
            + Rounded.error($0.standardError)
        } ?? "")
      table.append(row, isMarked: !ninety.contains(entry.value))
    }
    let note =
      "percentile: share of trials at or below the actual, a range where many trials have just that "
      + "value. inside: the smallest of the central 50, 80, 90 and 95% intervals that holds it. CRPS: 0 is best; "
      + "of a point forecast it is the absolute error. skill: 1 - CRPS / that of the press figure."
    return table.styled(for: terminal, dispensable: [[7], [8], [2], [6], [3]])
      + terminal.wrapped(note)
  }

  /// "H20 FY2026Q3": the rest is in the heading.
  private func label(_ actual: Actual) -> String {
    actual.output == "revenue" ? "\(actual.product) \(actual.quarter)" : actual.label
  }

  private func percentile(_ position: ForecastSample.Position) -> String {
    let (p, error) = (position.atOrBelow, position.standardError)
    let upTo = Rounded.percent(p, width: error)
    if p - position.below > max(0.0005, error) {
      let below = Rounded.percent(position.below, width: error)
      return "\(below) to \(upTo)\(plusMinus)\(Rounded.error(error, scale: 0.01))"
    }
    return "\(upTo)\(plusMinus)\(Rounded.error(error, scale: 0.01))"
  }

  private func inside(_ entry: Scorecard.Entry) -> String {
    let first = entry.isInside.firstIndex(of: true)
    return first.map { "\(Scorecard.percents[$0])%" } ?? "none"
  }

  private func sentence(_ entry: Scorecard.Entry, _ card: Scorecard) -> String {
    let position = entry.position
    let share = Rounded.percent(position.atOrBelow, width: position.standardError)
    let ninety = entry.intervals[2]
    let isHit = ninety.contains(entry.value)
    var text =
      "Recovered by end of FY\(card.forecast.yearEnd): $\(Rounded.billions(entry.value))bn was reported. "
      + "\(share)\(plusMinus)\(Rounded.error(position.standardError, scale: 0.01)) of the trials lie at or "
      + "below it: \(isHit ? "inside" : "a miss, outside") the central 90% interval of "
      + "$\(Rounded.value(ninety.lowerBound, error: 1e7, scale: 1e9))bn to "
      + "$\(Rounded.value(ninety.upperBound, error: 1e7, scale: 1e9))bn."
    let (low, high) = (entry.range.lowerBound, entry.range.upperBound)
    if high - low > 2 * position.standardError, high - low > position.atOrBelow - position.below {
      text +=
        " Over the range that the source leaves open it is "
        + "\(Rounded.percent(low, width: position.standardError)) to "
        + "\(Rounded.percent(high, width: position.standardError))."
    }
    if let press = entry.press, let error = entry.pressError, let crps = entry.crps, error > 0 {
      text +=
        " The press figure of $\(Rounded.billions(press))bn missed by "
        + "$\(Rounded.value(error, error: 1e7, scale: 1e9))bn; the forecast's CRPS of "
        + "$\(Rounded.value(crps.value, error: crps.standardError, scale: 1e9))bn is "
        + "\(Rounded.value(crps.value / error, error: crps.standardError / error)) of that."
    }
    return text
  }

  private func statements(_ card: Scorecard) -> [String] {
    var table = TextTable()
    table.append([
      "Statement", "probability", "95% interval", "happened", "Brier", "log score", "press Brier",
    ])
    for score in card.statements {
      let atLeast = terminal.symbol("≥", ">=")
      let estimate = score.probability
      let width = (estimate.high - estimate.low) / 2
      table.append([
        "  \(score.name) \(atLeast) $\(Rounded.billions(score.threshold))bn",
        Rounded.percent(estimate.value, width: width),
        Rounded.percent(estimate.low, width: width) + terminal.symbol(" – ", " - ")
          + Rounded.percent(estimate.high, width: width),
        (score.happened ? "yes" : "no") + (score.isUnsure ? "?" : ""),
        Rounded.value(score.brier, error: max(1e-4, score.brierError)),
        score.logScore.isFinite
          ? Rounded.value(score.logScore, error: max(1e-4, score.logError)) : "infinite",
        score.pressBrier.map { Rounded.billions($0 * 1e9) } ?? "",
      ])
    }
    return table.styled(for: terminal, dispensable: [[6], [5], [2]])
      + terminal.wrapped("Brier and log score (in nats): 0 is best; a coin has 0.25 and 0.693.")
  }

  private func leftovers(_ card: Scorecard) -> [String] {
    // Reasons read from the left.
    let width = card.leftovers.map { $0.actual.label.count }.max() ?? 0
    return [terminal.faint("Left out")]
      + card.leftovers.flatMap {
        let label = $0.actual.label
        let gap = String(repeating: " ", count: width - label.count)
        return terminal.hanging($0.reason, after: "  " + label + gap + "  ")
      }
  }

  private var calibration: [String] {
    var table = TextTable()
    table.append(
      ["Calibration", "as of", "actuals", "mean PIT"]
        + Scorecard.percents.map { "in \($0)%" }
        + ["mean CRPS, $bn", "mean Brier", "mean log"])
    for row in scores.calibration {
      func number(_ x: Double?, _ error: Double) -> String {
        x.map { $0.isFinite ? Rounded.value($0, error: error) : "infinite" } ?? ""
      }
      table.append(
        ["  \(row.scenario)", row.asOf ?? "", String(row.actuals), number(row.meanPIT, 1e-3)]
          + row.inside.map(String.init)
          + [
            row.meanCRPS.map {
              Rounded.value($0.value, error: $0.standardError, scale: 1e9) + plusMinus
                + Rounded.error($0.standardError, scale: 1e9)
            } ?? "", number(row.meanBrier, 1e-4), number(row.meanLogScore, 1e-4),
          ])
    }
    let inside = 4..<4 + Scorecard.percents.count
    return table.styled(
      for: terminal,
      dispensable: [[inside.upperBound + 2], [1]] + inside.map { [$0] } + [[inside.upperBound + 1]])
      + terminal.wrapped(
        "Actuals of a scenario overlap (a total and its parts), so the counts are not independent.")
  }
}
