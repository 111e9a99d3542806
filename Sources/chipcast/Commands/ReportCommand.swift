import ArgumentParser
import EventStudy
import Foundation
import Records
import Reporting
import Simulation

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
      """)

  @Argument(
    help: "The folder that chipcast run, compare, sweep, sensitivity or event-study has written.",
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

  @Flag(help: "Does not print where the report is.")
  var quiet = false

  func run() throws {
    try reporting {
      let report = try Report(
        folder: folder, actuals: companions.actuals, sensitivity: companions.sensitivity,
        eventStudy: eventStudy)
      let path = output ?? Pages.place(Pages.reportName, in: folder)
      let target = try FileTarget(path, usual: Pages.reportName)
      let charts = try vega.map { try OutputFolder($0) }
      for chart in report.charts {
        try charts?.write("\(chart.name).vl.json", VegaLite(chart).text)
      }
      try target.write(Array(report.html.utf8), with: charts)
      if !quiet { say("The report is in \(path)\n") }
    }
  }
}
