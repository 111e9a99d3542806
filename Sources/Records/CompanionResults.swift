import EventStudy
import Foundation
import Tables

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
