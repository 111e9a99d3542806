import Records
import Wording

/// What was asked, with its probability.
struct ProbabilitySection {
  let run: RunResults

  var section: ReportSection {
    ReportSection(
      id: "probabilities", heading: "How probable is what",
      paragraphs: [
        "Shares of the trials, with the interval in which the share over endless trials lies with 95% "
          + "confidence. It is the error of the simulation; whether the assumptions are right is not in "
          + "it."
      ] + (views == nil ? [] : [BothViews.about(run)])
        + (readings == nil ? [] : [ReadingsTable.about(run)]),
      tables: [probabilities, views, readings, outputs].compactMap { $0 })
  }

  /// The forecast from inside, from outside and pooled; nil without an outside view.
  private var views: ReportTable? {
    guard let views = BothViews(run) else { return nil }
    var columns: [ReportTable.Column] = [
      .text("output"), .text("view"), .number("mean"), .number("± se"), .number("P5"),
      .number("median"), .number("P95"),
    ]
    if let target = views.target { columns.append(.number("P(≥ \(Words.target(target)))")) }
    let rows = views.rows.map { row -> [ReportTable.Cell] in
      let s = row.statistics
      let figures =
        [(s.mean, s.standardError)] + [s.p05, s.p50, s.p95].map { ($0, s.quantileError) }
      var texts = figures.map { Words.rounded($0, error: $1, scale: 1e9) }
      texts.insert(Rounded.error(s.standardError, scale: 1e9), at: 1)
      if views.target != nil { texts.append(row.reachesTarget.map(Words.probability) ?? "") }
      return [.init(row.quantity, key: row.output), .init(row.view)] + texts.map { .init($0) }
    }
    return ReportTable(caption: BothViews.heading + ", $bn", columns: columns, rows: rows)
  }

  /// The readings of the record; nil where there is only one.
  private var readings: ReportTable? {
    guard let readings = ReadingsTable(run) else { return nil }
    let target = Words.target(readings.target)
    let rows = readings.rows.map { row -> [ReportTable.Cell] in
      let s = row.statistics
      var texts = [Words.rounded(s.mean, error: s.standardError, scale: 1e9)]
      texts.append(Rounded.error(s.standardError, scale: 1e9))
      texts += [s.p05, s.p50, s.p95].map { Words.rounded($0, error: s.quantileError, scale: 1e9) }
      texts += [row.reachesTarget, row.nextToNothing].map {
        $0.value.isFinite ? Words.probability($0) : ""
      }
      return [.init(row.title, key: row.reading)] + texts.map { .init($0) }
    }
    return ReportTable(
      caption: ReadingsTable.heading + ", $bn",
      columns: [
        .text("reading"), .number("mean"), .number("± se"), .number("P5"), .number("median"),
        .number("P95"), .number("P(≥ \(target))"), .number("P(< \(Words.target(readings.little)))"),
      ], rows: rows)
  }

  private var probabilities: ReportTable {
    ReportTable(
      caption: "Probabilities",
      columns: [.text("that"), .number("probability"), .number("95% interval")],
      rows: run.statements.map {
        [
          .init(Names(run).statement($0.statement)),
          .init(Words.probability($0.probability)), .init(Words.interval($0.probability)),
        ]
      })
  }

  /// Whether some output has no value in some trial.
  private var hasGaps: Bool { run.outputs.contains { $0.noValue > 0 } }

  private static func percent(_ share: Double) -> String {
    share == 0 ? "" : Rounded.percent(share, width: max(1e-6, min(0.005, share / 5)))
  }

  /// summary.csv for a person.
  private var outputs: ReportTable {
    ReportTable(
      caption: "All outputs",
      columns: [
        .text("output"), .number("mean"), .number("± se"), .number("P5"), .number("median"),
        .number("P95"), .text("unit"),
      ] + (hasGaps ? [.number("trials without a value, left out")] : []),
      rows: run.outputs.map { row in
        let (name, s) = (row.output, row.statistics)
        let (scale, unit) = Words.scale(of: name, unit: s.unit)
        let words = Names(run).output(name)
        // Counts of months and sessions have no decimals.
        let isWhole =
          name == "months_to_target" || name.hasPrefix("day.") || name.hasPrefix("news.")
        let error = isWhole && !(s.quantileError > 1) ? 1 : s.quantileError
        let quantiles = [s.p05, s.p50, s.p95].map { value in
          value.isNaN ? "–" : Rounded.value(value, error: error, scale: scale)
        }
        return [
          .init(words, key: name),
          .init(
            s.mean.isFinite ? Rounded.value(s.mean, error: s.standardError, scale: scale) : "–"),
          .init(s.mean.isFinite ? Rounded.error(s.standardError, scale: scale) : ""),
        ] + quantiles.map { .init($0) } + [.init(unit)]
          + (hasGaps ? [.init(Self.percent(row.noValue))] : [])
      }, isOpen: false)
  }
}
