import Analysis
import Records
import Sampling
import Scenario
import Simulation

/// An analysis of sensitivity, ready to run: which methods with which plans over which factors.
struct SensitivityRun {
  private let quantity: Quantity
  private let methods: [SensitivityMethod]
  private let factors: FactorList
  private let plans: [SensitivityMethod: Plan]
  private let exportsDesign: Bool
  private let options: [String: String]

  /// - Parameter plan: gives the plan of a method.
  init(
    _ forecast: Forecast, _ quantity: Quantity, methods: [SensitivityMethod], inputs: [String],
    groups: [String], exportsDesign: Bool, plan: (SensitivityMethod) throws -> Plan
  ) throws {
    self.quantity = quantity
    self.methods = methods
    self.exportsDesign = exportsDesign
    // Sobol' indices cost a run each, and shares bring too many inputs to look at each.
    let isCoarse = forecast.model.equities != nil && inputs.isEmpty
    factors = try FactorList(
      of: quantity.model, patterns: inputs, groups: groups, isCoarse: isCoarse)
    var plans: [SensitivityMethod: Plan] = [:]
    for method in methods { plans[method] = try plan(method) }
    self.plans = plans
    var options = ["output": quantity.label]
    if let threshold = quantity.threshold { options["threshold"] = plain(threshold) }
    if !inputs.isEmpty { options["inputs"] = inputs.joined(separator: ",") }
    if !groups.isEmpty { options["group"] = groups.joined(separator: ",") }
    self.options = options
    try check()
  }

  /// What only shows once quantity and methods are known.
  private func check() throws {
    let needsSingles = methods.contains { $0 != .sobol }
    if needsSingles, factors.singles.isEmpty {
      throw SensitivityProblem.noInputs
    }
    for method in methods {
      switch method {
      case .tornado, .sobol:
        if !quantity.hasMean { throw SensitivityProblem.noMean(quantity.label) }
      case .line:
        if quantity.success == nil { throw SensitivityProblem.noTruth(quantity.label) }
      case .rank, .delta, .pawn: break
      }
    }
  }

  /// What run.json says beside the plan.
  var settings: [String: String] {
    var settings = options
    settings["method"] = methods.map(\.rawValue).joined(separator: ",")
    for (method, plan) in plans {
      settings["trials.\(method.rawValue)"] = String(plan.trials.count)
    }
    return settings
  }

  /// The plan of the method with the most trials.
  var longestPlan: Plan {
    let longest = methods.max { a, b in trials(a) < trials(b) } ?? methods[0]
    return plans[longest]!
  }

  private func trials(_ method: SensitivityMethod) -> Int { plans[method]?.trials.count ?? 0 }

  /// Trials of all models together.
  var evaluations: Int {
    let given = [.rank, .delta, .pawn].map { trials($0) }.max() ?? 0
    return given + trials(.tornado) * (1 + 2 * factors.singles.count)
      + trials(.sobol) * (2 + factors.factors.count) + trials(.line)
  }

  /// Runs all methods.
  ///
  /// - Returns: what they found, and the files of `--export-design`.
  func findings(
    monitor: Monitor
  ) throws -> (SensitivityFindings, [(name: String, text: String)]) {
    var findings = SensitivityFindings(quantity)
    findings.isWhole = options["inputs"] == nil
    var designs: [(name: String, text: String)] = []
    let model = quantity.model
    if methods.contains(where: { $0 != .sobol }) { findings.leftOut = factors.auxiliary }
    if let plan = plans[.tornado] {
      let outputs =
        [quantity.value] + (quantity.isTruth ? [] : [quantity.success].compactMap { $0 })
      findings.tornado = try tornado(
        of: model, outputs: outputs, inputs: factors.singles, plan: plan, monitor: monitor)
    }
    try addGivenData(&findings, &designs, monitor)
    if let plan = plans[.sobol] {
      let sobol = try sobolIndices(
        of: model, output: quantity.value, factors: factors.factors, plan: plan,
        keepsOutputs: exportsDesign, monitor: monitor)
      findings.joined = factors.joined.map(\.name)
      findings.sobol = sobol
      if exportsDesign { designs.append(sobol.design) }
    }
    if let plan = plans[.line], let truth = quantity.success {
      findings.line = try OverTheLine(
        of: model, truth: truth, inputs: factors.singles, events: events, plan: plan,
        monitor: monitor)
    }
    return (findings, designs)
  }

  /// Rank, delta and PAWN look at the same trials, each at as many of them as it takes.
  private func addGivenData(
    _ findings: inout SensitivityFindings, _ designs: inout [(name: String, text: String)],
    _ monitor: Monitor
  ) throws {
    let asked = [.rank, .delta, .pawn].compactMap { plans[$0] }
    guard let plan = asked.max(by: { $0.trials.count < $1.trials.count }) else { return }
    let data = try GivenData(
      quantity.model, inputs: factors.singles, output: quantity.value, plan: plan,
      monitor: monitor)
    findings.withoutValue = data.withoutValue
    if plans[.rank] != nil {
      findings.rank = RankCorrelations(data.prefix(trials(.rank)), threads: plan.threads)
    }
    if plans[.delta] != nil {
      findings.delta = try DeltaIndices(
        data.prefix(trials(.delta)), seed: plan.seed, threads: plan.threads, monitor: monitor)
    }
    if plans[.pawn] != nil {
      findings.pawn = PawnIndices(
        data.prefix(trials(.pawn)), seed: plan.seed, threads: plan.threads, monitor: monitor)
    }
    if monitor.isCancelled { throw Cancelled() }
    if exportsDesign {
      designs.append(data.design(output: quantity.label))
    }
  }

  private var events: [(name: String, output: Int)] {
    quantity.model.outputs.enumerated().compactMap { index, output in
      output.name.hasPrefix("day.") ? (String(output.name.dropFirst(4)), index) : nil
    }
  }
}
