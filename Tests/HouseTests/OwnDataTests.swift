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

  @Test("at a rate that moves the run is that of closes multiplied by hand, at the last rate known")
  func movingRate() async throws {
    let listing = try #require(Shares.data["data/equities.csv"] ?? nil)
      .replacingOccurrences(of: ",HKEX,HKD,", with: ",HKEX,CNY,")
    func rate(_ day: Int) -> Double { 7 + 0.4 * sin(Double(day) / 7) + 0.001 * Double(day % 5) }
    // Banks are closed on every ninth day: the rate of the day before holds.
    var (rates, known) = ([String: Double](), rate(0))
    var file = "date,close\n"
    for (number, day) in Shares.days.enumerated() {
      if number % 9 != 8 {
        known = rate(number)
        file += "\(day),\(known)\n"
      }
      rates[day] = known
    }
    func byHand(_ name: String) throws -> String {
      try #require(Shares.data["data/closes/\(name).csv"] ?? nil).split(separator: "\n")
        .enumerated()
        .map { number, line in
          let fields = line.split(separator: ",").map(String.init)
          guard number > 0 else { return String(line) }
          let price = try #require(Double(fields[1])) * #require(rates[fields[0]])
          return "\(fields[0]),\(price)"
        }.joined(separator: "\n")
    }
    let converted = try await Self.run(
      Self.place(
        "data = \"data\"\ncurrency = \"CNY\"\nfx = { USD = \"USDCNY\" }",
        files: ["data/equities.csv": listing, "data/closes/USDCNY.csv": file]))
    let inOne = listing.replacingOccurrences(of: ",NASDAQ,USD,", with: ",NASDAQ,CNY,")
    let hand = try await Self.run(
      Self.place(
        "data = \"data\"",
        files: [
          "data/equities.csv": inOne, "data/closes/CORE.csv": byHand("CORE"),
          "data/closes/WEST.csv": byHand("WEST"),
        ]))
    let local = try await Self.run(
      Self.place("data = \"data\"", files: ["data/equities.csv": listing]))
    for name in ["equities.csv", "equity_fan.csv", "policy_effect.csv"] {
      #expect(hand[name] != nil && converted[name] == hand[name], "\(name)")
    }
    // A rate that moves moves returns.
    #expect(converted["equities.csv"] != local["equities.csv"])
  }

  @Test("several currencies in one basket are said to be local")
  func local() async throws {
    let outcome = try await Shares.place().chipcast("run", "mine.toml", "--trials", "2000")
    let words = outcome.out.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      words.contains("Returns are in each share's own currency (CNY and HKD), and so the basket's.")
    )
  }

  @Test("so are means of an event study and scores of a back-test, on the terminal and on the page")
  func localPast() async throws {
    let place = try Shares.place()
    let commands = [
      (
        ["event-study", "data/events.csv", "--closes", "data/closes"], "out/event-study",
        "Returns are in each share's own currency (CNY and HKD), and so are means over domestic shares."
      ),
      (
        ["backtest", "mine.toml", "--every", "10", "--from", "2025-06-01", "--trials", "100"],
        "out/backtest-mine",
        "Returns are in each share's own currency (CNY, HKD and USD), and so are scores of all shares "
          + "together."
      ),
    ]
    for (words, folder, sentence) in commands {
      let outcome = try await place.chipcast(all: words + ["--report"])
      #expect(outcome.code == 0, "\(outcome.err)")
      let told = outcome.out.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(told.contains(sentence), "\(told)")
      let page = try place.text("\(folder)/report.html")
        .replacingOccurrences(of: "&#39;", with: "'")
      #expect(page.contains(sentence))
    }
    // In one currency there is nothing to say.
    let one = try #require(Shares.data["data/equities.csv"] ?? nil)
      .replacingOccurrences(of: ",HKEX,HKD,", with: ",HKEX,CNY,")
    try place.write("data/equities.csv", one)
    let outcome = try await place.chipcast(all: commands[0].0)
    #expect(outcome.code == 0 && !outcome.out.contains("own currency"))
  }
}
