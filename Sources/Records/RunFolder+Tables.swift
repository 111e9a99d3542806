import EventStudy
import Tables

/// Reads the files of a run.
extension RunFolder {
  package static func outputs(
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

  package static func statements(_ path: String) throws(DataProblem) -> [Statement] {
    let table = try ResultsTable("\(path)/probabilities.csv")
    let label = try table.column("statement")
    let columns = try MeasuredColumns(table, "probability")
    var found: [Statement] = []
    for row in table.rows {
      found.append(
        Statement(label: table.text(row, label), probability: try columns.shares(table, row)))
    }
    return found
  }

  package static func quarters(_ path: String) throws(DataProblem) -> [Quarter] {
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

  package static func curve(_ path: String) throws(DataProblem) -> [CurvePoint] {
    let table = try ResultsTable("\(path)/recovery_curve.csv")
    let (quarter, threshold) = (try table.column("quarter"), try table.column("threshold"))
    let columns = try MeasuredColumns(table, "probability")
    var found: [CurvePoint] = []
    for row in table.rows {
      found.append(
        CurvePoint(
          quarter: table.text(row, quarter), threshold: try table.number(row, threshold),
          probability: try columns.shares(table, row)))
    }
    return found
  }

  package static func fan(_ path: String) throws(DataProblem) -> [FanMonth] {
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
          calendarMonth: try table.month(row, month), quarter: table.text(row, quarter), p05: v[0],
          p25: v[1], p50: v[2], p75: v[3], p95: v[4], quantileError: v[5]))
    }
    return found
  }

  package static func assumptions(_ path: String) throws(DataProblem) -> [Assumption] {
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

  /// - Parameter outputs: which tell what is "never".
  package static func quantiles(
    _ path: String, of outputs: [(name: String, statistics: Statistics)]
  ) throws(DataProblem) -> [(output: String, quantiles: [Quantile])] {
    let never = Dictionary(
      outputs.map { ($0.name, $0.statistics.never) }, uniquingKeysWith: { first, _ in first })
    let table = try ResultsTable("\(path)/quantiles.csv")
    let (output, probability) = (try table.column("output"), try table.column("probability"))
    let columns = try MeasuredColumns(table, "value")
    var found: [(output: String, quantiles: [Quantile])] = []
    for row in table.rows {
      let name = table.text(row, output)
      if found.last?.output != name { found.append((name, [])) }
      found[found.count - 1].quantiles.append(
        Quantile(
          probability: try table.share(row, probability), quantile: try columns.read(table, row)))
    }
    return found.map { output, quantiles in
      (output, Self.restored(quantiles, never[output] ?? 0))
    }
  }

  /// Rising quantiles with their intervals, infinite where they are "never".
  private static func restored(_ quantiles: [Quantile], _ never: Double) -> [Quantile] {
    let values = Never.restored(quantiles.map(\.quantile.value), never)
    return zip(quantiles, values).map { quantile, value in
      let m = quantile.quantile
      let low = m.low.isNaN && never > 0 ? min(value, value.isFinite ? -.infinity : value) : m.low
      let high = m.high.isNaN && never > 0 ? Double.infinity : m.high
      return Quantile(
        probability: quantile.probability, quantile: Measured(value, low: low, high: high))
    }
  }

  package static func sources(_ path: String) throws(DataProblem) -> [SourceRow] {
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

  package static func histograms(_ path: String) throws(DataProblem) -> [String: [Bin]] {
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
  package static func equalWidth(_ bins: [Bin]) -> [Bin] {
    guard bins.count > 1, bins[0].high == bins[0].low else { return bins }
    let first = Bin(low: 0, high: bins[1].high, trials: bins[0].trials + bins[1].trials)
    return [first] + bins.dropFirst(2)
  }
}

/// Reads values with their 95% intervals.
package struct MeasuredColumns {
  private let value: Int
  private let low: Int
  private let high: Int

  package init(
    _ table: ResultsTable, _ value: String, low: String = "low", high: String = "high"
  ) throws(DataProblem) {
    self.value = try table.column(value)
    self.low = try table.column(low)
    self.high = try table.column(high)
  }

  /// A share of the trials with its interval.
  package func shares(_ table: ResultsTable, _ row: Int) throws(DataProblem) -> Measured {
    Measured(
      try table.share(row, value), low: try table.share(row, low),
      high: try table.share(row, high))
  }

  package func read(_ table: ResultsTable, _ row: Int) throws(DataProblem) -> Measured {
    Measured(
      try table.number(row, value), low: try table.number(row, low),
      high: try table.number(row, high))
  }
}
