import Analysis
import Sampling
import Scenario
import Simulation

/// What an analysis of sensitivity found, method by method; nil for those not asked for.
public struct SensitivityFindings: Sendable {
  public let quantity: Quantity
  /// Whether all inputs were looked at, rather than those that were named.
  public var isWhole = true
  /// Trials that ranks and distances leave out: the quantity has no value in them.
  public var withoutValue = 0
  /// Groups left out where inputs are looked at one by one.
  public var leftOut: [String] = []
  /// Factors joined because they are correlated.
  public var joined: [String] = []
  public var tornado: Tornado?
  public var rank: RankCorrelations?
  public var sobol: SobolIndices?
  public var delta: DeltaIndices?
  public var pawn: PawnIndices?
  public var line: OverTheLine?

  public init(_ quantity: Quantity) { self.quantity = quantity }

  /// "P(…)" for a truth, else what was asked for.
  var name: String {
    quantity.isTruth && !quantity.label.hasPrefix("P(")
      ? "P(\(quantity.label))" : quantity.label
  }

  /// The truth that has a probability, as text; nil where there is none.
  var truth: String? {
    if quantity.isTruth {
      let label = quantity.label
      return label.hasPrefix("P(") ? String(label.dropFirst(2).dropLast()) : label
    }
    return quantity.threshold.map { "\(quantity.label) >= \(RecoveryStatements.short($0))" }
  }
}
