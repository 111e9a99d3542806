import Workbook

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
