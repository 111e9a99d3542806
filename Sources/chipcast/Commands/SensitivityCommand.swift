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

/// How sensitivity is measured.
enum SensitivityMethod: String, CaseIterable {
  case tornado, rank, sobol, delta, pawn, line

  /// Trials where the command line names none, so that an answer takes a few seconds.
  func trials(withShares: Bool) -> Int {
    switch self {
    case .tornado: withShares ? 1 << 10 : 1 << 17
    case .rank: withShares ? 20_000 : 100_000
    case .sobol: withShares ? 1 << 14 : 1 << 18
    case .delta, .pawn: withShares ? 1 << 12 : 1 << 13
    case .line: withShares ? 1 << 17 : 1 << 21
    }
  }

  /// More trials than the method looks at: the work of a bootstrap grows with them.
  var mostTrials: Int {
    switch self {
    case .delta, .pawn: 1 << 15
    case .rank: 1 << 20
    case .line: Plan.mostTrials
    case .tornado, .sobol: SensitivityCommand.mostTrials
    }
  }
}

struct SensitivityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sensitivity",
    abstract: "Tells which inputs drive an output or a probability.",
    discussion: """
      METHODS
        tornado  the mean with each input at its P10 and P90, others at random
        rank     Spearman and partial rank correlation
        sobol    parts of the variance, first and total order; takes groups
        delta    how far the distribution of the output moves (Borgonovo)
        pawn     the same by Kolmogorov-Smirnov distances (Pianosi and Wagener)
        line     what the trials have in which a truth holds, against all

      An output that is a truth stands for its probability. An input is known by its name, a \
      group by the beginning of its names up to a dot. Every figure has its standard error or \
      95% interval. Each method takes as many trials as give an answer in seconds, unless \
      --trials says otherwise. The files go to out/sensitivity-<scenario>/ unless --out names \
      another folder.

      EXAMPLES
        chipcast sensitivity base.toml
        chipcast sensitivity base.toml --method tornado,sobol,line --report
        chipcast sensitivity base.toml --method sobol --group products,policy
        chipcast sensitivity base.toml --output 'recovered >= 5e9' --method line
        chipcast sensitivity base.toml --output car.688256.SH.60 --method sobol
        chipcast sensitivity base.toml --output 'revenue.H20 - revenue.B30'
      """)

  @Argument(
    help: "The scenario file (TOML).", completion: .file(extensions: ["toml"]))
  var scenario: String

  @Option(
    help: ArgumentHelp(
      "An output, an expression over outputs, or a truth.", valueName: "name|expression"))
  var output = "recovered_fy"

  @Option(
    name: .customLong("method"), parsing: .singleValue,
    help: ArgumentHelp(
      "tornado, rank, sobol, delta, pawn, line: one, or several with commas; tornado,rank if "
        + "not given.",
      valueName: "name,..."), completion: .list(SensitivityMethod.allCases.map(\.rawValue)))
  var methodLists: [String] = []

  @Option(
    name: .customLong("inputs"), parsing: .singleValue,
    help: ArgumentHelp("Looks at these inputs and groups only.", valueName: "name,..."))
  var inputLists: [String] = []

  @Option(
    name: .customLong("group"), parsing: .singleValue,
    help: ArgumentHelp(
      "Takes each of these as one factor in sobol, and all else as \"others\".",
      valueName: "name,..."))
  var groupLists: [String] = []

  @Option(
    help: ArgumentHelp(
      "Looks at P(output >= number) as well; the target for recovered_fy if not given.",
      valueName: "number"))
  var threshold: NumberArgument?

  @Option(
    help: "How draws of tornado and sobol are spread over the trials.",
    completion: .list(Design.allCases.map(\.rawValue)))
  var design: Design?

  @Flag(help: "Writes the trials behind rank, delta, pawn and sobol, for other programs.")
  var exportDesign = false

  @Flag(help: "Also writes report.html, the results as one page.")
  var report = false

  @OptionGroup var options: ScenarioOptions

  /// More trials than are kept in memory.
  static let mostTrials = 10_000_000
  /// More rows than a file of trials should have.
  static let mostExported = 1_000_000

  func validate() throws {
    let methods = try methods()
    try threshold?.check("--threshold")
    if let trials = options.trials, trials.value > Self.mostTrials, methods != [.line] {
      throw ValidationError(
        "--trials must be at most 10M, except for --method line: single trials are kept, got "
          + "\(trials.value)")
    }
    if exportDesign, let trials = options.trials, trials.value > Self.mostExported {
      throw ValidationError(
        "--trials must be at most 1M with --export-design, got \(trials.value)")
    }
    if design != nil, !methods.contains(where: { [.tornado, .sobol].contains($0) }) {
      throw ValidationError(
        "--design needs --method tornado or sobol: the others take random draws")
    }
    if !groupLists.isEmpty, !methods.contains(.sobol) {
      throw ValidationError("--group needs --method sobol: only sobol takes groups as one")
    }
  }

  func run() throws {
    try reporting {
      let start = Date()
      let (forecast, quantity) = try question()
      if threshold != nil, quantity.isTruth {
        throw ValidationError("--threshold needs an --output that is a number, not a truth")
      }
      let run = try asking {
        try SensitivityRun(
          forecast, quantity, methods: methods(), inputs: Self.items(inputLists),
          groups: Self.items(groupLists), exportsDesign: exportDesign
        ) { try plan(forecast, $0, withShares: forecast.model.equities != nil) }
      }
      let folder = try OutputFolder(
        options.out ?? "out/sensitivity-\(forecast.name)", of: "sensitivity")
      let progress = ProgressLine(
        total: run.evaluations, monitor: monitor, isQuiet: !options.showsProgress)
      defer { progress?.stop() }
      let (findings, designs) = try asking { try run.findings(monitor: monitor) }
      if findings.withoutValue > 0, options.showsProgress {
        say("\(output) has no value in \(counted(findings.withoutValue, "trial")), left out\n")
      }
      let seconds = Date().timeIntervalSince(start)
      let record = AnalysisRecord(
        "sensitivity", forecast, run.longestPlan, settings: run.settings,
        findings: .init("sensitivity", SensitivitySummary(findings)), evaluated: run.evaluations,
        seconds: seconds)
      try options.deliver(
        findings.tables, record, beside: designs, to: folder, Pages(report: report),
        text: {
          SensitivityText(findings, forecast, run.longestPlan, terminal: options.terminal.terminal)
            .text(seconds: seconds)
        })
    }
  }

  /// The scenario without shares where what is asked for needs none: many times as fast.
  private func question() throws -> (Forecast, Quantity) {
    if !options.noEquities,
      let forecast = try? options.forecast(scenario, withShares: false),
      let quantity = try? Quantity(output, threshold: threshold?.number, in: forecast)
    {
      return (forecast, quantity)
    }
    let forecast = try options.forecast(scenario)
    let quantity = try parsing("--output") { () throws(ExpressionProblem) in
      try Quantity(output, threshold: threshold?.number, in: forecast)
    }
    return (forecast, quantity)
  }

  private func plan(
    _ forecast: Forecast, _ method: SensitivityMethod, withShares: Bool
  ) throws -> Plan {
    var settings = forecast.simulation
    settings.trials = min(
      options.trials?.value ?? method.trials(withShares: withShares), method.mostTrials)
    if let seed = options.seed { settings.seed = seed }
    if let design { settings.design = design }
    // Intervals from given data are those of independent trials.
    if method != .tornado, method != .sobol { settings.design = .random }
    if settings.source != .keyed, settings.design != .random {
      throw ValidationError(
        "--design must be random with a generator of GSL, got \(settings.design.rawValue)")
    }
    do {
      return try settings.plan(threads: options.threads)
    } catch {
      throw ValidationError("--trials: \(error)")
    }
  }

  private func methods() throws -> [SensitivityMethod] {
    let names = Self.items(methodLists)
    guard !names.isEmpty else { return [.tornado, .rank] }
    let methods = try names.map { name in
      guard let method = SensitivityMethod(rawValue: name) else {
        let known = SensitivityMethod.allCases.map(\.rawValue)
        let hint = nearest(to: name, among: known).map { "; did you mean \($0)?" } ?? ""
        throw ValidationError(
          "--method must be one of \(known.joined(separator: ", ")), got \(name)\(hint)")
      }
      return method
    }
    return SensitivityMethod.allCases.filter(methods.contains)
  }

  private static func items(_ lists: [String]) -> [String] {
    lists.flatMap { $0.split(separator: ",") }.map {
      $0.trimmingCharacters(in: .whitespaces)
    }.filter { !$0.isEmpty }
  }

  /// A question that cannot be answered is a wrong command line.
  private func asking<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let problem as SensitivityProblem {
      throw ValidationError("--\(problem.subject): \(problem)")
    }
  }
}
