import EventStudy
import Tables

/// The results of `chipcast run` as its folder holds them.
package struct RunFolder {
  package struct Statement {
    package let label: String
    package let probability: Measured
  }
  package struct Quarter {
    package let quarter: String
    package let product: String
    package let output: String
    package let statistics: Statistics
    /// At `quantileLevels`, then the greatest.
    package let quantiles: [Double]
  }
  package static let quantileLevels = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99]
  package struct CurvePoint {
    package let quarter: String
    package let threshold: Double
    package let probability: Measured
  }
  package struct Assumption {
    package let key: String
    package let distribution: String
    package let unit: String
    package let mean: Double
    package let p05: Double
    package let p95: Double
    package let confidence: String
    package let source: String
    package let file: String
    /// Empty where the folder is of an older version.
    package let meaning: String
  }
  /// Cumulative revenue by the end of a month, in dollars.
  package struct FanMonth {
    package let calendarMonth: String
    package let quarter: String
    package let p05: Double
    package let p25: Double
    package let p50: Double
    package let p75: Double
    package let p95: Double
    package let quantileError: Double
  }
  package struct Quantile {
    package let probability: Double
    package let quantile: Measured
  }
  /// A row that the sources of assumptions name.
  package struct SourceRow {
    package let id: String
    package let statement: String
    package let title: String
    package let url: String
    package let published: String
    package let confidence: String
    /// Published after the day of the forecast.
    package let isLater: Bool
    /// Dated so that it may be.
    package let isOpen: Bool

    /// Addresses that may stand in a link.
    package var addresses: [String] {
      url.split(separator: " ").map(String.init).filter {
        $0.hasPrefix("https://") || $0.hasPrefix("http://")
      }
    }
  }
  /// Trials between two amounts; from 0 to 0, those at exactly 0.
  package struct Bin {
    package let low: Double
    package let high: Double
    package let trials: Int
  }

  package let path: String
  package let record: ReportRecord.Run
  package let outputs: [(name: String, statistics: Statistics)]
  package let statements: [Statement]
  package let quarters: [Quarter]
  package let curve: [CurvePoint]
  /// None where the folder is of an older version.
  package let fan: [FanMonth]
  package let assumptions: [Assumption]
  package let months: Int
  /// Quantiles of outputs of the whole scenario, with their intervals.
  private let outputQuantiles: [(output: String, quantiles: [Quantile])]
  /// By output; none where the folder is of an older version.
  package let histograms: [String: [Bin]]
  /// Revenue recovered by fiscal year end, in bins of equal width.
  package let bins: [Bin]
  package let shares: ShareResults?
  /// None where the scenario has no files of sources.
  package let sources: [SourceRow]
  /// Sessions of policy events, by output (`day.export_closed`).
  package let days: [(event: String, quantiles: [Quantile])]

  package func statistics(_ output: String) -> Statistics? {
    outputs.first { $0.name == output }?.statistics
  }

  package func quantiles(of output: String) -> [Quantile] {
    outputQuantiles.first { $0.output == output }?.quantiles ?? []
  }

  /// Of the revenue recovered by fiscal year end.
  package var quantiles: [Quantile] { quantiles(of: "recovered_fy") }

  /// - Throws: where a file is missing or not whole.
  package init(_ path: String) throws(DataProblem) {
    self.path = path
    record = try ReportRecord.read(ReportRecord.Run.self, path)
    outputs = try Self.outputs(path)
    statements = try Self.statements(path)
    quarters = try Self.quarters(path)
    curve = try Self.curve(path)
    fan = try Self.fan(path)
    assumptions = try Self.assumptions(path)
    months = try ResultsTable("\(path)/monthly.csv").rows.count
    outputQuantiles = try Self.quantiles(path, of: outputs)
    days = outputQuantiles.filter { $0.output.hasPrefix("day.") }.map {
      (String($0.output.dropFirst(4)), $0.quantiles)
    }
    sources = try Self.sources(path)
    histograms = try Self.histograms(path)
    bins = Self.equalWidth(histograms["recovered_fy"] ?? [])
    shares = try ShareResults(path)
  }
}
