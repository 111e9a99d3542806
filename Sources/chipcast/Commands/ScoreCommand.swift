import Analysis
import ArgumentParser
import Foundation
import Records
import Sampling
import Scenario
import Simulation
import Tables
import TerminalText

struct ScoreCommand: ScenarioCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Scores forecasts against what was reported afterwards.",
    usage: "chipcast score [<options>] <scenario> ... --actuals <file>",
    discussion: """
      For every actual that a scenario forecast: its percentile (PIT), the continuous ranked \
      probability score and its skill against the press figure as a point forecast, and whether \
      it lay in the central 50, 80, 90 and 95% intervals; Brier and log scores of the \
      probabilities stated for recovered_fy. Actuals reported up to as_of are no forecasts and \
      are left out, and what a scenario did not forecast is listed with the reason. Several \
      dated scenarios give a table over time. A folder of results is scored as it was run: made \
      again from its run.json, whose fingerprint must still match. Of more than 4,294,967,296 \
      trials the first are scored. The files score.csv, \
      score_statements.csv, calibration.csv and run.json go to out/score-<names>/ unless --out \
      names another folder.

      EXAMPLES
        chipcast score Models/h20-b30-2025-07.toml --actuals Data/actuals.csv
        chipcast score july.toml october.toml --actuals Data/actuals.csv
        chipcast score out/h20-b30-2025-07 --actuals Data/actuals.csv
        chipcast score mine.toml --actuals mine.csv \\
          --press revenue.total.FY2026Q3=2.5e9
      """)

  @Argument(
    help: "Scenario files (TOML), or folders that chipcast run wrote.",
    completion: .file(extensions: ["toml"]))
  var scenarios: [String]

  @Option(
    help: ArgumentHelp(
      "What was reported (CSV): quarter, product, output, value, date_reported.",
      valueName: "file"),
    completion: .file(extensions: ["csv"]))
  var actuals: String

  @Option(
    name: .customLong("press"), parsing: .singleValue,
    help: ArgumentHelp(
      "A point forecast to compare with, before those of the file; may be repeated.",
      valueName: "name=value"))
  var pressFigures: [String] = []

  @OptionGroup var options: ScenarioOptions

  /// More trials than the counters of a score have room for.
  static let mostTrials = 1 << 32

  func validate() throws {
    _ = try press()
    if let trials = options.trials, trials.value > Self.mostTrials {
      throw ValidationError(
        "--trials must be at most \(Self.mostTrials), which is what a score can count, got "
          + "\(trials.value)")
    }
    if let folder = scenarios.first(where: RecordedRun.isFolder),
      options.trials != nil || options.seed != nil || !options.overrides.isEmpty
    {
      throw ValidationError(
        "--trials, --seed and --set go with scenario files; the folder \(folder) is scored as it "
          + "was run")
    }
  }

  func execute() throws {
    let actuals = try ActualsFile(path: actuals).actuals
    let press = try press()
    let jobs = try scenarios.map { try job($0) }
    let names = Comparison.names(ofFiles: jobs.map(\.path))
    let folder = try folder(
      "score-" + Comparison.folderName(names).dropFirst("compare-".count))
    try deliver(to: folder, trials: jobs.reduce(0) { $0 + $1.plan.trials.count }) {
      let cards = try zip(names, jobs).map { name, job in
        (
          name: name,
          card: try Scorecard(job.forecast, job.plan, actuals, press: press, monitor: monitor)
        )
      }
      try checkPress(press, cards.map(\.card))
      let scores = Scores(cards)
      return Outcome(
        scores.tables, of: nil, record: { ScoreRecord(scores, settings: settings, seconds: $0) },
        text: ScoreText(scores, terminal: terminal).text(seconds:))
    }
  }

  /// A scenario with its plan. Shares are never scored, so they are not read.
  private func job(_ path: String) throws -> (path: String, forecast: Forecast, plan: Plan) {
    guard RecordedRun.isFolder(path) else {
      let forecast = try options.forecast(path, withShares: false)
      return (path, forecast, try options.plan(forecast).prefix(Self.mostTrials))
    }
    let run = try RecordedRun(folder: path)
    let plan = try run.plan(threads: options.threads).prefix(Self.mostTrials)
    return (run.scenario, try run.forecast(), plan)
  }

  private var settings: [String: String] {
    var settings = ["actuals": actuals]
    if !pressFigures.isEmpty { settings["press"] = pressFigures.joined(separator: " ") }
    return settings
  }

  /// Point forecasts by name of the output.
  private func press() throws -> [String: Double] {
    var press: [String: Double] = [:]
    for text in pressFigures {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty, let value = DecimalNumber.value(of: parts[1])
      else {
        throw ValidationError("--press must be written name=number, got \(text)")
      }
      press[String(parts[0])] = value
    }
    return press
  }

  private func checkPress(_ press: [String: Double], _ cards: [Scorecard]) throws {
    let scored = Set(cards.flatMap { $0.entries.map(\.name) })
    for name in press.keys.sorted() where !scored.contains(name) {
      throw ValidationError(
        "--press names \(name), of which there is no scored actual; there are "
          + scored.sorted().joined(separator: ", "))
    }
  }
}
