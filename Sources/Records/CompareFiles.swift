import Analysis
import Foundation
import Sampling
import Simulation
import Tables

/// The table of a comparison as CSV. Columns: README, "What each file holds".
package struct CompareFiles {
  private let comparison: Comparison

  package static let header = [
    "scenario", "output", "kind", "unit", "mean", "standard_error", "p05", "p50", "p95",
    "difference", "difference_error", "low", "high", "variance_ratio", "real", "never", "no_value",
  ]

  package init(_ comparison: Comparison) { self.comparison = comparison }

  /// compare.csv: a row for each scenario and output, then for each scenario and statement.
  package var table: String {
    var csv = CSV(Self.header)
    for output in comparison.outputs {
      for case (let name, let part?) in zip(comparison.names, output.scenarios) {
        let head: [CSV.Field] = [
          .words(name), .words(output.name), "output", .words(part.unit), .number(part.mean),
          .number(part.standardError),
        ]
        csv.append(
          head + part.quantiles.map { .number($0) } + Self.fields(part.difference)
            + [.number(part.never), .number(part.noValue)])
      }
    }
    for statement in comparison.statements {
      for case (let name, let part?) in zip(comparison.names, statement.scenarios) {
        let head: [CSV.Field] = [
          .words(name), .words(statement.label), "statement", "1",
          .number(part.probability.value), .number(part.probability.standardError), "", "", "",
        ]
        csv.append(head + Self.fields(part.difference) + ["", ""])
      }
    }
    return csv.text
  }

  private static func fields(_ difference: Difference?) -> [CSV.Field] {
    guard let difference else { return Array(repeating: "", count: 6) }
    return [
      .number(difference.value), .number(difference.standardError),
      .number(difference.interval?.lowerBound), .number(difference.interval?.upperBound),
      .number(difference.varianceRatio), difference.isReal ? "yes" : "no",
    ]
  }
}
