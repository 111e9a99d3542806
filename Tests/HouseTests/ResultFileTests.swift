import Foundation
import Testing

/// The files of a run are what docs/output-files.md says.
@Suite("result files")
struct ResultFileTests {
  private static let statistics =
    "unit,mean,standard_error,sd,min,p01,p05,p10,p25,p50,p75,p90,p95,p99,max,quantile_error"
  static let headers = [
    "histogram.csv": "output,unit,low,high,trials,share,share_below_high",
    "inputs.csv": "key,distribution,unit,mean,p05,p50,p95,confidence,source,file,meaning",
    "monthly.csv": "month,calendar_month,output,\(statistics)",
    "probabilities.csv": "statement,probability,low,high,trials",
    "quantiles.csv": "output,unit,probability,value,low,high",
    "quarterly.csv": "quarter,product,output,\(statistics)",
    "recovery_fan.csv":
      "month,calendar_month,quarter,unit,p05,p25,p50,p75,p95,quantile_error,trials",
    "recovery_curve.csv": "quarter,threshold,unit,probability,low,high,trials",
    "summary.csv": "output,\(statistics),never,no_value",
  ]
  /// Columns that hold words.
  private static let words: Set = [
    "key", "distribution", "unit", "confidence", "source", "file", "output", "quarter", "product",
    "statement", "calendar_month", "meaning", "kind", "scenario", "as_of",
  ]

  /// What a run of 200 trials leaves in its folder.
  private static let files = Task {
    let place = try Workplace()
    let outcome = try await place.chipcast("run", "mine.toml", "--trials", "200", "--quiet")
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    return try place.contents(of: "out/mine").mapValues { String(decoding: $0, as: UTF8.self) }
  }

  @Test("a run writes every documented file with its documented columns, and no other")
  func everyFileIsWritten() async throws {
    let files = try await Self.files.value
    #expect(files.keys.sorted() == (Self.headers.keys + ["run.json"]).sorted())
    for (name, header) in Self.headers {
      let text = try #require(files[name])
      let more = name == "quarterly.csv" ? ",kind,scenario,as_of" : ",scenario,as_of"
      #expect(text.hasPrefix(header + more + "\r\n"), "\(name)")
      #expect(text.hasSuffix("\r\n"), "\(name)")
    }
  }

