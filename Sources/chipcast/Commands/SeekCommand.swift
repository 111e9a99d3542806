import Analysis
import ArgumentParser
import Expressions
import Foundation
import Records
import Sampling
import Scenario
import Simulation
import TerminalText

struct SeekCommand: ScenarioCommand {
  static let configuration = CommandConfiguration(
    commandName: "seek",
    abstract: "Finds the value of a key at which a statistic is what it should be.",
    discussion: """
      Runs the scenario at values of the key over the same draws and closes in on the value at \
      which the statistic crosses the number: P(...) of a condition, mean(...), sd(...), \
      median(...) or p01(...) to p99(...) of outputs. With <, <=, > or >= it is the edge at \
      which the comparison begins to hold. Without --from and --to a fraction is varied from 0 \
      to 1, a mode between low and high, another number from a quarter to four times itself. \
      Takes 200,000 trials of each value unless --trials says otherwise, 20,000 where shares \
      matter. Nine values come first, and more where these show that the statistic bends towards \
      the number; all crossings that they show are given. Ends with exit code 1 where none of \
      the values looked at shows one. The files seek.csv (every value looked at), crossings.csv \
      and run.json go to out/seek-<scenario>/ unless --out names another folder.

      EXAMPLES
        chipcast seek base.toml --vary uptake \\
          --until 'P(recovered_fy >= 5e9) = 0.5'
        chipcast seek base.toml --vary products.H20.price.mode \\
          --until 'mean(recovered) >= 6e9'
        chipcast seek base.toml --vary licences.approval_rate \\
          --until 'p95(recovered_fy) = 8e9'
        chipcast seek base.toml --vary revenue_share --from 0 --to 0.5 \\
          --until 'mean(gross_profit) = 4e9'
      """)

  @Argument(help: "The scenario file (TOML).", completion: .file(extensions: ["toml"]))
  var scenario: String

  @Option(
    help: ArgumentHelp(
      "The key to vary, as for --set, such as uptake or products.H20.price.mode.",
      valueName: "key"))
  var vary: String

  @Option(
    help: ArgumentHelp(
      "What the statistic should be, such as 'P(recovered_fy >= 10e9) = 0.5'.",
      valueName: "statement"))
  var until: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Least value of the key.", valueName: "number"))
  var from: NumberArgument?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Greatest value of the key.", valueName: "number"))
  var to: NumberArgument?

  @OptionGroup var options: ScenarioOptions

  /// Trials at each value unless it is said how many; with shares, and without.
  private static let trials = (withShares: 20_000, without: 200_000)

  func validate() throws {
    try from?.check("--from")
    try to?.check("--to")
  }

  func execute() throws {
    let (forecast, wanted) = try options.forecast(
      scenario, needsShares: isKeyOfShares, asking: statement)
    let range = try range(forecast)
    let withShares = forecast.model.equities != nil
    let plan = try options.plan(
      forecast, trials: withShares ? Self.trials.withShares : Self.trials.without)
    try deliver(to: folder("seek-\(forecast.name)")) {
      let seek = try seek(wanted, in: range, plan, withShares: withShares)
      let text = SeekText(
        seek, forecast, plan, key: vary, until: wanted, statistic: statisticText,
        terminal: terminal)
      return Outcome(
        seek.tables, of: forecast, failure: seek.crossings.isEmpty ? text.noCrossing : nil,
        record: {
          AnalysisRecord(
            "seek", forecast, plan, settings: ["vary": vary, "until": until],
            findings: .init("seek", SeekFindings(seek)),
            evaluated: seek.evaluations.count * plan.trials.count, seconds: $0)
        }, text: text.text(seconds:))
    }
  }

  private func statement(_ forecast: Forecast) throws -> StatisticStatement {
    try parsing("--until") { try StatisticStatement(parsing: until, names: forecast.model.names) }
  }

  private var isKeyOfShares: Bool {
    ["equities", "market"].contains(vary.split(separator: ".").first ?? "")
  }

  /// What stands before the comparison.
  private var statisticText: String {
    var depth = 0
    let end = until.firstIndex { character in
      depth += character == "(" ? 1 : character == ")" ? -1 : 0
      return depth == 0 && "<>=".contains(character)
    }
    return until[..<(end ?? until.endIndex)].trimmingCharacters(in: .whitespaces)
  }

  /// As asked for, or where values of the key make sense.
  private func range(_ forecast: Forecast) throws -> ClosedRange<Double> {
    let (from, to) = (from?.number, to?.number)
    if let from, let to { return try checked(from, to) }
    let key = try ScenarioKey(vary, in: forecast, path: scenario)
    let low = from ?? key.range?.lowerBound
    let high = to ?? key.range?.upperBound
    guard let low, let high else {
      // A key that is none says so itself.
      _ = try varied(1, withShares: forecast.model.equities != nil)
      throw ValidationError(
        "--vary \(vary): nothing tells a range; give --from and --to")
    }
    return try checked(low, high)
  }

  /// A range that values can be told apart in.
  private func checked(_ low: Double, _ high: Double) throws -> ClosedRange<Double> {
    let size = max(abs(low), abs(high))
    guard high - low > 1e-9 * size, (high - low).isFinite else {
      throw ValidationError(
        "--from must lie below --to, further than a billionth of them and not infinitely far, got "
          + "\(plain(low)) and \(plain(high))")
    }
    return low...high
  }

  /// The scenario with a value of the key.
  private func varied(_ value: Double, withShares: Bool) throws -> Forecast {
    let family = try ForecastFamily(
      path: scenario, overrides: options.overrides, withShares: withShares && !options.noEquities)
    return try family.forecast(["\(vary)=\(plain(value))"], option: "--vary")
  }

  private func seek(
    _ wanted: StatisticStatement, in range: ClosedRange<Double>, _ plan: Plan, withShares: Bool
  ) throws -> Seek {
    do {
      return try Seek(wanted.value, in: range) { value in
        let forecast = try varied(value, withShares: withShares)
        // Names may stand elsewhere in a scenario of other months.
        return try forecast.estimate(statement(forecast).statistic, plan, monitor: monitor)
      }
    } catch let error as Seek.Undefined {
      throw ValidationError(
        "--until: \(statisticText) has no value at \(vary) = \(plain(error.place)): some trials "
          + "are \"never\", or none has a value")
    }
  }
}
