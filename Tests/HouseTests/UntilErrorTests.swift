import Foundation
import Testing

/// `chipcast run --until-error`.
@Suite("until an error is small")
struct UntilErrorTests {
  private static func trials(_ place: Workplace, _ folder: String) throws -> Int {
    let record = try JSON(place.text("\(folder)/run.json"))
    return Int(try #require(record["plan"]?["trials"]?.number))
  }

  @Test(
    "it ends where the error is small enough, and not much later",
    arguments: ["random", "latin-hypercube", "antithetic"])
  func ends(design: String) async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "run", "mine.toml", "--until-error", "recovered_fy: 0.25%", "--design", design, "--out", "it")
    let trials = try Self.trials(place, "it")
    let row = try CSVFile(place.text("it/summary.csv")).row("recovered_fy")
    let (mean, error) = (
      try #require(Double(row["mean"]!)), try #require(Double(row["standard_error"]!))
    )
    #expect(error <= 0.0025 * mean)
    // The last look came at most some percent too late, unless the first was enough. The errors of a
    // design are the wider the fewer its batches, by 9% at the first look.
    let late = design == "random" ? 0.9 : 0.8
    #expect(trials == 16_384 || error > late * 0.0025 * mean)
    #expect(trials % 1024 == 0)
    #expect(outcome.code == 0)
    #expect(outcome.err.hasPrefix("recovered_fy: 0.25%: error "))
    let target = try #require(try JSON(place.text("it/run.json"))["until_error"]?.elements?.first)
    #expect(target["target"]?.string == "recovered_fy: 0.25%")
    #expect(abs(try #require(target["error"]?.number) / error - 1) < 1e-12)
  }

  @Test("the trials given by number give the same bytes, whatever the threads")
  func sameBytes() async throws {
    let place = try Workplace()
    let targets = [
      "--until-error", "recovered_fy: 0.3%", "--until-error",
      "P(recovered_fy >= 3e9 and export_closed): 0.002",
      "--until-error", "median(units.H20): 1%",
    ]
    for (threads, folder) in [("1", "one"), ("3", "three")] {
      let outcome = try await place.chipcast(
        all: ["run", "mine.toml", "--quiet", "--threads", threads, "--out", folder] + targets)
      #expect(outcome == Outcome(code: 0, out: "", err: ""))
    }
    let trials = try Self.trials(place, "one")
    _ = try await place.chipcast(
      "run", "mine.toml", "--quiet", "--trials", String(trials), "--out", "number")
    let number = try place.contents(of: "number")
    for folder in ["one", "three"] {
      let files = try place.contents(of: folder)
      #expect(files.keys.sorted() == number.keys.sorted())
      for (name, data) in files where name != "run.json" {
        #expect(data == number[name], "\(name)")
      }
    }
    #expect(try Self.trials(place, "three") == trials)
    let (a, b) = (
      try JSON(place.text("one/run.json")), try JSON(place.text("number/run.json"))
    )
    let without = ["timing", "until_error"]
    #expect(try a.canonical(without: without) == b.canonical(without: without))
    #expect(b["until_error"] == nil && a["until_error"]?.elements?.count == 3)
  }

  @Test("trials without a value are counted, on the terminal and in run.json")
  func withoutValue() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "run", "mine.toml", "--until-error", "sqrt(if(export_closed, -1, 4)): 5%", "--until-error",
      "recovered: 90%",
      "--max-trials", "20000", "--out", "it")
    #expect(outcome.code == 0)
    let record = try JSON(place.text("it/run.json"))
    let left = try #require(record["until_error"]?.elements).map {
      $0["trials_without_value"]?.number
    }
    let closed = try #require(left[0])
    #expect(closed > 0 && left[1] == 0)
    let lines = outcome.err.split(separator: "\n")
    let text = lines.first { $0.hasPrefix("sqrt") }?.split(separator: ";").last
    #expect(
      text?.replacing(",", with: "")
        == " \(Int(closed)) of them have no value and are left out")
    #expect(lines.contains { $0.hasPrefix("recovered: 90%: error ") && $0.hasSuffix(" trials") })
  }

  @Test("--json lists the outputs of the scenario, not what the run looked at to end")
  func json() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "run", "mine.toml", "--json", "--until-error", "P(recovered > 5e9): 0.01")
    #expect(outcome.code == 0 && outcome.err == "")
    let names = try JSON(outcome.out)["summary"]?.elements?.compactMap { $0["output"]?.string }
    #expect(names?.contains("recovered") == true)
    #expect(names?.contains { $0.contains("(") } == false)
  }

  @Test("what the most trials do not reach is warned of, even quietly")
  func missed() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "run", "mine.toml", "--quiet", "--until-error", "recovered_fy: 0.01%", "--max-trials", "30001"
    )
    #expect(outcome.code == 0 && outcome.out == "")
    #expect(outcome.err.hasPrefix("warning: recovered_fy: 0.01%: not met, error "))
    #expect(outcome.err.hasSuffix(" after 30,001 trials\n"))
    #expect(try Self.trials(place, "out/mine") == 30_001)
  }

  @Test("a probability of which no trial is met is not known to be 0")
  func noHits() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "run", "mine.toml", "--quiet", "--until-error", "P(recovered_fy < 0): 0.00001")
    #expect(outcome.code == 0 && outcome.err == "")
    // 0.98 / n
    #expect(try Self.trials(place, "out/mine") > 90_000)
  }

  @Test("a mean that some trials leave infinite ends the run at once")
  func infinite() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "run", "mine.toml", "--quiet", "--until-error", "mean(months_to_target): 0.1")
    #expect(outcome.code == 0)
    #expect(
      outcome.err
        == "warning: mean(months_to_target): 0.1: no number of trials tells; some trials are \"never\", or none has a value\n"
    )
    #expect(try Self.trials(place, "out/mine") == 16_384)
  }

  static let mistakes: [(arguments: [String], lines: [String])] = [
    (
      ["--until-error", "recoverd: 1%"],
      [
        "Error: --until-error: no output or event is called recoverd; did you mean recovered?",
        "  recoverd: 1%", "  ^^^^^^^^",
      ]
    ),
    (
      ["--until-error", "recovered: 0"],
      ["Error: --until-error: the error must be above 0", "  recovered: 0", "             ^"]
    ),
    (
      ["--until-error", "sd(recovered): 1%"],
      ["Error: --until-error takes P, mean, median and p01 to p99, got sd(recovered): 1%"]
    ),
    (
      ["--until-error", "recovered: 1%", "--trials", "5"],
      ["Error: --until-error goes with --max-trials, not with --trials"]
    ),
    (["--max-trials", "5"], ["Error: --max-trials goes with --until-error"]),
  ]

  @Test("what cannot be asked for is refused", arguments: mistakes)
  func refused(arguments: [String], lines: [String]) async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(all: ["run", "mine.toml"] + arguments)
    #expect(outcome.code == 64 && outcome.out == "")
    #expect(outcome.err.split(separator: "\n").map(String.init).starts(with: lines))
    #expect(!place.hasResults)
  }

  @Test("a single trial has no error")
  func single() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "run", "mine.toml", "--quiet", "--until-error", "recovered: 1%", "--max-trials", "1")
    #expect(outcome.code == 0)
    #expect(outcome.err == "warning: recovered: 1%: not met, no error is known after 1 trial\n")
  }
}
