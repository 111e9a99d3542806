import Analysis
import EventStudy
import Scenario

/// Every table that people bring.
enum CSVReaders {
  static let all = [
    reader("closes", try closes()) { _ = try Closes(ticker: "AAA", path: $0) },
    reader("events", [try short("Data/events.csv", 12)]) { _ = try EventsFile(path: $0) },
    reader("equities", [try short("Data/equities.csv", 12)]) { _ = try EquitiesFile(path: $0) },
    reader("holidays", [try short("Data/holidays.csv", 40)]) {
      _ = try Holidays(path: $0, shownAs: "holidays.csv")
    },
    reader("actuals", [try short("Data/actuals.csv", 12)]) { _ = try ActualsFile(path: $0) },
    facts, empirical,
  ]

  private static func reader(
    _ name: String, _ texts: @autoclosure @escaping @Sendable () throws -> [String],
    read: @escaping @Sendable (_ path: String) throws -> Void
  ) -> Reader {
    Reader(name: name) { folder in
      let path = "\(folder)/AAA.csv"
      return .init(damage: Damage(try texts(), splinters: words)) { input in
        Outcome.of {
          try put(input, path)
          try read(path)
        }
      }
    }
  }

  /// Rows that the sources of a scenario name.
  private static let facts = Reader(name: "facts") { folder in
    let (scenario, path) = ("\(folder)/mine.toml", "\(folder)/facts.csv")
    let text = try repositoryText("Tests/Fixtures/base.toml")
    let sourced = "sources = [\"facts.csv\"]\n" + text.replacing("a newspaper", with: "F-001 F-002")
    try put(Array(sourced.utf8), scenario)
    try put([], path)
    let forecast = try Forecast(path: scenario, withShares: false)
    return .init(damage: Damage([try short("Data/facts.csv", 20)], splinters: words)) { input in
      Outcome.of {
        try put(input, path)
        _ = try SourceList(of: forecast)
      }
    }
  }

  /// A column of observations that a distribution is made of.
  private static let empirical = Reader(name: "empirical") { folder in
    let (scenario, path) = ("\(folder)/mine.toml", "\(folder)/seen.csv")
    let text = try repositoryText("Tests/Fixtures/base.toml")
    let observed = "{ distribution = \"empirical\", file = \"seen.csv\", column = \"share\" }"
    let lines = text.split(separator: "\n").map {
      $0.hasPrefix("uptake ") ? "uptake = \(observed)" : String($0)
    }
    try put(Array(lines.joined(separator: "\n").utf8), scenario)
    let column = "date,share\n2025-01-01,0.2\n2025-01-02,0.4\n2025-01-03,\"0.5\"\n2025-01-04,0.7\n"
    return .init(damage: Damage([column], splinters: words)) { input in
      Outcome.of {
        try put(input, path)
        _ = try Forecast(path: scenario, withShares: false)
      }
    }
  }

  private static func short(_ path: String, _ lines: Int) throws -> String {
    try repositoryText(path).split(separator: "\n", omittingEmptySubsequences: false)
      .prefix(lines).joined(separator: "\n") + "\n"
  }

  /// The shipped form and what vendors write.
  private static func closes() throws -> [String] {
    [
      try short("Data/closes/688256.SH.csv", 30),
      """
      Date,Open,High,Low,Close,Adj Close,Volume
      2025-07-14,10.1,10.2,10.0,10.15,10.15,1000
      2025-07-15,null,null,null,null,null,null
      2025-07-16,10.2,10.4,10.1,10.35,10.35,1200

      """,
      """
      Price,Close,High,Low,Open,Volume
      Ticker,AAA,AAA,AAA,AAA,AAA
      Date,,,,,
      2025-07-14,10.15,10.2,10.0,10.1,1000
      2025-07-15,10.25,10.3,10.1,10.2,1100

      """,
      """
      ts_code,trade_date,open,high,low,close,pre_close,change,pct_chg,vol,amount
      688256.SH,20250715,10.1,10.2,10.0,10.15,10.1,0.05,0.5,1000,10150
      688256.SH,20250714,10.0,10.2,9.9,10.10,10.0,0.10,1.0,1000,10100

      """,
      """
      日期,股票代码,开盘,收盘,最高,最低,成交量
      2025-07-14,688256,10.1,10.15,10.2,10.0,1000
      2025-07-15,688256,10.2,10.25,10.3,10.1,1100

      """,
      """
      Datetime,Open,High,Low,Close,Volume
      2025-07-14 00:00:00+08:00,10.1,10.2,10.0,10.15,1000
      2025-07-15 00:00:00+08:00,10.2,10.3,10.1,10.25,1100

      """,
    ]
  }

  private static let words = [
    "date", "Date", "close", "Close", "Adj Close", "id", "\"a\"\"b\"", "\"open", "2025-07-15",
    "20250715", "15/07/2025",
    "2025-07-15T16:00:00+08:00", "CST", "Asia/Shanghai", "688256.SH", "XSHG", "\n\n\n", ",,,,,",
    "\"\n\"", "FY2026Q3",
    "H20", "revenue", "total", "up", "down", "day", "domestic", "S-01",
  ]
}
