import Tables
import Testing

@testable import EventStudy

@Suite("files of closes")
struct ClosesTests {
  static func closes(_ text: String, upTo cutoff: String? = nil) throws -> Closes {
    let table = try CSVTable(bytes: Array(text.utf8), shownAs: "X.csv")
    return try Closes(ticker: "X", table: table, upTo: cutoff.flatMap { Day($0) })
  }

  /// A vendor's file of two closes, 10.5 and 1,011.25; the column; the rows without a price.
  static let exports: [(vendor: String, text: String, column: String, skipped: Int)] = [
    ("two columns", "date,close\n2025-07-14,10.5\n2025-07-15,1011.25\n", "close", 0),
    (
      "Yahoo",
      """
      Date,Open,High,Low,Close,Adj Close,Volume
      2025-07-14,9,9,9,21,10.5,100
      2025-07-15,9,9,9,2022.5,1011.25,100
      2025-07-16,null,null,null,null,null,null
      """, "Adj Close", 1
    ),
    (
      "yfinance",
      """
      Date,Open,High,Low,Close,Volume,Dividends,Stock Splits
      2025-07-14 00:00:00-04:00,9,9,9,10.5,100,0.0,0.0
      2025-07-15 00:00:00-04:00,9,9,9,1011.25,100,0.0,0.0
      """, "Close", 0
    ),
    (
      "Stooq",
      """
      Date,Open,High,Low,Close,Volume
      2025-07-14,9,9,9,10.5,100
      2025-07-15,9,9,9,1011.25,100
      """, "Close", 0
    ),
    (
      "Tushare",
      """
      ts_code,trade_date,open,high,low,close,pre_close,change,pct_chg,vol,amount
      688256.SH,20250715,9,9,9,1011.25,9,9,9,9,9
      688256.SH,20250714,9,9,9,10.5,9,9,9,9,9
      """, "close", 0
    ),
    (
      "akshare",
      """
      日期,股票代码,开盘,收盘,最高,最低,成交量,成交额,振幅,涨跌幅,涨跌额,换手率
      2025-07-14,688256,9,10.5,9,9,9,9,9,9,9,9
      2025-07-15,688256,9,1011.25,9,9,9,9,9,9,9,9
      """, "收盘", 0
    ),
    (
      "akshare in English",
      "date,open,high,low,close\n2025/7/15,1,1,1,1011.25\n20250714,1,1,1,10.5",
      "close", 0
    ),
    (
      "Eastmoney",
      """
      时间,开盘,收盘,最高
      2025-07-15,"1,000","1,011.25","1,100"
      2025-07-14,9,10.5,9
      2025-07-11,-,-,-
      """, "收盘", 1
    ),
    ("Eastmoney's closes", "日期,收盘价\r\n2025-07-15,\"1,011.25\"\r\n2025-07-14,10.5", "收盘价", 0),
    (
      "adjusted beside raw", "date,close,adj_close\n2025-07-14,21,10.5\n2025-07-15,9,1011.25",
      "adj_close", 0
    ),
  ]

  @Test("the exports of vendors are read", arguments: exports)
  func vendors(vendor: String, text: String, column: String, skipped: Int) throws {
    let closes = try Self.closes(text)
    #expect(closes.days.map(\.description) == ["2025-07-14", "2025-07-15"])
    #expect(closes.values == [10.5, 1_011.25])
    #expect(closes.column == column && closes.rowsWithoutPrice == skipped)
  }

  @Test("rows in no order are sorted")
  func unsorted() throws {
    let closes = try Self.closes("date,close\n2025-07-15,2\n2025-07-14,1\n2025-07-16,3\n")
    #expect(closes.values == [1, 2, 3])
  }

