import EventStudy
import Tables

/// The results of `chipcast run` as its folder holds them.
struct RunFolder {
  struct Statement {
    let label: String
    let probability: Measured
  }
  struct Quarter {
    let quarter: String
    let product: String
    let output: String
    let statistics: Statistics
    /// At `quantileLevels`, then the greatest.
    let quantiles: [Double]
  }
  static let quantileLevels = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99]
  struct CurvePoint {
    let quarter: String
    let threshold: Double
    let probability: Measured
  }
  struct Assumption {
    let key: String
    let distribution: String
    let unit: String
    let mean: Double
    let p05: Double
    let p95: Double
    let confidence: String
    let source: String
    let file: String
    /// Empty where the folder is of an older version.
    let meaning: String
  }
  /// Cumulative revenue by the end of a month, in dollars.
  struct FanMonth {
    let calendarMonth: String
    let quarter: String
    let p05: Double
    let p25: Double
    let p50: Double
    let p75: Double
    let p95: Double
    let quantileError: Double
  }
  struct Quantile {
    let probability: Double
    let quantile: Measured
  }
  /// A row that the sources of assumptions name.
  struct SourceRow {
    let id: String
    let statement: String
    let title: String
    let url: String
    let published: String
    let confidence: String
    /// Published after the day of the forecast.
    let isLater: Bool
    /// Dated so that it may be.
    let isOpen: Bool

    /// Addresses that may stand in a link.
    var addresses: [String] {
      url.split(separator: " ").map(String.init).filter {
        $0.hasPrefix("https://") || $0.hasPrefix("http://")
      }
    }
  }
  /// Trials between two amounts; from 0 to 0, those at exactly 0.
  struct Bin {
    let low: Double
    let high: Double
    let trials: Int
  }

  let path: String
  let record: ReportRecord.Run
  let outputs: [(name: String, statistics: Statistics)]
  let statements: [Statement]
  let quarters: [Quarter]
  let curve: [CurvePoint]
  /// None where the folder is of an older version.
  let fan: [FanMonth]
  let assumptions: [Assumption]
  let months: Int
  /// Quantiles of outputs of the whole scenario, with their intervals.
  private let outputQuantiles: [(output: String, quantiles: [Quantile])]
  /// By output; none where the folder is of an older version.
  let histograms: [String: [Bin]]
  /// Revenue recovered by fiscal year end, in bins of equal width.
  let bins: [Bin]
  let shares: ShareResults?
  /// None where the scenario has no files of sources.
  let sources: [SourceRow]
  /// Sessions of policy events, by output (`day.export_closed`).
  let days: [(event: String, quantiles: [Quantile])]

  func statistics(_ output: String) -> Statistics? {
    outputs.first { $0.name == output }?.statistics
  }

  func quantiles(of output: String) -> [Quantile] {
    outputQuantiles.first { $0.output == output }?.quantiles ?? []
  }

  /// Of the revenue recovered by fiscal year end.
  var quantiles: [Quantile] { quantiles(of: "recovered_fy") }

  /// - Throws: where a file is missing or not whole.
  init(_ path: String) throws(DataProblem) {
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
