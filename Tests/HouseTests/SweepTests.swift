import Foundation
import Testing

/// `chipcast sweep`.
@Suite("sweep")
struct SweepTests {
  private static let quick = ["--trials", "2000", "--quiet"]

  private func rows(_ place: Workplace, _ file: String) throws -> [[String: String]] {
    let table = try CSVFile(place.text(file))
    return table.rows.map { Dictionary(uniqueKeysWithValues: zip(table.header, $0)) }
  }

  @Test("a grid has a row for each scenario, output and statistic, equal to runs of their own")
  func sameAsRuns() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      all: [
        "sweep", "mine.toml", "--vary", "revenue_share=0,0.15", "--vary", "uptake=0.3:0.5:0.1",
        "--out", "s",
      ] + Self.quick)
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    #expect(
      try place.contents(of: "s").keys.sorted() == ["run.json", "sweep.csv", "sweep_wide.csv"])
    let tidy = try rows(place, "s/sweep.csv")
    let wide = try rows(place, "s/sweep_wide.csv")
    #expect(wide.map { $0["revenue_share"] } == ["0", "0", "0", "0.15", "0.15", "0.15"])
    #expect(wide.map { $0["uptake"] } == ["0.3", "0.4", "0.5", "0.3", "0.4", "0.5"])
    _ = try await place.chipcast(
      all: ["run", "mine.toml", "--set", "revenue_share=0.15", "--set", "uptake=0.4", "--out", "r"]
        + Self.quick)
    let mine = tidy.filter { $0["number"] == "4" }
    for row in try rows(place, "r/summary.csv") {
      for (statistic, column) in [("mean", "mean"), ("p05", "p05"), ("p95", "p95")] {
        let found = mine.first { $0["output"] == row["output"] && $0["statistic"] == statistic }
        #expect((found?["value"] ?? "") == row[column])
        if statistic == "mean", row["mean"] != "" {
          #expect(found?["standard_error"] == row["standard_error"])
        }
      }
    }
    for row in try rows(place, "r/probabilities.csv") {
      let found = mine.first {
        $0["output"] == row["statement"] && $0["statistic"] == "probability"
      }
      #expect(found?["value"] == row["probability"] && found?["low"] == row["low"])
    }
    #expect(wide[4]["gross_profit mean"] == mine.first { $0["output"] == "gross_profit" }?["value"])
  }

  @Test("the bytes are the same for one thread and for three, in every design")
  func sameBytes() async throws {
    let place = try Workplace()
    let designs = [
      ["--vary", "uptake=0.3:0.5:0.01"],
      ["--vary", "uptake=0.3,0.4", "--vary", "revenue_share=0,0.1", "--paired"],
      [
        "--vary", "uptake=0.3:0.5", "--vary", "revenue_share=0:0.2", "--design", "latin",
        "--points", "12",
      ],
    ]
    for design in designs {
      for threads in ["1", "3"] {
        let outcome = try await place.chipcast(
          all: ["sweep", "mine.toml", "--threads", threads, "--out", threads] + design + Self.quick)
        #expect(outcome.code == 0)
      }
      let (one, three) = (try place.contents(of: "1"), try place.contents(of: "3"))
      #expect(one["sweep.csv"] == three["sweep.csv"])
      #expect(one["sweep_wide.csv"] == three["sweep_wide.csv"])
    }
  }

  @Test("a list of scenarios is run with the plan of the first")
  func scenarios() async throws {
    let place = try Workplace()
    try place.write("more.toml", "extends = \"mine.toml\"\nuptake = 0.9\n")
    let outcome = try await place.chipcast(
      all: ["sweep", "--out", "s"] + Self.quick + ["--scenarios", "mine.toml", "more.toml"])
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    #expect(try rows(place, "s/sweep_wide.csv").map { $0["scenario"] } == ["mine", "more"])
  }

  @Test("a sweep that is interrupted keeps what is finished, and goes on to the same bytes")
  func resumes() async throws {
    let place = try Workplace()
    let line = [
      "sweep", "mine.toml", "--vary", "uptake=0.3:0.4:0.001", "--trials", "60k", "--quiet",
    ]
    _ = try await place.chipcast(all: line + ["--out", "whole"])
    // The journal grows with the first scenario that is finished.
    let outcome = try await place.interrupted(
      all: line + ["--out", "part"], onceChanged: "part/sweep.unfinished")
    // A fast machine may be done before; then there is nothing to go on with.
    guard outcome.code != 0 else { return }
    #expect(outcome.code == 130)
    let journal = try place.text("part/sweep.unfinished")
    let lines = journal.split(separator: "\n")
    let said =
      "chipcast: interrupted; \(lines.count - 1) of 101 scenarios \(lines.count == 2 ? "is" : "are") kept in "
      + "part/sweep.unfinished; the same command runs the rest\n"
    #expect(outcome.err == said)
    #expect(try place.contents(of: "part").count == 1)
    // As if the machine had stopped while the last line was being written.
    try place.write("part/sweep.unfinished", String(journal.dropLast(7)))
    let other = try await place.chipcast(
      all: line + ["--out", "part", "--resume", "--seed", "99"])
    #expect(
      other
        == .refused([
          "part/sweep.unfinished: is of a sweep with other keys, values, trials, seed or scenario; "
            + "leave --resume out to begin anew"
        ]))
    // No sweep writes a number that no number can hold.
    let fields = lines[1].split(separator: ",", omittingEmptySubsequences: false)
    let broken = fields.dropLast().joined(separator: ",") + ",1e999"
    try place.write("part/sweep.unfinished", "\(lines[0])\n\(broken)\n")
    let refused = try await place.chipcast(all: line + ["--out", "part", "--resume"])
    #expect(
      refused
        == .refused([
          "part/sweep.unfinished:2: is no line of this sweep; leave --resume out to begin anew"
        ]))
    try place.write("part/sweep.unfinished", String(journal.dropLast(7)))
    let resumed = try await place.chipcast(all: line + ["--out", "part"])
    #expect(resumed == Outcome(code: 0, out: "", err: ""))
    let (whole, part) = (try place.contents(of: "whole"), try place.contents(of: "part"))
    #expect(part.keys.sorted() == whole.keys.sorted())
    #expect(part["sweep.csv"] == whole["sweep.csv"])
    #expect(part["sweep_wide.csv"] == whole["sweep_wide.csv"])
  }

  @Test("the terminal shows a line a scenario, and which is lowest and highest of many")
  func text() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "sweep", "mine.toml", "--vary", "uptake=0.2:0.5:0.01", "--trials", "500")
    #expect(outcome.code == 0)
    #expect(outcome.err == "\nResults are in out/sweep-mine/\n")
    let lines = outcome.out.split(separator: "\n").map(String.init)
    #expect(lines[1].hasPrefix("31 scenarios · 500 trials of each · seed "))
    #expect(lines[2].hasPrefix("#   uptake  recovered_fy"))
    #expect(lines.contains("… and 7 more in sweep.csv"))
    #expect(lines.last?.hasPrefix("highest mean of recovered_fy: ") == true)
  }

  @Test(
    "wrong command lines say what is wrong",
    arguments: [
      (["mine.toml"], "sweep needs at least one --vary key=values"),
      ([], "sweep takes a scenario to vary, or --scenarios and a list of files"),
      (
        ["mine.toml", "--vary", "uptake"],
        "--vary must be written key=from:to:step or key=value,value,…, got \"uptake\""
      ),
      (
        ["mine.toml", "--vary", "uptake=0.5:0.2:0.1"],
        "--vary must name a range from:to or from:to:step that rises, got uptake=0.5:0.2:0.1"
      ),
      (
        ["mine.toml", "--vary", "uptake=0.2:0.5"],
        "--vary must have a step, as from:to:step, unless the design is latin, got uptake=0.2:0.5"
      ),
      (
        ["mine.toml", "--vary", "uptake=0.2,0.3", "--vary", "revenue_share=0,0.1,0.2", "--paired"],
        "--paired needs as many values of each key, got 2 of uptake, 3 of revenue_share"
      ),
      (
        ["mine.toml", "--vary", "uptake=0.2,0.3", "--design", "latin", "--points", "3"],
        "--vary must be a range from:to in a Latin design, got uptake=0.2,0.3"
      ),
      (
        ["mine.toml", "--vary", "uptake=0.2:0.3", "--design", "latin"],
        "--points goes with --design latin, and that with --points"
      ),
      (
        ["mine.toml", "--vary", "uptake=0.2,0.3", "--outputs", "recoverd"],
        "--outputs must name outputs of the scenario, got recoverd; did you mean recovered?"
      ),
      (
        ["mine.toml", "--vary", "uptake=1,2", "--scenarios", "mine.toml"],
        "sweep takes a scenario to vary, or --scenarios and a list of files"
      ),
    ])
  func refused(arguments: [String], message: String) async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(all: ["sweep"] + arguments)
    #expect(outcome.code == 64 && outcome.out == "")
    #expect(outcome.err.hasPrefix("Error: \(message)\n"), "\(outcome.err)")
    #expect(!place.hasResults)
  }

  @Test("a value that the scenario cannot take is named with its key, and nothing is left")
  func invalid() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      all: ["sweep", "mine.toml", "--vary", "uptake=1.5,1.6"] + Self.quick)
    #expect(
      outcome == .refused(["--vary uptake=1.5: uptake: must lie between 0 and 1, got 1.5"]))
    #expect(!place.hasResults)
  }
}
