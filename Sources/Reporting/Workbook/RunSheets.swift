import Workbook

/// The answer, and the figures behind it.
struct SummarySheet {
  static let name = "Summary"
  let run: RunFolder

  /// - Parameter others: sheets to jump to, with what each holds.
  func sheet(_ others: [(name: String, about: String)]) -> Sheet {
    var sheet = Sheet(Self.name)
    sheet.showsGrid = false
    sheet.pages = .one
    var top = 3
    let sentences = AnswerSection(run: run).sentences
    // The table decides the widths, and they the heights of the text above it.
    let table = outputs
    let tableTop = top + sentences.count + 2
    table.put(on: &sheet, top: tableTop, isMain: false)
    let width = table.columns.count
    let record = run.record
    sheet.begin(
      record.scenario.title,
      "as of \(record.scenario.asOf) · \(Rounded.grouped(String(record.plan.trials))) trials · seed "
        + "\(record.plan.seed) · chipcast \(record.version) · scenario \(record.scenario.name), fingerprint "
        + record.scenario.fingerprint, columns: width)
    for sentence in sentences {
      sheet.paragraph(top, sentence, Look.answer, columns: width)
      top += 1
    }
    sheet.put(tableTop - 1, 0, .text("The figures", Look.heading))
    top = tableTop + table.rows.count + 2
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
        .text("", atMost: 46), .number("mean"), .number("± se"), .number("P5"), .number("P25"),
        .number("median"), .number("P75"), .number("P95"), .number("± of quantiles"),
        .text("output"),
      ],
      run.outputs.map { name, s in
        let unit = SheetUnit(of: name, unit: s.unit)
        return [.text(Words.output(name, yearEnd: run.yearEnd, months: run.months))]
          + Figures.cells(s, unit) + [.text(name)]
      })
  }
}

/// Rows of statistics as cells.
enum Figures {
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

struct ProbabilitySheet {
  static let name = "Probabilities"
  let run: RunFolder

  var sheet: Sheet {
    var sheet = Sheet(Self.name)
    let trials = Double(run.record.plan.trials)
    let table = SheetTable(
      [
        .text("that"), .number("probability"), .number("95% low"), .number("95% high"),
        .number("trials"), .text("statement"),
      ],
      run.statements.map { statement in
        [.text(Words.statement(statement.label, yearEnd: run.yearEnd, months: run.months))]
          + Look.probability(statement.probability) + [
            .number((statement.probability.value * trials).rounded(), Look.count),
            .text(statement.label),
          ]
      })
    table.put(on: &sheet, top: 3)
    sheet.begin(
      "How probable is what",
      "Shares of \(Rounded.grouped(String(run.record.plan.trials))) trials, with the interval in which the share over "
        + "endless trials lies with 95% confidence. For an amount of your own see '\(ThresholdSheets.name)'.",
      columns: 6)
    return sheet
  }
}

/// Every assumption with its source.
struct LedgerSheet {
  static let name = "Ledger"
  let run: RunFolder
  /// Inputs by what they move of a quantity, the first most; nil where that is not known.
  let ranking: (quantity: String, order: [String])?

  var sheet: Sheet {
    var sheet = Sheet(Self.name)
    let place = Dictionary(
      zip(ranking?.order ?? [], 1...), uniquingKeysWith: { first, _ in first })
    let addresses = run.assumptions.map { Self.address($0.source) }
    let hasLinks = addresses.contains { $0 != nil }
    let rows = zip(run.assumptions, addresses).map { a, address -> [Cell] in
      let link = address.map { Cell(.link($0, address: $0), Look.link) } ?? .blank
      let rank = place[a.key].map { Cell.number(Double($0), Look.count) } ?? .blank
      return [
        .text(a.key, Look.wrapped), .text(Words.distribution(a.distribution), Look.wrapped),
      ]
        + [a.mean, a.p05, a.p95].map { .number($0, Self.style($0)) } + [
          .text(a.unit == "1" ? "" : a.unit),
          .text(a.confidence, Self.style(confidence: a.confidence)), .text(a.source, Look.wrapped),
          .text(a.file.split(separator: "/").last.map(String.init) ?? a.file),
        ] + (hasLinks ? [link] : []) + (ranking == nil ? [] : [rank])
    }
    let table = SheetTable(
      [
        .text("key", atMost: 40), .text("distribution", atMost: 36), .number("mean"),
        .number("P5"), .number("P95"), .text("unit"), .text("confidence"),
        .text("source", atMost: 70), .text("where"),
      ] + (hasLinks ? [.text("link", atMost: 30)] : [])
        + (ranking == nil ? [] : [.number("rank by effect")]), rows)
    table.put(on: &sheet, top: 3)
    let ranks = ranking.map {
      " Ranks are by the swing of \($0.quantity) on '\(DriverSheet.swingsName)'."
    }
    sheet.begin(
      "Every assumption, with who says so",
      "Filter by confidence to see what rests on a rumour. Where P5 and P95 are equal the value is the same in every "
        + "trial." + (ranks ?? ""), columns: 8)
    return sheet
  }

  /// The weakest grounds stand out.
  private static func style(confidence: String) -> CellStyle {
    var style = Look.bold
    switch confidence {
    case "assumption": style.ink = Look.second
    case "rumour": style.ink = Look.inks[3]
    default: style = Look.plain
    }
    return style
  }

  /// The first web address in a text.
  private static func address(_ text: String) -> String? {
    text.split(separator: " ").first { $0.hasPrefix("https://") || $0.hasPrefix("http://") }
      .map { String($0.trimmingSuffix { ".,;)".contains($0) }) }
  }

  /// Digits for numbers of any size.
  private static func style(_ value: Double) -> CellStyle {
    let size = abs(value)
    if value == value.rounded() || size >= 10_000 { return Look.count }
    return CellStyle(numberFormat: size >= 1 ? "#,##0.000" : size >= 0.001 ? "0.0000" : "0.00E+00")
  }
}

extension Substring {
  fileprivate func trimmingSuffix(while isCut: (Character) -> Bool) -> Substring {
    var rest = self
    while let last = rest.last, isCut(last) { rest.removeLast() }
    return rest
  }
}

/// How the results were made.
struct MethodSheet {
  static let name = "Run"
  let rows: [(String, String)]
  /// What has to be known to read the figures.
  let notes: [String]

  var sheet: Sheet {
    var sheet = Sheet(Self.name)
    sheet.showsGrid = false
    sheet.widths = [0: 24, 1: 90]
    sheet.put(0, 0, .text("How it was run", Look.title))
    sheet.heights[0] = 22
    for (k, row) in rows.enumerated() {
      sheet.put(2 + k, 0, .text(row.0, Look.bold))
      sheet.put(2 + k, 1, .text(row.1, Look.wrapped))
    }
    for (k, note) in notes.enumerated() {
      sheet.paragraph(3 + rows.count + k, note, Look.note, columns: 2)
    }
    return sheet
  }
}
