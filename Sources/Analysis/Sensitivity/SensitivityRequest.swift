import Expressions
import Sampling
import Scenario
import Simulation

/// How an analysis of sensitivity is to be made: by which methods, of which inputs, over which trials.
public struct SensitivityRequest: Sendable {
  /// Those of `SensitivityMethod.all` in its order, then others.
  public let methods: [SensitivityMethod]
  /// Inputs and groups to look at; all that vary where empty. See `FactorList`.
  public var inputs: [String] = []
  /// Each becomes one factor, and all else another, for the methods that take factors.
  public var groups: [String] = []
  /// Of each model; what suits each method if nil, and at most what it looks at.
  public var trials: Int?
  /// That of the scenario if nil.
  public var seed: UInt64?
  /// Of the methods that take one; that of the scenario if nil.
  public var design: Design?
  /// All cores if nil; no part of the answer.
  public var threads: Int?
  /// Whether findings hold the trials behind them.
  public var keepsTrials = false

  /// What is asked for where nobody says.
  public static let usualMethods: [SensitivityMethod] = [.tornado, .rank]

  /// - Parameter methods: one or more, in any order.
  public init(_ methods: [SensitivityMethod] = Self.usualMethods) {
    precondition(!methods.isEmpty, "an analysis of sensitivity needs a method")
    let known = SensitivityMethod.all
    self.methods = known.filter(methods.contains) + methods.filter { !known.contains($0) }
  }
}

extension Forecast {
  /// What drives an output, an expression over outputs, or the probability of a truth.
  ///
  /// - Parameters:
  ///   - threshold: looks at P(output ≥ threshold) as well; the target for `recovered_fy` if nil.
  ///   - request: by which methods; tornado and rank correlations if not given.
  /// - Throws: `ExpressionProblem` for an output that cannot be read; `SensitivityProblem` for what
  ///   cannot be asked of it; `InvalidParameter` for a plan that cannot be; what `sample` throws.
  public func sensitivity(
    of output: String = "recovered_fy", threshold: Double? = nil,
    _ request: SensitivityRequest = SensitivityRequest(), monitor: Monitor = Monitor()
  ) throws -> SensitivityFindings {
    let quantity = try Quantity(output, threshold: threshold, in: self)
    return try SensitivityStudy(self, quantity, request).findings(monitor: monitor)
  }
}

extension SensitivityRequest {
  /// The plan of a method.
  func plan(
    _ method: SensitivityMethod, _ scenario: SimulationSettings, withShares: Bool
  ) throws(InvalidParameter) -> Plan {
    var settings = scenario
    let usual = method.trials.usual
    settings.trials = min(
      trials ?? (withShares ? usual.withShares : usual.without), method.trials.most)
    if let seed { settings.seed = seed }
    if let design { settings.design = design }
    if !method.takesDesign { settings.design = .random }
    guard settings.source.isKeyed || settings.design == .random else {
      throw InvalidParameter(
        "design", "must be random with a generator of GSL", settings.design.rawValue)
    }
    return try settings.plan(threads: threads)
  }
}