  static let bad: [(String, String)] = [
    (
      "day,last\n",
      "X.csv: its columns are day, last; expected date,close or the columns of an export of Yahoo, "
        + "Stooq, Tushare, akshare or Eastmoney"
    ),
    (
      "date;close\n2025-07-15;1\n",
      "X.csv: its fields seem to be separated by semicolons; commas are expected"
    ),
    (
      "date\tclose\n",
      "X.csv: its fields seem to be separated by tabs; commas are expected"
    ),
    ("date,close\n2025-07-15,0\n", "X.csv:2: close must be a price above 0, got \"0\""),
    ("date,close\n2025-07-15,-3\n", "X.csv:2: close must be a price above 0, got \"-3\""),
    (
      "date,close\n2025-07-15,-3\n2025-07-16,0\n2025-07-17,4\n",
      "X.csv:2: close must be a price above 0, got \"-3\"; older prices fall to 0 or below where later "
        + "dividends or rolls are subtracted from them (back-adjusted, qfq in China): take unadjusted "
        + "closes, or closes adjusted from the oldest day on (forward-adjusted, hfq in China)"
    ),
    ("date,close\n2025-07-15,\n", "X.csv:2: close must be a price above 0, got \"\""),
    ("date,close\n2025-07-15,nan\n", "X.csv:2: close must be a price above 0, got \"nan\""),
    (
      "Date,Open,High,Low,Close\n2025-07-15,1,1,1,n/a\n",
      "X.csv:2: Close must be a price above 0, got \"n/a\""
    ),
    (
      "date,close\n2025-07-15,1\n\n2025-07-15,2\n",
      "X.csv:4: 2025-07-15 already has a close, on line 2; keep one row a day"
    ),
    (
      "Date,Price\n07/15/2025,1\n",
      "X.csv:2: Date must be yyyy-mm-dd, yyyy/mm/dd or yyyymmdd, got \"07/15/2025\": whether the day "
        + "or the month comes first cannot be told; write the year first"
    ),
    (
      "date,close\n2025-02-30,1\n",
      "X.csv:2: date must be a date written yyyy-mm-dd, yyyy/mm/dd or yyyymmdd, got \"2025-02-30\""
    ),
    ("date,close\n2025-07-15\n", "X.csv:2: has 1 field where the header has 2"),
    (
      "ts_code,trade_date,close\nA.SH,20250715,1\nB.SH,20250716,1\n",
      "X.csv:3: ts_code changes to \"B.SH\" from \"A.SH\"; keep one series a file"
    ),
  ]

  @Test("closes adjusted back are no more told of where only later ones are at or below 0")
  func laterPricesTellNothing() {
    let problem = #expect(throws: DataProblem.self) {
      try Self.closes("date,close\n2025-07-15,-3\n2025-07-16,-1\n", upTo: "2025-07-15")
    }
    #expect(problem?.description == "X.csv:2: close must be a price above 0, got \"-3\"")
  }

  @Test("what cannot be read is named with its line", arguments: bad)
  func problems(text: String, message: String) {
    let problem = #expect(throws: DataProblem.self) { try Self.closes(text) }
    #expect(problem?.description == message)
  }

  @Test(
    "rows after the cutoff change neither values nor counts nor messages, whatever they hold",
    arguments: [
      "", "2025-07-16,-1\n", "2025-07-16,3\n2025-07-16,3\n", "2025-07-16\n", "2025-07-16,3,4,5\n",
      "2025-07-16,\"3\"x\n", "2025-07-16,\n",
    ])
  func cutoff(later: String) throws {
    let text = "date,close\n2025-07-14,1\n2025-07-15,2\n"
    let closes = try Self.closes(text + later, upTo: "2025-07-15")
    #expect(closes.values == [1, 2] && closes.rowsWithoutPrice == 0)
  }

  @Test("cutting a series is the same as reading it with the cutoff")
  func cutAfterReading() throws {
    let text = "date,close\n2025-07-14,1\n2025-07-15,2\n2025-07-17,3\n"
    for cutoff in ["2025-07-13", "2025-07-15", "2025-07-16", "2025-07-17", "2025-07-20"] {
      let cut = try Self.closes(text).upTo(#require(Day(cutoff)))
      let read = try Self.closes(text, upTo: cutoff)
      #expect(cut.days == read.days && cut.values == read.values)
    }
  }

  static let badSeries: [([Int], [Double], String)] = [
    ([1, 2], [1], "X: has 2 days but 1 close"),
    ([1, 2], [1, 0], "X: the close of 1970-01-03 must be above 0, got 0.0"),
    ([2, 2], [1, 1], "X: days must ascend, got 1970-01-03 after 1970-01-03"),
  ]

  @Test("a series in memory keeps the same rules", arguments: badSeries)
  func inMemory(numbers: [Int], values: [Double], message: String) {
    let problem = #expect(throws: DataProblem.self) {
      try Closes(ticker: "X", days: numbers.map(Day.init(number:)), values: values)
    }
    #expect(problem?.description == message)
  }
}
