import Analysis
import ArgumentParser
import EventStudy
import Records
import Scenario
import Simulation
import TerminalText

struct BackTestCommand: ScenarioCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract: "Tests the forecast of shares without policy on the past.",
    usage: "chipcast backtest [<options>] <scenario>",
    discussion: """
      From many past days, each with the closes before it alone, forecasts every share of the \
      scenario as a run does, but without policy, and holds what came against it: how often the \
      central 50, 80, 90 and 95% intervals held it, and the continuous ranked probability score \
      beside those of a random walk and of filtered historical simulation. Of total return and of \
      the abnormal return, by horizon (sessions of each share's benchmark), for each share and for \
      all. Closes after as_of are read to see what came. The files backtest.csv, coverage.csv, \
      forecasts.csv, estimates.csv and run.json go to out/backtest-<scenario>/ unless --out names \
      another folder.

      EXAMPLES
        chipcast backtest Models/h20-b30-2025-07.toml
        chipcast backtest Models/h20-b30-2025-07.toml --every 1 --from 2024-01-01
        chipcast backtest mine.toml --until 2025-07-15 --json | jq .backtest
        chipcast backtest mine.toml --every 1 --part 1/8 --partial 1.chipcast
      """)

  @Argument(help: "The scenario file (TOML).", completion: .file(extensions: ["toml"]))
  var scenario: String

  @Option(
    help: ArgumentHelp("Sessions from one origin to the next.", valueName: "sessions"))
  var every = 5

  @Option(
    help: ArgumentHelp("The first day that may be an origin.", valueName: "yyyy-mm-dd"))
  var from = Day(year: 2022, month: 1, day: 1)!

  @Option(
    help: ArgumentHelp(
      "Reads no closes of that day and later; all if not given.", valueName: "yyyy-mm-dd"))
  var until: Day?

  @Flag(help: "Also writes report.html, the results as one page.")
  var report = false

  @OptionGroup var parts: PartOptions

  @OptionGroup var options: ScenarioOptions

  var pages: Presentation { Presentation(report: report) }

  /// Trials of each forecast unless it is said how many; more would move a pooled coverage by less
  /// than 0.1 percentage points.
  private static let usualTrials = 4_096
  private static let mostTrials = 1_000_000

  func validate() throws {
    guard (1...250).contains(every) else {
      throw ValidationError("--every must lie between 1 and 250, got \(every)")
    }
    if let until, until <= from {
      throw ValidationError("--until \(until) must come after --from \(from)")
    }
    if options.noEquities {
      throw ValidationError("--no-equities leaves nothing to test")
    }
    if let trials = options.trials, !(100...Self.mostTrials).contains(trials.value) {
      throw ValidationError(
        "--trials must lie between 100 and \(Self.mostTrials), got \(trials.value)")
    }
    try parts.check(notWith: [
      ("--out", options.out != nil), ("--json", options.json), ("--report", report),
    ])
  }

  func execute() throws {
    let (forecast, plan) = try asked()
    if let path = parts.partial { return try write(path, forecast, plan) }
    try deliver(forecast, plan) {
      try BackTest(forecast, request, plan, monitor: monitor)
    }
  }

  func asked() throws -> (Forecast, Plan) {
    let forecast = try options.forecast(scenario)
    return (forecast, try options.plan(forecast, trials: Self.usualTrials, design: .random))
  }

  var request: BackTest.Request { BackTest.Request(from: from, every: every, until: until) }

  func deliver(_ forecast: Forecast, _ plan: Plan, _ test: () throws -> BackTest) throws {
    try deliver(to: folder("backtest-\(forecast.name)")) {
      let test = try test()
      let results = BackTestResults(test, threads: plan.threads)
      return Outcome(
        results.tables, of: forecast, repeated: results.details,
        record: {
          AnalysisRecord(
            "backtest", forecast, plan, settings: settings, findings: .init("test", results.part),
            evaluated: test.trials * test.estimates.count, seconds: $0)
        },
        text: BackTestText(results, title: forecast.title, terminal: terminal).text(seconds:))
    }
  }

  private var settings: [String: String] {
    ["from": from.description, "every": String(every)]
      .merging(until.map { ["until": $0.description] } ?? [:]) { $1 }
  }
}
