/// Reads the rows of a file of closes according to its layout.
struct ClosesReader {
  struct Row {
    let row: Int
    let day: Day
    /// Nil where the vendor had no price.
    let value: Double?
  }

  private let table: CSVTable
  private let layout: ExportLayout
  private let dateColumn: Int
  private let closeColumn: Int
  private let seriesColumn: Int?
  private let marks: [[UInt8]]

  var closeTitle: String { table.header[closeColumn] }

  /// - Throws: where the header is that of no known layout.
  init(table: CSVTable) throws(DataProblem) {
    guard let layout = ExportLayout.matching(table.header) else {
      throw DataProblem(table.name, Self.unrecognised(table.header))
    }
    func first(_ names: [String]) -> Int { names.lazy.compactMap(table.column).first! }
    self.table = table
    self.layout = layout
    dateColumn = first(layout.dateColumns)
    closeColumn = first(layout.closeColumns)
    seriesColumn = ExportLayout.seriesColumns.lazy.compactMap(table.column).first
    marks = layout.marksOfNoPrice.map { Array($0.utf8) }
  }

  private static func unrecognised(_ header: [String]) -> String {
    let delimiters: [(Character, String)] = [(";", "semicolons"), ("\t", "tabs")]
    for (mark, words) in delimiters where header.count == 1 && header[0].contains(mark) {
      return "its fields seem to be separated by \(words); commas are expected"
    }
    return
      "its columns are \(header.joined(separator: ", ")); expected date,close or the columns of "
      + "an export of Yahoo, Stooq, Tushare, akshare or Eastmoney"
  }

  /// The rows in the order of the file.
  func rows(upTo cutoff: Day?) throws(DataProblem) -> [Row] {
    var result: [Row] = []
    result.reserveCapacity(table.rowCount)
    var series: ArraySlice<UInt8>?
    for row in 0..<table.rowCount {
      let title = table.header[dateColumn]
      guard let day = table.day(row, dateColumn) else {
        throw table.problem(
          row, "\(title) \(Day.complaint(about: table.text(row, dateColumn)))")
      }
      if let cutoff, day > cutoff { continue }
      try table.checkShape(row)
      if let seriesColumn {
        let found = table[row, seriesColumn]
        if let series, series != found {
          throw table.problem(
            row,
            "\(table.header[seriesColumn]) changes to \"\(table.text(row, seriesColumn))\" from "
              + "\"\(String(decoding: series, as: UTF8.self))\"; keep one series a file")
        }
        series = found
      }
      result.append(Row(row: row, day: day, value: try price(row)))
    }
    return result
  }

  private func price(_ row: Int) throws(DataProblem) -> Double? {
    if let value = table.number(row, closeColumn), value > 0 { return value }
    let bytes = table[row, closeColumn]
    guard !marks.contains(where: { $0.elementsEqual(bytes) }) else { return nil }
    throw table.problem(
      row, "\(closeTitle) must be a price above 0, got \"\(table.text(row, closeColumn))\"")
  }
}
