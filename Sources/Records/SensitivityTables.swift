import Analysis
import Tables

/// What a quantity is with an input at its P10 and at its P90.
package struct TornadoRow: Record {
  package var input = ""
  package var p10 = Double.nan
  package var p90 = Double.nan
  package var quantity = ""
  /// All of these are nan where an end of the input makes the quantity undefined.
  package var atP10 = Measured()
  package var atP90 = Measured()
  package var swing = Measured()

  package init() {}

  package static let table = Table<Self>(
    "tornado.csv",
    of: "input and quantity (the output, then P of the threshold), greatest swing first"
  ) {
    Column("input", \.input)
    Column("p10", \.p10)
    Column("p90", \.p90)
    Column("quantity", \.quantity)
    Column.measured("at_p10", \.atP10, .error)
    Column.measured("at_p90", \.atP90, .error)
    Column.measured(
      "swing", \.swing, [.error, .interval], named: ["swing_error", "low", "high"],
      "with its 95% interval")
  }

  /// The file has errors of the ends; pages show them with intervals.
  package mutating func settle() {
    for end in [\Self.atP10, \Self.atP90] {
      let reach = 1.96 * self[keyPath: end].standardError
      self[keyPath: end].low = self[keyPath: end].value - reach
      self[keyPath: end].high = self[keyPath: end].value + reach
    }
  }

  /// The rows of a folder that make a bar; none where there is no such file.
  package static func bars(_ folder: String) throws(DataProblem) -> [TornadoRow] {
    let rows = try readIfThere(folder) ?? []
    return rows.filter { $0.atP10.value.isFinite && $0.atP90.value.isFinite }
  }
}

/// Rank correlations of one input.
package struct RankRow: Record {
  package var input = ""
  package var spearman = Measured()
  package var partial = Measured()
  package var trials = 0

  package init() {}

  package static let table = Table<Self>("rank.csv", of: "input, strongest first") {
    Column("input", \.input)
    Column.interval("spearman", \.spearman)
    Column.interval("partial", \.partial, "the other inputs taken out")
    Column("trials", \.trials)
  }
}

/// Sobol' indices of one factor: its own share of the variance, and its share with all interactions.
package struct SobolRow: Record {
  package var factor = ""
  package var first = Measured()
  package var total = Measured()
  package var tells = false
  package var inputs = 0
  package var trials = 0

  package init() {}

  package static let table = Table<Self>("sobol.csv", of: "factor") {
    Column("factor", \.factor)
    Column.interval("first", \.first)
    Column.interval("total", \.total)
    Column("tells", \.tells, "no where an interval is too wide")
    Column("inputs", \.inputs, "how many it holds")
    Column("trials", \.trials, "of each matrix")
  }
}

/// What a method of sensitivity finds, as rows of a table of its own.
protocol FiledFindings: Sendable {
  associatedtype Filed: Record
  func rows(in findings: SensitivityFindings) -> [Filed]
}

extension FiledFindings {
  fileprivate func filled(_ findings: SensitivityFindings) -> FilledTable {
    Filed.filled(rows(in: findings))
  }

  fileprivate static var file: OutputFileGuide.File { OutputFileGuide.File(Filed.table) }
}

extension SensitivityFindings {
  /// A table for each method that was asked for.
  package var tables: [FilledTable] {
    results.compactMap { ($0 as? any FiledFindings)?.filled(self) }
  }

  /// The files of all methods.
  static var files: [OutputFileGuide.File] {
    SensitivityMethod.all.map { method in
      guard let filed = method.result as? any FiledFindings.Type else {
        preconditionFailure("what \(method.name) finds has no table in Records")
      }
      return filed.file
    }
  }
}

extension Tornado: FiledFindings {
  func rows(in findings: SensitivityFindings) -> [TornadoRow] {
    bars.flatMap { bar in
      zip(findings.quantities, bar.swings).map { quantity, swing in
        var row = TornadoRow()
        (row.input, row.quantity) = (bar.input, quantity)
        (row.p10, row.p90) = (bar.low, bar.high)
        guard let swing else { return row }
        row.atP10 = Measured(swing.low)
        row.atP90 = Measured(swing.high)
        row.swing = Measured(swing.interval)
        row.swing.standardError = swing.difference.error ?? .nan
        return row
      }
    }
  }
}

extension Measured {
  fileprivate init(_ level: TornadoBar.Level) {
    self.init(level.value, error: level.error ?? .nan)
  }
}

extension RankCorrelations: FiledFindings {
  func rows(in findings: SensitivityFindings) -> [RankRow] {
    rows.map { correlation in
      var row = RankRow()
      row.input = correlation.input
      row.spearman = Measured(correlation.spearman)
      row.partial = Measured(correlation.partial)
      row.trials = trials
      return row
    }
  }
}

extension SobolIndices: FiledFindings {
  func rows(in findings: SensitivityFindings) -> [SobolRow] {
    indices.map { index in
      var row = SobolRow()
      row.factor = index.factor.name
      row.first = Measured(index.first)
      row.total = Measured(index.total)
      row.tells = !index.cannotTell
      row.inputs = index.factor.inputs.count + index.factor.series.count
      row.trials = trials
      return row
    }
  }
}
