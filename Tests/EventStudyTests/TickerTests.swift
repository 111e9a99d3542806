import Tables
import Testing

@testable import EventStudy

@Suite("tickers of files")
struct TickerTests {
  private static func closes(
    _ text: String, of ticker: String, isShare: Bool = true, upTo cutoff: Day? = nil
  ) throws -> Closes {
    let table = try CSVTable(bytes: Array(text.utf8), shownAs: "\(ticker).csv")
    return try Closes(ticker: ticker, table: table, isShare: isShare, upTo: cutoff)
  }

  @Test(
    "a column of tickers that vendors write otherwise names the same share",
    arguments: [
      ("688256.SH", "688256"), ("688256.SH", "sh.688256"), ("688256.SH", "sh688256"),
      ("688256.SH", "688256.SS"), ("688256.SH", "688256.XSHG"), ("0981.HK", "00981"),
      ("0981.HK", "981"), ("NVDA", "nvda"), ("NVDA", "NVDA.US"), ("NVDA", "NVDA.O"),
      ("BRK.B", "BRK-B"), ("O", "O"), ("688256", "688256.SH"), ("AAA", ""),
    ])
  func same(ticker: String, written: String) throws {
    for title in ["ticker", "Symbol", "code"] {
      let text = "date,\(title),close\n2025-07-15,\(written),1\n"
      #expect(try Self.closes(text, of: ticker).values == [1])
    }
  }

  static let others: [(ticker: String, text: String, message: String)] = [
    (
      "AAA", "date,ticker,close\n2025-07-15,ZZZ,1\n",
      "AAA.csv:2: ticker must be \"AAA\", the share whose closes are asked for, got \"ZZZ\"; keep the "
        + "closes of each share in a file of its own name"
    ),
    (
      "GOOG", "Date,Symbol,Open,High,Low,Close\n2025-07-15,GOOGL,1,1,1,1\n",
      "GOOG.csv:2: Symbol must be \"GOOG\", the share whose closes are asked for, got \"GOOGL\"; keep "
        + "the closes of each share in a file of its own name"
    ),
    (
      "688256.SH", "date,code,close\n2025-07-15,sh.688041,1\n",
      "688256.SH.csv:2: code must be \"688256.SH\", the share whose closes are asked for, got "
        + "\"sh.688041\"; keep the closes of each share in a file of its own name"
    ),
    (
      "AAA", "Price,Close,Open\nTicker,ZZZ,ZZZ\nDate,,\n2025-07-15,1,1\n",
      "AAA.csv:2: Ticker must be \"AAA\", the share whose closes are asked for, got \"ZZZ\"; keep the "
        + "closes of each share in a file of its own name"
    ),
  ]

  @Test("closes of another share are refused with the line", arguments: others)
  func other(ticker: String, text: String, message: String) {
    let problem = #expect(throws: DataProblem.self) { try Self.closes(text, of: ticker) }
    #expect(problem?.description == message)
  }

  @Test("vendors call indices what they like, and Tushare's codes are those of no listing")
  func indices() throws {
    let index = "date,symbol,close\n2025-07-15,^GSPC,1\n"
    #expect(try Self.closes(index, of: "SPX", isShare: false).values == [1])
    let tushare = "ts_code,trade_date,close\n000300.SH,20250715,1\n"
    #expect(try Self.closes(tushare, of: "CSI300").values == [1])
  }

  @Test("rows after the cutoff name nothing")
  func cutoff() throws {
    let text = "date,ticker,close\n2025-07-16,ZZZ,1\n2025-07-15,AAA,1\n"
    #expect(try Self.closes(text, of: "AAA", upTo: Day("2025-07-15")).values == [1])
  }
}
