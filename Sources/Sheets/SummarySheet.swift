import Records
import Wording
import Workbook

/// The answer, and the figures behind it.
struct SummarySheet {
  static let name = "Summary"
  let run: RunResults
  let answer: Answer

  init(_ companions: RunCompanions) {
    run = companions.run
    answer = Answer(companions)
  }

  /// - Parameter others: sheets to jump to, with what each holds.
  func sheet(_ others: [(name: String, about: String)]) -> Sheet {
    var sheet = Sheet(Self.name)
    sheet.showsGrid = false
    sheet.pages = .one
    var top = 3
    let notes = answer.description.isEmpty ? [] : [answer.description]
    // The table decides the widths, and they the heights of the text above it.
    let table = outputs
    let tableTop = top + answer.paragraphs.count + notes.count + 2
    table.put(on: &sheet, top: tableTop, isMain: false)
    let width = table.columns.count
    let record = run.record
    sheet.begin(
      answer.title,
      (answer.facts + [
        "chipcast \(record.version)",
        "scenario \(record.scenario.name), fingerprint \(record.scenario.fingerprint)",
      ]).joined(separator: " · "), columns: width)
    for (look, texts) in [(Look.answer, answer.paragraphs), (Look.note, notes)] {
      for text in texts {
        sheet.paragraph(top, text, look, columns: width)
        top += 1
      }
    }
    sheet.put(tableTop - 1, 0, .text("The figures", Look.heading))
    top = tableTop + table.rows.count + 2
    if let readings {
      sheet.put(top, 0, .text(ReadingsTable.heading, Look.heading))
      readings.put(on: &sheet, top: top + 1, isMain: false)
      top += readings.rows.count + 3
    }
    sheet.paragraph(
      top,
      "± is the standard error of the mean; \"± of quantiles\" is the widest half of the 95% intervals of P5 to P95. "
        + "Both are errors of the simulation: whether the assumptions are right is another matter, see the sheet "
        + "'\(LedgerSheet.name)'. Cells hold every digit and show those that the error allows.",
      Look.note, columns: width)
    top += 2
    sheet.put(top, 0, .text("Sheets", Look.heading))
    for (k, other) in others.enumerated() {
      sheet.put(top + 1 + k, 0, Cell(.jump(other.name, sheet: other.name), Look.link))
      sheet.put(top + 1 + k, 1, .text(other.about))
    }
    return sheet
  }

  private var outputs: SheetTable {
    SheetTable(
      [
        .text("", atMost: 46)
      ] + Figures.columns + (hasGaps ? [.number("no value in")] : []) + [.text("output")],
      run.outputs.map { row in
        let (name, s) = (row.output, row.statistics)
        let unit = SheetUnit(of: name, unit: s.unit)
        return [.text(Names(run).output(name))]
          + Figures.cells(s, unit)
          + (hasGaps ? [Self.share(row.noValue)] : []) + [.text(name)]
      })
  }

  /// The readings of the record side by side, a part of the answer; nil where there is only one.
  private var readings: SheetTable? {
    guard let readings = ReadingsTable(run) else { return nil }
    let (target, little) = (Words.target(readings.target), Words.target(readings.little))
    return SheetTable(
      [.text("by the end of \(run.yearEnd), $bn", atMost: 46)] + Figures.columns + [
        .number("P(≥ \(target))"), .number("P(< \(little))"), .text("scenario"),
      ],
      readings.rows.map { row in
        [.text(row.title)] + Figures.cells(row.statistics, .billions)
          + [row.reachesTarget, row.nextToNothing].map {
            $0.value.isFinite ? Look.probability($0.value, width: $0.halfWidth) : .blank
          } + [.text(row.reading)]
      })
  }

  private static func share(_ x: Double) -> Cell {
    x > 0 ? Look.probability(x, width: min(0.005, x / 5)) : .blank
  }

  /// Whether some output has no value in some trial.
  private var hasGaps: Bool { run.outputs.contains { $0.noValue > 0 } }
}

/// Rows of statistics as cells.
enum Figures {
  /// The columns of `cells`.
  static let columns: [SheetTable.Column] = [
    .number("mean"), .number("± se"), .number("P5"), .number("P25"), .number("median"),
    .number("P75"), .number("P95"), .number("± of quantiles"),
  ]

  /// Mean, its error, P5, P25, median, P75, P95 and the error of these.
  static func cells(_ s: Statistics, _ unit: SheetUnit) -> [Cell] {
    let hasMean = s.mean.isFinite
    return [
      hasMean ? unit.figure(s.mean, error: s.standardError) : .blank,
      hasMean ? unit.error(s.standardError, of: s.mean) : .blank,
    ]
      + [s.p05, s.p25, s.p50, s.p75, s.p95].map { unit.figure($0, error: s.quantileError) }
      + [unit.error(s.quantileError, of: s.p50.isFinite ? s.p50 : s.p05)]
  }
}
