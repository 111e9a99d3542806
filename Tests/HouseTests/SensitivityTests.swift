import Foundation
import Testing

/// `chipcast sensitivity`.
@Suite("sensitivity")
struct SensitivityTests {
  static let headers = [
    "tornado": [
      "input", "p10", "p90", "quantity", "at_p10", "at_p10_error", "at_p90", "at_p90_error",
      "swing", "swing_error", "low", "high",
    ],
    "rank": [
      "input", "spearman", "spearman_low", "spearman_high", "partial", "partial_low",
      "partial_high", "trials",
    ],
    "sobol": [
      "factor", "first", "first_low", "first_high", "total", "total_low", "total_high", "tells",
      "inputs", "trials",
    ],
    "delta": ["input", "delta", "low", "high", "plain", "idle", "trials"],
    "pawn": [
      "input", "median", "median_low", "median_high", "mean", "mean_low", "mean_high", "max",
      "max_low", "max_high", "min", "idle", "trials",
    ],
    "line": [
      "name", "kind", "mean_all", "p10_all", "p50_all", "p90_all", "mean", "mean_low",
      "mean_high", "p10", "p10_low", "p10_high", "p50", "p50_low", "p50_high", "p90", "p90_low",
      "p90_high", "distance", "p_value", "clear", "successes", "trials",
    ],
  ]
  static let every = "tornado,rank,sobol,delta,pawn,line"

  static func rows(
    _ place: Workplace, _ method: String, in folder: String = "out/sensitivity-mine"
  ) throws -> [[String: String]] {
    let file = try CSVFile(place.text("\(folder)/\(method).csv"))
    #expect(try file.header == #require(headers[method]) + CSVFile.ofScenario)
    return file.rows.map { Dictionary(uniqueKeysWithValues: zip(file.header, $0)) }
  }

