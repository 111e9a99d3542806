import Analysis
import ArgumentParser
import Foundation
import Records
import Sampling
import Scenario
import Simulation
import Tables
import TerminalText

struct SweepCommand: ScenarioCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Runs many variations of a scenario, or many scenarios, as one pool of work.",
    discussion: """
      Every --vary names a key as --set does, and the values that it takes. All combinations are \
      run (or with --paired the first values together, the second ones together, and so on; or with \
      --design latin points spread over the ranges). All scenarios use the same draws. \
      sweep.csv has a row for each scenario, output and statistic, sweep_wide.csv a row for \
      each scenario; they go to out/sweep-<scenario>/ unless --out names another folder. What is \
      finished stays in sweep.unfinished there, whatever ends the sweep: the same command runs the \
      rest. --part and --partial share a sweep out among machines; chipcast merge joins the parts.

      EXAMPLES
        chipcast sweep base.toml --vary products.H20.price.mode=10000:13000:500
        chipcast sweep base.toml --vary uptake=0.2:0.7:0.1 \\
          --vary revenue_share=0,0.15,0.25
        chipcast sweep base.toml --vary uptake=0.2:0.7 \\
          --vary revenue_share=0:0.25 --design latin --points 200
        chipcast sweep --scenarios Models/h20-b30-2025-07*.toml --no-equities
        chipcast sweep base.toml --vary uptake=0.2:0.7:0.01 \\
          --part 3/16 --partial 3.chipcast
      """)

  enum Combination: String, ExpressibleByArgument, CaseIterable { case grid, latin }

  @Argument(help: "The scenario file (TOML) to vary.", completion: .file(extensions: ["toml"]))
  var scenario: String?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "A key and its values: from:to:step or a list; may be repeated.",
      valueName: "key=values"))
  var vary: [String] = []

  @Flag(help: "Takes the values of all keys together instead of every combination.")
  var paired = false

  @Option(help: "How values are combined; latin: points spread over ranges from:to.")
  var design = Combination.grid

  @Option(help: ArgumentHelp("Points of a Latin design.", valueName: "count"))
  var points: Int?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Scenario files to run instead of variations of one.", valueName: "file ..."),
    completion: .file(extensions: ["toml"]))
  var scenarios: [String] = []

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Outputs to tabulate; those of the scenario as a whole if not given.", valueName: "name,..."))
  var outputs: [String] = []

  @Flag(
    help: ArgumentHelp(
      "Refuses to begin where the folder holds what another sweep has kept; one of the same goes on "
        + "anyway."))
  var resume = false

  @OptionGroup var parts: PartOptions

  @Flag(help: "Also writes report.html, the results as one page.")
  var report = false

  @Flag(
    help: "Also writes forecast.xlsx, the results as a workbook (see chipcast workbook --help).")
  var workbook = false

  @OptionGroup var options: ScenarioOptions

  var pages: Presentation { Presentation(report: report, workbook: workbook) }

  func validate() throws {
    guard (scenario != nil) != (!scenarios.isEmpty) else {
      throw ValidationError("sweep takes a scenario to vary, or --scenarios and a list of files")
    }
    guard scenarios.isEmpty || vary.isEmpty else {
      throw ValidationError("--vary goes with one scenario, not with --scenarios")
    }
    guard !scenarios.isEmpty || !vary.isEmpty else {
      throw ValidationError("sweep needs at least one --vary key=values")
    }
    guard !paired || design == .grid else {
      throw ValidationError("--paired goes with lists and steps, not with --design latin")
    }
    guard (points != nil) == (design == .latin) else {
      throw ValidationError("--points goes with --design latin, and that with --points")
    }
    guard !resume || !parts.anew else {
      throw ValidationError("--resume goes on, and --anew begins anew: not both")
    }
    try parts.check(notWith: [
      ("--out", options.out != nil), ("--json", options.json), ("--report", report),
      ("--workbook", workbook), ("--resume", resume),
    ])
  }

  func execute() throws {
    let sweep = try sweep()
    if let path = parts.partial { return try write(path, sweep) }
    let folder = try folder(of: sweep)
    if let note = sweep.unequalHorizons { say("warning: \(note)\n") }
    let journal = try journal(sweep, in: folder.path)
    try keeping(sweep, journal) {
      let kept = journal.finished
      let rest = sweep.points.indices.filter { kept[$0] == nil }
      try deliver(to: folder, trials: sweep.plan.trials.count * rest.count) {
        try sweep.run(rest, monitor: monitor) { try journal.add($0, $1) }
        let all = journal.finished
        return outcome(sweep, sweep.points.indices.map { all[$0] ?? [] }, kept: kept.count)
      }
    }
    journal.remove()
  }

  func folder(of sweep: Sweep) throws -> OutputFolder {
    try folder(scenarios.isEmpty ? "sweep-\(sweep.base.name)" : "sweep-scenarios")
  }

  /// What an earlier run of the same has finished is in it.
  private func journal(_ sweep: Sweep, in folder: String) throws -> SweepJournal {
    do {
      let journal = try SweepJournal(sweep, in: folder, isAnew: parts.anew)
      let kept = journal.finished.count
      if isTold, kept > 0 {
        say("goes on behind the \(counted(kept, "scenario")) in \(journal.path)\n")
      }
      return journal
    } catch {
      guard !resume else {
        throw DataProblem(
          error.file, line: error.line, "\(error.message); leave --resume out to begin anew")
      }
      say("warning: \(error); this sweep begins anew\n")
      return try SweepJournal(sweep, in: folder, isAnew: true)
    }
  }

  /// Runs and writes; until the results are in their places what is finished stays in the journal,
  /// whatever happens.
  private func keeping(
    _ sweep: Sweep, _ journal: SweepJournal, _ body: () throws -> Void
  ) throws {
    do {
      try body()
    } catch {
      let finished = journal.finished.count
      journal.removeIfEmpty()
      guard error is Cancelled, finished > 0 else { throw error }
      say(
        "chipcast: interrupted; \(finished) of \(counted(sweep.points.count, "scenario")) \(finished == 1 ? "is" : "are") kept in "
          + "\(journal.path); the same command runs the rest\n")
      throw Failure.interrupted
    }
  }

  func sweep() throws -> Sweep {
    let wanted = outputs.isEmpty ? nil : StudyInputs.names(in: outputs)
    return try asking {
      guard let scenario else {
        let forecasts = try scenarios.map { try options.forecast($0) }
        return try Sweep(
          forecasts, names: Comparison.names(ofFiles: scenarios), outputs: wanted,
          try options.plan(forecasts[0]))
      }
      let family = try ForecastFamily(
        path: scenario, overrides: options.overrides, withShares: !options.noEquities)
      let plan = try options.plan(family.base)
      let variations = try vary.map { try Variation(parsing: $0) }
      let combination: SweepDesign =
        design == .latin ? .latin(points: points ?? 0) : paired ? .paired : .grid
      return try Sweep(
        family, keys: variations.map(\.key),
        points: try combination.points(variations, seed: plan.seed), outputs: wanted, plan)
    }
  }

  func outcome(_ sweep: Sweep, _ figures: [[Sweep.Figure]], kept: Int) -> Outcome {
    let shown = sweep.columns.first { $0.output == "recovered_fy" } ?? sweep.columns[0]
    return Outcome(
      [sweep.table(figures)], of: sweep.base, repeated: [sweep.wideTable(figures)],
      record: {
        SweepRecord(sweep, settings: settings, simulated: figures.count - kept, seconds: $0)
      },
      text: {
        SweepText(sweep, figures, terminal: terminal)
          .text(output: shown.output, seconds: $0, resumed: kept)
      })
  }

  private var settings: [String: String] {
    var settings = ["design": paired ? "paired" : design.rawValue]
    for (k, text) in vary.enumerated() { settings["vary \(k + 1)"] = text }
    for (k, file) in scenarios.enumerated() { settings["scenario \(k + 1)"] = file }
    if let points { settings["points"] = String(points) }
    return settings
  }
}
