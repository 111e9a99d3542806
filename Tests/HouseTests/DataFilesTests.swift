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

  @Test("every equity has closes, a benchmark and a sector with closes and a sound price limit")
  func equitiesHaveCloses() throws {
    let file = try Self.read("equities.csv")
    let columns = [
      "ticker", "name", "company", "exchange", "currency", "benchmark", "price_limit", "role",
      "sector",
    ]
    #expect(file.header == columns)
    let tickers = try file.column("ticker")
    #expect(Set(tickers).count == tickers.count)
    let lines = Dictionary(grouping: zip(tickers, try file.column("company")), by: \.1)
      .mapValues { $0.map(\.0) }.filter { $1.count > 1 }
    #expect(
      lines == ["SMIC": ["0981.HK", "688981.SH"], "Hua Hong": ["1347.HK", "688347.SH"]])
    for name in try tickers + file.column("benchmark") + file.column("sector") {
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

  @Test(
    "an event whose description says that its day is uncertain has a range, unless the move dates it"
  )
  func unsureDays() throws {
    let file = try Self.read("events.csv")
    let rows = try zip(file.rows, file.column("description")).map { ($0, $1) }
    func field(_ row: [String], _ name: String) throws -> String {
      row[try #require(file.header.firstIndex(of: name))]
    }
    var ranges = 0
    for (row, description) in rows {
      let low = try field(row, "date_low")
      let high = try field(row, "date_high")
      let isUnsure = description.contains("day uncertain")
      let isByMove = try field(row, "dated_by") == "move"
      #expect((isUnsure && !isByMove) == !low.isEmpty && low.isEmpty == high.isEmpty, "\(row[0])")
      guard !low.isEmpty else { continue }
      let date = try field(row, "date")
      #expect(low <= date && date <= high && low < high, "\(row[0])")
      ranges += 1
    }
    #expect(ranges == 7)
  }

  static let confidences: Set = ["reported", "analyst estimate", "rumour", "derived", "computed"]

  /// A day of the calendar, a month or a year.
  static func isDated(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count <= 3, text.wholeMatch(of: /\d{4}(-\d{2}){0,2}/) != nil else { return false }
    let numbers = parts.compactMap { Int($0) } + [1, 1]
    let calendar = Calendar(identifier: .gregorian)
    return DateComponents(
      calendar: calendar, year: numbers[0], month: numbers[1], day: numbers[2]
    ).isValidDate
  }

  @Test("facts have ids of their own, dates, numbers in order and one of the words for confidence")
  func factsAreInOrder() throws {
    let file = try Self.read("facts.csv")
    let columns = [
      "id", "quantity", "low", "central", "high", "unit", "as_of", "confidence", "source_title",
      "url", "note",
    ]
    #expect(file.header == columns)
    #expect(try Set(file.column("id")).count == file.rows.count)
    for row in file.rows {
      let numbers = try row[2...4].filter { !$0.isEmpty }.map { try #require(Double($0)) }
      #expect(!numbers.isEmpty && numbers == numbers.sorted(), "\(row[0])")
      #expect(row[6].isEmpty || Self.isDated(row[6]), "\(row[0])")
      #expect(Self.confidences.contains(row[7]) && !row[8].isEmpty, "\(row[0])")
    }
  }

  @Test("reference classes have ids of their own, a date, a source and a ratio of 0 to 1")
  func referenceClassesAreInOrder() throws {
    let file = try Self.read("reference_classes.csv")
    let columns = [
      "id", "description", "realised", "ratio", "as_of", "confidence", "source_title", "url",
      "note",
    ]
    #expect(file.header == columns)
    let ids = try file.column("id")
    #expect(Set(ids).count == ids.count)
    let others = try Self.read("facts.csv").column("id") + Self.read("events.csv").column("id")
    #expect(Set(ids).isDisjoint(with: others))
    for row in file.rows {
      #expect(try (0...1).contains(#require(Double(row[3]), "\(row[0])")), "\(row[0])")
      #expect(Self.isDated(row[4]), "\(row[0])")
      #expect(Self.confidences.contains(row[5]) && !row[6].isEmpty, "\(row[0])")
    }
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
