import Analysis
import ArgumentParser
import Foundation
import Records
import Sampling
import Scenario
import Simulation
import TerminalText

struct CompareCommand: ScenarioCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Runs scenarios over the same draws and tells which differences are real.",
    usage: "chipcast compare [<options>] <scenario> <scenario> ...",
    discussion: """
      Each scenario is compared with the first. An input that two scenarios share has the \
      same value in every trial of both, so what it adds to both cancels in the difference. \
      Where months differ, it says which outputs are of windows of different length. Scenarios \
      as of different days are compared by the calendar: quarters by name, and the revenue of \
      the months that all cover (common.recovered), with what was booked before. \
      Trials, seed and design are those of the first file unless given. The files compare.csv \
      and run.json go to out/compare-<names>/ unless --out names another folder.

      EXAMPLES
        chipcast compare base.toml mine.toml
        chipcast compare base.toml high.toml low.toml --trials 5M --no-equities
        chipcast compare base.toml mine.toml --set uptake=0.5
        chipcast compare july.toml november.toml --no-equities
        chipcast compare base.toml mine.toml --json --quiet | jq .run.gain
      """)

  @Argument(
    help: "Two or more scenario files (TOML), the one to compare with first.",
    completion: .file(extensions: ["toml"]))
  var scenarios: [String]

  @OptionGroup var options: ScenarioOptions

  @Option(
    help: "How draws are spread over the trials; as the first scenario says if not given.",
    completion: .list(Design.allCases.map(\.rawValue)))
  var design: Design?

  @Flag(help: "Also writes report.html, the results as one page.")
  var report = false

  @Flag(
    help: "Also writes forecast.xlsx, the results as a workbook (see chipcast workbook --help).")
  var workbook = false

  var pages: Presentation { Presentation(report: report, workbook: workbook) }

  func validate() throws {
    guard scenarios.count >= 2 else {
      throw ValidationError("compare needs two or more scenario files, got \(scenarios.count)")
    }
  }

  func execute() throws {
    let forecasts = try read()
    let plan = try options.plan(forecasts[0], design: design)
    let names = Comparison.names(ofFiles: scenarios)
    try deliver(
      to: folder(Comparison.folderName(names)), trials: plan.trials.count * forecasts.count
    ) {
      let comparison = try Comparison(forecasts, plan, monitor: monitor)
      if let note = comparison.windows { say("warning: \(note)\n") }
      return Outcome(
        comparison.tables, of: comparison.forecasts.first,
        record: { CompareRecord(comparison, seconds: $0) },
        text: CompareText(comparison, terminal: terminal).text(seconds:))
    }
  }

  /// All scenarios.
  ///
  /// - Throws: `ScenarioError` with what is wrong in any of them.
  private func read() throws -> [Forecast] {
    var problems: [Problem] = []
    let forecasts = try scenarios.compactMap { path -> Forecast? in
      do {
        return try options.forecast(path)
      } catch let error as ScenarioError {
        // What one --set does wrong in all of them is said once.
        problems += error.problems.filter { !problems.contains($0) }
        return nil
      }
    }
    guard problems.isEmpty else { throw ScenarioError(problems) }
    return forecasts
  }
}
