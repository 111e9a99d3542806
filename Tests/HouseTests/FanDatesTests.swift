import Foundation
import Testing

/// The dates beside the sessions of equity_fan.csv are those on which each exchange is open.
@Suite("dates of sessions")
struct FanDatesTests {
  private struct Fan {
    let rows: [(ticker: String, session: Int, date: String, isKnown: Bool)]

    init(_ text: String) throws {
      rows = try CSVFile(text).rows.map { ($0[0], try #require(Int($0[1])), $0[2], $0[3] == "yes") }
    }

    func dates(_ ticker: String) -> [String] { rows.filter { $0.ticker == ticker }.map(\.date) }
  }

  private static func fan(_ text: String, _ arguments: String...) async throws -> Fan {
    let place = try Shares.place(text)
    _ = try await place.chipcast(
      all: ["run", "mine.toml", "--trials", "50", "--quiet"] + arguments)
    return try Fan(place.text("out/mine/equity_fan.csv"))
  }

  @Test("begin with the first session on or after as_of and leave holidays and weekends out")
  func firstSessions() async throws {
    let fan = try await Self.fan(Shares.text)
    #expect(
      fan.dates("ACME.SH").prefix(6)
        == ["2025-07-15", "2025-07-17", "2025-07-18", "2025-07-21", "2025-07-22", "2025-07-23"])
    #expect(fan.dates("BOLT.HK").prefix(3) == ["2025-07-16", "2025-07-17", "2025-07-18"])
    #expect(fan.dates("CORE").prefix(3) == ["2025-07-15", "2025-07-16", "2025-07-17"])
    #expect(fan.dates("CORE")[33...34] == ["2025-08-29", "2025-09-02"])
    #expect(fan.dates("basket") == fan.dates("ACME.SH"))
  }

  @Test("are known up to the day to which holidays are listed, and no further")
  func known() async throws {
    for row in try await Self.fan(Shares.text).rows {
      let isShanghai = ["ACME.SH", "basket"].contains(row.ticker)
      #expect(row.isKnown == (!isShanghai || row.date <= "2025-08-01"), "\(row)")
    }
  }

  @Test("begin on the Monday when as_of is a Saturday")
  func weekend() async throws {
    let text = Shares.text.replacingOccurrences(
      of: "\n[equities]", with: "as_of = 2025-07-19\n[equities]")
    #expect(try await Self.fan(text).dates("CORE")[0] == "2025-07-21")
  }

  @Test(
    "rise, are weekdays and no listed holidays in the shipped scenarios",
    arguments: [("h20-b30-2025-07", "2025-07-15"), ("h200-2026-11", "2026-11")])
  func shipped(name: String, asOf: String) async throws {
    let place = try Workplace()
    let path = PackageFiles.root.appendingPathComponent("Models/\(name).toml").path
    _ = try await place.chipcast("run", path, "--trials", "50", "--quiet", "--out", "o")
    let fan = try Fan(place.text("o/equity_fan.csv"))
    let header = try PackageFiles.text("Data/equities.csv").prefix { $0 != "\n" }.split(
      separator: ",")
    let column = try #require(header.firstIndex(of: "exchange"))
    let exchanges = try Dictionary(
      uniqueKeysWithValues: Self.rows("Data/equities.csv").map { ($0[0], $0[column]) })
    let holidays = try Self.rows("Data/holidays.csv")
    for ticker in Set(fan.rows.map(\.ticker)) {
      let exchange = exchanges[ticker] ?? "SSE"
      let listed = holidays.filter { $0[0] == exchange }
      let closed = Set(listed.filter { $0[2] != "known until" }.map { $0[1] })
      let end = try #require(listed.first { $0[2] == "known until" })[1]
      let dates = fan.dates(ticker)
      #expect(dates.count == 121 && dates[0] >= asOf)
      #expect(zip(dates, dates.dropFirst()).allSatisfy { $0 < $1 }, "\(ticker)")
      for date in dates { #expect(try !closed.contains(date) && Self.isWeekday(date), "\(date)") }
      for row in fan.rows where row.ticker == ticker { #expect(row.isKnown == (row.date <= end)) }
    }
  }

  private static func rows(_ path: String) throws -> [[String]] {
    try PackageFiles.text(path).split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  private static func isWeekday(_ date: String) throws -> Bool {
    let moment = try Date("\(date)T00:00:00Z", strategy: .iso8601)
    // Day 0 is 1 January 1970, a Thursday.
    return (Int(moment.timeIntervalSince1970) / 86_400 + 3) % 7 < 5
  }
}
