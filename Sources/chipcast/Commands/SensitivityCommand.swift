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

struct SensitivityCommand: ScenarioCommand {
  static let configuration = CommandConfiguration(
    commandName: "sensitivity",
    abstract: "Tells which inputs drive an output or a probability.",
    discussion: """
      METHODS
      \(SensitivityMethod.all.map(methodLine).joined(separator: "\n"))

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
      "\(SensitivityMethod.names(joined: ", ")): one, or several with commas; "
        + "\(SensitivityMethod.names(SensitivityRequest.usualMethods.contains)) if not given.",
      valueName: "name,..."), completion: .list(SensitivityMethod.all.map(\.name)))
  var methodLists: [String] = []

  @Option(
    name: .customLong("inputs"), parsing: .singleValue,
    help: ArgumentHelp("Looks at these inputs and groups only.", valueName: "name,..."))
  var inputLists: [String] = []

  @Option(
    name: .customLong("group"), parsing: .singleValue,
    help: ArgumentHelp(
      "Takes each of these as one factor in "
        + SensitivityMethod.names(\.takesGroups, joined: " and ")
        + ", and all else as \"others\".",
      valueName: "name,..."))
  var groupLists: [String] = []

  @Option(
    help: ArgumentHelp(
      "Looks at P(output >= number) as well; the target for recovered_fy if not given.",
      valueName: "number"))
  var threshold: NumberArgument?

  @Option(
    help: ArgumentHelp(
      "How draws of " + SensitivityMethod.names(\.takesDesign, joined: " and ")
        + " are spread over the trials."),
    completion: .list(Design.allCases.map(\.rawValue)))
  var design: Design?

  @Flag(help: "Writes the trials behind rank, delta, pawn and sobol, for other programs.")
  var exportDesign = false

  @Flag(help: "Also writes report.html, the results as one page.")
  var report = false

  @OptionGroup var options: ScenarioOptions

  /// More rows than a file of trials should have.
  static let mostExported = 1_000_000

  var pages: Presentation { Presentation(report: report) }

  func validate() throws {
    let methods = try methods()
    try threshold?.check("--threshold")
    if let trials = options.trials, trials.value > SensitivityMethod.Trials.mostKept,
      methods.contains(where: \.keepsTrials)
    {
      let others = SensitivityMethod.names({ !$0.keepsTrials }, joined: " or ")
      throw ValidationError(
        "--trials must be at most 10M, except for --method \(others): single trials are kept, got "
          + "\(trials.value)")
    }
    if exportDesign, let trials = options.trials, trials.value > Self.mostExported {
      throw ValidationError(
        "--trials must be at most 1M with --export-design, got \(trials.value)")
    }
    if design != nil, !methods.contains(where: \.takesDesign) {
      let names = SensitivityMethod.names(\.takesDesign, joined: " or ")
      throw ValidationError("--design needs --method \(names): the others take random draws")
    }
    if !groupLists.isEmpty, !methods.contains(where: \.takesGroups) {
      let names = SensitivityMethod.names(\.takesGroups, joined: " or ")
      throw ValidationError("--group needs --method \(names): only \(names) takes groups as one")
    }
  }

  func execute() throws {
    let (forecast, quantity) = try options.forecast(scenario) { read in
      try parsing("--output") {
        try Quantity(output, threshold: threshold?.number, in: read)
      }
    }
    if threshold != nil, quantity.isTruth {
      throw ValidationError("--threshold needs an --output that is a number, not a truth")
    }
    let study = try asking { try SensitivityStudy(forecast, quantity, request()) }
    try deliver(to: folder("sensitivity-\(forecast.name)"), trials: study.evaluations) {
      let findings = try asking { try study.findings(monitor: monitor) }
      if findings.withoutValue > 0, isTold {
        say("\(output) has no value in \(counted(findings.withoutValue, "trial")), left out\n")
      }
      return Outcome(
        findings.tables, of: forecast, designs: findings.designs,
        record: { AnalysisRecord(findings, of: forecast, seconds: $0) },
        text: SensitivityText(findings, forecast, findings.longestPlan, terminal: terminal)
          .text(seconds:))
    }
  }

  private func request() throws -> SensitivityRequest {
    var request = SensitivityRequest(try methods())
    request.inputs = Self.items(inputLists)
    request.groups = Self.items(groupLists)
    request.trials = options.trials?.value
    request.seed = options.seed
    request.design = design
    request.threads = options.threads
    request.keepsTrials = exportDesign
    return request
  }

  private func methods() throws -> [SensitivityMethod] {
    let names = Self.items(methodLists)
    guard !names.isEmpty else { return SensitivityRequest.usualMethods }
    return try names.map { name in
      let all = SensitivityMethod.all
      if let method = all.first(where: { $0.name == name }) { return method }
      let hint = nearest(to: name, among: all.map(\.name)).map { "; did you mean \($0)?" } ?? ""
      let known = SensitivityMethod.names(joined: ", ")
      throw ValidationError("--method must be one of \(known), got \(name)\(hint)")
    }
  }

  private static func items(_ lists: [String]) -> [String] {
    lists.flatMap { $0.split(separator: ",") }.map {
      $0.trimmingCharacters(in: .whitespaces)
    }.filter { !$0.isEmpty }
  }

  private static func methodLine(_ method: SensitivityMethod) -> String {
    "  \(method.name.padding(toLength: 9, withPad: " ", startingAt: 0))\(method.answers)"
  }
}
