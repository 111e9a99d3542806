import EquityImpact
import EventStudy
import Records
import Tables
import Wording

/// The page of a comparison: distributions side by side, and paired differences from the first
/// scenario.
struct CompareReport {
  private let results: CompareFolder
  private var record: ReportRecord.Compare { results.record }
  private var rows: [CompareRow] { results.rows }

  init(_ folder: String) throws(DataProblem) { results = try CompareFolder(folder) }

  var contents: ReportContents {
    let others = record.names.dropFirst().joined(separator: ", ")
    return ReportContents(
      title: "\(record.names.first ?? "") against \(others)",
      about:
        "\(Rounded.counted(record.plan.trials, "trial")) of each, the same draws in all · "
        + "seed \(record.plan.seed)",
      answer: answer, description: titles,
      sections: [sideBySide, differences, method, LedgerSection.limits])
  }

  /// What the names stand for.
  private var titles: String {
    zip(record.names, record.scenarios).filter { $0 != $1.title }
      .map { "\($0): \($1.title)" }.joined(separator: "; ")
  }

  private var words: Names { Names(record.scenarios[0]) }

  private func row(_ scenario: String, _ output: String, isStatement: Bool = false) -> CompareRow? {
    results.row(scenario, output, isStatement: isStatement)
  }

  private func names(areStatements: Bool) -> [String] {
    rows.filter { $0.isStatement == areStatements }.map(\.output).reduce(into: []) {
      if $0.last != $1, !$0.contains($1) { $0.append($1) }
    }
  }

  /// How each scenario differs from the first in the recovery by fiscal year end.
  private var answer: [String] {
    guard let first = record.names.first, row(first, "recovered_fy") != nil else { return [] }
    return record.names.dropFirst().prefix(5).compactMap { name in
      guard let row = row(name, "recovered_fy"), row.difference.value.isFinite else { return nil }
      let d = row.difference
      let mean = Words.moneyWithError(row.mean, error: row.standardError)
      let start = "\(name) recovers \(mean) by fiscal year end on average, "
      guard row.isReal else {
        return start
          + (d.value == 0 && d.halfWidth == 0
            ? "as \(first) does in every trial." : "no clear difference from \(first).")
      }
      return start + Words.moneyWithError(abs(d.value), error: d.standardError)
        + (d.value > 0 ? " more than " : " less than ") + first + "."
    }
  }

  /// Outputs of the scenario as a whole.
  private var outputs: [String] {
    names(areStatements: false).filter {
      !$0.contains(".FY") && !$0.contains(".month.") && !$0.contains(".CY") && !isOfShare($0)
    }
  }

  /// Whether an output or a statement is about a share; those of the basket over the last horizon stand with the
  /// scenario's.
  private func isOfShare(_ name: String) -> Bool {
    let quantities = EquityOutputs.Quantity.allCases.map { $0.rawValue + "." }
    guard quantities.contains(where: name.hasPrefix) else { return false }
    return !["policy", "car"].contains { name == "\($0).\(EquityOutputs.basket).\(lastHorizon)" }
  }

  /// Sessions; 0 without shares.
  private var lastHorizon: Int {
    names(areStatements: false).filter { $0.hasPrefix("car.\(EquityOutputs.basket).") }
      .compactMap { Int($0.split(separator: ".").last ?? "") }.max() ?? 0
  }

  private var sideBySide: ReportSection {
    let baskets = outputs.filter { $0.hasPrefix("car.basket.") }.suffix(1)
    let shown = ["recovered_fy", "recovered", "net_recovered", "gross_profit"] + baskets
    return ReportSection(
      id: "scenarios", heading: "Side by side",
      paragraphs: ["Bars hold nine tenths of the trials, P5 to P95; the point is the mean."],
      figures: shown.enumerated().compactMap { figure($0.offset, $0.element) })
  }

