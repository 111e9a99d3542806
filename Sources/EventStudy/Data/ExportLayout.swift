import Tables

/// How a vendor lays out the closes of one series, told by the names of its columns.
struct ExportLayout {
  /// The vendor, for messages and records.
  let vendor: String
  /// One of each group must be among the columns.
  let signature: [[String]]
  let dateColumns: [String]
  /// In order of preference: a close adjusted for splits and dividends goes before a raw one.
  let closeColumns: [String]
  /// What the vendor writes where it has no price; such rows are left out and counted.
  let marksOfNoPrice: [String]

  /// From the most particular to the plainest. The plainest knows no mark of a missing price: in a
  /// file made by hand an empty price is a mistake.
  static let all = [
    ExportLayout(
      vendor: "Yahoo", signature: [dates, ["close"], ["adj close"]], dateColumns: dates,
      closeColumns: ["adj close", "close"], marksOfNoPrice: ["null", "", "nan"]),
    ExportLayout(
      vendor: "Tushare", signature: [["ts_code"], ["trade_date"], ["close"]],
      dateColumns: ["trade_date"], closeColumns: ["adj_close", "close"],
      marksOfNoPrice: ["", "None", "nan"]),
    ExportLayout(
      vendor: "Eastmoney or akshare", signature: [chineseDates, ["收盘", "收盘价", "收盘价(元)", "最新价"]],
      dateColumns: chineseDates,
      closeColumns: ["复权收盘价", "收盘", "收盘价", "收盘价(元)", "最新价"],
      marksOfNoPrice: ["", "-", "--", "None", "nan"]),
    // akshare calls the close of Hong Kong's indices "latest", of the world's 最新价.
    ExportLayout(
      vendor: "Stooq, yfinance, baostock or akshare",
      signature: [dates, ["open"], ["high"], ["low"], ["close", "latest"]], dateColumns: dates,
      closeColumns: adjustedNames + ["close", "latest"],
      marksOfNoPrice: ["", "null", "None", "nan", "-"]),
    ExportLayout(
      vendor: "date and close", signature: [dates, adjustedNames + ["close", "price"]],
      dateColumns: dates, closeColumns: adjustedNames + ["close", "price"], marksOfNoPrice: []),
  ]

  private static let dates = ["date", "datetime", "timestamp", "trade_date"]
  private static let chineseDates = ["日期", "时间", "交易日期"]
  private static let adjustedNames = [
    "adj close", "adj_close", "adjusted_close", "adjusted close", "adjclose",
  ]

  /// The first layout whose signature the columns bear.
  static func matching(_ header: [String]) -> ExportLayout? {
    let known = Set(header.map { $0.lowercased() })
    return all.first { layout in
      layout.signature.allSatisfy { names in names.contains(where: known.contains) }
    }
  }

  /// Columns that name the series of a row.
  static let seriesColumns = [
    "ts_code", "ticker", "symbol", "code", "stock_code", "代码", "股票代码", "指数代码",
  ]
  /// Those that name it as the listing of equities does, but for the exchange.
  static let tickerColumns = ["ticker", "symbol", "code"]
  /// Columns that tell whether the share was traded.
  static let volumeColumns = ["volume", "vol", "成交量", "成交量(股)", "成交量(手)"]
  /// 1 where it was, 0 where it was not.
  static let statusColumns = ["tradestatus", "trade_status", "交易状态"]
}

/// The names of a file's columns and where its rows begin.
///
/// yfinance since 0.2.51 writes three lines: `Price,Close,High,…`, then `Ticker,AAA,AAA,…` and
/// `Date,,,…`, which names the first column. With `group_by="ticker"` the first two change places.
struct ExportHeader {
  let titles: [String]
  let firstRow: Int
  /// What the line of tickers names; nil where there is no such line.
  let series: String?

  /// - Throws: where several columns bear one name, or the file has several series.
  init(_ table: CSVTable) throws(DataProblem) {
    func row(_ row: Int) -> [String] { table.header.indices.map { table.text(row, $0) } }
    let marks = ["price", "ticker"]
    guard let mark = table.header.first?.lowercased(), marks.contains(mark), table.rowCount >= 2,
      let other = marks.first(where: { $0 != mark }), table.text(0, 0).lowercased() == other,
      table.text(1, 0).lowercased().hasPrefix("date")
    else {
      try table.checkHeader()
      (titles, firstRow, series) = (table.header, 0, nil)
      return
    }
    let (names, tickers) = mark == "price" ? (table.header, row(0)) : (row(0), table.header)
    let found = tickers.dropFirst()
    if let first = found.first, let second = found.first(where: { $0 != first }) {
      throw table.problem(
        0, "holds \(excerpt(first)) and \(excerpt(second)); keep one series a file")
    }
    titles = [table.text(1, 0)] + names.dropFirst()
    firstRow = 2
    series = found.first
  }

  func column(_ names: [String]) -> Int? {
    names.lazy.compactMap { name in titles.firstIndex { $0.lowercased() == name } }.first
  }
}
