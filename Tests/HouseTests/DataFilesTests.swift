import Foundation
import Testing

/// The files in `Data` name each other rightly, and closes, events and holidays are in order.
@Suite("the data files")
struct DataFilesTests {
  static let closes = PackageFiles.names(in: "Data/closes", suffix: ".csv")

  /// A file of `Data`; its lines end with a plain line feed.
  static func read(_ name: String) throws -> CSVFile {
    let text = try PackageFiles.text("Data/\(name)")
    #expect(!text.contains("\r"), "\(name)")
    return try CSVFile(text.replacingOccurrences(of: "\n", with: "\r\n"))
  }

  @Test("closes are above 0 and their dates ascend", arguments: closes)
  func closesAscend(name: String) throws {
    let file = try Self.read("closes/\(name)")
    #expect(file.header == ["date", "close"])
    let dates = try file.column("date")
    #expect(dates.allSatisfy { $0.wholeMatch(of: /\d{4}-\d{2}-\d{2}/) != nil })
    #expect(zip(dates, dates.dropFirst()).allSatisfy { $0 < $1 })
    #expect(try file.numbers("close").allSatisfy { $0 > 0 && $0.isFinite })
  }

  @Test("every equity has closes, a benchmark with closes and a sound price limit")
  func equitiesHaveCloses() throws {
    let file = try Self.read("equities.csv")
    let columns = ["ticker", "name", "exchange", "currency", "benchmark", "price_limit", "role"]
    #expect(file.header == columns)
    let tickers = try file.column("ticker")
    #expect(Set(tickers).count == tickers.count)
    for name in try tickers + file.column("benchmark") {
      #expect(Self.closes.contains("\(name).csv"), "\(name)")
    }
    for limit in try file.column("price_limit") where !limit.isEmpty {
      #expect(try (0.01..<1).contains(#require(Double(limit))))
    }
    #expect(try file.column("role").allSatisfy { ["domestic", "foreign"].contains($0) })
  }

  @Test("events have ids of their own, ascend and name known time zones and classes")
  func eventsAreInOrder() throws {
    let file = try Self.read("events.csv")
    let ids = try file.column("id")
    let dates = try file.column("date")
    #expect(Set(ids).count == ids.count)
    #expect(zip(dates, dates.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(try file.column("time_zone").allSatisfy { TimeZone(identifier: $0) != nil })
    let classes: Set = [
      "announcement", "licence_issued", "controls_tightened", "chinese_rejection", "earnings",
      "rumour_easing",
    ]
    #expect(try classes.isSuperset(of: file.column("class")))
  }

  @Test("no equity has a close on a day that its exchange is said to be closed")
  func holidaysHaveNoCloses() throws {
    let holidays = try Self.read("holidays.csv")
    #expect(holidays.header == ["exchange", "date", "what"])
    let equities = try Self.read("equities.csv")
    for (ticker, exchange) in try zip(equities.column("ticker"), equities.column("exchange")) {
      let rows = holidays.rows.filter { $0[0] == exchange }
      #expect(rows.count { $0[2] == "known until" } == 1, "\(exchange)")
      let closed = rows.filter { $0[2] != "known until" }.map { $0[1] }
      let traded = try Self.read("closes/\(ticker).csv").column("date")
      #expect(Set(closed).isDisjoint(with: traded), "\(ticker)")
    }
  }
}
