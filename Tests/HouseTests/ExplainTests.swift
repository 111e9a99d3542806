import Foundation
import Testing

/// `chipcast explain`.
@Suite("explain")
struct ExplainTests {
  private static let files = [
    "explain_draws.csv", "explain_events.csv", "explain_months.csv", "explain_outputs.csv",
    "run.json",
  ]

  /// The trial 1,337 of 2,000, and all of trials.csv.
  private static func explained(
    _ place: Workplace, _ more: [String] = []
  ) async throws -> (trials: TrialsTable, draws: CSVFile, months: CSVFile, outputs: CSVFile) {
    let common = ["--trials", "2000", "--quiet", "--seed", "9"] + more
    _ = try await place.chipcast(all: ["run", "mine.toml", "--write-trials", "2000"] + common)
    let outcome = try await place.chipcast(
      all: ["explain", "mine.toml", "--trial", "1337", "--out", "one"] + common)
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    #expect(try place.contents(of: "one").keys.sorted() == files)
    let data = try #require(try place.contents(of: "out/mine")["trials.csv"])
    return (
      try TrialsTable(data) { _ in true }, try CSVFile(place.text("one/explain_draws.csv")),
      try CSVFile(place.text("one/explain_months.csv")),
      try CSVFile(place.text("one/explain_outputs.csv"))
    )
  }

  @Test("draws, outputs and percentiles are those of trials.csv, to the last digit")
  func sameAsTrials() async throws {
    let place = try Workplace()
    let (trials, draws, _, outputs) = try await Self.explained(place)
    for (name, value) in try zip(draws.column("input"), draws.column("value")) {
      #expect(try String(decoding: trials.bytes(name)[1337], as: UTF8.self) == value, "\(name)")
    }
    for row in outputs.rows {
      let values = try trials[row[0]]
      #expect(try String(decoding: trials.bytes(row[0])[1337], as: UTF8.self) == row[1])
      let below = Double(values.count { $0 < values[1337] }) / 2000
      let upTo = Double(values.count { $0 <= values[1337] }) / 2000
      #expect(Double(row[3]) == below && Double(row[6]) == upTo, "\(row[0])")
    }
    #expect(draws.rows.count + outputs.rows.count == trials.header.count - 1)
  }

  @Test("the same with shares, whose reactions and dates are there")
  func withShares() async throws {
    let place = try Shares.place()
    let (trials, _, _, outputs) = try await Self.explained(place)
    for row in outputs.rows {
      #expect(try String(decoding: trials.bytes(row[0])[1337], as: UTF8.self) == row[1])
    }
    #expect(try outputs.column("output").contains { $0.hasPrefix("car.ACME.SH.") })
    let events = try CSVFile(place.text("one/explain_events.csv"))
    let announced = events.rows.filter { $0[0] == "announcement" }
    #expect(!announced.isEmpty && announced.allSatisfy { $0[1] == "0" && $0[6] != "" })
    // 15 July is a holiday in Hong Kong there.
    #expect(announced.first { $0[3] == "BOLT.HK" }?[4] == "2025-07-16")
    #expect(announced.first { $0[3] == "ACME.SH" }?[4] == "2025-07-15")
  }

  @Test("months add up to outputs, and events stand in the month in which a gate changes")
  func monthsAddUp() async throws {
    let place = try Workplace()
    let (trials, draws, months, outputs) = try await Self.explained(place)
    func output(_ name: String) throws -> Double {
      let row = try outputs.row(name)
      return row["never"] == "yes" ? .infinity : try #require(Double(row["value"] ?? ""))
    }
    func sum(_ column: String, _ isWanted: ([String]) -> Bool) throws -> Double {
      let position = try #require(months.header.firstIndex(of: column))
      return months.rows.filter(isWanted).reduce(0) { $0 + (Double($1[position]) ?? .nan) }
    }
    for product in ["H20", "B30"] {
      for quantity in ["units", "revenue"] {
        let total = try sum(quantity) { $0[2] == product }
        let expected = try output("\(quantity).\(product)")
        #expect(abs(total - expected) <= 1e-9 * max(1, expected))
      }
    }
    let toYearEnd = try sum("revenue") { (Int($0[0]) ?? 99) < 6 }
    #expect(abs(toYearEnd - (try output("recovered_fy"))) <= 1e-6)
    let netProfit = try output("net_recovered") - sum("cost") { _ in true }
    #expect(abs(netProfit - (try output("gross_profit"))) <= 1e-3)
    #expect(try trials["h20_equivalents"][1337] == output("h20_equivalents"))
    // Stock: what was there, what came, less what went; nothing came to H20 before its lead time.
    let first = try #require(months.rows.first { $0[2] == "H20" })
    let inventory = try #require(Double(draws.row("products.H20.inventory")["value"] ?? ""))
    let stock = try #require(Double(first[10]))
    #expect(abs(stock + (Double(first[7]) ?? .nan) - inventory) < 1e-6)
    // The first closing of the export gate is that of the output, in a month that ends closed.
    let events = try CSVFile(place.text("one/explain_events.csv"))
    for (event, column, word) in [
      ("export_closed", 3, "closed"), ("guidance_discouraging", 4, "discouraging"),
    ] {
      let session = try output("day.\(event)")
      let found = events.rows.first { $0[0] == event }
      #expect(found.flatMap { Double($0[1]) } ?? .infinity == session)
      let month = session.isFinite ? (Int(session) - 13) / 21 : 0
      if session.isFinite {
        #expect(months.rows.first { $0[0] == String(month) }?[column] == word)
      }
    }
  }

