import Analysis
import ArgumentParser
import Expressions
import Foundation
import Records
import Sampling
import Scenario
import Simulation
import Tables
import TerminalText

import struct Expressions.Expression

struct StressCommand: ScenarioCommand {
  static let configuration = CommandConfiguration(
    commandName: "stress",
    abstract: "Gives the forecast on condition that something happens.",
    discussion: """
      Keeps the trials in which the condition holds and tells how the forecast given the \
      condition differs from the forecast. Where fewer than 1,000 trials would be left, trials \
      are drawn where the condition holds more often and weighted accordingly (importance \
      sampling). Conditions are made of the names of outputs and events (chipcast help \
      expressions). Trials are drawn at random whatever the design of the file: with shares \
      100,000, else as many as the file says, unless --trials is given. --given \
      'export_closed in 2025-10' asks how the world looks if the gate is seen to close first in \
      October: the causes and companions of that are in the answer. A schedule \
      (policy.export_gate.schedule) asks what follows if it is set to close on a day whatever \
      came before: a run of a scenario that says so, in which the draws of all else stay. The files stress.csv, \
      stress_probabilities.csv and run.json go to out/stress-<scenario>/ unless --out names \
      another folder.

      EXAMPLES
        chipcast stress base.toml --given export_closed
        chipcast stress base.toml \\
          --given 'guidance_discouraging and units.H20 < 200e3'
        chipcast stress base.toml --given 'export_gate.2025-10 = closed'
        chipcast stress base.toml --given '5e9 <= recovered_fy < 10e9' \\
          --outputs car.basket.120
        chipcast stress base.toml --given 'recovered_fy >= 10.8e9' --no-equities
      """)

  @Argument(help: "The scenario file (TOML).", completion: .file(extensions: ["toml"]))
  var scenario: String

  @Option(
    help: ArgumentHelp(
      "The condition, such as 'export_closed and recovered < 2e9'.", valueName: "condition"))
  var given: String

  @Option(
    help: ArgumentHelp(
      "Outputs to show instead of the usual ones, with commas between.", valueName: "name,..."))
  var outputs: String?

  @Option(
    help: ArgumentHelp(
      "Importance sampling; auto: where fewer than 1,000 trials are left.", valueName: "when"),
    completion: .list(ImportanceChoice.allCases.map(\.rawValue)))
  var importance = ImportanceChoice.auto

  @OptionGroup var options: ScenarioOptions

  /// Trials of a scenario with shares unless it is said how many.
  private static let trialsWithShares = 100_000

  func execute() throws {
    let needsShares = outputNames?.contains(where: Self.looksAtShares) ?? true
    let (forecast, condition) = try options.forecast(scenario, needsShares: needsShares) { read in
      try parsing("--given") {
        try Expression(parsing: given, names: read.model.names, as: .truth)
      }
    }
    let wanted = try positions(in: forecast.model)
    let standard = forecast.model.equities == nil ? nil : Self.trialsWithShares
    let plan = try options.plan(forecast, trials: standard, design: .random)
    try deliver(to: folder("stress-\(forecast.name)"), trials: plan.trials.count) {
      let stress = try Stress(
        forecast, given: condition, outputs: wanted, plan, importance: importance,
        monitor: monitor)
      guard stress.sample.trialsLeft > 0 else { throw failed(Self.refusal(stress)) }
      let text = StressText(stress, terminal: terminal)
      if let warning = text.warning { say("warning: \(warning)\n") }
      return Outcome(
        stress.tables, of: forecast,
        record: {
          AnalysisRecord(
            "stress", forecast, plan,
            settings: ["given": given, "importance": importance.rawValue]
              .merging(outputs.map { ["outputs": $0] } ?? [:]) { $1 },
            findings: .init("condition", StressCondition(stress)),
            evaluated: stress.sample.evaluated, seconds: $0)
        }, text: text.text(seconds:))
    }
  }

  private var outputNames: [String]? {
    outputs?.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
  }

  private static func looksAtShares(_ name: String) -> Bool {
    ["car.", "total_return.", "drawdown.", "policy.", "policy_after."]
      .contains { name.hasPrefix($0) }
  }

  private func positions(in model: ForecastModel) throws -> [Int] {
    guard let outputNames else { return Stress.usualOutputs(of: model) }
    let known = model.outputs.map(\.name)
    guard !outputNames.isEmpty else {
      throw ValidationError("--outputs must name outputs, got \"\(outputs ?? "")\"")
    }
    return try outputNames.map { name in
      if let position = known.firstIndex(of: name) { return position }
      let hint = nearest(to: name, among: known).map { "; did you mean \($0)?" } ?? ""
      throw ValidationError("--outputs: no output is called \(name)\(hint)")
    }
  }

  /// No trial met the condition: an answer of its own.
  private static func refusal(_ stress: Stress) -> String {
    let looked = stress.sample.pilot.trials
    let bound = stress.sample.probability.interval?.upperBound ?? 1
    return "none of \(counted(looked, "trial")) meets the condition: its probability is below "
      + "\(String(format: "%.1e", bound)) (95%)"
  }
}

extension ImportanceChoice: ExpressibleByArgument {}
