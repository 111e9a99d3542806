import Tables
import Testing

@testable import EventStudy

/// Files that nobody would write: each is read or refused, never a trap.
@Suite("files of closes, events and equities of any bytes")
struct FuzzTests {
  private static let pieces = [
    "\"", ",", "\n", "\r\n", " ", ";", "date", "close", "Price", "Ticker", "Date", "open", "high",
    "low", "latest", "volume", "tradestatus", "收盘", "日期", "2025-07-15", "2025-07-16T16:00:00Z",
    "2025-07-17 00:00:00-05:00", "20250718", "2025-07-19", "2025-07-21 16:00 CST", "0001-01-01",
    "9999-12-31T23:59:59Z", "-9999", "1", "2.5", "-3", "0", "1e308", "null", "-", "nan", "0x1p3",
  ]
  private static let headers = [
    "date,close\n", "Date,Open,High,Low,Close,Adj Close,Volume\n", "日期,收盘\n",
    "Price,Close,High\nTicker,A,A\nDate,,\n", "date,open,high,low,latest,volume,tradestatus\n",
    "id,date,time,time_zone,class,window,estimation\n",
    "ticker,exchange,benchmark,price_limit\n", "",
  ]

  @Test("8,000 of them are read or refused")
  func anyFiles() {
    var state: UInt64 = 1
    func draw(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    var closes = 0
    for _ in 0..<8_000 {
      let header = Self.headers[draw(Self.headers.count)]
      let text = (0..<draw(30)).map { _ in Self.pieces[draw(Self.pieces.count)] }.joined()
      guard let table = try? CSVTable(bytes: Array((header + text).utf8), shownAs: "x.csv") else {
        continue
      }
      let exchange = Exchange.allCases[draw(Exchange.allCases.count)]
      if let found = try? Closes(ticker: "X", table: table, on: exchange) {
        closes += 1
        #expect(found.values.allSatisfy { $0 > 0 && $0.isFinite })
        #expect(zip(found.days, found.days.dropFirst()).allSatisfy { $0 < $1 })
        #expect(Set(found.days).isDisjoint(with: found.suspended))
      }
      _ = try? EventsFile(table: table)
      _ = try? EquitiesFile(table: table)
    }
    #expect(closes > 100)
  }
}
