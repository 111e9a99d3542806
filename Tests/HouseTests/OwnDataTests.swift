import Foundation
import Testing

/// Shares of a user's own, on top of data that are there.
@Suite("own data")
struct OwnDataTests {
  private static let both = "data = [\"data\", \"mine\"]"

  private static func place(
    _ data: String, more: String = "", files: [String: String?] = [:]
  ) throws -> Workplace {
    try Shares.place(try Base.with("data = \"data\"", data + more, in: Shares.text), files: files)
  }

  private static func run(_ place: Workplace) async throws -> [String: Data] {
    let ran = try await place.chipcast(
      "run", "mine.toml", "--trials", "2000", "--quiet", "--out", "out/own")
    #expect(ran == Outcome(code: 0, out: "", err: ""))
    return try place.contents(of: "out/own")
  }

  @Test("a folder of one's own adds shares and takes the place of files with the same name")
  func adds() async throws {
    let alone = try await Self.run(Self.place("data = \"data\""))
    // A second folder with nothing of use changes nothing.
    let beside = try await Self.run(
      Self.place(Self.both, files: ["mine/closes/OTHER.csv": "date,close\n"]))
    #expect(beside["equities.csv"] == alone["equities.csv"])
    // A newer file of a share's closes is read in the place of the older.
    let acme = try #require(Shares.data["data/closes/ACME.SH.csv"] ?? nil)
    let halved = try await Self.run(
      Self.place(Self.both, files: ["mine/closes/BOLT.HK.csv": acme]))
    #expect(halved["equities.csv"] != alone["equities.csv"])
    // A row of equities.csv takes the place of the one with its ticker.
    let renamed = try await Self.run(
      Self.place(
        Self.both,
        files: [
          "mine/equities.csv": "ticker,name,exchange,benchmark\nCORE,Renamed,NASDAQ,WEST\n"
        ]))
    let text = String(decoding: try #require(renamed["equities.csv"]), as: UTF8.self)
    #expect(text.contains(",Renamed,") && !text.contains(",Core,"))
  }

  @Test("what is missing and what is no folder is told with its line")
  func refusals() async throws {
    func said(_ data: String, files: [String: String?] = [:]) async throws -> String {
      let outcome = try await Self.place(data, files: files).chipcast("check", "mine.toml")
      #expect(outcome.code == 65 && outcome.out.isEmpty)
      return outcome.err
    }
    let missing = try await said(
      Self.both, files: ["data/closes/ACME.SH.csv": nil, "data/closes/BOLT.HK.csv": nil])
    #expect(
      missing.contains(
        "equities.data: data/closes, mine/closes: have no ACME.SH.csv, BOLT.HK.csv"))
    #expect(
      try await said("data = []").contains("equities.data: must be text, or an array of texts"))
    #expect(
      try await said("data = [\"data\", 3]").contains("equities.data: must be an array of texts"))
    #expect(
      try await said("data = \"data\"\ncurrency = \"CNY\"").contains(
        "equities.fx: must name a file of closes for HKD, in which BOLT.HK stands: HKD = \"HKDCNY\""
      ))
    let other = try #require(Shares.data["data/equities.csv"] ?? nil)
      .replacingOccurrences(of: ",NASDAQ,USD,", with: ",NASDAQ,,")
    let lacking = try await said(
      "data = \"data\"\ncurrency = \"CNY\"", files: ["data/equities.csv": other])
    #expect(
      lacking.contains("HKD = \"HKDCNY\"")
        && lacking.contains("equities.fx: equities.csv gives no currency of CORE; write one there"))
    #expect(
      try await said("data = \"data\"\nfx = { HKD = \"HKDCNY\" }").contains(
        "equities.fx: needs equities.currency"))
    #expect(
      try await said(
        "data = \"data\"\ncurrency = \"CNY\"\nfx = { HKD = \"HKDCNY\", USD = \"USDCNY\" }"
      ).contains("equities.data: data/closes: has no HKDCNY.csv, USDCNY.csv"))
  }

  @Test("at a rate that never moves returns stay as they are and prices are in the other currency")
  func constantRate() async throws {
    let listing = try #require(Shares.data["data/equities.csv"] ?? nil)
      .replacingOccurrences(of: "BOLT.HK,Bolt,HKEX,HKD,EAST", with: "BOLT.HK,Bolt,HKEX,CNY,EAST")
    let west = try #require(Shares.data["data/closes/WEST.csv"] ?? nil)
    let rate = west.split(separator: "\n").enumerated().map { k, line in
      k == 0 ? String(line) : line.split(separator: ",")[0] + ",8"
    }.joined(separator: "\n")
    let files = ["data/equities.csv": listing, "data/closes/USDCNY.csv": rate]
    let own = try await Self.run(Self.place("data = \"data\"", files: files))
    let one = try await Self.run(
      Self.place(
        "data = \"data\"\ncurrency = \"CNY\"\nfx = { USD = \"USDCNY\" }", files: files))
    #expect(own["policy_effect.csv"] == one["policy_effect.csv"])
    func last(_ files: [String: Data]) throws -> (price: Double, currency: String) {
      let fan = try CSVFile(String(decoding: try #require(files["equity_fan.csv"]), as: UTF8.self))
      let row = try #require(fan.rows.last { $0[0] == "CORE" })
      let price = try #require(fan.header.firstIndex(of: "price_p50"))
      let currency = try #require(fan.header.firstIndex(of: "currency"))
      return (try #require(Double(row[price])), row[currency])
    }
    let (before, after) = (try last(own), try last(one))
    #expect(before.currency == "USD" && after.currency == "CNY")
    #expect(abs(after.price / before.price - 8) < 0.02)
  }

  @Test("several currencies in one basket are said to be local")
  func local() async throws {
    let outcome = try await Shares.place().chipcast("run", "mine.toml", "--trials", "2000")
    let words = outcome.out.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      words.contains("Returns are in each share's own currency (CNY and HKD), and so the basket's.")
    )
  }
}
