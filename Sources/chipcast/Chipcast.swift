import ArgumentParser
import Reporting

@main
struct Chipcast: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chipcast",
    abstract: "Forecasts how much H20 and B30 revenue returns from China, and when.",
    discussion: """
      Monte Carlo over a scenario file: every assumption stands in TOML with its source, results \
      are CSV files for a spreadsheet.

      EXAMPLES
        chipcast run Models/h20-b30-2025-07.toml
        chipcast check Models/*.toml
      """,
    version: RunRecord.version,
    subcommands: [RunCommand.self, CheckCommand.self, SchemaCommand.self])

  static func main() {
    prepareSignals()
    do {
      var command = try parseAsRoot(OptionalTrials.completed(CommandLine.arguments.dropFirst()))
      try command.run()
    } catch {
      exit(withError: error)
    }
  }
}
