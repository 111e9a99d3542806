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

      EXAMPLES
        chipcast run Models/h20-b30-2025-07.toml
        chipcast run Models/h20-b30-2025-07.toml --trials 5M --seed 7
        chipcast run mine.toml --set products.H20.price.mode=12500
        chipcast run Models/h20-b30-2025-07.toml --report
        chipcast run mine.toml --against banned.toml
        chipcast run mine.toml --until-error 'recovered_fy: 0.1%'
        chipcast run mine.toml --no-equities --trials 200k --watch
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

  var pages: Presentation { Presentation(report: report, workbook: workbook) }

  func validate() throws {
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
      return try Watch(path: scenario, terminal: terminal, forecast: forecast, plan: plan).run()
    }
    let forecast = try forecast()
    let targets = try targets(forecast)
    let asked = try plan(forecast)
    let sources = try SourceList(of: forecast)
    let readings = try Readings(of: forecast)
    let other = try against.map { try self.forecast($0) }
    if let other { try AgainstRun.check(other, against: forecast) }
    for warning in readings.warnings { say(warning.asWarning + "\n") }
    if isTold { for line in SourcesNote.missing(sources) { say(line + "\n") } }
    for repair in forecast.repairs { say("correlation of \(repair)\n") }
    let folder = try folder(forecast.name)
    // The months walk all trials once more, and so do each reading and a scenario held against.
    let walked =
      asked.trials.count
      * (1 + (monthly ? 1 : 0) + readings.forecasts.count + (other == nil ? 0 : 1))
    try deliver(to: folder, trials: targets.isEmpty ? walked : nil) {
      let start = Date()
      let tables = TableCache.shared
      let (plan, results, precision) = try simulated(forecast, targets, asked, tables)
      // What follows is small, and no part of how fast trials run.
      let seconds = Date().timeIntervalSince(start)
      try forecast.requireNumbers(results)
      if let precision { tell(precision) }
      let record = RunRecord(
        forecast, plan, results, precision: precision?.parts, against: other, seconds: seconds)
      let fan = try RecoveryFan(forecast, plan, tables: tables, monitor: monitor)
      let revenue =
        monthly ? try MonthlyRevenue(forecast, plan, tables: tables, monitor: monitor) : nil
      let others = try ReadingRun.all(readings, plan, tables: tables, monitor: monitor)
      let contrast = try other.map {
        try AgainstRun(forecast, $0, plan, tables: tables, monitor: monitor)
      }
      let run = RunResults(
        forecast, results, fan, revenue, readings: others, against: contrast, sources, record)
      if let writeTrials {
        try TrialsFile.write(
          forecast, plan.prefix(writeTrials.value), to: folder, monitor: monitor)
      }
      return Outcome(
        run.tables, of: forecast, record: { _ in record },
        text: { _ in
          let drivers = try Drivers(forecast, plan, tables: tables, monitor: monitor)
          return ForecastText(forecast, results, run, terminal: terminal)
            .text(plan, seconds: seconds, drivers: drivers.sentence)
        })
    }
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

  /// The results, of as many trials as were asked for or are needed.
  private func simulated(
    _ forecast: Forecast, _ targets: [PrecisionTarget], _ plan: Plan, _ tables: TableCache
  ) throws -> (Plan, Results, PrecisionText?) {
    if targets.isEmpty {
      let results = try simulate(
        forecast.model, plan, statements: forecast.statements,
        conditionals: forecast.conditionals, tables: tables, monitor: monitor)
      return (plan, results, nil)
    }
    let run = try PrecisionRun(forecast, targets, plan, monitor: monitor)
    return (run.plan, run.results, PrecisionText(run, asked: untilError))
  }

  /// What came of --until-error; what did not is told even with --quiet.
  private func tell(_ precision: PrecisionText) {
    if isTold { for line in precision.met { say(line + "\n") } }
    for line in precision.missed { say("warning: \(line)\n") }
  }

  /// The most trials that --until-error may take.
  private static let mostTrials = 100_000_000

  private func forecast() throws -> Forecast { try forecast(scenario) }

  private func forecast(_ path: String) throws -> Forecast {
    try Forecast(
      path: path, overrides: options.overrides, repairsCorrelation: repairCorrelation,
      withShares: !options.noEquities)
  }

  /// The file's plan, with what the command line changes.
  private func plan(_ forecast: Forecast) throws -> Plan {
    var settings = forecast.simulation
    if let trials = options.trials { settings.trials = trials.value }
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