  @Test(
    "--monthly adds the revenue by product and month, totals told apart, and changes no other file")
  func monthlyRevenue() async throws {
    let files = try await Self.files.value
    let place = try Workplace()
    let asked = ["run", "mine.toml", "--trials", "200", "--quiet", "--monthly"]
    #expect(try await place.chipcast(all: asked) == Outcome(code: 0, out: "", err: ""))
    let found = try place.contents(of: "out/mine").mapValues { String(decoding: $0, as: UTF8.self) }
    for name in Self.headers.keys { #expect(found[name] == files[name], "\(name)") }
    let text = try #require(found["monthly_revenue.csv"])
    #expect(
      text.hasPrefix(
        "month,calendar_month,quarter,product,\(Self.statistics),kind,scenario,as_of\r\n"))
    let file = try CSVFile(text)
    func position(_ name: String) throws -> Int { try #require(file.header.firstIndex(of: name)) }
    let (product, quarter, mean, kind) = try (
      position("product"), position("quarter"), position("mean"), position("kind")
    )
    #expect(file.rows.count == 18 * 3)
    for row in file.rows { #expect((row[product] == "total") == (row[kind] == "total")) }
    let quarterly = try CSVFile(#require(files["quarterly.csv"]))
    let whole = try #require(quarterly.header.firstIndex(of: "mean"))
    for row in quarterly.rows where row[2] == "revenue" {
      let months = file.rows.filter { $0[quarter] == row[0] && $0[product] == row[1] }
      let sum = try months.map { try #require(Double($0[mean])) }.reduce(0, +)
      let known = try #require(Double(row[whole]))
      #expect(abs(sum - known) <= 1e-9 * max(known, 1), "\(row[0]) \(row[1])")
    }
  }

  @Test("every file is RFC 4180 and every number reads back to the digits written")
  func everyNumberReadsBack() async throws {
    let files = try await Self.files.value
    for name in Self.headers.keys {
      let file = try CSVFile(#require(files[name]))
      #expect(!file.rows.isEmpty, "\(name)")
      for row in file.rows {
        for (column, field) in zip(file.header, row) where !Self.words.contains(column) {
          guard !field.isEmpty else { continue }
          let value = try #require(Double(field), "\(name): \(column) \(field)")
          let digits = value.description
          #expect(field == digits || field + ".0" == digits, "\(name): \(column)")
        }
      }
    }
  }

  @Test("text with commas and quotes is quoted")
  func textIsQuoted() async throws {
    let text = try #require(try await Self.files.value["inputs.csv"])
    #expect(
      text.contains(
        ",reported,\"annual report, \"\"diluted\"\", page 9\",mine.toml:8,"
          + "diluted shares outstanding,mine,2025-07-15\r\n"))
    let shares = try CSVFile(text).row("shares")
    #expect(shares["source"] == "annual report, \"diluted\", page 9")
    #expect(shares["mean"] == "24500000000")
  }

  @Test("what never happens in some trials has no mean, empty quantiles, and the share of them")
  func neverIsEmpty() async throws {
    let text = try #require(try await Self.files.value["summary.csv"])
    let row = try CSVFile(text).row("months_to_target")
    #expect(row["mean"] == "" && row["standard_error"] == "" && row["sd"] == "")
    #expect(row["p99"] == "" && row["max"] == "")
    let reached = try CSVFile(#require(try await Self.files.value["probabilities.csv"]))
      .row("months_to_target")
    let shares = [row["never"], reached["probability"]].map { $0.flatMap { Double($0) } ?? .nan }
    #expect(shares[0] > 0 && abs(shares[0] + shares[1] - 1) < 1e-12)
    #expect(row["no_value"] == "0")
  }

  @Test("the bins of a histogram touch, hold all trials and agree with the quantiles")
  func histogram() async throws {
    let files = try await Self.files.value
    let file = try CSVFile(#require(files["histogram.csv"]))
    let summary = try CSVFile(#require(files["summary.csv"]))
    let quarterly = try CSVFile(#require(files["quarterly.csv"]))
    var medians = try ["recovered_fy", "recovered"].map {
      ($0, try #require(summary.row($0)["p50"]))
    }
    for row in quarterly.rows where row[2] == "cumulative_revenue" {
      medians.append(
        ("cumulative.\(row[0])", row[try #require(quarterly.header.firstIndex(of: "p50"))]))
    }
    #expect(medians.count == 8)
    for (name, p50) in medians {
      let rows = file.rows.filter { $0[0] == name }
      let numbers = try rows.map { row in try row[2..<7].map { try #require(Double($0)) } }
      #expect((2...77).contains(rows.count) && numbers[0][0] == 0)
      for (bin, next) in zip(numbers, numbers.dropFirst()) { #expect(bin[1] == next[0]) }
      #expect(numbers.map { $0[2] }.reduce(0, +) == 200)
      let last = try #require(numbers.last)
      #expect(last[4] == 1)
      let median = try #require(Double(p50))
      let bin = try #require(numbers.first { $0[4] >= 0.5 })
      #expect(bin[0] <= 1.001 * median && median <= 1.001 * bin[1])
    }
  }

  @Test("run.json tells how the run was made")
  func runRecord() async throws {
    let place = try Workplace()
    _ = try await place.chipcast(
      "run", "mine.toml", "--trials", "1_000", "--seed", "5", "--design", "antithetic", "--quiet",
      "--threads", "2", "--set", "months=12", "--set", "tax_rate=0.2")
    let record = try JSON(place.text("out/mine/run.json"))
    #expect(
      record.keys == [
        "command", "machine", "plan", "precision", "repaired_correlations", "scenario", "timing",
        "version",
      ])
    #expect(record["plan"]?["trials"]?.number == 1000)
    #expect(record["plan"]?["seed"]?.number == 5)
    #expect(record["plan"]?["design"]?.string == "antithetic")
    #expect(record["plan"]?["generator"]?.string == "default")
    #expect(record["scenario"]?["name"]?.string == "mine")
    #expect(record["scenario"]?["as_of"]?.string == "2025-07-15")
    #expect(record["scenario"]?["files"]?.strings == ["mine.toml"])
    #expect(record["scenario"]?["overrides"]?.strings == ["months=12", "tax_rate=0.2"])
    #expect(record["scenario"]?["fingerprint"]?.string?.count == 16)
    #expect(record["timing"]?["threads"]?.number == 2)
  }

  @Test("a second run replaces the results of the first, wholly")
  func secondRunReplaces() async throws {
    let place = try Workplace()
    _ = try await place.chipcast("run", "mine.toml", "--trials", "200", "--quiet", "--seed", "1")
    let first = try place.contents(of: "out/mine")
    try place.write("out/mine/notes.txt", "kept")
    _ = try await place.chipcast("run", "mine.toml", "--trials", "200", "--quiet", "--seed", "2")
    let second = try place.contents(of: "out/mine")
    #expect(Set(second.keys) == Set(first.keys).union(["notes.txt"]))
    #expect(second["summary.csv"] != first["summary.csv"])
    #expect(second["inputs.csv"] == first["inputs.csv"])
  }
}
