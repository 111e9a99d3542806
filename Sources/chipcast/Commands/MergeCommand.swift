import ArgumentParser
import Foundation
import Records
import Tables

struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract:
      "Joins the parts of a run, sweep or back-test to the bytes of a single one.",
    discussion: """
      Each file is what chipcast run, sweep or backtest wrote with --part K/N --partial FILE, on \
      whatever machine and with however many threads. Results go where those of the whole run would \
      go, and are the same but for \
      machine and times in run.json. What overlaps, is missing, was cut off or altered, or belongs to \
      something else is refused. The scenario is read again, from where it was, or from --scenario.

      EXAMPLES
        chipcast merge a.chipcast b.chipcast --out out/whole
        chipcast merge part-*.chipcast --report
        chipcast merge a.chipcast b.chipcast --partial ab.chipcast
      """)

  @Argument(
    help: "Files of partial results.", completion: .file(extensions: ["chipcast"]))
  var files: [String]

  @Option(
    help: ArgumentHelp("Folder for the results.", valueName: "folder"), completion: .directory)
  var out: String?

  @Option(
    help: ArgumentHelp(
      "Writes a file of partial results instead, as one part of what is joined later.",
      valueName: "file"), completion: .file(extensions: ["chipcast"]))
  var partial: String?

  @Option(
    help: ArgumentHelp("Where the scenario is now.", valueName: "file"),
    completion: .file(extensions: ["toml"]))
  var scenario: String?

  @Flag(help: "Also writes report.html, the results as one page.")
  var report = false

  @Flag(help: "Also writes forecast.xlsx, the results as a workbook.")
  var workbook = false

  @Flag(help: "Prints no tables.")
  var quiet = false

  @Flag(help: "Prints the results as JSON instead of tables.")
  var json = false

  @OptionGroup var terminal: TerminalOptions

  func validate() throws {
    if partial != nil, out != nil || report || workbook || json {
      throw ValidationError(
        "--partial writes a single file: not with --out, --report, --workbook, --json")
    }
  }

  func run() throws {
    try reporting {
      var read: [PartialFile] = []
      for path in files { read.append(try PartialFile(path)) }
      guard let first = read.first else { return }
      for file in read.dropFirst() {
        if let difference = file.header.identity.difference(from: first.header.identity) {
          throw DataProblem(
            file.path, difference.replacingOccurrences(of: "the other", with: first.path))
        }
      }
      if workbook { try WorkbookCommand.requireLibrary() }
      switch first.header.identity.command {
      case "sweep":
        var command: SweepCommand = try Self.command(of: first)
        if let scenario, command.scenario != nil { command.scenario = scenario }
        set(&command.options)
        (command.report, command.workbook) = (report, workbook)
        try command.merge(read, into: partial)
      case "backtest":
        var command: BackTestCommand = try Self.command(of: first)
        if let scenario { command.scenario = scenario }
        set(&command.options)
        command.report = report
        try command.merge(read, into: partial)
      default:
        var command: RunCommand = try Self.command(of: first)
        if let scenario { command.scenario = scenario }
        set(&command.options)
        (command.report, command.workbook) = (report, workbook)
        try command.merge(read, into: partial)
      }
    }
  }

  /// The command whose parts are joined, as it was asked.
  private static func command<Command: ParsableCommand>(
    of file: PartialFile
  ) throws(DataProblem) -> Command {
    guard let command = try? Command.parse(file.header.arguments) else {
      throw DataProblem(file.path, "has a command line that this chipcast does not know")
    }
    return command
  }

  private func set(_ options: inout ScenarioOptions) {
    (options.out, options.quiet, options.json) = (out, quiet, json)
    options.terminal = terminal
  }
}
