import EventStudy
import Foundation
import Mustache
import Records
import Tables

/// The results of a command as one page of HTML that needs nothing else: no network, no script of
/// others, and none at all to be read.
///
/// Every sentence and title is computed from the files; all text of theirs is escaped.
package struct Report {
  private let contents: ReportContents

  /// - Parameters:
  ///   - folder: what `chipcast run`, `compare`, `sweep`, `sensitivity`, `event-study` or `backtest`
  ///     has written.
  ///   - actuals: reported figures, in the columns of Data/actuals.csv.
  ///   - sensitivity: the folder of `chipcast sensitivity`; `folder` itself where nil.
  ///   - eventStudy: the folder of `chipcast event-study`.
  package init(
    folder: String, actuals: String? = nil, sensitivity: String? = nil, eventStudy: String? = nil
  ) throws(DataProblem) {
    let kind = try ReportKind(of: folder)
    guard kind == .run || (actuals == nil && sensitivity == nil && eventStudy == nil) else {
      throw DataProblem(
        folder,
        "holds results of chipcast \(kind.rawValue); --actuals, --sensitivity and --event-study go with "
          + "those of chipcast run")
    }
    switch kind {
    case .run:
      contents = try .run(
        folder, actuals: actuals, sensitivity: sensitivity, eventStudy: eventStudy)
    case .compare: contents = try CompareReport(folder).contents
    case .sweep: contents = try SweepReport(folder).contents
    case .sensitivity: contents = try SensitivityReport(folder).contents
    case .eventStudy: contents = try StudyReport(folder).contents
    case .backtest: contents = try BackTestReport(folder).contents
    }
  }

  /// The charts of the page in order.
  package var charts: [Chart] { contents.sections.flatMap(\.figures).map(\.chart) }

  /// The page. The same files give the same bytes.
  package var html: String {
    let page: [String: Any] = [
      "title": contents.title, "about": contents.about, "answer": contents.answer,
      "description": contents.description.isEmpty ? [] : [contents.description],
      "screen": contents.screen.map { [Self.context($0)] } ?? [],
      "sections": contents.sections.map(Self.context),
    ]
    return Self.template.render(page, withTemplate: "page") ?? ""
  }

  private static let template: MustacheLibrary = {
    let texts = ["page": ReportTemplate.page, "table": ReportTemplate.table]
    // The templates are part of the program, and a test renders them.
    return MustacheLibrary(templates: texts.compactMapValues { try? MustacheTemplate(string: $0) })
  }()

  private static func context(_ screen: FirstScreen) -> [String: Any] {
    let answer = screen.answer
    return [
      "cards": zip(answer.cards, screen.pictures).map { card, picture in
        [
          "heading": card.heading, "figure": card.figure, "words": card.words,
          "svg": picture.marks.isEmpty ? "" : picture.svg,
        ]
      }, "hasDrivers": !answer.drivers.isEmpty,
      "drivers": answer.drivers.map { driver in
        [
          "name": driver.name, "effect": driver.effect,
          "kind": driver.kind.isEmpty ? [] : [driver.kind],
        ] as [String: Any]
      }, "reported": answer.reported.map { [$0] } ?? [],
    ]
  }

  private static func context(_ section: ReportSection) -> [String: Any] {
    [
      "id": section.id, "heading": section.heading, "paragraphs": section.paragraphs,
      "answer": section.answer,
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
            // None rather than an empty one, which would count as there.
            "style": style(column, cell.style).isEmpty ? [] : [style(column, cell.style)],
            "note": cell.note.map { [$0] } ?? [],
            "runs": cell.runs.map { run in
              var context = ["text": run.text]
              context["address"] = run.address
              context["hint"] = run.hint
              return context
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
