import Workbook

/// A table on a sheet: a header, rows, and columns that fit what stands in them.
struct SheetTable {
  struct Column {
    let title: String
    /// In characters, at most; text is broken into lines beyond.
    let greatestWidth: Double
    var isNumeric = false

    static func text(_ title: String, atMost width: Double = 60) -> Column {
      Column(title: title, greatestWidth: width)
    }
    static func number(_ title: String) -> Column {
      Column(title: title, greatestWidth: 16, isNumeric: true)
    }
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
    for k in columns.indices {
      sheet.widths[left + k] = max(width(k), sheet.widths[left + k] ?? 0)
      var style = Look.header.aligned(columns[k].isNumeric ? .right : .left)
      style.indent = isIndented(k) ? 1 : 0
      sheet.put(top, left + k, .text(columns[k].title, style))
    }
    sheet.heights[top] =
      15
      * columns.indices.map { k in
        Self.lines(columns[k].title, in: (sheet.widths[left + k] ?? 0) - (isMain ? 3 : 0))
      }.reduce(1, max) + 1
    for (i, row) in rows.enumerated() {
      for (k, cell) in row.enumerated() {
        var cell = cell
        if case .text = cell.content, columns.indices.contains(k), isIndented(k) {
          cell.style.indent = 1
        }
        sheet.put(top + 1 + i, left + k, cell)
      }
      let lines = row.enumerated().map { k, cell -> Double in
        guard cell.style.wraps, case .text(let text) = cell.content else { return 1 }
        // Widths count digits, of which most letters are a little narrower.
        return Self.lines(text, in: 1.1 * (sheet.widths[left + k] ?? 0))
      }.reduce(1, max)
      // Rows of one line fit by themselves; spreadsheets do not all fit rows of more.
      if lines > 1 { sheet.heights[top + 1 + i] = 15 * lines }
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

  /// Text beside numbers stands a little away from them.
  private func isIndented(_ k: Int) -> Bool {
    k > 0 && !columns[k].isNumeric && columns[k - 1].isNumeric
  }

  /// Lines of a text whose words stay whole.
  private static func lines(_ text: String, in width: Double) -> Double {
    var (lines, used) = (1.0, 0.0)
    for word in text.split(separator: " ") {
      let length = Double(word.count)
      if used > 0, used + 1 + length > width {
        lines += 1
        used = 0
      }
      // A word longer than a line is broken.
      lines += max(0, (length / max(width, 1)).rounded(.up) - 1)
      used += length + (used > 0 ? 1 : 0)
    }
    return lines
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
    // A number near 1.8e308 has no hundredfold, and infinity would never fall below 10.
    let size = min(abs(value) * (format.hasSuffix("%") ? 100 : 1), .greatestFiniteMagnitude)
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

  /// Prints the first so many rows of a table, with all that stands above them.
  mutating func print(_ count: Int, of rows: Range<Int>, columns: Int) {
    guard count > 0 else { return }
    printed = CellRange(Place(0, 0), Place(rows.lowerBound + count - 1, columns - 1))
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

extension [SheetChart.Series] {
  /// A series for each name, in columns beside each other, over the names of rows in the first column.
  ///
  /// - Parameter inks: used anew where there are more names.
  static func columns(
    _ names: [String], from first: Int, rows: Range<Int>, sheet: String, _ inks: [Colour]
  ) -> [SheetChart.Series] {
    names.enumerated().map { k, name in
      .init(
        name, across: CellRange(rows: rows, column: 0),
        values: CellRange(rows: rows, column: first + k), sheet: sheet,
        .fill(inks[k % inks.count]))
    }
  }
}
