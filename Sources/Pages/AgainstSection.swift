import Records
import Tables
import Wording

/// A run held against another scenario: bars from P5 to P95 around the median, and a table.
struct AgainstSection {
  private let answer: AgainstAnswer

  /// nil where the run is held against none.
  init?(_ run: RunResults) {
    guard let answer = AgainstAnswer(run) else { return nil }
    self.answer = answer
  }

  var section: ReportSection {
    ReportSection(
      id: "against", heading: answer.heading,
      paragraphs: [
        "What policy does to shares and what comes back, less the same in that scenario: \(AgainstAnswer.note).",
        answer.recovery,
      ].filter { !$0.isEmpty }, figures: [figure], tables: [table])
  }

  private var figure: ReportFigure {
    let rows = answer.rows
    let spans = rows.map { 100 * $0.row.statistics.p05...100 * $0.row.statistics.p95 }
    func text(_ value: Double, _ row: PolicyEffectRow) -> String {
      Words.percent(value, error: row.statistics.quantileError)
    }
    let bars = zip(rows, spans).enumerated().map { k, pair in
      let y = Double(k)
      return Mark.Bar(
        x: (pair.1.lowerBound, pair.1.upperBound), y: (y - 0.12, y + 0.12),
        tip:
          "\(pair.0.label): nine trials in ten between \(text(pair.0.row.statistics.p05, pair.0.row)) and \(text(pair.0.row.statistics.p95, pair.0.row))"
      )
    }
    let medians = rows.enumerated().map { k, row in
      Mark.Point(
        100 * row.row.statistics.p50, Double(k),
        tip: "\(row.label): median \(text(row.row.statistics.p50, row.row))")
    }
    let chart = Chart(
      name: "against",
      title:
        "What policy does over \(counted(answer.sessions, "session")) beyond \"\(answer.title)\"",
      description:
        "For each share a bar from the 5th to the 95th percentile of the difference between the two scenarios, trial by trial, and its median.",
      x: .numbers("log return, %", over: spans.flatMap { [$0.lowerBound, $0.upperBound] } + [0]),
      y: .names("", rows.map(\.label)),
      marks: [.rule(.atX(0, label: ""), .quiet), .bar(bars, .first), .point(medians, .first)])
    return ReportFigure(chart: chart, table: drawn)
  }

  /// What the chart shows, which has no room for more beside it.
  private var drawn: ReportTable {
    ReportTable(
      caption: "The bars, log return, %",
      columns: [.text("share"), .number("P5"), .number("median"), .number("P95")],
      rows: answer.rows.map { label, row in
        let s = row.statistics
        return [.init(label)]
          + [s.p05, s.p50, s.p95].map { .init(Words.percent($0, error: s.quantileError)) }
      }, isOpen: false)
  }

  private var table: ReportTable {
    ReportTable(
      caption:
        "What policy does over \(counted(answer.sessions, "session")) beyond \"\(answer.title)\", log return, %",
      columns: [
        .text("share"), .number("mean ± se"), .number("P5"), .number("median"), .number("P95"),
        .number("P(< -5%)"), .number("P(≥ +5%)"), .number("P(beyond ±10%)"),
      ],
      rows: answer.rows.map { label, row in
        let s = row.statistics
        return [
          .init(label), .init(Words.percentWithError(s.mean, error: s.standardError)),
        ] + [s.p05, s.p50, s.p95].map { .init(Words.percent($0, error: s.quantileError)) }
          + [row.below, row.above, row.beyond].map { .init(Words.probability($0)) }
      })
  }
}
