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
      vendor: "Yahoo", signature: [["date"], ["close"], ["adj close"]], dateColumns: ["date"],
      closeColumns: ["adj close", "close"], marksOfNoPrice: ["null", ""]),
    ExportLayout(
      vendor: "Tushare", signature: [["ts_code"], ["trade_date"], ["close"]],
      dateColumns: ["trade_date"], closeColumns: ["adj_close", "close"],
      marksOfNoPrice: ["", "None", "nan"]),
    ExportLayout(
      vendor: "Eastmoney or akshare", signature: [["日期", "时间", "交易日期"], ["收盘", "收盘价"]],
      dateColumns: ["日期", "时间", "交易日期"],
      closeColumns: ["复权收盘价", "收盘", "收盘价"], marksOfNoPrice: ["", "-", "--", "None", "nan"]),
    ExportLayout(
      vendor: "Stooq, yfinance or akshare",
      signature: [["date"], ["open"], ["high"], ["low"], ["close"]], dateColumns: ["date"],
      closeColumns: adjustedNames + ["close"], marksOfNoPrice: ["", "null", "None", "nan", "-"]),
    ExportLayout(
      vendor: "date and close", signature: [["date"], adjustedNames + ["close", "price"]],
      dateColumns: ["date"], closeColumns: adjustedNames + ["close", "price"], marksOfNoPrice: []),
  ]

  private static let adjustedNames = [
    "adj close", "adj_close", "adjusted_close", "adjusted close", "adjclose",
  ]

  /// The first layout whose signature the columns bear.
  static func matching(_ header: [String]) -> ExportLayout? {
    let known = header.map { $0.lowercased() }
    return all.first { layout in
      layout.signature.allSatisfy { names in names.contains(where: known.contains) }
    }
  }

  /// Columns that name the series of a row.
  static let seriesColumns = ["ts_code", "ticker", "symbol", "code", "代码", "股票代码"]
}
