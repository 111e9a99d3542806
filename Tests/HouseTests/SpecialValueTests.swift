import Foundation
import Testing

/// Every value that a file can hold is read again by what reads it.
@Suite("special values")
struct SpecialValueTests {
  /// Outputs without a value, beyond all numbers, immense, tiny and never, in some or all trials.
  static let text =
    Base.text + """

      [outputs]
      ratio = "revenue.H20 / revenue.total"
      nothing = "log(-1 - recovered)"
      divided = "recovered / 0"
      immense = "recovered * 1e28"
      beyond = "recovered * 1e300"
      tiny = "recovered * 1e-320"
      before = "0 - day.export_closed"
      between = "day.export_reopened - day.export_closed"
      late = "months_to_target * 1e300"
      """

  private static let figures = [
    "mean", "standard_error", "sd", "min", "p01", "p05", "p10", "p25", "p50", "p75", "p90", "p95",
    "p99", "max", "quantile_error", "never", "no_value",
  ]

  @Test(
    "a run of them, of one trial too, has numbers or empty fields", arguments: ["1", "2", "3000"])
  func files(trials: String) async throws {
    let place = try Workplace(scenario: Self.text)
    let outcome = try await place.chipcast(
      "run", "mine.toml", "--trials", trials, "--quiet", "--out", "o", "--write-trials", trials,
      "--report")
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let summary = try CSVFile(place.text("o/summary.csv"))
    for row in summary.rows {
      for (title, field) in zip(summary.header, row) where Self.figures.contains(title) {
        #expect(field.isEmpty || Double(field)?.isFinite == true, "\(row[0]) \(title) \(field)")
      }
    }
    for name in ["summary.csv", "quantiles.csv", "trials.csv", "quarterly.csv", "histogram.csv"] {
      let fields = try CSVFile(place.text("o/\(name)")).rows.joined()
      #expect(!fields.contains { ["inf", "-inf", "nan", "-nan"].contains($0) }, "\(name)")
    }
    for name in ["nothing", "divided"] {
      let row = try summary.row(name)
      #expect(row["no_value"] == "1" && row["never"] == "", "\(name)")
      #expect(row["mean"] == "" && row["p50"] == "" && row["max"] == "", "\(name)")
    }
    #expect(try summary.row("tiny")["no_value"] == "0")
    #expect(try summary.row("months_to_target")["never"] != "")
    let page = try await place.chipcast("report", "o", "--quiet", "-o", "p.html")
    #expect(page == Outcome(code: 0, out: "", err: ""))
    #expect(try place.text("p.html") == place.text("o/report.html"))
  }

