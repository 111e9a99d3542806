import ArgumentParser
import EventStudy
import Foundation
import Pages
import Records
import Simulation
import Tables
import TerminalText
import Wording

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Makes one HTML page of the results of a command.",
    discussion: """
      The page needs no network and no other file: charts, tables, the assumptions with their \
      sources and how the run was made. It goes to report.html in the folder of the results \
      unless --output names another file.

      EXAMPLES
        chipcast report out/h20-b30-2025-07
        chipcast report out/h20-b30-2025-07 --actuals Data/actuals.csv \\
          -o forecast.html
        chipcast report out/h20-b30-2025-07 --event-study out/event-study
        chipcast report out/sensitivity-h20-b30-2025-07
        chipcast report out/event-study
        chipcast report out/h20-b30-2025-07 --vega charts
        chipcast report out/h20-b30-2025-07 --answer
      """)

  @Argument(
    help: ArgumentHelp(
      "The folder that chipcast run, compare, sweep, sensitivity, event-study or backtest has written."
    ),
    completion: .directory)
  var folder: String

  @Option(
    name: .shortAndLong, help: "The file to write.", completion: .file(extensions: ["html"]))
  var output: String?

  @OptionGroup var companions: CompanionOptions

  @Option(help: "The folder of chipcast event-study.", completion: .directory)
  var eventStudy: String?

  @Option(
    help: ArgumentHelp(
      "Also writes each chart's Vega-Lite specification to this folder.", valueName: "folder"),
    completion: .directory)
  var vega: String?

  @Flag(help: "Prints what the page says first, and writes no page.")
  var answer = false

  @OptionGroup var terminal: TerminalOptions

  @Flag(help: "Does not print where the report is.")
  var quiet = false

  func validate() throws {
    guard !answer || output == nil && vega == nil && eventStudy == nil else {
      throw ValidationError(
        "--answer writes nothing: it goes without --output, --vega and --event-study")
    }
  }

  private var answerText: String {
    get throws {
      let kind = try ReportKind(of: folder, made: "answers", of: "run")
      guard kind == .run else {
        throw DataProblem(
          folder, "holds results of chipcast \(kind.rawValue); answers are made of those of run")
      }
      let results = try RunCompanions(
        folder, actuals: companions.actuals, sensitivity: companions.sensitivity)
      return AnswerText(Answer(results), terminal: terminal.terminal).text
    }
  }

  func run() throws {
    try reporting {
      if answer { return try show(answerText) }
      let report = try Report(
        folder: folder, actuals: companions.actuals, sensitivity: companions.sensitivity,
        eventStudy: eventStudy)
      let path = output ?? Presentation.place(Presentation.reportName, in: folder)
      let target = try FileTarget(path, usual: Presentation.reportName)
      let charts = try vega.map { try OutputFolder($0) }
      for chart in report.charts {
        try charts?.write("\(chart.name).vl.json", VegaLite(chart).text)
      }
      try target.write(Array(report.html.utf8), with: charts)
      if !quiet { say("The report is in \(path)\n") }
    }
  }
}
