import Tables

/// Reads the rows of a file of closes according to its layout.
struct ClosesReader {
  struct Row {
    let row: Int
    let day: Day
    /// Nil where the vendor had no price.
    let value: Double?
    /// Whether the file says that nothing was traded, by a trade status of 0.
    let isSuspended: Bool
    /// Nil where the file has no volume.
    let volume: Double?
  }

  private let table: CSVTable
  private let layout: ExportLayout
  private let header: ExportHeader
  private let exchange: Exchange?
  private let dateColumn: Int
  private let closeColumn: Int
  private let seriesColumn: Int?
  private let volumeColumn: Int?
  private let statusColumn: Int?
  private let marks: [[UInt8]]

  var closeTitle: String { header.titles[closeColumn] }

  /// - Parameter exchange: whose dates stamps with a time zone are turned into.
  /// - Throws: where the header is that of no known layout.
  init(table: CSVTable, on exchange: Exchange? = nil) throws(DataProblem) {
    let header = try ExportHeader(table)
    guard let layout = ExportLayout.matching(header.titles),
      let date = header.column(layout.dateColumns), let close = header.column(layout.closeColumns)
    else {
      throw DataProblem(
        table.name,
        table.separatorProblem
          ?? "its columns are \(table.columnList); expected date,close or the columns of an export "
          + "of Yahoo, Stooq, Tushare, akshare or Eastmoney")
    }
    self.table = table
    self.layout = layout
    self.header = header
    self.exchange = exchange
    dateColumn = date
    closeColumn = close
    seriesColumn = header.column(ExportLayout.seriesColumns)
    volumeColumn = header.column(ExportLayout.volumeColumns)
    statusColumn = header.column(ExportLayout.statusColumns)
    marks = layout.marksOfNoPrice.map { Array($0.utf8) }
  }

  /// Whether the vendor is one whose prices may be adjusted forward, down to below 0.
  var isVendor: Bool { !marks.isEmpty }

  /// The rows in the order of the file.
  func rows(upTo cutoff: Day?) throws(DataProblem) -> [Row] {
    var result: [Row] = []
    result.reserveCapacity(table.rowCount)
    var series: ArraySlice<UInt8>?
    for row in header.firstRow..<max(header.firstRow, table.rowCount) {
      let day = try day(row)
      if let cutoff, day > cutoff { continue }
      try table.checkShape(row)
      if let seriesColumn {
        let found = table[row, seriesColumn]
        if let series, series != found {
          throw table.problem(
            row,
            "\(header.titles[seriesColumn]) changes to "
              + "\(excerpt(table.text(row, seriesColumn))) from "
              + "\(excerpt(String(decoding: series, as: UTF8.self))); keep one series a file")
        }
        series = found
      }
      let volume = volumeColumn.flatMap { table.number(row, $0) }
      let isSuspended = statusColumn.map { table.number(row, $0) == 0 } ?? false
      let value = try price(row, volume: isSuspended ? 0 : volume)
      if value != nil, !isSuspended { try checkWeekday(row, day) }
      result.append(
        Row(row: row, day: day, value: value, isSuspended: isSuspended, volume: volume))
    }
    return result
  }

  private func day(_ row: Int) throws(DataProblem) -> Day {
    let field = table[row, dateColumn]
    if let day = Day(bytes: field) { return day }
    let title = header.titles[dateColumn]
    guard let stamp = Stamp(field) else {
      throw table.problem(row, "\(title) \(Day.complaint(about: table.text(row, dateColumn)))")
    }
    do {
      return try stamp.day(on: exchange)
    } catch {
      throw table.problem(row, "\(title) \(error.words) \(excerpt(table.text(row, dateColumn)))")
    }
  }

  private func checkWeekday(_ row: Int, _ day: Day) throws(DataProblem) {
    guard day.weekday == .saturday || day.weekday == .sunday else { return }
    throw table.problem(
      row,
      "\(day) is a \(day.weekday == .sunday ? "Sunday" : "Saturday"), on which no exchange has a "
        + "session; are the dates those of another time zone, or days filled in between?")
  }

  private func price(_ row: Int, volume: Double?) throws(DataProblem) -> Double? {
    if let value = table.number(row, closeColumn) {
      if value > 0 || (value < 0 && isVendor) { return value }
      // Some vendors write a price of 0 where nothing was traded.
      if value == 0, volume == 0, isVendor { return nil }
    }
    let bytes = table[row, closeColumn]
    guard !marks.contains(where: { $0.elementsEqual(bytes) }) else { return nil }
    throw problem(row)
  }

  func problem(_ row: Int) -> DataProblem {
    table.problem(
      row, "\(closeTitle) must be a price above 0, got \(excerpt(table.text(row, closeColumn)))")
  }
}
