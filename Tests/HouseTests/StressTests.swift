import Foundation
import Testing

/// `chipcast stress`.
@Suite("stress")
struct StressTests {
  static let columns = [
    "conditional", "conditional_error", "conditional_low", "conditional_high", "unconditional",
    "unconditional_error", "unconditional_low", "unconditional_high", "difference",
    "difference_error", "real",
  ]
  static let condition = "guidance_discouraging and units.H20 < 200e3"

  private static func number(_ row: [String: String], _ column: String) throws -> Double {
    try #require(row[column].flatMap { Double($0) }, "\(column) is \(row[column] ?? "missing")")
  }

  @Test("filtering gives what the trials of a run give")
  func bruteForce() async throws {
    let place = try Workplace()
    _ = try await place.chipcast(
      "run", "mine.toml", "--trials", "4000", "--write-trials", "4000", "--quiet", "--out", "all")
    let outcome = try await place.chipcast(
      "stress", "mine.toml", "--given", Self.condition, "--trials", "4000", "--quiet",
      "--importance", "never")
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let trials = try CSVFile(place.text("all/trials.csv"))
    let (days, units) = (
      try trials.numbers("day.guidance_discouraging", never: .infinity),
      try trials.numbers("units.H20")
    )
    let met = days.indices.filter { days[$0].isFinite && units[$0] < 200e3 }
    let file = try CSVFile(place.text("out/stress-mine/stress.csv"))
    #expect(
      file.header == ["output", "statistic", "unit"] + Self.columns + CSVFile.ofScenario)
    for name in ["recovered", "units.B30", "recovery_ratio"] {
      let column = try trials.numbers(name)
      let kept = met.map { column[$0] }.sorted()
      let n = Double(kept.count)
      let mean = kept.reduce(0, +) / n
      let row = try file.row(name, "mean")
      #expect(abs(try Self.number(row, "conditional") / mean - 1) < 1e-12)
      let squares = kept.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let error = (squares / (n - 1) / n).squareRoot()
      #expect(abs(try Self.number(row, "conditional_error") / error - 1) < 1e-9)
      let all = column.reduce(0, +) / 4000
      #expect(abs(try Self.number(row, "unconditional") / all - 1) < 1e-12)
      #expect(abs(try Self.number(row, "difference") / (mean - all) - 1) < 1e-9)
      for (statistic, p) in [("p05", 0.05), ("p50", 0.5), ("p95", 0.95)] {
        let rank = Int((p * n * (1 - 1e-12)).rounded(.up))
        let found = try Self.number(file.row(name, statistic), "conditional")
        // As of a run: from a sketch.
        #expect(abs(found - kept[rank - 1]) <= 5e-4 * kept[rank - 1])
      }
    }
    let record = try JSON(place.text("out/stress-mine/run.json"))["condition"]
    #expect(record?["trials_left"]?.number == Double(met.count))
    #expect(record?["probability"]?["value"]?.number == Double(met.count) / 4000)
    #expect(record?["method"]?.string == "filtering")
    let claims = try CSVFile(place.text("out/stress-mine/stress_probabilities.csv"))
    #expect(claims.header == ["statement"] + Self.columns + ["until"] + CSVFile.ofScenario)
    #expect(try claims.row("recovered >= 5e9")["until"] == "2027-01")
    #expect(try claims.row("recovered_fy >= 5e9")["until"] == "2026-01")
    let recovered = try trials.numbers("recovered")
    let share = Double(met.count { recovered[$0] >= 5e9 }) / Double(met.count)
    #expect(try Self.number(claims.row("recovered >= 5e9"), "conditional") == share)
  }

  /// Of 2 times 4 figures, one lies beyond 4 errors by chance in 2,000 seeds.
  @Test(
    "importance sampling agrees with filtering fifty times the trials",
    arguments: [
      "recovered_fy >= 8.5e9", "export_closed and guidance_discouraging and recovered < 0.3e9",
    ])
  func importance(given: String) async throws {
    let place = try Workplace()
    let common = [
      "stress", "mine.toml", "--given", given, "--outputs", "recovered,units.H20", "--quiet",
    ]
    _ = try await place.chipcast(
      all: common + ["--importance", "always", "--trials", "20000", "--out", "few"])
    _ = try await place.chipcast(
      all: common + ["--importance", "never", "--trials", "1M", "--seed", "8", "--out", "many"])
    let (few, many) = (
      try JSON(place.text("few/run.json"))["condition"],
      try JSON(place.text("many/run.json"))["condition"]
    )
    #expect(few?["method"]?.string == "importance sampling")
    #expect(many?["method"]?.string == "filtering")
    func expectSame(
      _ a: (Double, Double), _ b: (Double, Double),
      sourceLocation: SourceLocation = #_sourceLocation
    ) {
      let error = (a.1 * a.1 + b.1 * b.1).squareRoot()
      #expect(abs(a.0 - b.0) <= 4 * error, "\(a) and \(b)", sourceLocation: sourceLocation)
    }
    func estimate(_ part: JSON?, _ key: String) throws -> (Double, Double) {
      let found = part?[key]
      return (try #require(found?["value"]?.number), try #require(found?["standard_error"]?.number))
    }
    expectSame(try estimate(few, "probability"), try estimate(many, "probability"))
    expectSame(try estimate(few, "mean_weight"), (1, 0))
    for (name, statistic) in [("recovered", "mean"), ("units.H20", "mean"), ("recovered", "p50")] {
      let rows = try ["few", "many"].map {
        try CSVFile(place.text("\($0)/stress.csv")).row(name, statistic)
      }
      let pairs = try rows.map {
        (try Self.number($0, "conditional"), try Self.number($0, "conditional_error"))
      }
      expectSame(pairs[0], pairs[1])
    }
    // Worth more than plain trials of the same number.
    let worth = try #require(few?["effective_sample_size"]?.number)
    let left = try #require(many?["trials_left"]?.number)
    #expect(worth > left / 50)
  }

  @Test("the same bytes for 1, 2 and 5 threads", arguments: ["never", "always"])
  func sameBytes(importance: String) async throws {
    let place = try Workplace()
    var tables: [String] = []
    for threads in ["1", "2", "5"] {
      _ = try await place.chipcast(
        "stress", "mine.toml", "--given", Self.condition, "--trials", "5000", "--quiet",
        "--threads", threads, "--importance", importance)
      tables.append(
        try place.text("out/stress-mine/stress.csv")
          + place.text("out/stress-mine/stress_probabilities.csv"))
    }
    #expect(tables[0] == tables[1] && tables[0] == tables[2])
  }

  @Test("the table tells the condition, its probability and what is real")
  func table() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast("stress", "mine.toml", "--given", Self.condition)
    let lines = outcome.out.split(separator: "\n").map(String.init)
    #expect(outcome.code == 0 && outcome.err == "\nResults are in out/stress-mine/\n")
    #expect(lines.allSatisfy { $0.count <= 110 })
    #expect(lines[2] == "Given \(Self.condition)")
    #expect(lines[3].hasPrefix("Probability ") && lines[3].hasSuffix(" of 20,000 trials meet it."))
    #expect(lines.contains { $0.hasPrefix("recovered ") && $0.contains(" real ") })
    #expect(lines.contains { $0.hasPrefix("guidance_discouraging ") && $0.contains("100.0") })
  }

  @Test("--json prints what the files hold")
  func json() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "stress", "mine.toml", "--given", "export_closed", "--json", "--outputs", "recovered")
    #expect(outcome.code == 0 && outcome.err == "")
    let printed = try JSON(outcome.out)
    #expect(printed["run"]?["condition"]?["given"]?.string == "export_closed")
    #expect(
      printed["stress"]?.elements?.map { $0["output"]?.string }
        == .init(repeating: "recovered", count: 6))
    let claim = printed["stress_probabilities"]?.elements?
      .first { $0["statement"]?.string == "export_closed" }
    #expect(claim?["conditional"]?.number == 1)
    let record = try JSON(place.text("out/stress-mine/run.json"))
    #expect(try record.canonical() == printed["run"]?.canonical())
  }

  @Test("few trials are warned of")
  func warning() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "stress", "mine.toml", "--given", "recovered_fy >= 9.5e9", "--trials", "3000", "--importance",
      "never", "--quiet")
    #expect(outcome.code == 0)
    #expect(outcome.err.hasPrefix("warning: the trials that meet the condition are worth "))
    #expect(outcome.err.hasSuffix(" only; errors are rough below 200: take more with --trials\n"))
  }

  @Test("a condition that no trial meets is told with a bound, exit code 1, and no files")
  func impossible() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "stress", "mine.toml", "--given", "recovered_fy < 0", "--trials", "1024")
    #expect(outcome.code == 1 && outcome.out == "")
    #expect(
      outcome.err
        == "chipcast: none of 16384 trials meets the condition: its probability is below 2.3e-04 (95%)\n"
    )
    #expect(!place.hasResults)
  }

  static let mistakes: [(arguments: [String], lines: [String])] = [
    (
      ["--given", "units.H21 < 5"],
      [
        "Error: --given: no output or event is called units.H21; did you mean units.H20?",
        "  units.H21 < 5", "  ^^^^^^^^^",
      ]
    ),
    (
      ["--given", "export_closed", "--outputs", "recoverd"],
      ["Error: --outputs: no output is called recoverd; did you mean recovered?"]
    ),
    (
      ["--given", "export_closed", "--outputs", ""],
      ["Error: --outputs must name outputs, got \"\""]
    ),
  ]

  @Test("what cannot be asked for is refused", arguments: mistakes)
  func refused(arguments: [String], lines: [String]) async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(all: ["stress", "mine.toml"] + arguments)
    #expect(outcome.code == 64 && outcome.out == "")
    #expect(outcome.err.split(separator: "\n").map(String.init).starts(with: lines))
    #expect(!place.hasResults)
  }

  @Test("what holds in every trial is filtered, whatever was asked for")
  func certain() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "stress", "mine.toml", "--given", "recovered >= 0", "--importance", "always", "--trials",
      "2000", "--outputs", "recovered")
    let words = outcome.out.replacing("\n", with: " ")
    #expect(words.contains("2,000 of 2,000 trials meet it; importance sampling gives no more."))
    let file = try CSVFile(place.text("out/stress-mine/stress.csv"))
    #expect(try Self.number(file.row("recovered", "mean"), "difference") == 0)
    #expect(try file.column("real").allSatisfy { $0 == "no" })
  }

  /// Of 3 figures, one lies beyond 4 errors by chance in 5,000 seeds.
  @Test("shares come with the condition, which the recovery alone has learnt to meet")
  func shares() async throws {
    let place = try Shares.place()
    let condition = ["stress", "mine.toml", "--given", "recovered_fy >= 9e9", "--quiet"]
    let weighted = try await place.chipcast(
      all: condition + ["--trials", "4000", "--importance", "always", "--out", "few"])
    _ = try await place.chipcast(
      all: condition + ["--trials", "60000", "--importance", "never", "--out", "many"])
    #expect(weighted.code == 0)
    let record = try JSON(place.text("few/run.json"))["condition"]
    #expect(record?["method"]?.string == "importance sampling")
    let files = try ["few", "many"].map { try CSVFile(place.text("\($0)/stress.csv")) }
    let shown = try files[0].column("output")
    #expect(shown.contains { $0.hasPrefix("car.basket.") } && shown.contains("recovered_fy"))
    let last = try #require(shown.last { $0.hasPrefix("car.basket.") })
    for name in ["recovered", "units.H20", last] {
      let rows = try files.map { try $0.row(name, "mean") }
      let values = try rows.map { try Self.number($0, "conditional") }
      let errors = try rows.map { try Self.number($0, "conditional_error") }
      let error = (errors[0] * errors[0] + errors[1] * errors[1]).squareRoot()
      #expect(abs(values[0] - values[1]) < 4 * error, "\(name): \(values) with \(errors)")
    }
  }
}
