import ArgumentParser
import Expressions
import Help
import Records
import Scenario
import Tables

@main
struct Chipcast: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chipcast",
    abstract: "Forecasts what H20 and B30 revenue returns from China, and what chip shares do.",
    discussion: """
      Monte Carlo over a scenario file: every assumption stands in TOML with its source, \
      results are CSV files for a spreadsheet. An event study measures what past policy \
      news did to chip shares. chipcast examples lists tasks with the command for each, \
      chipcast help <subcommand> explains one.

      EXAMPLES
        chipcast run Models/h20-b30-2025-07.toml
        chipcast compare Models/h20-b30-2025-07.toml \\
          Models/h20-b30-2025-07-high.toml
        chipcast sensitivity Models/h20-b30-2025-07.toml --method tornado,sobol
        chipcast sweep Models/h20-b30-2025-07.toml --vary uptake.mode=0.3:0.6:0.05
        chipcast stress Models/h20-b30-2025-07.toml --given 'guidance_discouraging'
        chipcast seek Models/h20-b30-2025-07.toml --vary uptake \\
          --until 'mean(recovered) = 6e9'
        chipcast explain Models/h20-b30-2025-07.toml --trial worst
        chipcast score Models/h20-b30-2025-07.toml --actuals Data/actuals.csv
        chipcast value-of-information Models/h20-b30-2025-07.toml
        chipcast check Models/*.toml
        chipcast report out/h20-b30-2025-07
        chipcast workbook out/h20-b30-2025-07
        chipcast event-study Data/events.csv --closes Data/closes
        chipcast backtest Models/h20-b30-2025-07.toml
        chipcast init mine.toml

      TOPICS (chipcast help <topic>)
      \(HelpTopic.allCases.map(topicLine).joined(separator: "\n"))
      """,
    version: RunRecord.version,
    subcommands: [
      RunCommand.self, CompareCommand.self, SweepCommand.self, SensitivityCommand.self,
      StressCommand.self, SeekCommand.self, ExplainCommand.self, ScoreCommand.self,
      InformationCommand.self, MergeCommand.self, StatusCommand.self, CheckCommand.self,
      EventStudyCommand.self, BackTestCommand.self,
      ReportCommand.self, WorkbookCommand.self, SchemaCommand.self, InitCommand.self,
      ExamplesCommand.self,
      ManualCommand.self,
    ])

  static func main() {
    prepareSignals()
    followParent()
    let arguments = OptionalTrials.completed(CommandLine.arguments.dropFirst())
    do {
      try checkCommandName(arguments.first)
      if let topic = try topic(arguments) { return try show(topic.text(.standardOutput())) }
      var command = try parseAsRoot(arguments)
      do {
        try command.run()
      } catch let problem as ValidationError {
        refuse(problem, by: type(of: command))
      }
    } catch {
      let asksForScript = arguments.first?.hasPrefix("--generate-completion-script") == true
      if asksForScript, exitCode(for: error).isSuccess {
        exit(withError: CleanExit.message(HelpCompletion.added(to: fullMessage(for: error))))
      }
      guard exitCode(for: error).isSuccess else { refuse(error) }
      exit(withError: error)
    }
  }

  /// Ends as the argument parser would; what it quotes of the command line is made legible.
  private static func refuse(_ error: Error) -> Never {
    let message = fullMessage(for: error)
    if !message.isEmpty { say(message + "\n") }
    exit(withError: exitCode(for: error))
  }

  /// Ends as the argument parser does at what is wrong before a command runs: it knows only then
  /// which command it was.
  private static func refuse(_ problem: ValidationError, by command: ParsableCommand.Type) -> Never
  {
    let name = command.configuration.commandName.map { "chipcast \($0)" } ?? "chipcast"
    say(
      "Error: \(problem.message)\nUsage: \(usageString(for: command))\n"
        + "  See '\(name) --help' for more information.\n")
    exit(withError: ExitCode.validationFailure)
  }

  /// The argument parser calls a misspelt command an unexpected argument; say what was meant.
  private static func checkCommandName(_ name: String?) throws {
    let known = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard let name, !name.hasPrefix("-"), !known.contains(name) else { return }
    let hint = nearest(to: name, among: known).map { "; did you mean \($0)?" } ?? ""
    throw ValidationError("\"\(name)\" is not a command of chipcast\(hint)")
  }

  private static func topicLine(_ topic: HelpTopic) -> String {
    let gap = String(repeating: " ", count: max(1, 16 - topic.rawValue.count))
    return "  \(topic.rawValue)\(gap)\(topic.abstract)"
  }

  /// What `chipcast help <topic>` asks for. The argument parser's own help knows commands alone, and
  /// shows its first page for any other word.
  private static func topic(_ arguments: [String]) throws -> HelpTopic? {
    guard arguments.count == 2, arguments[0] == "help", !arguments[1].hasPrefix("-") else {
      return nil
    }
    if let topic = HelpTopic(arguments[1]) { return topic }
    let commands = configuration.subcommands.compactMap { $0.configuration.commandName }
    guard !commands.contains(arguments[1]) else { return nil }
    let known = commands + HelpTopic.allCases.map(\.rawValue)
    let hint = nearest(to: arguments[1], among: known).map { "; did you mean \($0)?" } ?? ""
    throw ValidationError("\"\(arguments[1])\" is neither a command nor a topic\(hint)")
  }
}
