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
  private let ticker: String?

  var closeTitle: String { header.titles[closeColumn] }

  /// - Parameters:
  ///   - exchange: whose dates stamps with a time zone are turned into.
  ///   - ticker: the share whose closes these should be; nil where the file may be of any series.
  /// - Throws: where the header is that of no known layout, or names another share.
  init(
    table: CSVTable, on exchange: Exchange? = nil, of ticker: String? = nil
  ) throws(DataProblem) {
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
    self.ticker = ticker
    if let series = header.series { try check(series, "Ticker", row: 0) }
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
        if series == nil,
          ExportLayout.tickerColumns.contains(header.titles[seriesColumn].lowercased())
        {
          try check(table.text(row, seriesColumn), header.titles[seriesColumn], row: row)
        }
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
      let value = try price(row, volume: isSuspended ? 0 : volume, upTo: cutoff)
      if value != nil, !isSuspended { try checkWeekday(row, day) }
      result.append(
        Row(row: row, day: day, value: value, isSuspended: isSuspended, volume: volume))
    }
    return result
  }

  /// - Throws: where a file's own name of its series is that of another share.
  private func check(_ series: String, _ title: String, row: Int) throws(DataProblem) {
    guard let ticker, !series.isEmpty, !Ticker(series).isPerhaps(Ticker(ticker)) else { return }
    throw table.problem(
      row,
      "\(title) must be \(excerpt(ticker)), the share whose closes are asked for, got "
        + "\(excerpt(series)); keep the closes of each share in a file of its own name")
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

  private func price(
    _ row: Int, volume: Double?, upTo cutoff: Day?
  ) throws(DataProblem) -> Double? {
    if let value = table.number(row, closeColumn) {
      if value > 0 || (value < 0 && isVendor) { return value }
      // Some vendors write a price of 0 where nothing was traded.
      if value == 0, volume == 0, isVendor { return nil }
    }
    let bytes = table[row, closeColumn]
    guard !marks.contains(where: { $0.elementsEqual(bytes) }) else { return nil }
    throw problem(row, advice(upTo: cutoff))
  }

  func problem(_ row: Int, _ advice: String = "") -> DataProblem {
    table.problem(
      row,
      "\(closeTitle) must be a price above 0, got \(excerpt(table.text(row, closeColumn)))\(advice)"
    )
  }

  /// What several prices at or below 0 in a plain file come of.
  private func advice(upTo cutoff: Day?) -> String {
    let count = (header.firstRow..<table.rowCount).count { row in
      guard let value = table.number(row, closeColumn), value <= 0, let day = try? day(row) else {
        return false
      }
      return cutoff.map { day <= $0 } ?? true
    }
    return count < 2 || isVendor
      ? ""
      : "; older prices fall to 0 or below where later dividends or rolls are subtracted from them "
        + "(back-adjusted, qfq in China): take unadjusted closes, or closes adjusted from the oldest day "
        + "on (forward-adjusted, hfq in China)"
  }
}