  @Test("every method writes its file, sorted, and all name the same inputs")
  func files() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "sensitivity", "mine.toml", "--method", Self.every, "--trials", "2000", "--quiet",
      "--threshold", "3e9")
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let files = try place.contents(of: "out/sensitivity-mine").keys.sorted()
    #expect(files == (Self.headers.keys.map { "\($0).csv" } + ["run.json"]).sorted())
    let rank = try Self.rows(place, "rank")
    let names = Set(rank.compactMap { $0["input"] })
    #expect(names.contains("products.H20.order_book") && !names.contains { $0.contains("month") })
    #expect(Set(try Self.rows(place, "delta").compactMap { $0["input"] }) == names)
    #expect(Set(try Self.rows(place, "pawn").compactMap { $0["input"] }) == names)
    let line = try Self.rows(place, "line")
    #expect(Set(line.filter { $0["kind"] == "input" }.compactMap { $0["name"] }) == names)
    #expect(line.contains { $0["kind"] == "event" && $0["name"] == "export_closed" })
    let factors = try Self.rows(place, "sobol").compactMap { $0["factor"] }
    #expect(factors.contains("policy.export_gate.months") && factors.contains("licences.approvals"))
    let sizes = rank.compactMap { $0["partial"].flatMap { Double($0) } }.map(abs)
    #expect(sizes.count == rank.count && sizes == sizes.sorted(by: >))
    // Two rows an input: the mean and the probability of the threshold.
    let tornado = try Self.rows(place, "tornado")
    #expect(tornado[0]["quantity"] == "recovered_fy")
    #expect(tornado[1]["quantity"] == "P(recovered_fy >= 3e9)")
    #expect(tornado[0]["input"] == tornado[1]["input"])
    let record = try JSON(place.text("out/sensitivity-mine/run.json"))
    #expect(record["settings"]?["method"]?.string == Self.every)
    #expect(record["settings"]?["threshold"]?.string == "3000000000")
    #expect(record["plan"]?["trials"]?.number == 2_000)
  }

  @Test("the same bytes for 1, 2 and 5 threads")
  func sameBytes() async throws {
    let place = try Workplace()
    var contents: [[String: Data]] = []
    for threads in ["1", "2", "5"] {
      _ = try await place.chipcast(
        "sensitivity", "mine.toml", "--method", Self.every, "--trials", "1500", "--quiet",
        "--export-design", "--output", "recovered >= 3e9", "--threads", threads)
      var files = try place.contents(of: "out/sensitivity-mine")
      files["run.json"] = nil
      contents.append(files)
    }
    #expect(contents[0].count == 8)
    #expect(contents[0] == contents[1] && contents[0] == contents[2])
  }

  @Test("units sold are what the order book drives: by every method the first of its table")
  func orderBook() async throws {
    let place = try Workplace()
    _ = try await place.chipcast(
      "sensitivity", "mine.toml", "--output", "units.H20", "--method",
      "tornado,rank,delta,pawn", "--trials", "3000", "--quiet", "--inputs", "products.H20")
    for method in ["tornado", "rank", "delta", "pawn"] {
      #expect(try Self.rows(place, method)[0]["input"] == "products.H20.order_book")
    }
  }

  @Test("an end of a tornado's bar is the run of the scenario with the input set there")
  func bruteForce() async throws {
    let place = try Workplace()
    let options = ["--trials", "2000", "--quiet"]
    _ = try await place.chipcast(
      all: ["sensitivity", "mine.toml", "--method", "tornado", "--inputs", "uptake"] + options)
    let row = try Self.rows(place, "tornado")[0]
    for (end, mean, error) in [
      ("p10", "at_p10", "at_p10_error"), ("p90", "at_p90", "at_p90_error"),
    ] {
      let value = try #require(row[end])
      _ = try await place.chipcast(
        all: ["run", "mine.toml", "--set", "uptake=\(value)", "--out", end] + options)
      let summary = try CSVFile(place.text("\(end)/summary.csv"))
      let fields = try #require(summary.rows.first { $0[0] == "recovered_fy" })
      for (column, name) in [(2, mean), (3, error)] {
        let (ours, other) = (Double(row[name] ?? ""), Double(fields[column]))
        #expect(abs(try #require(ours) / #require(other) - 1) < 1e-10)
      }
    }
  }

  @Test("price and units take all of a revenue apart: no factor left over has a part of it")
  func groups() async throws {
    let place = try Workplace()
    _ = try await place.chipcast(
      "sensitivity", "mine.toml", "--output", "revenue.B30", "--method", "sobol", "--group",
      "products.B30,licences", "--group", "policy", "--trials", "8192", "--quiet",
      "--export-design", "--design", "sobol")
    let rows = try Self.rows(place, "sobol")
    #expect(rows.map { $0["factor"] } == ["products.B30", "licences", "policy", "others"])
    #expect(rows.allSatisfy { $0["tells"] == "yes" })
    let design = try CSVFile(place.text("out/sensitivity-mine/sobol_design.csv"))
    #expect(design.header == ["A", "products.B30", "licences", "policy", "others", "B"])
    #expect(design.rows.count == 8_192)
  }

  @Test("the design that is written is what the run of the same seed drew")
  func design() async throws {
    let place = try Workplace()
    let options = ["--seed", "9", "--quiet"]
    _ = try await place.chipcast(
      all: [
        "sensitivity", "mine.toml", "--method", "rank", "--trials", "50", "--export-design",
        "--out", "s",
      ] + options)
    _ = try await place.chipcast(
      all: ["run", "mine.toml", "--trials", "50", "--write-trials", "50", "--out", "r"] + options)
    let design = try CSVFile(place.text("s/design.csv"))
    let trials = try CSVFile(place.text("r/trials.csv"))
    for (column, name) in design.header.enumerated() {
      let other = try #require(trials.header.firstIndex(of: name))
      #expect(design.rows.map { $0[column] } == trials.rows.map { $0[other] })
    }
  }

  @Test("a probability may be written as a truth or as P(…)")
  func probability() async throws {
    let place = try Workplace()
    let options = ["--method", "tornado,line", "--trials", "1000", "--quiet"]
    for (output, folder) in [("recovered >= 3e9", "a"), ("P(recovered >= 3e9)", "b")] {
      _ = try await place.chipcast(
        all: ["sensitivity", "mine.toml", "--output", output, "--out", folder] + options)
    }
    #expect(try place.text("a/tornado.csv") == place.text("b/tornado.csv"))
    #expect(try place.text("a/line.csv") == place.text("b/line.csv"))
    #expect(try Self.rows(place, "tornado", in: "a")[0]["quantity"] == "P(recovered >= 3e9)")
  }

  @Test("the tables fit 110 columns and need no more than ASCII where there is no more")
  func tables() async throws {
    let place = try Workplace()
    let arguments = [
      "sensitivity", "mine.toml", "--method", Self.every, "--trials", "1024", "--threshold", "3e9",
    ]
    let outcome = try await place.chipcast(all: arguments)
    #expect(outcome.code == 0)
    #expect(outcome.err == "\nResults are in out/sensitivity-mine/\n")
    let lines = outcome.out.split(separator: "\n").map(String.init)
    #expect(lines.allSatisfy { $0.count <= 110 && !$0.hasSuffix(" ") })
    #expect(
      lines[0] == "What drives the revenue recovered by the end of FY2026 (recovered_fy)")
    for head in ["Tornado:", "Rank correlation:", "Sobol' indices:", "Delta:", "PAWN:", "Over the"]
    {
      #expect(lines.contains { $0.hasPrefix(head) })
    }
    #expect(lines.contains { $0.contains("█") && $0.contains("│") })
    #expect(lines.contains { $0.hasPrefix("Not looked at one by one: licences.approvals") })
    let plain = try await place.chipcast(all: arguments, environment: ["LC_ALL": "C"])
    #expect(plain.out.utf8.allSatisfy { $0 < 128 })
    #expect(plain.out.contains("#") && plain.out.contains("|"))
  }

  @Test("a design too small to tell says so with the trials that would be needed")
  func tooSmall() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "sensitivity", "mine.toml", "--method", "sobol", "--trials", "100")
    #expect(outcome.out.contains("cannot tell"))
    #expect(outcome.out.contains("would be needed"))
    let rows = try Self.rows(place, "sobol")
    #expect(rows.contains { $0["tells"] == "no" })
  }

  @Test("too few successes say nothing but that")
  func tooFew() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "sensitivity", "mine.toml", "--output", "recovered > 100e9", "--method", "line", "--trials",
      "1000")
    #expect(outcome.code == 0)
    #expect(outcome.out.contains("recovered > 100e9 holds in 0 of 1,000 trials: too few to say"))
    #expect(try Self.rows(place, "line").isEmpty)
  }

  @Test("what is the same in every trial is driven by nothing")
  func constant() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "sensitivity", "mine.toml", "--output", "recovered > 100e9", "--method",
      "tornado,rank,sobol,delta,pawn", "--trials", "500")
    #expect(outcome.code == 0)
    #expect(outcome.out.contains("The quantity is the same in every trial: nothing drives it."))
    #expect(!outcome.out.contains("nan"))
  }

  @Test("one trial of anything ends well", arguments: [1, 2, 3, 1025])
  func fewTrials(trials: Int) async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "sensitivity", "mine.toml", "--method", Self.every, "--trials", "\(trials)", "--inputs",
      "products.H20,policy", "--export-design")
    #expect(outcome.code == 0)
    #expect(!outcome.out.contains("nan"))
  }

  @Test("--json prints a table for each method with the record")
  func json() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "sensitivity", "mine.toml", "--method", "rank", "--method", "sobol", "--trials", "1000",
      "--json", "--set", "products.H20.price=10000")
    #expect(outcome.code == 0 && outcome.err == "")
    let printed = try JSON(outcome.out)
    let summary = printed["run"]?["sensitivity"]
    #expect(summary?["quantities"]?.elements?.first?["name"]?.string == "recovered_fy")
    #expect(printed["tornado"] == nil)
    let rank = try #require(printed["rank"]?.elements)
    #expect(rank.allSatisfy { $0["trials"]?.number == 1_000 })
    #expect(!rank.contains { $0["input"]?.string == "products.H20.price" })
    #expect(printed["sobol"]?.elements?.first?["total_high"]?.number != nil)
    let record = try JSON(place.text("out/sensitivity-mine/run.json"))
    #expect(try record.canonical() == printed["run"]?.canonical())
  }
}
