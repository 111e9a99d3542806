import Analysis
import Sampling
import Scenario
import Simulation

/// What an analysis of sensitivity found, method by method; nil for those not asked for.
package struct SensitivityFindings: Sendable {
  package let quantity: Quantity
  /// Whether all inputs were looked at, rather than those that were named.
  package var isWhole = true
  /// Trials that ranks and distances leave out: the quantity has no value in them.
  package var withoutValue = 0
  /// Groups left out where inputs are looked at one by one.
  package var leftOut: [String] = []
  /// Factors joined because they are correlated.
  package var joined: [String] = []
  package var tornado: Tornado?
  package var rank: RankCorrelations?
  package var sobol: SobolIndices?
  package var delta: DeltaIndices?
  package var pawn: PawnIndices?
  package var line: OverTheLine?

  package init(_ quantity: Quantity) { self.quantity = quantity }

  /// "P(…)" for a truth, else what was asked for.
  package var name: String {
    quantity.isTruth && !quantity.label.hasPrefix("P(")
      ? "P(\(quantity.label))" : quantity.label
  }

  /// What was asked for, then the probability of its threshold, as the tables name them.
  package var quantities: [String] {
    guard !quantity.isTruth, let truth else { return [name] }
    return [name, "P(\(truth))"]
  }

  /// The truth that has a probability, as text; nil where there is none.
  package var truth: String? {
    if quantity.isTruth {
      let label = quantity.label
      return label.hasPrefix("P(") ? String(label.dropFirst(2).dropLast()) : label
    }
    return quantity.threshold.map { "\(quantity.label) >= \(RecoveryStatements.short($0))" }
  }
}
