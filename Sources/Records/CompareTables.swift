import Analysis
import Simulation
import Tables

/// An output or a statement in one of the scenarios compared.
package struct CompareRow: Record, WithQuantiles {
  package var scenario = ""
  package var output = ""
  /// "output" or "statement".
  package var kind = ""
  package var unit = ""
  package var mean = Double.nan
  package var standardError = Double.nan
  package var quantiles = Quantiles(QuantileLevel.main)
  /// From the first scenario; nothing known for the first itself.
  package var difference = Measured()
  package var varianceRatio = Double.nan
  /// nil where there is no difference.
  package var real: Bool?
  /// nil where the output cannot be "never".
  package var never: Double?
  package var noValue: Double?

  package init() {}

  package var isStatement: Bool { kind == Self.statement }
  package var isReal: Bool { real ?? false }
  fileprivate static let statement = "statement"

  package static let table = Table<Self>("compare.csv", of: "scenario and output or statement") {
    Column("scenario", \.scenario)
    Column("output", \.output, "or statement")
    Column("kind", \.kind, "output or statement")
    Column("unit", \.unit)
    Column("mean", \.mean, "of a statement its probability")
    Column("standard_error", \.standardError)
    Column.all(of: \.quantiles, Quantiles.columns(QuantileLevel.main))
    differences
    Column("never", \.never, "as in summary.csv", rule: .share)
    Column("no_value", \.noValue, "as in summary.csv", rule: .share)
  }

  private static let differences =
    Column.measured(
      "difference", \CompareRow.difference, [.error, .interval],
      named: ["difference_error", "low", "high"],
      "from the first scenario, trial by trial, with its 95% interval; empty for the first itself "
        + "and where a difference has no mean")
    + [
      Column("variance_ratio", \.varianceRatio, "unpaired to paired"),
      Column("real", \.real, "yes where more than 3 errors from 0"),
    ]

  package mutating func settle() {
    quantiles.values = quantiles.values.withNever(never ?? 0)
  }
}

extension Comparison {
  /// A row for each scenario and output, then for each scenario and statement.
  package var tables: [FilledTable] {
    [CompareRow.filled(outputs.flatMap(rows) + statements.flatMap(rows))]
  }

  private func rows(_ output: ComparedOutput) -> [CompareRow] {
    zip(names, output.scenarios).compactMap { name, part in
      part.map { part in
        var row = CompareRow(name, output.name, "output", part.unit, part.difference)
        row.mean = part.mean ?? .nan
        row.standardError = part.standardError ?? .nan
        row.quantiles.values = part.quantiles
        (row.never, row.noValue) = (part.never, part.noValue)
        return row
      }
    }
  }

  private func rows(_ statement: ComparedStatement) -> [CompareRow] {
    zip(names, statement.scenarios).compactMap { name, part in
      part.map { part in
        var row = CompareRow(name, statement.label, CompareRow.statement, "1", part.difference)
        row.mean = part.probability.value
        row.standardError = part.probability.standardError
        return row
      }
    }
  }
}

extension CompareRow {
  fileprivate init(
    _ scenario: String, _ output: String, _ kind: String, _ unit: String, _ difference: Difference?
  ) {
    (self.scenario, self.output, self.kind, self.unit) = (scenario, output, kind, unit)
    self.difference = Measured(difference)
    varianceRatio = difference?.varianceRatio ?? .nan
    real = difference?.isReal
  }
}