  @Test("\"never\" and what has no value are told apart on the terminal and in JSON")
  func toldApart() async throws {
    let place = try Workplace(scenario: Self.text)
    let run = ["run", "mine.toml", "--trials", "2000", "--no-equities"]
    let lines = try await place.chipcast(all: run).out.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 100 })
    #expect(
      lines.contains(
        "nothing has no value in 2,000 of 2,000 trials, which are left out of its figures."))
    let ratio = lines.first { $0.hasPrefix("ratio ") } ?? ""
    #expect(!ratio.contains("never"))
    #expect(lines.contains { $0.hasPrefix("between ") && $0.contains("never") })
    let json = try JSON(await place.chipcast(all: run + ["--json"]).out)
    let outputs = try #require(json["summary"]?.elements)
    func output(_ name: String) -> JSON? { outputs.first { $0["output"]?.string == name } }
    #expect(output("nothing")?["no_value"]?.number == 1)
    #expect(output("nothing")?["min"]?.number == nil && output("nothing")?["never"]?.number == nil)
    let share = try #require(output("months_to_target")?["never"]?.number)
    #expect(share > 0 && share < 1)
    #expect(output("months_to_target")?["max"]?.number == nil)
  }

  @Test(
    "every command that reads folders or keeps trials takes them",
    arguments: [
      ["compare", "mine.toml", "mine.toml", "--report"],
      ["sweep", "mine.toml", "--vary", "uptake=0.2,0.4", "--report"],
      ["stress", "mine.toml", "--given", "recovered > 1e9"],
      ["explain", "mine.toml", "--trial", "3"],
      ["explain", "mine.toml", "--trial", "median", "--output", "ratio"],
      ["sensitivity", "mine.toml", "--output", "before", "--method", "rank"],
    ])
  func others(arguments: [String]) async throws {
    let place = try Workplace(scenario: Self.text)
    for trials in ["2", "1000"] {
      let outcome = try await place.chipcast(
        all: arguments + ["--trials", trials, "--quiet", "--out", "o"])
      #expect(outcome == Outcome(code: 0, out: "", err: ""), "\(arguments) \(trials)")
      for (name, data) in try place.contents(of: "o") where name.hasSuffix(".csv") {
        let fields = try CSVFile(String(decoding: data, as: UTF8.self)).rows.joined()
        #expect(!fields.contains { ["inf", "-inf", "nan", "-nan"].contains($0) }, "\(name)")
      }
    }
  }

  @Test("what has no value in some trials is refused where every trial must have one")
  func refused() async throws {
    let place = try Workplace(scenario: Self.text)
    let rank = try await place.chipcast(
      "sensitivity", "mine.toml", "--output", "nothing", "--method", "rank", "--trials", "1000")
    #expect(
      rank.err.hasPrefix(
        "Error: --output: has no value (such as 0/0) in 1000 of 1000 trials; ask for one that has, or "
          + "for a truth, such as one with <="))
    #expect(rank.code == 64)
    let explain = try await place.chipcast(
      "explain", "mine.toml", "--trial", "worst", "--output", "nothing", "--trials", "1000")
    #expect(
      explain.err.hasPrefix(
        "Error: --output must have a value in some trial, has none in all 1000, got nothing"))
    #expect(explain.code == 64)
  }

  @Test("a journal of a sweep reads what it wrote, and refuses what it cannot have written")
  func journal() async throws {
    let place = try Workplace(scenario: Self.text)
    let sweep = [
      "sweep", "mine.toml", "--vary", "uptake=0.2:0.7:0.01", "--trials", "20k", "--quiet", "--out",
      "o",
    ]
    let first = try await place.interrupted(all: sweep, onceChanged: "o/sweep.unfinished")
    guard first.code == 130, try place.contents(of: "o")["sweep.unfinished"] != nil else { return }
    let kept = try place.text("o/sweep.unfinished")
    guard kept.contains(",inf,") else { return }
    try place.write("o/sweep.unfinished", kept.replacingOccurrences(of: ",inf,", with: ",0x1p3,"))
    let refused = try await place.chipcast(all: sweep + ["--resume"])
    #expect(
      refused
        == .refused([
          "o/sweep.unfinished:2: is no line of this sweep; leave --resume out to begin anew"
        ]))
    try place.write("o/sweep.unfinished", kept)
    let resumed = try await place.chipcast(all: sweep + ["--resume"])
    #expect(resumed == Outcome(code: 0, out: "", err: ""))
    let whole = try await place.chipcast(all: sweep.dropLast() + ["whole"])
    #expect(whole.code == 0)
    #expect(try place.text("o/sweep.csv") == place.text("whole/sweep.csv"))
  }

  @Test("one trial has no error: no figure after ±, no interval of a quantile")
  func oneTrial() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "run", "mine.toml", "--trials", "1", "--report", "--out", "o")
    #expect(outcome.code == 0 && !outcome.out.contains("± 0"))
    let quantiles = try CSVFile(place.text("o/quantiles.csv"))
    #expect(try quantiles.column("low").allSatisfy(\.isEmpty))
    #expect(try quantiles.column("high").allSatisfy(\.isEmpty))
    let html = try place.text("o/report.html")
    #expect(!html.contains("bn ±"))
  }

  @Test("revenue beyond all numbers is refused with the keys that make it so")
  func overflow() async throws {
    let place = try Workplace(scenario: Base.withPrice("1e300"))
    for command in [
      ["run", "mine.toml"], ["compare", "mine.toml", "mine.toml"],
      ["sweep", "mine.toml", "--vary", "uptake=0.2,0.4"],
      ["stress", "mine.toml", "--given", "export_closed"],
      ["explain", "mine.toml", "--trial", "1"],
    ] {
      let outcome = try await place.chipcast(all: command + ["--trials", "500"])
      #expect(outcome.code == 65 && outcome.out.isEmpty, "\(command)")
      #expect(!place.hasResults, "\(command)")
      let message =
        "mine.toml:\(try place.line(of: "price = 1e300")): products.H20.price: must be smaller, or numbers "
        + "overflow: has values such as 1e+300, and recovered_fy and "
      #expect(outcome.err.hasPrefix(message), "\(command) \(outcome.err)")
      #expect(
        outcome.err.hasSuffix(" of 500 trials\n")
          && outcome.err.contains(" other outputs are beyond 3.4e38 in "))
    }
  }

  @Test("a key that --set made too large is named by its --set")
  func overflowBySet() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "run", "mine.toml", "--trials", "500", "--set", "products.H20.price=1e300")
    #expect(outcome.code == 65)
    #expect(
      outcome.err.hasPrefix(
        "--set products.H20.price=1e300: products.H20.price: must be smaller, or numbers overflow"))
  }
}
