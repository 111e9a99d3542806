import Records
import Tables
import Wording

/// A run held against another scenario: one table for a person.
struct AgainstText {
  private let answer: AgainstAnswer
  private let terminal: Terminal

  /// nil where the run is held against none.
  init?(_ run: RunResults, _ terminal: Terminal) {
    guard let answer = AgainstAnswer(run) else { return nil }
    self.answer = answer
    self.terminal = terminal
  }

  /// Below an empty line.
  var lines: [String] {
    let pm = terminal.symbol(" ± ", " +- ")
    var table = TextTable()
    table.append([
      answer.heading + ", %", "mean\(pm)se", "median", "P5 to P95", "P(< -5%)",
      "P(\(terminal.symbol("≥", ">=")) +5%)", "P(beyond 10%)",
    ])
    for (label, row) in answer.rows {
      let s = row.statistics
      func quantile(_ value: Double) -> String {
        Words.rounded(value, error: s.quantileError, scale: 0.01)
      }
      let mean = Words.rounded(s.mean, error: s.standardError, scale: 0.01)
      let error = Rounded.error(s.standardError, scale: 0.01)
      table.append(
        [
          "  " + label, s.standardError.isFinite ? mean + pm + error : mean, quantile(s.p50),
          quantile(s.p05) + " to " + quantile(s.p95),
        ] + [row.below, row.above, row.beyond].map(Words.probability))
    }
    let width = (terminal.width ?? 110) - 2
    return [""] + table.styled(for: terminal, below: [4, 5, 6])
      + terminal.wrapped(
        "what policy does over \(counted(answer.sessions, "session")), \(AgainstAnswer.note)",
        width: width
      ).map { terminal.faint("  " + $0) }
      + (answer.recovery.isEmpty ? [] : terminal.wrapped(answer.recovery))
  }
}
