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

struct InformationCommand: ScenarioCommand {
  static let configuration = CommandConfiguration(
    commandName: "value-of-information",
    abstract: "Tells what knowing more before a decision would be worth.",
    usage: "chipcast value-of-information [<options>] <scenario>",
    discussion: """
      A decision stands in the scenario under [decisions.NAME.options] as payoffs over outputs, \
      or comes with --payoff, once for each option. Told are the mean payoff of each option, the \
      expected value of perfect information (EVPI), and for each input and group of inputs the \
      expected value of knowing it alone (EVPPI), by regression on one sample of 100,000 trials \
      unless --trials says otherwise, in the random design. The files decision.csv, \
      value_of_information.csv and run.json go to out/value-of-information-<scenario>/ unless \
      --out names another folder.

      EXAMPLES
        chipcast value-of-information Models/h20-b30-2025-07.toml
        chipcast value-of-information mine.toml --decision server_line
        chipcast value-of-information mine.toml \\
          --payoff 'build=300 * h20_equivalents - 150e6' --payoff wait=0
      """)

  @Argument(help: "The scenario file (TOML).", completion: .file(extensions: ["toml"]))
  var scenario: String

  @Option(
    help: ArgumentHelp(
      "The decision, where the scenario holds more than one.", valueName: "name"))
  var decision: String?

  @Option(
    name: .customLong("payoff"), parsing: .singleValue,
    help: ArgumentHelp(
      "An option and its payoff in place of a decision of the file; two or more.",
      valueName: "name=expression"))
  var payoffs: [String] = []

  @OptionGroup var options: ScenarioOptions

  static let trials = 100_000

  func validate() throws {
    guard payoffs.isEmpty || decision == nil else {
      throw ValidationError("--payoff takes the place of --decision; give one of the two")
    }
    guard payoffs.count != 1 else {
      throw ValidationError("--payoff must be given twice or more, once an option")
    }
    for text in payoffs where Self.parts(text) == nil {
      throw ValidationError("--payoff must be written name=expression, got \(text)")
    }
    let names = payoffs.compactMap { Self.parts($0)?.name }
    for (k, name) in names.enumerated() where names[..<k].contains(name) {
      throw ValidationError("--payoff names the option \(name) twice")
    }
  }

  func execute() throws {
    let (forecast, decision) = try options.forecast(scenario, asking: decision)
    let asked = try options.plan(forecast, trials: Self.trials)
    // Independent trials whatever the file's design: regressions and their errors count on it.
    let plan = try Plan(
      trials: asked.trials.count, seed: asked.seed, source: asked.source, threads: asked.threads)
    try deliver(to: folder("value-of-information-\(forecast.name)"), trials: 3 * plan.trials.count)
    {
      let result = try InformationValue(forecast, decision, plan, monitor: monitor)
      return Outcome(
        result.tables, of: forecast,
        record: {
          AnalysisRecord(
            "value-of-information", forecast, plan, settings: settings(decision), seconds: $0)
        }, text: InformationText(result, terminal: terminal).text(seconds:))
    }
  }

  private func settings(_ decision: Decision) -> [String: String] {
    var settings = ["decision": decision.name]
    for option in decision.options { settings["option \(option.name)"] = option.payoff.text }
    return settings
  }

  /// "build" and "2 * x" of "build=2 * x".
  private static func parts(_ text: String) -> (name: String, payoff: String)? {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty else { return nil }
    return (String(parts[0]), String(parts[1]))
  }

  private func decision(of forecast: Forecast) throws -> Decision {
    if !payoffs.isEmpty {
      let options = try payoffs.compactMap { Self.parts($0) }.map { part in
        let payoff = try parsing("--payoff \(part.name)") {
          try Expression(parsing: part.payoff, names: forecast.model.names, as: .number)
        }
        return Decision.Option(part.name, payoff, origin: Origin("--payoff \(part.name)"))
      }
      return Decision("options", options: options, source: "the command line")
    }
    let names = forecast.decisions.map(\.name)
    guard let first = forecast.decisions.first else {
      throw ValidationError(
        "\(scenario) holds no decision; write one under [decisions.NAME.options], or give --payoff")
    }
    guard let decision else {
      guard names.count == 1 else {
        throw ValidationError("--decision must name one of \(names.joined(separator: ", "))")
      }
      return first
    }
    guard let named = forecast.decisions.first(where: { $0.name == decision }) else {
      throw ValidationError(
        "--decision must name one of \(names.joined(separator: ", ")), got \(decision)")
    }
    return named
  }
}
