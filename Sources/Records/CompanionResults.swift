import EventStudy
import Foundation
import Tables

/// One bar of a tornado: what the output is with an input at its P10 and at its P90.
package struct TornadoRow {
  package let input: String
  package let p10: Double
  package let p90: Double
  package let quantity: String
  package let atP10: Measured
  package let atP90: Measured
  package let swing: Measured

  /// tornado.csv of `chipcast sensitivity`; none where the folder has no such file.
  package static func read(_ folder: String) throws(DataProblem) -> [TornadoRow] {
    guard let table = try ResultsTable.ifThere("\(folder)/tornado.csv") else { return [] }
    let (input, quantity) = (try table.column("input"), try table.column("quantity"))
    let (p10, p90) = (try table.column("p10"), try table.column("p90"))
    let (low, lowError) = (try table.column("at_p10"), try table.column("at_p10_error"))
    let (high, highError) = (try table.column("at_p90"), try table.column("at_p90_error"))
    let swing = try MeasuredColumns(table, "swing")
    var found: [TornadoRow] = []
    for row in table.rows {
      let (a, aError) = (try table.number(row, low), try table.number(row, lowError))
      let (b, bError) = (try table.number(row, high), try table.number(row, highError))
      // An input that makes the output undefined has no bar.
      guard a.isFinite, b.isFinite else { continue }
      found.append(
        TornadoRow(
          input: table.text(row, input), p10: try table.number(row, p10),
          p90: try table.number(row, p90), quantity: table.text(row, quantity),
          atP10: Measured(a, low: a - 1.96 * aError, high: a + 1.96 * aError),
          atP90: Measured(b, low: b - 1.96 * bError, high: b + 1.96 * bError),
          swing: try swing.read(table, row)))
    }
    return found
  }
}

/// Sobol' indices of one factor: its own share of the variance, and its share with all interactions.
package struct SobolRow {
  package let factor: String
  package let first: Measured
  package let total: Measured

  /// sobol.csv of `chipcast sensitivity`; none where the folder has no such file.
  package static func read(_ folder: String) throws(DataProblem) -> [SobolRow] {
    guard let table = try ResultsTable.ifThere("\(folder)/sobol.csv") else { return [] }
    let factor = try table.column("factor")
    let first = try MeasuredColumns(table, "first", low: "first_low", high: "first_high")
    let total = try MeasuredColumns(table, "total", low: "total_low", high: "total_high")
    var found: [SobolRow] = []
    for row in table.rows {
      found.append(
        SobolRow(
          factor: table.text(row, factor), first: try first.read(table, row),
          total: try total.read(table, row)))
    }
    return found
  }
}

/// Average abnormal returns of a group of events, added up from the first session.
package struct StudyCurve {
  package struct Session {
    package let day: Int
    package let cumulative: Double
    /// Standard error of the average of this session; nan where there is none.
    package let standardError: Double
    package let equities: Int
  }
  package let group: String
  package let kind: String
  package let role: String
  package var sessions: [Session]

  /// average_abnormal_returns.csv of `chipcast event-study`.
  package static func read(_ folder: String) throws(DataProblem) -> [StudyCurve] {
    let table = try ResultsTable("\(folder)/average_abnormal_returns.csv")
    let (group, kind) = (try table.column("group"), try table.column("kind"))
    let (role, day) = (try table.column("role"), try table.column("day"))
    let average = try table.column("average_abnormal_return")
    let (cumulative, t) = (try table.column("cumulative"), try table.column("t"))
    let n = try table.column("n")
    var found: [StudyCurve] = []
    for row in table.rows {
      let (name, side) = (table.text(row, group), table.text(row, role))
      if found.last?.group != name || found.last?.role != side {
        found.append(
          StudyCurve(group: name, kind: table.text(row, kind), role: side, sessions: []))
      }
      let (mean, tValue) = (try table.number(row, average), try table.number(row, t))
      found[found.count - 1].sessions.append(
        Session(
          day: try table.whole(row, day), cumulative: try table.number(row, cumulative),
          standardError: tValue == 0 ? .nan : abs(mean / tValue),
          equities: try table.count(row, n)))
    }
    return found
  }
}

/// A reported figure of actuals.csv.
package struct ReportedFigure {
  package let quarter: String
  package let product: String
  package let output: String
  package let value: Double
  package let low: Double
  package let high: Double
  package let reported: String
  package let source: String

  package static func read(_ path: String) throws(DataProblem) -> [ReportedFigure] {
    let table = try ResultsTable(path)
    let (quarter, product) = (try table.column("quarter"), try table.column("product"))
    let (output, value) = (try table.column("output"), try table.column("value"))
    let (low, high) = (try table.column("low"), try table.column("high"))
    let (reported, source) = (
      try table.column("date_reported"), try table.column("source_title")
    )
    var found: [ReportedFigure] = []
    for row in table.rows {
      let value = try table.number(row, value)
      guard value.isFinite else { continue }
      found.append(
        ReportedFigure(
          quarter: table.text(row, quarter), product: table.text(row, product),
          output: table.text(row, output), value: value, low: try table.number(row, low),
          high: try table.number(row, high), reported: table.text(row, reported),
          source: table.text(row, source)))
    }
    return found
  }
}
