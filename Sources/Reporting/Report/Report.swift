import EventStudy
import Foundation
import Mustache

/// The results of a run as one page of HTML that needs nothing else: no network, no script of
/// others, and none at all to be read.
///
/// Every sentence and title is computed from the files; all text of theirs is escaped.
public struct Report {
  private let run: RunFolder
  private let answer: [String]
  private let sections: [ReportSection]

  /// - Parameters:
  ///   - folder: what `chipcast run` has written.
  ///   - actuals: reported figures, in the columns of Data/actuals.csv.
  ///   - sensitivity: the folder of `chipcast sensitivity`; `folder` itself where nil.
  ///   - eventStudy: the folder of `chipcast event-study`.
  public init(
    folder: String, actuals: String? = nil, sensitivity: String? = nil, eventStudy: String? = nil
  ) throws(DataProblem) {
    run = try RunFolder(folder)
    let reported = if let actuals { try Actual.read(actuals) } else { [Actual]() }
    let bars = try TornadoBar.read(sensitivity ?? folder)
    let indices = try SobolBar.read(sensitivity ?? folder)
    if let sensitivity, bars.isEmpty, indices.isEmpty {
      throw DataProblem(sensitivity, "holds neither a tornado.csv nor a sobol.csv with rows")
    }
    let curves = if let eventStudy { try StudyCurve.read(eventStudy) } else { [StudyCurve]() }
    let first = AnswerSection(run: run)
    let matter = SensitivitySection(run: run, tornado: bars, sobol: indices)
    answer = first.sentences
    sections =
      [first.section, RecoverySection(run: run, actuals: reported).section, matter.section]
      .compactMap { $0 }
      + [
        run.shares.map { SharesSection(shares: $0).section }, StudySection(curves: curves).section,
      ]
      .compactMap { $0 } + LedgerSection(run: run, order: matter.order).sections
  }

  /// The charts of the page in order.
  public var charts: [Chart] { sections.flatMap(\.figures).map(\.chart) }

  /// The page. The same files give the same bytes.
  public var html: String {
    let record = run.record
    let page: [String: Any] = [
      "title": record.scenario.title,
      "about":
        "as of \(record.scenario.asOf) · \(Rounded.grouped(String(record.plan.trials))) trials · "
        + "seed \(record.plan.seed)",
      "answer": answer,
      "sections": sections.map(Self.context),
    ]
    return Self.template.render(page, withTemplate: "page") ?? ""
  }

  private static let template: MustacheLibrary = {
    let texts = ["page": ReportTemplate.page, "table": ReportTemplate.table]
    // The templates are part of the program, and a test renders them.
    return MustacheLibrary(templates: texts.compactMapValues { try? MustacheTemplate(string: $0) })
  }()

  private static func context(_ section: ReportSection) -> [String: Any] {
    [
      "id": section.id, "heading": section.heading, "paragraphs": section.paragraphs,
      "size": section.isSmall ? "small" : "large", "hasFigures": !section.figures.isEmpty,
      "figures": section.figures.map(context), "tables": section.tables.map(context),
    ]
  }

  private static func context(_ figure: ReportFigure) -> [String: Any] {
    let chart = figure.chart
    return [
      "title": chart.title, "svg": chart.svg,
      "legend": chart.legend.map { entry in
        ["ink": entry.ink.rawValue, "text": entry.text, "isLine": chart.hasLine(entry.ink)]
          as [String: Any]
      }, "hasLegend": chart.legend.count > 1, "data": context(figure.table),
    ]
  }

  private static func context(_ table: ReportTable) -> [String: Any] {
    func style(_ column: ReportTable.Column, _ more: String = "") -> String {
      [column.isNumber ? "n" : "", more].filter { !$0.isEmpty }.joined(separator: " ")
    }
    return [
      "caption": table.caption, "isOpen": table.isOpen,
      "columns": table.columns.map { ["text": $0.title, "style": style($0)] },
      "rows": table.rows.map { row in
        zip(table.columns, row).map { column, cell in
          [
            "style": style(column, cell.style),
            "runs": cell.runs.map { run in
              run.address.map { ["text": run.text, "address": $0] } ?? ["text": run.text]
            },
          ] as [String: Any]
        }
      },
    ]
  }
}

extension Chart {
  fileprivate func hasLine(_ ink: Ink) -> Bool {
    marks.contains { mark in
      if case .line(_, let other) = mark { other == ink } else { false }
    }
  }
}
