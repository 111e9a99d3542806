import Foundation
import Testing

/// What the data folder of shares may get wrong, and the one line that says so.
@Suite("bad data of shares")
struct BadShareDataTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let file: String
    let text: String?
    let message: String

    /// - Parameter change: of the usual text; nil where the file is to be missing.
    init(
      _ name: String, _ file: String, _ message: String, _ change: ((String) -> String)? = nil
    ) {
      testDescription = name
      self.file = "data/\(file)"
      self.message = message
      text = change.flatMap { change in (Shares.data["data/\(file)"] ?? nil).map(change) }
    }
  }

  /// The header and the rows from 14 May 2025 on: 43 returns before 15 July.
  private static func lateRows(_ text: String) -> String {
    text.mappingRows { $0 < "2025-05-14" ? nil : String($0) }
  }

  static let faults = [
    Fault(
      "no closes of a share", "closes/BOLT.HK.csv",
      "6: equities.data: data/closes/BOLT.HK.csv: there is no such file"),
    Fault(
      "no closes of a benchmark", "closes/WEST.csv",
      "6: equities.data: data/closes/WEST.csv: there is no such file"),
    Fault(
      "no events", "events.csv", "6: equities.data: data/events.csv: there is no such file"),
    Fault(
      "no price above 0", "closes/CORE.csv",
      "6: equities.data: data/closes/CORE.csv:3: close must be a price above 0, got \"-5\""
    ) { $0.mappingRows { $0.hasPrefix("2024-05-02") ? "2024-05-02,-5" : String($0) } },
    Fault(
      "price of 0", "closes/EAST.csv",
      "6: equities.data: data/closes/EAST.csv:2: close must be a price above 0, got \"0\""
    ) { $0.mappingRows { $0.hasPrefix("2024-05-01") ? "2024-05-01,0" : String($0) } },
    Fault(
      "unknown exchange of a share", "equities.csv",
      "6: equities.data: data/equities.csv:3: exchange must be one of SSE, SZSE, HKEX, NASDAQ, "
        + "NYSE, got \"HKSE\""
    ) { $0.replacingOccurrences(of: "HKEX", with: "HKSE") },
    Fault(
      "unknown exchange of a holiday", "holidays.csv",
      "6: equities.data: data/holidays.csv:4: exchange must be one of SSE, SZSE, HKEX, NASDAQ, "
        + "NYSE, got \"HKSE\""
    ) { $0.replacingOccurrences(of: "HKEX,2025-07-15", with: "HKSE,2025-07-15") },
    Fault(
      "a holiday with a comma too many", "holidays.csv",
      "6: equities.data: data/holidays.csv:2: has 4 fields where the header has 3"
    ) { $0.replacingOccurrences(of: "2025-07-16,", with: "2025-07-16,16 July,") },
    Fault(
      "a holiday on no date", "holidays.csv",
      "6: equities.data: data/holidays.csv:2: date must be a date such as 2025-10-01, got "
        + "\"16 July\""
    ) { $0.replacingOccurrences(of: "2025-07-16", with: "16 July") },
    Fault(
      "no column of benchmarks", "equities.csv",
      "6: equities.data: data/equities.csv: has no column \"benchmark\"; its columns are ticker, "
        + "name, exchange, currency, bench, price_limit, role"
    ) { $0.replacingOccurrences(of: "benchmark", with: "bench") },
    Fault(
      "a benchmark with too few closes", "closes/WEST.csv",
      "40: market: WEST: has 43 returns in the 250 sessions before 2025-07-15; at least 200 "
        + "are needed", lateRows),
    Fault(
      "a share with too few closes", "closes/ACME.SH.csv",
      "40: market: ACME.SH: has 43 returns in the 250 sessions before 2025-07-15; at least "
        + "200 are needed", lateRows),
    Fault(
      "a share that never moves", "closes/CORE.csv",
      "40: market: CORE: its returns before 2025-07-15 do not vary, so nothing can be estimated"
    ) { $0.mappingRows { "\($0.prefix(10)),5" } },
  ]

  @Test("one line names the file, and the line where there is one", arguments: faults)
  func refuses(fault: Fault) async throws {
    try await Mistake(fault.testDescription, [], [fault.message])
      .expectRefusalOfShares(files: [fault.file: fault.text])
  }

  @Test("without a past event each class that it would tell is missing")
  func noPastEvents() async throws {
    let classes = ["announcement", "export_closed", "export_reopened"]
    let messages = classes.flatMap { name in
      [("domestic", "ACME.SH, BOLT.HK"), ("foreign", "CORE")].map { side, tickers in
        "25: equities.reactions.\(name).\(side): is missing; no past event tells it for \(tickers)"
      }
    }
    let events = "id,date,time_zone,class\nlater,2025-07-16,Asia/Shanghai,announcement\n"
    try await Mistake("no past events", [], messages)
      .expectRefusalOfShares(files: ["data/events.csv": events])
  }

  @Test("one past event tells means and spreads of its class, and nothing of another")
  func onePastEvent() async throws {
    let stated = "announcement = { domestic = 0, foreign = 0 }\n"
    let change = ("[equities.reactions]\n", "[equities.reactions]\n\(stated)")
    let events = """
      id,date,time,time_zone,class
      ban,2025-04-15,16:30,America/New_York,controls_tightened

      """
    try await Mistake(
      "one past event", [change],
      [
        "25: equities.reactions.export_reopened.domestic: is missing; no past event tells it for "
          + "ACME.SH, BOLT.HK",
        "25: equities.reactions.export_reopened.foreign: is missing; no past event tells it for CORE",
      ]
    ).expectRefusalOfShares(files: ["data/events.csv": events])
  }

  @Test("a folder of --set is looked for from the working directory")
  func folderOfAnOverride() async throws {
    let place = try Shares.place()
    let outcome = try await place.chipcast("run", "mine.toml", "--set", "equities.data=gone")
    #expect(
      outcome
        == .refused([
          "--set equities.data=gone: equities.data: gone/equities.csv: there is no such file"
        ]))
    #expect(!place.hasResults)
  }

  @Test("without a list of holidays no date is known")
  func noHolidays() async throws {
    let place = try Shares.place(files: ["data/holidays.csv": nil])
    _ = try await place.chipcast("run", "mine.toml", "--trials", "100", "--quiet")
    let fan = try CSVFile(place.text("out/mine/equity_fan.csv"))
    #expect(try Set(fan.column("date_is_known")) == ["no"])
    #expect(try fan.row("BOLT.HK", "0")["date"] == "2025-07-15")
  }
}
