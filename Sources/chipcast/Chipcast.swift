import ArgumentParser
import Expressions
import Reporting
import Scenario

@main
struct Chipcast: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chipcast",
    abstract: "Forecasts what H20 and B30 revenue returns from China, and what chip shares do.",
    discussion: """
      Monte Carlo over a scenario file: every assumption stands in TOML with its source, \
      results are CSV files for a spreadsheet. An event study measures what past policy \
      news did to chip shares.

      EXAMPLES
        chipcast run Models/h20-b30-2025-07.toml
        chipcast compare Models/h20-b30-2025-07.toml Models/h20-b30-2025-07-high.toml
        chipcast sensitivity Models/h20-b30-2025-07.toml --method tornado,sobol
        chipcast sweep Models/h20-b30-2025-07.toml --vary uptake.mode=0.3:0.6:0.05
        chipcast stress Models/h20-b30-2025-07.toml --given 'guidance_discouraging'
        chipcast seek Models/h20-b30-2025-07.toml --vary uptake --until 'mean(recovered) = 6e9'
        chipcast explain Models/h20-b30-2025-07.toml --trial worst
        chipcast score Models/h20-b30-2025-07.toml --actuals Data/actuals.csv
        chipcast value-of-information Models/h20-b30-2025-07.toml
        chipcast check Models/*.toml
        chipcast report out/h20-b30-2025-07
        chipcast event-study Data/events.csv --closes Data/closes
      """,
    version: RunRecord.version,
    subcommands: [
      RunCommand.self, CompareCommand.self, SweepCommand.self, SensitivityCommand.self,
      StressCommand.self, SeekCommand.self, ExplainCommand.self, ScoreCommand.self,
      InformationCommand.self, CheckCommand.self, EventStudyCommand.self, ReportCommand.self,
      SchemaCommand.self,
    ])

  static func main() {
    prepareSignals()
    do {
      let arguments = OptionalTrials.completed(CommandLine.arguments.dropFirst())
      try checkCommandName(arguments.first)
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      exit(withError: error)
    }
  }

  /// The argument parser calls a misspelt command an unexpected argument; say what was meant.
  private static func checkCommandName(_ name: String?) throws {
    let known = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard let name, !name.hasPrefix("-"), !known.contains(name) else { return }
    let hint = nearest(to: name, among: known).map { "; did you mean \($0)?" } ?? ""
    throw ValidationError("\"\(name)\" is not a command of chipcast\(hint)")
  }
}
