import Sampling
import Scenario
import Simulation

/// What an analysis of sensitivity found, method by method; nil for those not asked for.
public struct SensitivityFindings: Sendable {
  public let quantity: Quantity
  public let request: SensitivityRequest
  /// Of each method that was asked for.
  public let plans: [SensitivityMethod: Plan]
  /// Trials of all models together, had every method run all of its plan.
  public let evaluated: Int
  /// Trials that methods of given data leave out: the quantity has no value in them.
  public internal(set) var withoutValue = 0
  /// Groups left out where inputs are looked at one by one.
  public internal(set) var leftOut: [String] = []
  /// Factors joined because they are correlated.
  public internal(set) var joined: [String] = []
  /// The trials of the methods that share them, where they were to be kept.
  public internal(set) var given: GivenData?
  var found: [SensitivityMethod: any Sendable] = [:]

  init(_ study: SensitivityStudy) {
    quantity = study.quantity
    request = study.request
    plans = study.plans
    evaluated = study.evaluations
  }

  /// What a method found; nil where it was not asked for.
  public subscript<Result: Sendable>(_ method: SensitivityMethod) -> Result? {
    found[method] as? Result
  }

  /// What was found, in the order of the methods.
  public var results: [any Sendable] { request.methods.compactMap { found[$0] } }

  /// Whether all inputs were looked at, rather than those that were named.
  public var isWhole: Bool { request.inputs.isEmpty }

  /// The plan of the method with the most trials.
  public var longestPlan: Plan { SensitivityStudy.longest(request.methods, of: plans) }

  /// "P(…)" for a truth, else what was asked for.
  public var name: String {
    quantity.isTruth && !quantity.label.hasPrefix("P(")
      ? "P(\(quantity.label))" : quantity.label
  }

  /// What was asked for, then the probability of its threshold, as the tables name them.
  public var quantities: [String] {
    guard !quantity.isTruth, let truth else { return [name] }
    return [name, "P(\(truth))"]
  }

  /// The truth that has a probability, as text; nil where there is none.
  public var truth: String? {
    if quantity.isTruth {
      let label = quantity.label
      return label.hasPrefix("P(") ? String(label.dropFirst(2).dropLast()) : label
    }
    return quantity.threshold.map { "\(quantity.label) >= \(RecoveryStatements.short($0))" }
  }
}