  private func figure(_ number: Int, _ output: String) -> ReportFigure? {
    let parts = record.names.compactMap { row($0, output) }.filter(\.mean.isFinite)
    guard parts.count == record.names.count, let unit = parts.first?.unit,
      let least = parts.min(by: { $0.mean < $1.mean }),
      let most = parts.max(by: { $0.mean < $1.mean })
    else { return nil }
    let scale = Words.scale(of: output, unit: unit)
    func text(_ row: CompareRow) -> String {
      Words.value(row.mean, error: row.standardError, scale)
    }
    let bars = parts.enumerated().map { k, part in
      Mark.Bar(
        x: (part.p05 / scale.factor, part.p95 / scale.factor),
        y: (Double(k) - 0.3, Double(k) + 0.3),
        tip: "\(part.scenario): mean \(text(part)), P5 "
          + "\(Words.number(part.p05 / scale.factor)), P95 \(Words.number(part.p95 / scale.factor))"
      )
    }
    let points = parts.enumerated().map { k, part in
      Mark.Point(
        part.mean / scale.factor, Double(k), tip: "\(part.scenario): mean \(text(part))")
    }
    let heading = words.output(output)
    let title =
      least.mean == most.mean
      ? "\(heading): \(text(most)) in all"
      : "\(heading): \(text(least)) in \(least.scenario), \(text(most)) in \(most.scenario)"
    let chart = Chart(
      name: "compare-\(number)", title: title,
      description:
        "\(heading) in each scenario: the range from the 5th to the 95th percentile of the trials, "
        + "and the mean.",
      x: .numbers(
        scale.unit, over: parts.flatMap { [$0.p05, $0.p95] }.map { $0 / scale.factor }, count: 4),
      y: .names("", parts.map(\.scenario)), marks: [.bar(bars, .first), .point(points, .second)],
      size: .init(width: 480, height: 90 + 26 * Double(min(parts.count, 40))))
    let table = ReportTable(
      caption: "\(heading), \(scale.unit)",
      columns: [
        .text("scenario"), .number("mean ± se"), .number("P5"), .number("median"), .number("P95"),
      ],
      rows: parts.map { part in
        [.init(part.scenario), .init(text(part))]
          + [part.p05, part.p50, part.p95].map { .init(Words.number($0 / scale.factor)) }
      }, isOpen: false)
    return ReportFigure(chart: chart, table: table)
  }

  private var differences: ReportSection {
    let whole = outputs
    let statements = names(areStatements: true)
    return ReportSection(
      id: "differences", heading: "Differences from \(record.names.first ?? "")",
      paragraphs: [
        "Differences are paired, trial by trial, with their 95% intervals; an asterisk marks those of more "
          + "than 3 standard errors."
      ],
      tables: [
        table("Outputs", whole, areStatements: false, isOpen: true),
        table(
          "Probabilities",
          statements.filter { !$0.hasPrefix("cumulative.") && !isOfShare($0) },
          areStatements: true, isOpen: true),
        table(
          "Outputs by quarter and month, and of shares",
          names(areStatements: false).filter { !whole.contains($0) }, areStatements: false,
          isOpen: false),
        table(
          "Probabilities by quarter, and of shares",
          statements.filter { $0.hasPrefix("cumulative.") || isOfShare($0) },
          areStatements: true, isOpen: false),
      ].filter { !$0.rows.isEmpty })
  }

  /// Rows without any figure are left out.
  private func table(
    _ caption: String, _ names: [String], areStatements: Bool, isOpen: Bool
  ) -> ReportTable {
    let (first, others) = (record.names.first ?? "", record.names.dropFirst())
    var table = ReportTable(
      caption: caption,
      columns: [.text(""), .number(first)] + others.map { .number("\($0) less \(first)") }
        + [.text("unit")], isOpen: isOpen)
    for name in names {
      guard let base = row(first, name, isStatement: areStatements), base.mean.isFinite else {
        continue
      }
      let scale = areStatements ? (0.01, "%") : Words.scale(of: name, unit: base.unit)
      let differences = others.map {
        Self.cell(row($0, name, isStatement: areStatements), scale.0)
      }
      let mean =
        Words.rounded(base.mean, error: base.standardError, scale: scale.0)
        + Rounded.plusMinus(base.standardError, scale: scale.0)
      let heading = areStatements ? words.statement(name) : words.output(name)
      table.rows.append([.init(heading, key: name), .init(mean)] + differences + [.init(scale.1)])
    }
    return table
  }

  private static func cell(_ row: CompareRow?, _ scale: Double) -> ReportTable.Cell {
    guard let row, row.difference.value.isFinite else { return "–" }
    let d = row.difference
    guard d.value != 0 || d.halfWidth != 0 else { return "same" }
    func plain(_ x: Double) -> String { Words.rounded(x, error: d.halfWidth, scale: scale) }
    let text = "\(plain(d.value)) (\(plain(d.low)) – \(plain(d.high)))"
    return .init(text + (row.isReal ? " *" : ""), style: row.isReal ? "clear" : "")
  }

  private var method: ReportSection {
    ReportSection.method(
      record.scenarios.map {
        ($0.name, "\($0.title), as of \($0.asOf), fingerprint \($0.fingerprint)")
      }
        + record.plan.rows + [("version", "chipcast \(record.version)")])
  }
}
