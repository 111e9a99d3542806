import Analysis
import ArgumentParser
import Expressions
import Foundation
import Records
import Sampling
import Scenario
import Simulation
import TerminalText

import struct Expressions.Expression

struct ExplainCommand: ScenarioCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tells one trial from end to end: draws, months, events, outputs.",
    usage: "chipcast explain [<options>] <scenario> --trial <trial>",
    discussion: """
      A trial is named by its number, whatever the number of trials of a run, or as the worst, \
      best or median of a quantity among the first trials (100,000 unless --trials says \
      otherwise; the percentiles of outputs are among the same). Worst is the smallest value; of \
      equal ones the first trial is taken. Seed and design are those of the file unless given. \
      The files explain_draws.csv, explain_months.csv, explain_outputs.csv, explain_events.csv \
      and run.json go to out/explain-<scenario>/ unless --out names another folder.

      EXAMPLES
        chipcast explain mine.toml --trial 4711
        chipcast explain mine.toml --trial worst
        chipcast explain mine.toml --trial median \\
          --output 'revenue.B30 - revenue.H20'
        chipcast explain mine.toml --trial best --output recovered --no-equities
        chipcast explain mine.toml --trial 0 --json --quiet | jq .explain_months
      """)

  @Argument(help: "The scenario file (TOML).", completion: .file(extensions: ["toml"]))
  var scenario: String

  @Option(
    help: "A number from 0 to 999999999999, or worst, best or median.")
  var trial: TrialChoice

  @Option(
    help: ArgumentHelp(
      "What worst, best and median are of: a number over outputs (recovered_fy if not given).",
      valueName: "name|expression"))
  var output: String?

  @OptionGroup var options: ScenarioOptions

  /// Trials that are ranked where none are asked for.
  static let trials = 100_000
  /// A generator of GSL has to run through all numbers before those of a trial.
  static let largestOfGSL = 100_000_000

  /// More trials than are kept in memory to be ranked.
  static let mostRanked = 50_000_000

  func validate() throws {
    guard case .number = trial else {
      if let trials = options.trials, trials.value > Self.mostRanked {
        throw ValidationError(
          "--trials must be at most \(Self.mostRanked) with --trial \(trial.word), got "
            + "\(trials.value)")
      }
      return
    }
    if output != nil {
      throw ValidationError("--output goes with --trial worst, best or median, not with a number")
    }
  }

  func execute() throws {
    let forecast = try options.forecast(scenario)
    let plan = try options.plan(forecast, trials: Self.trials)
    if case .number(let number) = trial, !plan.source.isKeyed, number >= Self.largestOfGSL {
      throw ValidationError(
        "--trial must lie below \(Self.largestOfGSL) with a generator of GSL, got \(number)")
    }
    let ranking = try ranking()
    try deliver(
      to: folder("explain-\(forecast.name)"),
      trials: plan.trials.count * (ranking == nil ? 1 : 2)
    ) {
      let chosen = try chosen(ranking, plan)
      let explanation = try Explanation(forecast, chosen, plan, monitor: monitor)
      return Outcome(
        explanation.tables, of: forecast,
        record: {
          AnalysisRecord("explain", forecast, plan, settings: settings(chosen), seconds: $0)
        }, text: { _ in ExplainText(explanation, terminal: terminal).text })
    }
  }

  /// The trial, searched for where it was not given by its number.
  private func chosen(_ ranking: (Forecast, Expression)?, _ plan: Plan) throws -> ChosenTrial {
    guard let (forecast, quantity) = ranking else {
      if case .number(let number) = trial { return ChosenTrial(number: number) }
      return ChosenTrial(number: 0)
    }
    return try asking {
      try ChosenTrial(trial, of: quantity, in: forecast.model, plan, monitor: monitor)
    }
  }

  /// What the trial is ranked by, and the scenario to rank in; nil where it was given by its number.
  private func ranking() throws -> (Forecast, Expression)? {
    if case .number = trial { return nil }
    return try options.forecast(scenario) { read in
      try parsing("--output") {
        try Expression(
          parsing: output ?? "recovered_fy", names: read.model.names, as: .number)
      }
    }
  }

  private func settings(_ chosen: ChosenTrial) -> [String: String] {
    var settings = ["trial": String(chosen.trial)]
    if let quantity = chosen.quantity {
      settings["chosen"] = trial.word
      settings["output"] = quantity
    }
    return settings
  }
}

extension TrialChoice: ExpressibleByArgument {
  public init?(argument: String) {
    switch argument {
    case "worst": self = .worst
    case "best": self = .best
    case "median": self = .median
    default:
      guard let number = Int(argument), (0...Self.largest).contains(number) else { return nil }
      self = .number(number)
    }
  }

  var word: String {
    switch self {
    case .number(let number): String(number)
    case .worst: "worst"
    case .best: "best"
    case .median: "median"
    }
  }
}