  @Test("a draw's percentile is that of its distribution, a range where a value has weight")
  func percentiles() async throws {
    let place = try Workplace(
      scenario: Base.withPrice("{ distribution = \"uniform\", low = 10000, high = 12000 }"))
    let (_, draws, _, _) = try await Self.explained(place)
    func row(_ name: String) throws -> (value: Double, low: Double, high: Double, fixed: String) {
      let row = try draws.row(name)
      func number(_ key: String) throws -> Double { try #require(Double(row[key] ?? "")) }
      return (
        try number("value"), try number("percentile_low"), try number("percentile_high"),
        row["fixed"] ?? ""
      )
    }
    let price = try row("products.H20.price")
    #expect(abs(price.low - (price.value - 10_000) / 2_000) < 1e-12 && price.low == price.high)
    let month = try row("policy.export_gate.month.3")
    #expect(month.low == month.value && month.high == month.value)
    let fixed = try row("products.H20.written_down")
    #expect(fixed.value == 1 && fixed.low == 0 && fixed.high == 1 && fixed.fixed == "yes")
    let clears = try row("products.B30.clears_controls")
    #expect(clears.fixed == "no" && clears.high - clears.low > 0.1)
    #expect(clears.value == 1 ? clears.high == 1 : clears.low == 0)
  }

  @Test(
    "worst, best and median are found among the trials, the first of equals",
    arguments: ["recovered_fy", "months_to_target", "revenue.B30 - revenue.H20"])
  func chosen(output: String) async throws {
    let place = try Workplace()
    _ = try await place.chipcast(
      "run", "mine.toml", "--trials", "1500", "--quiet", "--write-trials", "1500")
    let trials = try TrialsTable(try #require(place.contents(of: "out/mine")["trials.csv"])) { _ in
      true
    }
    let values =
      output.contains("-")
      ? try zip(trials["revenue.B30"], trials["revenue.H20"]).map { $0 - $1 } : try trials[output]
    let sorted = values.sorted()
    for (word, value) in [("worst", sorted[0]), ("best", sorted[1499]), ("median", sorted[749])] {
      let outcome = try await place.chipcast(
        "explain", "mine.toml", "--trial", word, "--output", output, "--trials", "1500", "--json",
        "--out", "one")
      let found = try JSON(outcome.out)
      let trial = try #require(values.firstIndex(of: value))
      #expect(found["explain_outputs"]?.elements?.first?["trials"]?.number == 1500)
      let record = try JSON(place.text("one/run.json"))
      #expect(try record.canonical() == found["run"]?.canonical())
      #expect(record["settings"]?["trial"]?.string == String(trial), "\(word)")
      #expect(record["settings"]?["output"]?.string == output)
      #expect(record["settings"]?["chosen"]?.string == word)
    }
  }

  @Test("any trial can be told, in the same bytes for any number of threads")
  func farTrial() async throws {
    let place = try Workplace()
    var tables: [[String: Data]] = []
    for threads in ["1", "3"] {
      _ = try await place.chipcast(
        "explain", "mine.toml", "--trial", "999999999999", "--trials", "3000", "--quiet",
        "--threads", threads, "--out", "far")
      tables.append(try place.contents(of: "far").filter { $0.key != "run.json" })
    }
    #expect(tables[0] == tables[1] && tables[0].count == 4)
  }

  @Test("the text tells what was searched, every month and the events")
  func text() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "explain", "mine.toml", "--trial", "worst", "--trials", "2000", environment: ["LC_ALL": "C"])
    #expect(outcome.code == 0 && outcome.err == "\nResults are in out/explain-mine/\n")
    let lines = outcome.out.split(separator: "\n").map(String.init)
    #expect(lines.contains { $0.contains("the smallest of the first 2,000 trials.") })
    #expect(lines.count { $0.hasPrefix("  2025-") || $0.hasPrefix("  2026-") } >= 17)
    #expect(lines.contains { $0.hasPrefix("  1 announcement") && $0.hasSuffix("2025-07-15") })
    #expect(lines.contains { $0.hasPrefix("  products.H20.price") && $0.contains("USD/unit") })
    #expect(outcome.out.utf8.allSatisfy { $0 < 128 })
  }

  static let refusals: [(arguments: [String], message: String)] = [
    (
      ["--trial", "3", "--output", "recovered"],
      "Error: --output goes with --trial worst, best or median, not with a number"
    ),
    (["--trial", "-1"], "Error: Missing value for '--trial <trial>'"),
    (
      ["--trial", "1000000000000"],
      "Error: The value '1000000000000' is invalid for '--trial <trial>'"
    ),
    (["--trial", "1.5"], "Error: The value '1.5' is invalid for '--trial <trial>'"),
    (
      ["--trial", "best", "--trials", "60M"],
      "Error: --trials must be at most 50000000 with --trial best, got 60000000"
    ),
    (
      ["--trial", "best", "--output", "recoverd"],
      "Error: --output: no output or event is called recoverd; did you mean recovered?"
    ),
    (
      ["--trial", "best", "--output", "recovered > 3"],
      "Error: --output: the expression needs a number, and this is a truth; if(…, 1, 0) makes it one"
    ),
  ]

  @Test("what cannot be is refused as a wrong command line", arguments: refusals)
  func refuses(arguments: [String], message: String) async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(all: ["explain", "mine.toml"] + arguments)
    #expect(outcome.code == 64 && outcome.out == "")
    #expect(outcome.err.split(separator: "\n").first.map(String.init) == message)
    #expect(!place.hasResults)
  }

  @Test("a generator of GSL, which has to count up to a trial, refuses far ones")
  func farWithGSL() async throws {
    let place = try Workplace(
      scenario: Base.with("seed = 7", "seed = 7\ngenerator = \"gsl:taus2\""))
    let outcome = try await place.chipcast("explain", "mine.toml", "--trial", "100000000")
    #expect(outcome.code == 64)
    #expect(
      outcome.err.hasPrefix(
        "Error: --trial must lie below 100000000 with a generator of GSL, got 100000000\n"))
  }

  @Test("news is told by month, by session and in a file, where a scenario has any")
  func news() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "explain", "mine.toml", "--trial", "3", "--trials", "200", "--quiet", "--seed", "9", "--out",
      "one",
      "--set", "news.chinese_rejection.rate=3", "--set", "news.rumour_easing.rate=0")
    #expect(outcome.code == 0 && outcome.err == "")
    let rows = try CSVFile(place.text("one/explain_news.csv")).rows
    let sessions = rows.map { $0[1] }
    #expect(rows.allSatisfy { $0[0] == "chinese_rejection" } && rows.count > 20)
    #expect(sessions.compactMap(Int.init) == sessions.compactMap(Int.init).sorted())
    let outputs = try CSVFile(place.text("one/explain_outputs.csv")).rows
    #expect(outputs.first { $0[0] == "news.chinese_rejection" }?[1] == String(rows.count))
    for row in rows {
      let session = try #require(Int(row[1]))
      #expect(row[2] == (session < 13 ? "" : String((session - 13) / 21)))
    }
    let text = try await place.chipcast(
      "explain", "mine.toml", "--trial", "3", "--trials", "200", "--seed", "9", "--out", "two",
      "--set", "news.chinese_rejection.rate=3", "--set", "news.rumour_easing.rate=0")
    let flat = text.out.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(flat.contains("Chinese rejections, by session: \(sessions.joined(separator: ", "))"))
    #expect(flat.contains("Rumours of easing, by session: none"))
    #expect(flat.contains(" rejected rumoured "))
  }

  @Test("news that shares react to has a row for each share, and a table on the terminal")
  func reactingNews() async throws {
    let place = try Shares.place()
    let outcome = try await place.chipcast(
      "explain", "mine.toml", "--trial", "3", "--trials", "200", "--seed", "9", "--out", "one",
      "--set", "news.chinese_rejection.rate=3", "--set",
      "equities.reactions.chinese_rejection={estimated=false,domestic=0.05,foreign=-0.01}")
    #expect(outcome.code == 0 && outcome.err == "\nResults are in one/\n")
    let news = try CSVFile(place.text("one/explain_news.csv"))
    let felt = news.rows.filter { !$0[4].isEmpty }
    let tickers = Set(felt.map { $0[4] })
    #expect(tickers.contains("ACME.SH") && tickers.contains("CORE"))
    #expect(felt.allSatisfy { Double($0[7]) != nil && !$0[5].isEmpty })
    // Beyond the last session of the paths nobody reacts.
    #expect(news.rows.contains { $0[4].isEmpty })
    let first = try #require(felt.first { $0[4] == "ACME.SH" })
    let lines = outcome.out.split(separator: "\n").map(String.init)
    let table = try #require(
      lines.firstIndex { $0.contains("Reaction to Chinese rejections, %") })
    #expect(lines[table].contains("at \(first[1])"))
    let shown = String(format: "%.2f", 100 * (try #require(Double(first[7]))))
    #expect(lines[table + 1].contains("ACME.SH") && lines[table + 1].contains(shown))
  }
}
