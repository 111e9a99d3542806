import Analysis
import Foundation
import Records
import Sampling
import Simulation
import Wording

/// A forecast under a condition for a person: how likely the condition is and how many trials meet it,
/// then each output and claim with and without it, and which differences are real.
package struct StressText {
  private let stress: Stress
  private let terminal: Terminal

  package init(_ stress: Stress, terminal: Terminal) {
    self.stress = stress
    self.terminal = terminal
  }

  /// Lines for standard output.
  package func text(seconds: Double) -> String {
    let dot = terminal.symbol(" · ", ", ")
    let plan = stress.plan
    let head = [terminal.bold(stress.forecast.title)]
    let facts = terminal.fitted(
      "as of \(stress.forecast.asOfText)\(dot)"
        + "\(Rounded.counted(stress.sample.evaluated, "trial"))\(dot)seed \(plan.seed)\(dot)"
        + Rounded.value(seconds, error: 0.01) + " s"
    ).map(terminal.faint)
    let lines =
      head + facts + [""] + terminal.wrapped("Given \(stress.given.text)")
      + terminal.wrapped(condition) + [""]
      + outputTable.styled(for: terminal, dispensable: [[4], [3], [5], [6]]) + gaps + [""]
      + statementTable.styled(for: terminal, dispensable: [[3]])
      + terminal.wrapped(windows)
      + terminal.wrapped(
        "real: more than \(Int(Difference.realBeyond)) standard errors from 0.")
    return lines.joined(separator: "\n") + "\n"
  }

  /// Outputs that have no value in some trials.
  private var gaps: [String] {
    stress.outputs.flatMap {
      GapNote.lines(
        $0.output.name, share: $0.noValue, of: stress.plan.trials.count, terminal)
    }
  }

  /// How likely the condition is, and what its trials are worth.
  private var condition: String {
    let sample = stress.sample
    let left =
      "\(Self.count(sample.trialsLeft)) of \(Rounded.counted(sample.trials, "trial")) meet it"
    let chance = "Probability \(Self.percent(sample.probability, terminal)). \(left)"
    guard sample.method == .importanceSampling else {
      return chance + (sample.wasRejected ? "; importance sampling gives no more." : ".")
    }
    let worth = Self.count(Int(sample.effectiveSize.rounded()))
    return chance + ", drawn where it holds more often (importance sampling on "
      + "\(Rounded.counted(sample.tilted.count, "input"))) and worth \(worth) plain ones; of "
      + "\(Self.count(sample.pilot.trials)) plain trials \(Self.count(sample.pilot.left)) meet it."
  }

  /// Over which time events and shares are counted: not the same.
  private var windows: String {
    let forecast = stress.forecast
    let events =
      "Events and revenue count over all \(Rounded.counted(forecast.months, "month")), to \(forecast.lastMonth) "
      + "(recovered_fy to \(forecast.yearEndMonth))"
    guard let sessions = forecast.model.equities?.assumptions.sessions else { return events + "." }
    return events + "; shares run \(Rounded.counted(sessions, "session")) (an event in that time: "
      + "export_closed within \(sessions) sessions)."
  }

  /// What makes the answer shaky; nil where nothing does.
  package var warning: String? {
    let sample = stress.sample
    if sample.effectiveSize < Stress.fewestWorth {
      let worth = Rounded.value(sample.effectiveSize, error: 1)
      return "the trials that meet the condition are worth \(worth) only; errors are rough below "
        + "\(Int(Stress.fewestWorth)): take more with --trials"
    }
    guard sample.largestShare > 0.1 else { return nil }
    let share = Rounded.percent(sample.largestShare, width: 0.01)
    return "one trial has \(share) of all weight; errors may be larger than stated: take more with "
      + "--trials"
  }

  static func count(_ number: Int) -> String { Rounded.grouped(String(number)) }

  /// "1.23% (1.20% – 1.26%)".
  static func percent(_ estimate: StatisticEstimate, _ terminal: Terminal) -> String {
    guard let value = estimate.value, let interval = estimate.interval else { return "" }
    let width = interval.upperBound - interval.lowerBound
    func shown(_ p: Double) -> String {
      // Below what four decimals of a percent show, powers of ten do.
      guard p > 0, value < 1e-3, width < 1e-5 else { return Rounded.percent(p, width: width) }
      return Rounded.power(p, digits: Int(log10(value / width).rounded(.up)))
    }
    let dash = terminal.symbol(" – ", " to ")
    return "\(shown(value)) (\(shown(interval.lowerBound))\(dash)\(shown(interval.upperBound)))"
  }

  private var heading: [String] {
    let error = terminal.symbol("± se", "+- se")
    return ["given", error, "P5", "P50", "P95", "all", "difference", error, "", ""]
  }

  private var outputTable: TextTable {
    var table = TextTable()
    table.append(["Means"] + heading)
    for output in stress.outputs {
      let scale = Scale(output.output)
      guard let mean = output.statistics.first(where: { $0.name == "mean" }) else { continue }
      let quantiles = QuantileLevel.main.map { level in
        output.statistics.first { $0.name == level.name }.map { scale.text($0.given) } ?? ""
      }
      table.append(
        [output.output.name, scale.text(mean.given), scale.error(mean.given.standardError)]
          + quantiles + [scale.text(mean.all)] + differences(mean, scale) + [scale.name],
        isMarked: mean.difference?.isReal == true)
    }
    return table
  }

  private var statementTable: TextTable {
    var table = TextTable()
    let error = terminal.symbol("± se", "+- se")
    table.append(["Probabilities", "given", error, "all", "difference", error, "", ""])
    let scale = Scale.percent
    for statement in stress.statements {
      let probability = statement.probability
      table.append(
        [
          statement.statement.label, scale.text(probability.given),
          scale.error(probability.given.uncertainty), scale.text(probability.all),
        ] + differences(probability, scale) + [scale.name],
        isMarked: probability.difference?.isReal == true)
    }
    return table
  }

  /// Difference, its error and the verdict.
  private func differences(_ statistic: StressedStatistic, _ scale: Scale) -> [String] {
    guard let difference = statistic.difference else { return ["", "", ""] }
    if difference.isSame { return ["0", "", "same"] }
    let sign = difference.value > 0 ? "+" : ""
    return [
      sign
        + Rounded.value(
          difference.value, error: difference.standardError ?? 0, scale: scale.factor),
      scale.error(difference.standardError), difference.isReal ? "real" : "unsure",
    ]
  }
}

/// The unit in which a person reads an output.
struct Scale {
  let factor: Double
  let name: String
  private var isWhole = false

  static let percent = Scale(0.01, "%")

  private init(_ factor: Double, _ name: String) {
    self.factor = factor
    self.name = name
  }

  init(_ output: Output) {
    switch output.unit {
    case "USD": self.init(1e9, "$bn")
    case "units": self.init(1e3, "thousand")
    case "1": self.init(0.01, "%")
    default: self.init(1, output.unit)
    }
    isWhole = output.isWhole
  }

  /// To the digit that the error allows; "never" where infinite.
  func text(_ estimate: StatisticEstimate) -> String {
    guard let value = estimate.value else { return "" }
    guard value.isFinite else { return value.isNaN ? "" : "never" }
    if value == 0 { return "0" }
    let error = estimate.standardError ?? 0
    // A quantile of whole numbers often has no width, and no decimals either.
    let least = isWhole && value == value.rounded() ? 1 : 0.0
    return Rounded.value(value, error: max(error, least), scale: factor)
  }

  func error(_ error: Double?) -> String {
    error.map { Rounded.error($0, scale: factor) } ?? ""
  }
}
