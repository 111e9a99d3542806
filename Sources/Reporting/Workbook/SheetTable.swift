import Workbook

/// A table on a sheet: a header, rows, and columns that fit what stands in them.
struct SheetTable {
  struct Column {
    let title: String
    /// In characters, at most; text is broken into lines beyond.
    let greatestWidth: Double

    static func text(_ title: String, atMost width: Double = 60) -> Column {
      Column(title: title, greatestWidth: width)
    }
    static func number(_ title: String) -> Column { Column(title: title, greatestWidth: 16) }
  }

  let columns: [Column]
  var rows: [[Cell]]

  init(_ columns: [Column], _ rows: [[Cell]]) {
    self.columns = columns
    self.rows = rows
  }

  /// Puts it below `top`, the row of the header.
  ///
  /// - Parameter isMain: the table that the sheet is for: its header stays in sight and has filters,
  ///   and stands on every printed page.
  /// - Returns: the rows below the header.
  @discardableResult
  func put(
    on sheet: inout Sheet, top: Int, left: Int = 0, isMain: Bool = true, freezing: Int = 1
  ) -> Range<Int> {
    for (k, column) in columns.enumerated() {
      let isNumeric = column.greatestWidth == 16
      sheet.put(
        top, left + k, .text(column.title, Look.header.aligned(isNumeric ? .right : .left)))
    }
    for (k, row) in rows.enumerated() { sheet.put(top + 1 + k, from: left, row) }
    for k in columns.indices {
      let width = max(width(k), sheet.widths[left + k] ?? 0)
      sheet.widths[left + k] = width
    }
    let last = top + rows.count
    if isMain {
      sheet.frozen = Place(top + 1, freezing)
      sheet.repeatedRows = top...top
      // A filter over no rows is refused by spreadsheets.
      if !rows.isEmpty {
        sheet.filter = CellRange(Place(top, left), Place(last, left + columns.count - 1))
      }
    }
    return top + 1..<last + 1
  }

  /// Wide enough for the longest word of the header with its filter button, and for the cells.
  private func width(_ k: Int) -> Double {
    let words = columns[k].title.split(separator: " ").map(\.count).max() ?? 0
    let cells = rows.map { row -> Double in
      guard row.indices.contains(k) else { return 0 }
      switch row[k].content {
      case .text(let text), .link(let text, _), .jump(let text, _): return Double(text.count) + 1.5
      case .number(let value), .formula(_, let value):
        return Self.digits(value, row[k].style.numberFormat)
      case .blank: return 0
      }
    }
    return min(max(Double(words) + 4, cells.max() ?? 0, 8), columns[k].greatestWidth + 2)
  }

  /// Characters that a number takes.
  private static func digits(_ value: Double, _ format: String) -> Double {
    guard !format.isEmpty else { return 10 }
    let size = abs(value) * (format.hasSuffix("%") ? 100 : 1)
    var whole = 1.0
    var rest = size
    while rest >= 10 {
      rest /= 10
      whole += 1
    }
    let marks = format.filter { $0 != "\"" && $0 != "#" && $0 != "," }.count
    return whole + (format.contains(",") ? (whole / 3).rounded(.down) : 0) + Double(marks) + 2
  }
}

extension Sheet {
  /// The beginning of a sheet: what it is, and how to read it over the width of some columns.
  ///
  /// Widths have to be known before, as a row of joined cells does not fit its text by itself.
  mutating func begin(_ title: String, _ note: String, columns: Int) {
    put(0, 0, .text(title, Look.title))
    heights[0] = 22
    paragraph(1, note, Look.note, columns: columns)
  }

  /// Text over several columns.
  mutating func paragraph(_ row: Int, _ text: String, _ style: CellStyle, columns: Int) {
    put(row, 0, .text(text, style))
    guard columns > 1 else { return }
    merged.append(CellRange(Place(row, 0), Place(row, columns - 1)))
    let width = (0..<columns).reduce(0) { $0 + (widths[$1] ?? 8.43) }
    let size = style.size == 0 ? 11 : style.size
    let perLine = max(width * 11 / size * 1.02, 10)
    let lines = (Double(text.count) / perLine).rounded(.up)
    heights[row] = max(1, lines) * size * 1.37 + 2
  }
}
