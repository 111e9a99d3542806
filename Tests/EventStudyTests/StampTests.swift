import Testing

@testable import EventStudy

/// The session that a vendor's stamp names.
@Suite("stamps with a time of day and a zone")
struct StampTests {
  private static func day(_ text: String, on exchange: Exchange?) throws -> String? {
    try Stamp(Array(text.utf8)[...])?.day(on: exchange).description
  }

  /// Stamp, exchange, session.
  static let stamps: [(String, Exchange, String)] = [
    ("2024-08-15", .shanghai, "2024-08-15"),
    ("2024-08-15 16:00:00", .shanghai, "2024-08-15"),
    // 16:00 UTC is midnight in Shanghai, 20:00 UTC the close in New York in summer.
    ("2024-08-14T16:00:00Z", .shanghai, "2024-08-15"),
    ("2024-08-14 16:00:00+00:00", .hongKong, "2024-08-15"),
    ("2024-08-14 16:00:00 UTC", .shenzhen, "2024-08-15"),
    ("2024-08-15T20:00:00.000Z", .nasdaq, "2024-08-15"),
    ("2024-08-15T04:00:00Z", .newYork, "2024-08-15"),
    ("2024-12-02 05:00:00+0000", .newYork, "2024-12-02"),
    ("2024-08-15 15:00:00+08", .shanghai, "2024-08-15"),
    ("2024-08-15 03:00:00 America/New_York", .shanghai, "2024-08-15"),
    ("2024-08-15 21:00:00 America/New_York", .shanghai, "2024-08-16"),
    // Midnight is a date, whatever the zone beside it.
    ("2024-08-15 00:00:00-05:00", .shanghai, "2024-08-15"),
    ("2024-08-15 00:00:00-04:00", .nasdaq, "2024-08-15"),
    ("2024-08-15T00:00:00.000Z", .nasdaq, "2024-08-15"),
    ("2024-08-15 00:00:00+08:00", .hongKong, "2024-08-15"),
  ]

  @Test("a stamp is the session of the exchange at that moment", arguments: stamps)
  func session(text: String, exchange: Exchange, expected: String) throws {
    #expect(try Self.day(text, on: exchange) == expected)
  }

  @Test(
    "anything else is no stamp",
    arguments: [
      "2024-08-15 ", "2024-08-15T", "2024-08-15 24:00", "2024-08-15 16:60", "2024-08-15 4:00",
      "2024-08-15 16:00:00+25:00", "2024-08-15 16:00:00+8", "2024-08-15 16:00:00 +08:00 x",
      "2024-08-15 16:00:00.", "15/08/2024 16:00", "2024-08-15 close of day",
    ])
  func noStamp(text: String) {
    #expect(Stamp(Array(text.utf8)[...]) == nil)
  }

  @Test(
    "an abbreviation is refused: CST is Chicago's and China's",
    arguments: ["CST", "EST", "EDT", "HKT", "GMT+8", "Asia/Beijing"])
  func abbreviation(zone: String) throws {
    for text in ["2024-08-15 16:00:00 \(zone)", "2024-08-15 \(zone)"] {
      let problem = #expect(throws: Stamp.Unclear.self) { try Self.day(text, on: .shanghai) }
      #expect(
        problem?.words == "names the time zone \(zone); write an offset such as +08:00 or an IANA "
          + "name such as Asia/Shanghai, got")
    }
  }

  @Test("without an exchange a moment is refused and a date is not")
  func noExchange() throws {
    #expect(throws: Stamp.Unclear.self) { try Self.day("2024-08-14T16:00:00Z", on: nil) }
    #expect(try Self.day("2024-08-15T00:00:00Z", on: nil) == "2024-08-15")
  }

  @Test(
    "names with an area and UTC are time zones, abbreviations are not",
    arguments: [
      ("Asia/Shanghai", true), ("America/New_York", true), ("UTC", true), ("CST", false),
      ("EST", false), ("EST5EDT", false), ("HKT", false), ("PRC", false), ("GMT+8", false),
      ("Asia/Beijing", false), ("", false),
    ])
  func zones(name: String, isKnown: Bool) {
    #expect(WorldClock.isKnown(name) == isKnown)
  }
}
