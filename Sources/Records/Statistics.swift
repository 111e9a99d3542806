import Simulation
import Tables

/// The statistics of an output, a part of rows. A quantile is infinite where the output never comes
/// about, and nan where no trial has a value.
package struct Statistics: Sendable, WithQuantiles {
  package var unit = ""
  package var mean = Double.nan
  package var standardError = Double.nan
  package var standardDeviation = Double.nan
  package var least = Double.nan
  package var quantiles = Quantiles(QuantileLevel.allCases)
  package var greatest = Double.nan
  /// The widest half of the 95% intervals of the quantiles that are finite.
  package var quantileError = Double.nan

  init() {}

  static let columns: [Column<Self>] =
    [
      Column("unit", \.unit),
      Column("mean", \.mean),
      Column("standard_error", \.standardError),
      Column("sd", \.standardDeviation),
      Column("min", \.least),
    ]
    + Column.all(of: \.quantiles, Quantiles.columns(QuantileLevel.allCases))
    + [Column("max", \.greatest), Column("quantile_error", \.quantileError)]
}

extension Statistics {
  /// As a run has tallied an output.
  package init(_ s: OutputSummary) {
    let levels = QuantileLevel.allCases
    unit = s.output.unit
    mean = s.mean ?? .nan
    standardError = s.standardError ?? .nan
    standardDeviation = s.standardDeviation ?? .nan
    least = s.least
    quantiles = Quantiles(levels, s.quantiles(levels.probabilities))
    greatest = s.greatest
    quantileError =
      s.quantileIntervals(levels.probabilities)
      .map { ($0.upperBound - $0.lowerBound) / 2 }.filter(\.isFinite).max() ?? .nan
  }
}

extension [Double] {
  /// Rising quantiles, infinite where they are "never": files have an empty field there, beside a share of the
  /// trials.
  ///
  /// - Parameter share: of the trials that are "never"; where it is 0 or not given an empty field is undefined.
  package func withNever(_ share: Double) -> [Double] {
    guard share > 0 else { return self }
    let lastKnown = lastIndex { !$0.isNaN } ?? -1
    return enumerated().map { k, value in
      value.isNaN ? (k < lastKnown ? -.infinity : .infinity) : value
    }
  }
}
