import Records
import Wording
import Workbook

/// The readings of the record side by side.
struct ReadingsSheet {
  static let name = "Readings"
  let run: RunResults

  /// nil where there is only one.
  var sheet: Sheet? {
    guard let readings = ReadingsTable(run) else { return nil }
    var sheet = Sheet(Self.name)
    let columns: [SheetTable.Column] = [
      .text("reading", atMost: 46), .number("mean"), .number("± se"), .number("P5"),
      .number("P25"), .number("median"), .number("P75"), .number("P95"), .number("± of quantiles"),
      .number("P(≥ \(Words.target(readings.target)))"),
      .number("P(< \(Words.target(readings.little)))"),
      .text("scenario"),
    ]
    let rows = readings.rows.map { row -> [Cell] in
      [.text(row.title)] + Figures.cells(row.statistics, .billions)
        + [row.reachesTarget, row.nextToNothing].map {
          $0.value.isFinite ? Look.probability($0.value, width: $0.halfWidth) : .blank
        } + [.text(row.reading)]
    }
    SheetTable(columns, rows).put(on: &sheet, top: 3)
    sheet.begin(ReadingsTable.heading, ReadingsTable.about(run), columns: columns.count)
    return sheet
  }
}
