import Foundation
import Testing

@Suite("interruption", .serialized)
struct InterruptTests {
  @Test(
    "Ctrl-C ends a long run within two seconds and writes nothing", arguments: [[], ["--json"]])
  func newFolder(options: [String]) async throws {
    let place = try Workplace()
    let (outcome, took) = try await place.interrupted(
      after: .milliseconds(500), all: ["run", "mine.toml", "--trials", "500M"] + options)
    #expect(outcome == .refused(["chipcast: interrupted; nothing was written"], code: 130))
    #expect(took < .seconds(2))
    #expect(!place.hasResults)
  }

  @Test("Ctrl-C ends a long comparison within two seconds and writes nothing")
  func comparison() async throws {
    let place = try Workplace()
    let (outcome, took) = try await place.interrupted(
      after: .milliseconds(500), all: ["compare", "mine.toml", "mine.toml", "--trials", "500M"])
    #expect(outcome == .refused(["chipcast: interrupted; nothing was written"], code: 130))
    #expect(took < .seconds(2))
    #expect(!place.hasResults)
  }

  @Test("Ctrl-C leaves the results of an earlier run as they are")
  func existingResults() async throws {
    let place = try Workplace()
    _ = try await place.chipcast("run", "mine.toml", "--trials", "200", "--quiet")
    let before = try place.contents(of: "out/mine")
    let (outcome, _) = try await place.interrupted(
      after: .milliseconds(500), all: ["run", "mine.toml", "--trials", "500M", "--quiet"])
    #expect(outcome.code == 130)
    #expect(try place.contents(of: "out/mine") == before)
  }

  @Test("Ctrl-C while trials are written out leaves no part of them")
  func trialsFile() async throws {
    let place = try Workplace()
    let (outcome, took) = try await place.interrupted(
      after: .milliseconds(1500),
      all: ["run", "mine.toml", "--trials", "40k", "--quiet", "--write-trials", "40k"])
    // A fast machine may be done before; then all is written.
    guard outcome.code != 0 else { return }
    #expect(outcome == .refused(["chipcast: interrupted; nothing was written"], code: 130))
    #expect(took < .seconds(2))
    #expect(!place.hasResults)
  }

  @Test(
    "a terminal that is closed, and kill, end a run as Ctrl-C does", arguments: [SIGHUP, SIGTERM])
  func otherSignals(number: Int32) async throws {
    let place = try Workplace()
    let (outcome, _) = try await place.interrupted(
      after: .milliseconds(500), all: ["run", "mine.toml", "--trials", "500M"], by: number)
    #expect(outcome == .refused(["chipcast: interrupted; nothing was written"], code: 130))
    #expect(!place.hasResults)
  }

  @Test("under nohup a run outlives its terminal")
  func nohup() async throws {
    let place = try Workplace()
    let outcome = try await place.shell(
      "trap '' HUP; \"$CHIPCAST\" run mine.toml --trials 2M --no-equities --quiet --out o & "
        + "p=$!; sleep 0.3; kill -HUP $p; wait $p")
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    #expect(try place.contents(of: "o")["run.json"] != nil)
  }

  @Test(
    "Ctrl-C while files come into their places leaves all of one run and says which",
    arguments: ["summary.csv", "report.html", "run.json"])
  func betweenFiles(name: String) async throws {
    let place = try Workplace()
    let arguments = ["run", "mine.toml", "--trials", "200", "--quiet", "--report", "--out", "o"]
    _ = try await place.chipcast(all: arguments)
    let before = try place.contents(of: "o")
    let outcome = try await place.interrupted(
      all: arguments + ["--seed", "77"], onceChanged: "o/\(name)")
    let after = try place.contents(of: "o")
    #expect(Set(after.keys) == Set(before.keys))
    if outcome.code == 0 {
      #expect(outcome == Outcome(code: 0, out: "", err: ""))
      for file in ["summary.csv", "report.html", "run.json"] {
        #expect(after[file] != before[file], "\(file)")
      }
    } else {
      #expect(outcome == .refused(["chipcast: interrupted; nothing was written"], code: 130))
      #expect(after == before)
    }
  }

  @Test("Ctrl-C before a scenario is finished leaves what an earlier sweep has finished")
  func earlierJournal() async throws {
    let place = try Workplace()
    try place.write("o/sweep.unfinished", "of hours of work\n")
    let (outcome, _) = try await place.interrupted(
      after: .milliseconds(500),
      all: ["sweep", "mine.toml", "--vary", "uptake=0.2,0.4", "--trials", "500M", "--out", "o"])
    #expect(
      outcome
        == .refused(
          [
            "warning: o/sweep.unfinished: is of a sweep with other keys, values, trials, seed or "
              + "scenario; this sweep begins anew",
            "chipcast: interrupted; nothing was written",
          ], code: 130))
    #expect(try place.contents(of: "o") == ["sweep.unfinished": Data("of hours of work\n".utf8)])
  }

  @Test("Ctrl-C in a sweep whose scenarios are done keeps them, or gives the results")
  func sweep() async throws {
    let place = try Workplace()
    let arguments = [
      "sweep", "mine.toml", "--vary", "uptake=0.2:0.7:0.05", "--trials", "20k", "--quiet",
      "--out", "o",
    ]
    let outcome = try await place.interrupted(all: arguments, onceChanged: "o/sweep.unfinished")
    guard outcome.code != 0 else { return }
    let files = try place.contents(of: "o").keys
    #expect(outcome.code == 130 && Array(files) == ["sweep.unfinished"])
    #expect(outcome.err.hasSuffix("the same command runs the rest\n"))
    let rest = try await place.chipcast(all: arguments + ["--resume"])
    #expect(rest == Outcome(code: 0, out: "", err: ""))
    #expect(
      try Set(place.contents(of: "o").keys) == ["run.json", "sweep.csv", "sweep_wide.csv"])
  }
}
