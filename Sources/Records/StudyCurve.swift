import Tables

/// Average abnormal returns of a group of events, session by session.
package struct StudyCurve {
  /// At least one.
  package var sessions: [AverageReturnRow]
  package var group: String { sessions[0].group }
  package var kind: String { sessions[0].kind }
  package var role: String { sessions[0].role }

  /// average_abnormal_returns.csv of `chipcast event-study`.
  package static func read(_ folder: String) throws(DataProblem) -> [StudyCurve] {
    var found: [StudyCurve] = []
    for row in try AverageReturnRow.read(folder) {
      if let last = found.last, last.group == row.group, last.role == row.role {
        found[found.count - 1].sessions.append(row)
      } else {
        found.append(StudyCurve(sessions: [row]))
      }
    }
    return found
  }
}
