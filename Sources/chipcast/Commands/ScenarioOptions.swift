import ArgumentParser
import Expressions
import Records
import Sampling
import Scenario
import Simulation

/// The options that every command which simulates a scenario takes.
struct ScenarioOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Number of trials, such as 200000, 200k or 5M (1 to 10^12).", valueName: "count"))
  var trials: TrialCount?

  @Option(
    name: .customLong("set"), parsing: .singleValue,
    help: ArgumentHelp(
      "Overrides a key of the scenario, such as uptake=0.5; may be repeated.",
      valueName: "key=value"))
  var overrides: [String] = []

  @Flag(help: "Leaves the shares out: the recovery alone, many times as fast.")
  var noEquities = false

  @Option(
    help: ArgumentHelp("Folder for the results.", valueName: "folder"), completion: .directory)
  var out: String?

  @Flag(help: "Prints no tables and no progress.")
  var quiet = false

  @Flag(help: "Prints the results as JSON instead of tables.")
  var json = false

  @Option(
    help: ArgumentHelp("Seed of all random numbers, a whole number from 0.", valueName: "number"))
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      "Worker threads (all cores if not given); never changes a byte of the results.",
      valueName: "count"))
  var threads: Int?

  @OptionGroup var terminal: TerminalOptions

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must lie between 1 and 1024, got \(threads)")
    }
  }

  /// The scenario at a path, with what the command line changes.
  ///
  /// - Parameter withShares: false where the command has no use for them.
  func forecast(_ path: String, withShares: Bool = true) throws -> Forecast {
    try Forecast(path: path, overrides: overrides, withShares: withShares && !noEquities)
  }

  /// The scenario and what the command line asks of it; without shares where that can be read without
  /// them, as then nobody looks at any: many times as fast, with the same draws.
  func forecast<Value>(
    _ path: String, needsShares: Bool = false, asking read: (Forecast) throws -> Value
  ) throws -> (Forecast, Value) {
    if !needsShares, let plain = try? forecast(path, withShares: false),
      let value = try? read(plain)
    {
      return (plain, value)
    }
    let whole = try forecast(path)
    return (whole, try read(whole))
  }

  /// The scenario's plan, with what the command line changes.
  ///
  /// - Parameters:
  ///   - standard: trials where the command line names none; those of the file if nil.
  ///   - design: instead of that of the file.
  func plan(
    _ forecast: Forecast, trials standard: Int? = nil, design: Design? = nil
  ) throws -> Plan {
    var settings = forecast.simulation
    if let design { settings.design = design }
    if let standard { settings.trials = standard }
    if let trials { settings.trials = trials.value }
    if let seed { settings.seed = seed }
    return try settings.plan(threads: threads)
  }
}
