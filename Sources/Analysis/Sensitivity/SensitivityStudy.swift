import Sampling
import Scenario
import Simulation

/// An analysis of sensitivity, checked and ready to run.
public struct SensitivityStudy: Sendable {
  public let quantity: Quantity
  public let request: SensitivityRequest
  public let factors: FactorList
  public let plans: [SensitivityMethod: Plan]

  /// - Throws: as `Forecast.sensitivity`.
  public init(
    _ forecast: Forecast, _ quantity: Quantity, _ request: SensitivityRequest
  ) throws {
    self.quantity = quantity
    self.request = request
    // Models of each factor cost a run each, and shares bring too many inputs to look at each.
    let withShares = forecast.model.equities != nil
    factors = try FactorList(
      of: quantity.model, patterns: request.inputs, groups: request.groups,
      isCoarse: withShares && request.inputs.isEmpty)
    var plans: [SensitivityMethod: Plan] = [:]
    for method in request.methods {
      plans[method] = try request.plan(method, forecast.simulation, withShares: withShares)
    }
    self.plans = plans
    try check()
  }

  /// What only shows once quantity and methods are known.
  private func check() throws(SensitivityProblem) {
    let needs = request.methods.map(\.needs)
    if needs.contains(where: { $0.contains(.inputs) }), factors.singles.isEmpty {
      throw .noInputs
    }
    for method in request.methods {
      if method.needs.contains(.mean), !quantity.hasMean { throw .noMean(quantity.label) }
      if method.needs.contains(.truth), quantity.success == nil {
        throw .noTruth(method, quantity.label)
      }
    }
  }

  /// Trials of all models together.
  public var evaluations: Int {
    var (evaluations, shared) = (0, 0)
    for (method, plan) in plans {
      switch method.way {
      case .ofItsOwn(let models, _): evaluations += plan.trials.count * models(factors)
      case .shared: shared = max(shared, plan.trials.count)
      }
    }
    return evaluations + shared
  }

  /// The plan of the method with the most trials.
  static func longest(
    _ methods: [SensitivityMethod], of plans: [SensitivityMethod: Plan]
  ) -> Plan {
    guard let first = methods.first, var longest = plans[first] else {
      preconditionFailure("a request names a method, and each has a plan")
    }
    for plan in methods.compactMap({ plans[$0] })
    where plan.trials.count > longest.trials.count { longest = plan }
    return longest
  }

  /// Runs all methods.
  ///
  /// - Throws: `SensitivityProblem` for what shows in the trials alone, such as an output that has no
  ///   value in some; what `sample` throws.
  public func findings(monitor: Monitor = Monitor()) throws -> SensitivityFindings {
    var findings = SensitivityFindings(self)
    let needs = request.methods.map(\.needs)
    if needs.contains(where: { $0.contains(.inputs) }) { findings.leftOut = factors.auxiliary }
    if request.methods.contains(where: \.takesGroups) {
      findings.joined = factors.joined.map(\.name)
    }
    // Methods of factors come last: they run the most models.
    let order = request.methods.filter { !$0.takesGroups } + request.methods.filter(\.takesGroups)
    var given: GivenData?
    for method in order {
      let task = SensitivityTask(
        quantity: quantity, factors: factors, plan: plans[method]!,
        keepsTrials: request.keepsTrials, monitor: monitor)
      switch method.way {
      case .ofItsOwn(_, let run):
        // What the next models take is more than is kept of these.
        given = nil
        findings.found[method] = try run(task)
      case .shared(let run):
        let data = try given ?? givenData(monitor)
        given = data
        findings.withoutValue = data.withoutValue
        if request.keepsTrials { findings.given = data }
        findings.found[method] = try run(data.prefix(task.plan.trials.count), task)
      }
      if monitor.isCancelled { throw Cancelled() }
    }
    return findings
  }

  /// The trials of all methods that share them: as many as the one that takes the most.
  private func givenData(_ monitor: Monitor) throws -> GivenData {
    let sharing = request.methods.filter { if case .shared = $0.way { true } else { false } }
    return try GivenData(
      quantity.model, inputs: factors.singles, output: quantity.value,
      plan: Self.longest(sharing, of: plans), monitor: monitor)
  }
}
