import Analysis
import ArgumentParser
import Expressions
import Foundation
import Records
import Sampling
import Scenario
import Simulation
import Tables
import TerminalText

struct RunCommand: ScenarioCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Simulates a scenario, prints the forecast and writes CSV files.",
    discussion: """
      Trials, seed and design are those of the scenario unless given. The files go to \
      out/<scenario>/ unless --out names another folder. What each column means: chipcast help \
      output-files. What may be in a scenario: chipcast help scenario-keys.

      A run of over a minute keeps what is done in run.unfinished in its folder: after Ctrl-C, a \
      kill or a power loss the same command goes on from there (chipcast status FOLDER), and ends in \
      the same bytes. --part or --range, with --partial, share a run out among machines; chipcast \
      merge joins the parts.

      EXAMPLES
        chipcast run Models/h20-b30-2025-07.toml
        chipcast run Models/h20-b30-2025-07.toml --trials 5M --seed 7
        chipcast run mine.toml --set products.H20.price.mode=12500
        chipcast run Models/h20-b30-2025-07.toml --report
        chipcast run mine.toml --against banned.toml
        chipcast run mine.toml --until-error 'recovered_fy: 0.1%'
        chipcast run mine.toml --no-equities --trials 200k --watch
        chipcast run mine.toml --trials 1G --part 1/16 --partial 1.chipcast
        chipcast run mine.toml --json --quiet | jq .probabilities
      """)

  @Argument(help: "The scenario file (TOML).", completion: .file(extensions: ["toml"]))
  var scenario: String

  @OptionGroup var options: ScenarioOptions

  @Flag(help: "Also writes report.html, the results as one page (see chipcast report --help).")
  var report = false

  @Flag(
    help: ArgumentHelp(
      "Runs again whenever the scenario, or a file it extends, is saved, and shows what changed; "
        + "writes no files."))
  var watch = false

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "Runs until the standard error is so small, such as 'recovered_fy: 0.1%' or "
        + "'P(recovered_fy >= 10e9): 0.0005', instead of --trials; may be repeated.",
      valueName: "target"))
  var untilError: [String] = []

  @Option(
    help: ArgumentHelp(
      "The most trials that --until-error may take (100M if not given).", valueName: "count"))
  var maxTrials: TrialCount?

  @Option(
    help: ArgumentHelp(
      "Also tells what policy does to shares, and what comes back, beyond another scenario: both over the same "
        + "draws, and priced by the market of the first. What --set changes is changed in both.",
      valueName: "scenario"), completion: .file(extensions: ["toml"]))
  var against: String?

  @Option(
    help: "How draws are spread over the trials; as the scenario says if not given.",
    completion: .list(Design.allCases.map(\.rawValue)))
  var design: Design?

  @Option(
    help: ArgumentHelp(
      "Random generator: default, or gsl:NAME for one of GSL's, as a slow cross-check.",
      valueName: "name"))
  var generator: String?

  @Flag(
    help: "Draws the shocks of shares in double precision at every step, to compare with (slower).")
  var precise = false

  @Option(
    help: ArgumentHelp(
      "Also writes trials.csv, every input and output of the first N trials (10,000 if not given).",
      valueName: "N"))
  var writeTrials: TrialCount?

  @Flag(help: "Also writes monthly_revenue.csv, the revenue of each product in each month.")
  var monthly = false

  @Flag(
    help: "Also writes forecast.xlsx, the results as a workbook (see chipcast workbook --help).")
  var workbook = false

  @Flag(
    help: "Takes the nearest possible correlations where the stated ones contradict each other.")
  var repairCorrelation = false

  @Option(
    help: ArgumentHelp(
      "Runs these trials alone, such as 0:50M, and keeps their results in the file of --partial.",
      valueName: "from:to"))
  var range: TrialRange?

  @OptionGroup var parts: PartOptions

  @Option(
    help: ArgumentHelp(
      "After how many trials a run keeps what is done (those of about 20 seconds if not given).",
      valueName: "count"))
  var keepEvery: TrialCount?

  var pages: Presentation { Presentation(report: report, workbook: workbook) }

  func validate() throws {
    try validateParts()
    if watch, !isTold || options.out != nil || writeTrials != nil || monthly || workbook {
      throw ValidationError(
        "--watch writes no files: not with --json, --quiet, --out, --write-trials, --monthly, --workbook"
      )
    }
    if against != nil, watch || options.noEquities {
      throw ValidationError(
        "--against tells what policy does to shares: not with --watch, --no-equities")
    }
    if !untilError.isEmpty, options.trials != nil {
      throw ValidationError("--until-error goes with --max-trials, not with --trials")
    }
    if untilError.isEmpty, maxTrials != nil {
      throw ValidationError("--max-trials goes with --until-error")
    }
    if precise, generator != nil {
      throw ValidationError("--precise goes with the default generator, not with --generator")
    }
    if let generator, (try? UniformSource(parsing: generator)) == nil {
      throw ValidationError(
        "--generator must be default, precise, or gsl: and a GSL generator such as gsl:mt19937, "
          + "got \(generator)")
    }
  }

  func execute() throws {
    if watch {
      return try Watch(
        path: scenario, terminal: terminal, forecast: forecast, plan: { try self.plan($0) }
      ).run()
    }
    let forecast = try forecast()
    let targets = try targets(forecast)
    let plan = try plan(forecast)
    let question = try question(forecast)
    if let path = parts.partial { return try write(path, question, plan) }
    let folder = try folder(forecast.name)
    let keeper = RunKeeper(
      in: folder.path, PartialIdentity(question, plan), arguments: arguments, plan)
    let kept = targets.isEmpty && !parts.anew ? try kept(keeper, question, plan) : nil
    let left = question.models * (plan.trials.count - (kept?.end ?? 0))
    try keeping(keeper, kept, plan) {
      try deliver(question, to: folder, trials: targets.isEmpty ? left : nil) { tables in
        guard targets.isEmpty else { return try reached(targets, question, plan, tables) }
        return try simulated(question, plan, keeper, kept, tables)
      }
    }
  }

  /// All that the command line asks of a scenario.
  func question(_ forecast: Forecast) throws -> RunQuestion {
    let readings = try Readings(of: forecast)
    for warning in readings.warnings { say(warning.asWarning + "\n") }
    return try RunQuestion(
      forecast, readings: readings.forecasts, against: try against.map { try self.forecast($0) },
      isMonthly: monthly)
  }

  /// What --until-error asks for.
  private func targets(_ forecast: Forecast) throws -> [PrecisionTarget] {
    try untilError.map { text in
      let target = try parsing("--until-error") {
        try PrecisionTarget(parsing: text, names: forecast.model.names)
      }
      if case .standardDeviation = target.statistic {
        throw ValidationError(
          "--until-error takes P, mean, median and p01 to p99, got \(text)")
      }
      return target
    }
  }

  /// The results of as many trials as are needed.
  private func reached(
    _ targets: [PrecisionTarget], _ question: RunQuestion, _ plan: Plan, _ tables: TableCache
  ) throws -> Done {
    let start = Date()
    let run = try PrecisionRun(question.forecast, targets, plan, monitor: monitor)
    // What follows is no part of how fast trials run.
    let seconds = Date().timeIntervalSince(start)
    return Done(
      plan: run.plan,
      parts: try question.parts(run.plan, run.results, tables: tables, monitor: monitor),
      seconds: seconds, precision: PrecisionText(run, asked: untilError))
  }

  /// The most trials that --until-error may take.
  private static let mostTrials = 100_000_000

  func forecast() throws -> Forecast { try forecast(scenario) }

  private func forecast(_ path: String) throws -> Forecast {
    try Forecast(
      path: path, overrides: options.overrides, repairsCorrelation: repairCorrelation,
      withShares: !options.noEquities)
  }

  /// The file's plan, with what the command line changes.
  ///
  /// - Parameter trials: whatever these say.
  func plan(_ forecast: Forecast, trials: Int? = nil) throws -> Plan {
    var settings = forecast.simulation
    if let count = trials ?? options.trials?.value { settings.trials = count }
    if !untilError.isEmpty { settings.trials = maxTrials?.value ?? Self.mostTrials }
    if let seed = options.seed { settings.seed = seed }
    if let design { settings.design = design }
    if let generator { settings.source = try UniformSource(parsing: generator) }
    if precise { settings.source = .precise }
    guard settings.source.isKeyed || settings.design == .random else {
      throw ValidationError(
        "a GSL generator goes with the random design only, got \(settings.design.rawValue)")
    }
    return try settings.plan(threads: options.threads)
  }
}

extension Design: ExpressibleByArgument {}
