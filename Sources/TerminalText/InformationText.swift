import Analysis
import Records
import Sampling
import Scenario
import Simulation
import Wording

/// What knowing more is worth, for a person.
package struct InformationText {
  private let result: InformationValue
  private let terminal: Terminal
  /// Factors shown at most; the files hold all.
  private static let most = 15

  package init(_ result: InformationValue, terminal: Terminal) {
    self.result = result
    self.terminal = terminal
  }

  /// Lines for standard output.
  package func text(seconds: Double) -> String {
    var lines = header(seconds) + [""] + options + [""] + terminal.wrapped(sentence)
    // Where nothing is worth knowing there is nothing to rank.
    if result.perfect.value > 0 { lines += [""] + information }
    return lines.joined(separator: "\n") + "\n"
  }

  private var plusMinus: String { terminal.symbol(" ± ", " +- ") }
  private var unit: String {
    isMillions ? "$m" : result.decision.unit == "1" ? "" : result.decision.unit
  }
  /// Dollars are read in millions where they are millions.
  private var isMillions: Bool {
    result.decision.unit == "USD"
      && max(result.perfect.value, result.options.map { abs($0.mean) }.max() ?? 0) >= 1e6
  }
  private var scale: Double { isMillions ? 1e6 : 1 }

  private func number(_ value: Double, _ error: Double) -> String {
    value == 0 ? "0" : Rounded.value(value, error: error, scale: scale)
  }

  private func withError(_ value: Double, _ error: Double) -> String {
    error == 0
      ? number(value, error) : number(value, error) + plusMinus + Rounded.error(error, scale: scale)
  }

  private func header(_ seconds: Double) -> [String] {
    let dot = terminal.symbol(" · ", ", ")
    let decision = result.decision
    var lines = [terminal.bold(result.forecast.title)]
    lines += terminal.fitted(
      "as of \(result.forecast.asOfText)\(dot)decision \(decision.name)\(dot)"
        + "\(Rounded.counted(result.plan.trials.count, "trial"))\(dot)seed "
        + "\(result.plan.seed)\(dot)\(Rounded.value(seconds, error: 0.01)) s"
    ).map(terminal.faint)
    if !decision.description.isEmpty { lines += terminal.wrapped(decision.description) }
    if !decision.source.isEmpty {
      // A source that begins with its confidence has said it.
      let word = decision.confidence.rawValue
      let stated = decision.source.hasPrefix(word) ? "" : " (\(word))"
      lines += terminal.wrapped("Payoffs\(stated): \(decision.source)")
    }
    return lines
  }

  private var options: [String] {
    var table = TextTable()
    table.append(["Option", "mean\(plusMinus)se", "", "best in\(plusMinus)se", "payoff"])
    for (k, option) in result.options.enumerated() {
      let p = option.probabilityBest
      // Where all trials agree the error is 0 and the interval is not.
      let width = p.standardError > 0 ? p.standardError : (p.high - p.low) / 2
      table.append(
        [
          "  \(option.option.name)" + (k == result.best ? " (best now)" : ""),
          withError(option.mean, option.standardError), unit,
          Rounded.percent(p.value, width: width) + plusMinus + Rounded.error(width, scale: 0.01),
          option.option.payoff.text,
        ], isMarked: k == result.best)
    }
    return table.styled(for: terminal, dispensable: [[4]])
  }

  private var sentence: String {
    let (value, error) = result.perfect
    let best = result.options[result.best].option.name
    guard value > 0 else {
      return "\(best) is the best option in every trial: knowing more is worth nothing."
    }
    var text =
      "With what is known now \(best) is best. To know the trial's outcome before deciding would be worth "
      + "\(withError(value, error)) \(unit)".trimmed
      + " (EVPI): nothing that is found out is worth more."
    if let most = result.factors.first(where: { !$0.isGroup && $0.information.isClear }) {
      text +=
        " Of single inputs \(most.name) is worth the most, "
        + "\(withError(most.information.value, most.information.standardError)) \(unit)".trimmed
        + "."
    } else {
      text += " No single input is worth more than its error."
    }
    return text
  }

  private var information: [String] {
    var table = TextTable()
    table.append(["Worth of knowing", "EVPPI\(plusMinus)se", unit, "split", "of EVPI", ""])
    let shown = result.factors.prefix(Self.most)
    let all = result.perfect.value
    for factor in shown {
      let found = factor.information
      table.append(
        [
          "  " + factor.name + (factor.isGroup ? " (group)" : ""),
          withError(found.value, found.standardError), "",
          number(found.split.value, max(found.standardError, scale / 1000)),
          all > 0
            ? Rounded.percent(found.value / all, width: max(0.001, found.standardError / all)) : "",
          found.isClear ? "" : "unclear",
        ], isMarked: found.isClear)
    }
    let left = result.factors.count - shown.count
    var note =
      "split: what the rule found in one half of the trials brings in the other. It errs to the low side "
      + "alone; EVPPI errs upwards by noise, and to either side where its curves do not fit. unclear: "
      + "within 3 standard errors of 0, or a split not above 0."
    if left > 0 { note += " \(left) more in value_of_information.csv." }
    return table.styled(for: terminal, dispensable: [[3], [4]]) + terminal.wrapped(note)
  }
}

extension String {
  /// Without a blank at its end.
  fileprivate var trimmed: String { hasSuffix(" ") ? String(dropLast()) : self }
}
