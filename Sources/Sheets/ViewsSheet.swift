import Records
import Wording
import Workbook

/// The forecast from inside, from outside and pooled.
struct ViewsSheet {
  static let name = "Inside and outside"
  let run: RunResults

  /// nil without an outside view.
  var sheet: Sheet? {
    guard let views = BothViews(run) else { return nil }
    var sheet = Sheet(Self.name)
    var columns: [SheetTable.Column] =
      [
        .text("", atMost: 46), .text("view"),
      ] + Figures.columns
    if let target = views.target { columns.append(.number("P(≥ \(Words.target(target)))")) }
    columns.append(.text("output"))
    let rows = views.rows.map { row -> [Cell] in
      var cells: [Cell] = [.text(row.quantity), .text(row.view)]
      cells += Figures.cells(row.statistics, .billions)
      if views.target != nil {
        cells.append(
          row.reachesTarget.map { Look.probability($0.value, width: $0.halfWidth) } ?? .blank)
      }
      return cells + [.text(row.output)]
    }
    SheetTable(columns, rows).put(on: &sheet, top: 3)
    sheet.begin(BothViews.heading, BothViews.about(run), columns: columns.count)
    return sheet
  }
}
