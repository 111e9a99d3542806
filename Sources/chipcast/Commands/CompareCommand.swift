import Analysis
import ArgumentParser
import Foundation
import Reporting
import Sampling
import Scenario
import Simulation

struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Runs scenarios over the same draws and tells which differences are real.",
    discussion: """
      Each scenario is compared with the first. An input that two scenarios share has the \
      same value in every trial of both, so what it adds to both cancels in the difference. \
      Trials, seed and design are those of the first file unless given. The files compare.csv \
      and run.json go to out/compare-<names>/ unless --out names another folder.

      EXAMPLES
        chipcast compare base.toml mine.toml
        chipcast compare base.toml high.toml low.toml --trials 5M --no-equities
        chipcast compare base.toml mine.toml --set uptake=0.5
        chipcast compare base.toml mine.toml --json --quiet | jq .run.gain
      """)

  @Argument(
    help: "Two or more scenario files (TOML), the one to compare with first.",
    completion: .file(extensions: ["toml"]))
  var scenarios: [String]

  @Option(help: "Number of trials, such as 200000, 200k or 5M (1 to 10^12).")
  var trials: TrialCount?

  @Option(help: "Seed of all random numbers, a whole number.")
  var seed: UInt64?

  @Option(help: "Worker threads; never changes a byte of the results.")
  var threads: Int?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Overrides a key of all scenarios; may be repeated.", valueName: "key=value"))
  var overrides: [String] = []

  @Option(help: "Folder for the results.", completion: .directory)
  var out: String?

  @Flag(help: "Leaves the shares out: the recovery alone, twenty times as fast.")
  var noEquities = false

  @Flag(help: "Prints the comparison as JSON instead of tables.")
  var json = false

  @Flag(help: "Prints no tables and no progress.")
  var quiet = false

  func validate() throws {
    guard scenarios.count >= 2 else {
      throw ValidationError("compare needs two or more scenario files, got \(scenarios.count)")
    }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must lie between 1 and 1024, got \(threads)")
    }
  }

  func run() throws {
    try reporting {
      let forecasts = try scenarios.map {
        try Forecast(path: $0, overrides: overrides, withShares: !noEquities)
      }
      let plan = try plan(forecasts[0])
      let names = Comparison.names(ofFiles: scenarios)
      let folder = try OutputFolder(out ?? "out/\(Comparison.folderName(names))")
      let start = Date()
      let progress = ProgressLine(
        total: plan.trials.count * forecasts.count, monitor: monitor, isQuiet: quiet || json)
      defer { progress?.stop() }
      let comparison = try Comparison(forecasts, plan, monitor: monitor)
      let seconds = Date().timeIntervalSince(start)
      let record = CompareRecord(comparison, seconds: seconds)
      let text = text(comparison, record, seconds)
      try folder.write("compare.csv", CompareFiles(comparison).table)
      try folder.write("run.json", record.text)
      if monitor.isCancelled { throw Cancelled() }
      try folder.commit()
      try show(text)
      if !json, !quiet { say("\nResults are in \(folder.path)/\n") }
    }
  }

  /// The first file's plan, with what the command line changes.
  private func plan(_ first: Forecast) throws -> Plan {
    var settings = first.simulation
    if let trials { settings.trials = trials.value }
    if let seed { settings.seed = seed }
    return try settings.plan(threads: threads)
  }

  /// What goes to standard output.
  private func text(
    _ comparison: Comparison, _ record: CompareRecord, _ seconds: Double
  ) -> String {
    if json { return CompareJSON(comparison, record).text }
    if quiet { return "" }
    return CompareText(comparison, terminal: .standardOutput).text(seconds: seconds)
  }
}
