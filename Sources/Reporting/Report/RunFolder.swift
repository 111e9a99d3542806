import EventStudy

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
    outputQuantiles = try Self.quantiles(path)
    days = outputQuantiles.filter { $0.output.hasPrefix("day.") }.map {
      (String($0.output.dropFirst(4)), $0.quantiles)
    }
    sources = try Self.sources(path)
    histograms = try Self.histograms(path)
    bins = Self.equalWidth(histograms["recovered_fy"] ?? [])
    shares = try ShareResults(path)
  }

  private static func outputs(
    _ path: String
  ) throws(DataProblem) -> [(name: String, statistics: Statistics)] {
    let table = try ResultsTable("\(path)/summary.csv")
    let name = try table.column("output")
    let columns = try StatisticsColumns(table)
    var found: [(name: String, statistics: Statistics)] = []
    for row in table.rows {
      found.append((table.text(row, name), try columns.read(table, row)))
    }
    return found
  }

  private static func statements(_ path: String) throws(DataProblem) -> [Statement] {
    let table = try ResultsTable("\(path)/probabilities.csv")
    let label = try table.column("statement")
    let columns = try MeasuredColumns(table, "probability")
    var found: [Statement] = []
    for row in table.rows {
      found.append(
        Statement(label: table.text(row, label), probability: try columns.read(table, row)))
    }
    return found
  }

  private static func quarters(_ path: String) throws(DataProblem) -> [Quarter] {
    let table = try ResultsTable("\(path)/quarterly.csv")
    let (quarter, product) = (try table.column("quarter"), try table.column("product"))
    let output = try table.column("output")
    let columns = try StatisticsColumns(table)
    let quantiles = try table.columns(
      ["p01", "p05", "p10", "p25", "p50", "p75", "p90", "p95", "p99", "max"])
    var found: [Quarter] = []
    for row in table.rows {
      found.append(
        Quarter(
          quarter: table.text(row, quarter), product: table.text(row, product),
          output: table.text(row, output), statistics: try columns.read(table, row),
          quantiles: try table.numbers(row, quantiles)))
    }
    return found
  }

  private static func curve(_ path: String) throws(DataProblem) -> [CurvePoint] {
    let table = try ResultsTable("\(path)/recovery_curve.csv")
    let (quarter, threshold) = (try table.column("quarter"), try table.column("threshold"))
    let columns = try MeasuredColumns(table, "probability")
    var found: [CurvePoint] = []
    for row in table.rows {
      found.append(
        CurvePoint(
          quarter: table.text(row, quarter), threshold: try table.number(row, threshold),
          probability: try columns.read(table, row)))
    }
    return found
  }

  private static func fan(_ path: String) throws(DataProblem) -> [FanMonth] {
    guard let table = try ResultsTable.ifThere("\(path)/recovery_fan.csv") else { return [] }
    let month = try table.column("calendar_month")
    let quarter = try table.column("quarter")
    var columns: [Int] = []
    for name in ["p05", "p25", "p50", "p75", "p95", "quantile_error"] {
      columns.append(try table.column(name))
    }
    var found: [FanMonth] = []
    for row in table.rows {
      var v: [Double] = []
      for column in columns { v.append(try table.number(row, column)) }
      found.append(
        FanMonth(
          calendarMonth: table.text(row, month), quarter: table.text(row, quarter), p05: v[0],
          p25: v[1], p50: v[2], p75: v[3], p95: v[4], quantileError: v[5]))
    }
    return found
  }

  private static func assumptions(_ path: String) throws(DataProblem) -> [Assumption] {
    let table = try ResultsTable("\(path)/inputs.csv")
    let (key, distribution) = (try table.column("key"), try table.column("distribution"))
    let (unit, mean) = (try table.column("unit"), try table.column("mean"))
    let (p05, p95) = (try table.column("p05"), try table.column("p95"))
    let (confidence, source) = (try table.column("confidence"), try table.column("source"))
    let file = try table.column("file")
    let meaning = try? table.column("meaning")
    var found: [Assumption] = []
    for row in table.rows {
      found.append(
        Assumption(
          key: table.text(row, key), distribution: table.text(row, distribution),
          unit: table.text(row, unit), mean: try table.number(row, mean),
          p05: try table.number(row, p05), p95: try table.number(row, p95),
          confidence: table.text(row, confidence), source: table.text(row, source),
          file: table.text(row, file), meaning: meaning.map { table.text(row, $0) } ?? ""))
    }
    return found
  }

  private static func quantiles(
    _ path: String
  ) throws(DataProblem) -> [(output: String, quantiles: [Quantile])] {
    let table = try ResultsTable("\(path)/quantiles.csv")
    let (output, probability) = (try table.column("output"), try table.column("probability"))
    let columns = try MeasuredColumns(table, "value")
    var found: [(output: String, quantiles: [Quantile])] = []
    for row in table.rows {
      let name = table.text(row, output)
      if found.last?.output != name { found.append((name, [])) }
      found[found.count - 1].quantiles.append(
        Quantile(
          probability: try table.number(row, probability), quantile: try columns.read(table, row)))
    }
    return found
  }

  private static func sources(_ path: String) throws(DataProblem) -> [SourceRow] {
    guard let table = try ResultsTable.ifThere("\(path)/sources.csv") else { return [] }
    let (id, statement) = (try table.column("id"), try table.column("statement"))
    let (title, url) = (try table.column("source_title"), try table.column("url"))
    let (published, confidence) = (try table.column("published"), try table.column("confidence"))
    let later = try table.column("after_as_of")
    return table.rows.map { row in
      SourceRow(
        id: table.text(row, id), statement: table.text(row, statement),
        title: table.text(row, title), url: table.text(row, url),
        published: table.text(row, published), confidence: table.text(row, confidence),
        isLater: table.text(row, later) == "yes", isOpen: table.text(row, later) == "unsure")
    }
  }

  private static func histograms(_ path: String) throws(DataProblem) -> [String: [Bin]] {
    guard let table = try ResultsTable.ifThere("\(path)/histogram.csv") else { return [:] }
    let output = try table.column("output")
    let (low, high) = (try table.column("low"), try table.column("high"))
    let trials = try table.column("trials")
    var found: [String: [Bin]] = [:]
    for row in table.rows {
      found[table.text(row, output), default: []].append(
        Bin(
          low: try table.number(row, low), high: try table.number(row, high),
          trials: try table.count(row, trials)))
    }
    return found
  }

  /// With the trials at exactly 0 in the first bin.
  private static func equalWidth(_ bins: [Bin]) -> [Bin] {
    guard bins.count > 1, bins[0].high == bins[0].low else { return bins }
    let first = Bin(low: 0, high: bins[1].high, trials: bins[0].trials + bins[1].trials)
    return [first] + bins.dropFirst(2)
  }
}

/// Reads values with their 95% intervals.
struct MeasuredColumns {
  private let value: Int
  private let low: Int
  private let high: Int

  init(
    _ table: ResultsTable, _ value: String, low: String = "low", high: String = "high"
  ) throws(DataProblem) {
    self.value = try table.column(value)
    self.low = try table.column(low)
    self.high = try table.column(high)
  }

  func read(_ table: ResultsTable, _ row: Int) throws(DataProblem) -> Measured {
    Measured(
      value: try table.number(row, value), low: try table.number(row, low),
      high: try table.number(row, high))
  }
}
