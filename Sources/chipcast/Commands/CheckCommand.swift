import ArgumentParser
import Records
import Scenario
import TerminalText

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Validates scenario files and prints what they assume.",
    discussion: """
      The ledger lists every parameter: its distribution, mean and 5-50-95% points, how sure \
      its source is, and the source. Rumours and assumptions are marked on a \
      terminal; parameters without a source are listed at the end.

      EXAMPLES
        chipcast check Models/h20-b30-2025-07.toml
        chipcast check Models/*.toml --quiet
        chipcast check Models/h20-b30-2025-07.toml --color always | less -R
      """)

  @Argument(help: "Scenario files (TOML).", completion: .file(extensions: ["toml"]))
  var scenarios: [String]

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Overrides a key of every scenario; may be repeated.", valueName: "key=value"))
  var overrides: [String] = []

  @Flag(help: "Says only whether the files are right.")
  var quiet = false

  @Flag(
    help: "Takes the nearest possible correlations where the stated ones contradict each other.")
  var repairCorrelation = false

  @OptionGroup var terminal: TerminalOptions

  func run() throws {
    var hasFailed = false
    for path in scenarios {
      do {
        try reporting {
          let forecast = try Forecast(
            path: path, overrides: overrides, repairsCorrelation: repairCorrelation)
          let sources = try SourceList(of: forecast)
          let readings = try Readings(of: forecast)
          try show(
            quiet ? "\(path): right\n" : LedgerText(forecast, terminal: terminal.terminal).text)
          for repair in forecast.repairs { say("\(path): correlation of \(repair)\n") }
          for warning in forecast.warnings + readings.warnings { say(warning.asWarning + "\n") }
          for line in SourcesNote.missing(sources) + SourcesNote.later(sources) {
            say("\(path): \(line)\n")
          }
        }
      } catch let code as ExitCode where code == Failure.data {
        hasFailed = true
      }
    }
    if hasFailed { throw Failure.data }
  }
}
