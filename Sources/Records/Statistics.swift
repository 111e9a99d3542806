import Simulation
import Tables

/// A row of statistics, as in summary.csv. A quantile is infinite where the output never comes about,
/// and nan where no trial has a value.
package struct Statistics: Sendable {
  package let unit: String
  package let mean: Double
  package let standardError: Double
  package let p05: Double
  package let p25: Double
  package let p50: Double
  package let p75: Double
  package let p95: Double
  /// The widest half of the 95% intervals of the quantiles.
  package let quantileError: Double
  /// Share of the trials in which the output never comes about.
  package var never = 0.0
  /// Share of the trials without a value.
  package var noValue = 0.0
}

extension Statistics {
  /// As a run has tallied an output.
  package init(_ s: OutputSummary) {
    let q = s.quantiles([0.05, 0.25, 0.5, 0.75, 0.95])
    self.init(
      unit: s.output.unit, mean: s.mean ?? .nan, standardError: s.standardError ?? .nan, p05: q[0],
      p25: q[1], p50: q[2], p75: q[3], p95: q[4],
      quantileError: ForecastFiles.quantileError(s) ?? .nan)
  }
}

/// "Never" as files have it: an empty field beside a share of the trials.
package enum Never {
  /// Rising quantiles, infinite where they are "never".
  ///
  /// - Parameter share: of the trials; where it is 0 or not given an empty field is undefined.
  package static func restored(_ rising: [Double], _ share: Double) -> [Double] {
    guard share > 0 else { return rising }
    let lastKnown = rising.lastIndex { !$0.isNaN } ?? -1
    return rising.enumerated().map { k, value in
      value.isNaN ? (k < lastKnown ? -.infinity : .infinity) : value
    }
  }
}

/// Reads rows of statistics.
package struct StatisticsColumns {
  private let unit: Int
  private let numbers: [Int]
  /// nil in tables whose outputs always have a number.
  private let never: Int?
  private let noValue: Int?

  package init(_ table: ResultsTable) throws(DataProblem) {
    unit = try table.column("unit")
    never = try? table.column("never")
    noValue = try? table.column("no_value")
    var numbers: [Int] = []
    for title in [
      "mean", "standard_error", "p05", "p25", "p50", "p75", "p95", "quantile_error",
    ] { numbers.append(try table.column(title)) }
    self.numbers = numbers
  }

  package func read(_ table: ResultsTable, _ row: Int) throws(DataProblem) -> Statistics {
    var v: [Double] = []
    for column in numbers { v.append(try table.number(row, column)) }
    var (never, noValue) = (0.0, 0.0)
    if let column = self.never { never = try table.share(row, column) }
    if let column = self.noValue { noValue = try table.share(row, column) }
    let quantiles = Never.restored(Array(v[2...6]), never)
    return Statistics(
      unit: table.text(row, unit), mean: v[0], standardError: v[1], p05: quantiles[0],
      p25: quantiles[1], p50: quantiles[2], p75: quantiles[3], p95: quantiles[4],
      quantileError: v[7], never: never.isNaN ? 0 : never, noValue: noValue)
  }
}
