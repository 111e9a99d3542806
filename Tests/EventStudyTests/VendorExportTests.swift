import Foundation
import Tables
import Testing

@testable import EventStudy

/// Made-up closes of 200 weekdays as vendors write them; values by statsmodels' OLS.
@Suite("studies of vendors' exports")
struct VendorExportTests {
  private static let plain: [(day: String, close: String)] = {
    let path = packageRoot.appendingPathComponent("Tests/Fixtures/closes/AAA.csv").path
    let table = try! CSVTable(path: path)
    return (0..<table.rowCount).map { (table.text($0, 0), table.text($0, 1)) }
  }()

  private static func rows(_ line: (String, String) -> String) -> String {
    plain.map { line($0.day, $0.close) + "\n" }.joined()
  }

  /// The study of one event on 15 August 2024.
  static func study(
    _ file: String, limit: Double? = nil, exchange: Exchange = .shanghai, index: String? = nil
  ) throws -> (response: Response, market: MarketData) {
    let folder = try TemporaryFolder()
    try folder.write("AAA.csv", file)
    let fixture = packageRoot.appendingPathComponent("Tests/Fixtures/closes/IDX.csv").path
    try folder.write("IDX.csv", index ?? String(contentsOfFile: fixture, encoding: .utf8))
    let equity = Equity(ticker: "AAA", exchange: exchange, benchmark: "IDX", priceLimit: limit)
    let market = try MarketData(equities: [equity], folder: folder.path)
    let event = PolicyEvent(
      id: "e1", day: try #require(Day("2024-08-15")), timeZone: "Asia/Shanghai", eventClass: "x")
    return (Study(events: [event], market: market).responses[0], market)
  }

  private static func car(_ file: String) throws -> Double? {
    try study(file).response.cumulative(over: SessionWindow(0, 1))?.value
  }

  static let exports: [(vendor: String, file: String)] = [
    ("two columns", "date,close\n" + rows { "\($0),\($1)" }),
    (
      "yfinance since 0.2.51",
      "Price,Close,High,Low,Open,Volume\nTicker,AAA,AAA,AAA,AAA,AAA\nDate,,,,,\n"
        + rows { "\($0),\($1),\($1),\($1),\($1),1000" }
    ),
    (
      "yfinance by ticker",
      "Ticker,AAA,AAA,AAA,AAA,AAA\nPrice,Open,High,Low,Close,Volume\nDate,,,,,\n"
        + rows { "\($0),1,1,1,\($1),1000" }
    ),
    (
      "yfinance with Datetime",
      "Datetime,Open,High,Low,Close,Volume,Dividends,Stock Splits\n"
        + rows { "\($0) 00:00:00-05:00,1,1,1,\($1),1000,0.0,0.0" }
    ),
    (
      "moments in UTC",
      "timestamp,open,high,low,close,volume\n"
        + rows { day, close in
          "\(Day(day)!.advanced(by: -1))T16:00:00Z,1,1,1,\(close),1000"
        }
    ),
    (
      "akshare's Hong Kong indices",
      "date,open,high,low,latest\n" + rows { "\($0),1,1,1,\($1)" }
    ),
    (
      "akshare's indices of the world",
      "日期,代码,名称,今开,最新价,最高,最低,振幅\n" + rows { "\($0),SPX,标普500,1,\($1),1,1,1" }
    ),
    (
      "adata",
      "trade_time,open,close,high,low,volume,stock_code,trade_date\n"
        + rows { "\($0) 00:00:00,1,\($1),1,1,1000,600028,\($0)" }
    ),
    (
      "baostock",
      "date,code,open,high,low,close,preclose,volume,amount,adjustflag,turn,tradestatus\n"
        + rows { "\($0),sh.AAA,1,1,1,\($1),1,1000,1,1,1,1" }
    ),
    (
      "Yahoo with a row of nothing beside the day's own",
      "Date,Open,High,Low,Close,Adj Close,Volume\n"
        + rows { day, close in
          (day == "2024-07-30" ? "\(day),null,null,null,null,null,null\n" : "")
            + "\(day),1,1,1,9,\(close),1000"
        }
    ),
    (
      "Eastmoney, adjusted forward below 0 years before",
      "日期,股票代码,开盘,收盘,最高,最低,成交量\n2001-08-08,600028,1,-2.08,1,1,100\n"
        + "2001-08-09,600028,1,-2.00,1,1,100\n"
        + rows { "\($0),600028,1,\($1),1,1,100" }
    ),
  ]

  @Test("the answer is that of the plain closes", arguments: exports)
  func answers(vendor: String, file: String) throws {
    #expect(abs(try #require(try Self.car(file)) - 0.010518256739928) < 1e-12)
  }

  @Test("prices below 0 long before are passed over and said")
  func forward() throws {
    let (_, market) = try Self.study(try #require(Self.exports.last).file)
    #expect(
      market.remarks == [
        "AAA has prices below 0 up to 2001-08-09, as forward adjustment (qfq) makes them; the 2 rows up "
          + "to that day are passed over. For events near them take backward-adjusted closes (hfq)."
      ])
  }

  @Test("several tickers in one file of yfinance are refused")
  func twoTickers() throws {
    let problem = #expect(throws: DataProblem.self) {
      try Self.study(
        "Price,Close,Close\nTicker,AAA,BBB\nDate,,\n2024-01-02,1,2\n")
    }
    #expect(
      problem?.message == "holds \"AAA\" and \"BBB\"; keep one series a file")
  }

  @Test("a session on a Sunday is refused: the dates are those of another time zone")
  func sunday() throws {
    let problem = #expect(throws: DataProblem.self) {
      try Self.study(
        "date,close\n" + Self.rows { "\(Day($0)!.advanced(by: -1)),\($1)" })
    }
    #expect(problem?.line == 6)
    #expect(
      problem?.message
        == "2024-01-07 is a Sunday, on which no exchange has a session; are the dates "
        + "those of another time zone, or days filled in between?")
  }

  // MARK: Price limits

  @Test("a halved price under a limit of 10% is flagged and enters no sum")
  func unadjustedSplit() throws {
    let file =
      "date,open,high,low,close\n"
      + Self.rows { day, close in
        "\(day),1,1,1,\(Double(close)! / (day >= "2024-08-15" ? 2 : 1))"
      }
    let (response, market) = try Self.study(file, limit: 0.1)
    #expect(
      response.outcome.description
        == "move beyond the price limit: -48.7% on day 0 under a limit of 10%; an unadjusted split or "
        + "a wrong close")
    #expect(response.cumulative.isEmpty)
    #expect(response.rows[1].flags == .beyondLimit && response.rows[1].abnormal == nil)
    #expect(response.rows[2].abnormal != nil)
    #expect(
      market.remarks == [
        "AAA moves by -48.7% on 2024-08-15 under a price limit of 10%: an unadjusted split or a wrong "
          + "close. Left out of every estimate and sum."
      ])
    // Without a limit nobody can tell.
    #expect(try Self.study(file).response.outcome == .used)
  }

  @Test("an unadjusted split in the estimation window is left out of it")
  func splitBefore() throws {
    let file =
      "date,close\n"
      + Self.rows { "\($0),\(Double($1)! / ($0 >= "2024-05-15" ? 2 : 1))" }
    let fit = try #require(try Self.study(file, limit: 0.1).response.fit)
    #expect(fit.length == 99)
    #expect(try #require(try Self.study(file).response.fit).residualStandardDeviation > 0.06)
    #expect(fit.residualStandardDeviation < 0.015)
  }

  // MARK: Suspensions

  @Test(
    "rows carried forward over a suspension are no closes", arguments: ["volume", "tradestatus"])
  func carriedForward(column: String) throws {
    var before = ""
    let file =
      "date,open,high,low,close,\(column)\n"
      + Self.rows { day, close in
        let isSuspended = ("2024-08-12"..."2024-08-15").contains(day)
        if !isSuspended { before = close }
        return "\(day),1,1,1,\(before),\(isSuspended ? 0 : 1)"
      }
    let (response, market) = try Self.study(file)
    #expect(response.outcome.description == "suspended on day 0")
    #expect(
      market.closes["AAA"]?.suspended.map(\.description)
        == ["2024-08-12", "2024-08-13", "2024-08-14", "2024-08-15"])
  }

  @Test("a volume of 0 tells nothing beside a new price, or where no row has a volume")
  func noVolume() throws {
    let moving =
      "date,open,high,low,close,volume\n"
      + Self.rows { "\($0),1,1,1,\($1),\($0 == "2024-08-15" ? 0 : 1)" }
    #expect(try Self.study(moving).response.outcome == .used)
    var row = 0
    let index =
      "date,open,high,low,close,volume\n"
      + Self.rows { day, close in
        row += 1
        return "\(day),1,1,1,\(row % 7 == 0 ? "20" : "21"),0"
      }
    #expect(try Self.study(moving, index: index).response.outcome == .used)
  }

  // MARK: Missing rows

  /// Sessions from day 0 without a row; L, S, CAR[0,+1] and its error by statsmodels' GLS with variances
  /// in proportion to the sessions of a return.
  static let gaps: [([Int], Int, Int, Double, Double)] = [
    ([-100], 99, 100, 0.010524252087115427, 0.02080440463592089),
    ([-60, -59, -40, -22], 96, 100, 0.010565773463693041, 0.020858787890689286),
    ([-120, -21], 98, 99, 0.010673433190247187, 0.020892464359661408),
    ([-80, -79, -78, 3, 4], 97, 100, 0.010513797372634394, 0.020892065437596457),
  ]

  @Test(
    "a return over missing rows stands beside the benchmark's over the same days", arguments: gaps)
  func missingRows(missing: [Int], length: Int, sessions: Int, car: Double, error: Double) throws {
    let zero = try #require(Self.plain.firstIndex { $0.day == "2024-08-15" })
    let gone = Set(missing.map { Self.plain[zero + $0].day })
    let file =
      "date,close\n"
      + Self.plain.filter { !gone.contains($0.day) }.map { "\($0.day),\($0.close)\n" }.joined()
    let (response, _) = try Self.study(file)
    #expect(response.fit?.length == length && response.fit?.sessions == sessions)
    let found = try #require(response.cumulative(over: SessionWindow(0, 1)))
    #expect(abs(found.value - car) < 1e-13 && abs(found.standardError - error) < 1e-13)
    if missing.contains(3) { #expect(response.rows[4].flags == .noRow) }
  }

  @Test("a missing row on day 0 is told from a suspension that the file states")
  func missingDay0() throws {
    let file = "date,close\n" + Self.rows { "\($0),\($1)" }
    let without = file.split(separator: "\n").filter { !$0.hasPrefix("2024-08-15") }
      .joined(separator: "\n")
    #expect(
      try Self.study(without).response.outcome.description
        == "no row on day 0, on which the benchmark traded: suspended or missing")
  }
}
