import Foundation
import Testing

/// Runs and sweeps that were killed go on, and end in the same bytes.
@Suite("what is kept of a run", .serialized)
struct KeptRunTests {
  private static let line = [
    "run", "mine.toml", "--trials", "1M", "--keep-every", "50k", "--threads", "2", "--quiet",
  ]

  /// How often a command is killed: `make test-kills` asks for more.
  private static let kills =
    ProcessInfo.processInfo.environment["CHIPCAST_KILLS"].flatMap { Int($0) } ?? 10

  /// Kills a command at seeded moments and begins it again, until it ends; its files are those of `whole` then. If that was before
  /// so many kills, once more in a new folder.
  private func kill(
    _ line: [String], in place: Workplace, within limit: UInt64, seed: UInt64
  ) async throws {
    var (state, kills, runs) = (seed, 0, 0)
    while kills < Self.kills, runs < 5 * Self.kills {
      runs += 1
      let folder = "part\(runs)"
      while kills < Self.kills {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let outcome = try await place.interrupted(
          after: .milliseconds((state >> 33) % limit), all: line + ["--out", folder], by: SIGKILL
        ).outcome
        guard outcome.code != 0 else { break }
        kills += 1
        #expect(!place.has("\(folder)/run.json") || !place.has("\(folder)/run.unfinished"))
      }
      let last = try await place.shell(
        "\"$CHIPCAST\" \(line.joined(separator: " ")) --out \(folder)", within: .seconds(300))
      #expect(last == Outcome(code: 0, out: "", err: ""))
      let whole = try PartialTests.figures(place, "whole")
      let part = try PartialTests.figures(place, folder)
      #expect(part.keys.sorted() == whole.keys.sorted())
      #expect(part == whole)
    }
    #expect(kills == Self.kills)
  }

  @Test("a run that is killed ten times ends in the bytes of one that is not")
  func killedRun() async throws {
    let place = try Workplace()
    _ = try await place.chipcast(
      all: ["run", "mine.toml", "--trials", "1M", "--quiet", "--out", "whole"])
    try await kill(Self.line, in: place, within: 400, seed: 17)
  }

  @Test("Ctrl-C says what is kept; another scenario, seed or a broken file does not go on from it")
  func interrupted() async throws {
    let place = try Workplace()
    let outcome = try await place.interrupted(
      all: Self.line + ["--out", "o"], onceChanged: "o/run.unfinished")
    try #require(outcome.code == 130)
    let status = try await place.chipcast("status", "o", "--json")
    struct Status: Decodable {
      struct Kept: Decodable { let done: Int, whole: Int }
      let unfinished: [Kept]
    }
    let kept = try JSONDecoder().decode([Status].self, from: Data(status.out.utf8))[0].unfinished[0]
    #expect(kept.whole == 1_000_000 && kept.done % 1024 == 0)
    #expect(
      outcome.err
        == "chipcast: interrupted; \(kept.done) of 1000000 trials are kept in o/run.unfinished; the same "
        + "command runs the rest\n")
    let state = try Data(contentsOf: place.folder.appendingPathComponent("o/run.unfinished"))
    // A short run of something else leaves it where it is.
    let other = try await place.chipcast(
      "run", "mine.toml", "--trials", "2k", "--seed", "3", "--out", "o", "--quiet")
    #expect(
      other.err
        == "warning: o/run.unfinished: has seed 7, and this run 3; this run begins anew\n")
    #expect(try place.contents(of: "o")["run.unfinished"] == state)
    try place.write("o/run.unfinished", state.dropLast(1000))
    let broken = try await place.chipcast(
      "run", "mine.toml", "--trials", "2k", "--out", "o", "--quiet")
    #expect(
      broken.err
        == "warning: o/run.unfinished: was cut off or altered: its last line is not the hash of the "
        + "others; this run begins anew\n")
    // A longer run of the same goes on from it.
    try place.write("o/run.unfinished", state)
    let longer = try await place.chipcast(
      "run", "mine.toml", "--trials", "1100k", "--out", "o", "--threads", "2")
    #expect(longer.err.hasPrefix("goes on behind the \(kept.done) trials in o/run.unfinished\n"))
    _ = try await place.chipcast(
      "run", "mine.toml", "--trials", "1100k", "--out", "whole", "--quiet")
    #expect(
      try PartialTests.figures(place, "o").filter { $0.key != "run.unfinished" }
        == PartialTests.figures(place, "whole"))
  }

  @Test("a run ends with its parent where it was told to")
  func orphan() async throws {
    let place = try Workplace()
    // The shell that is its parent ends at once; the run would take a minute.
    let outcome = try await place.shell(
      """
      sh -c 'CHIPCAST_PARENT=$$ "$CHIPCAST" run mine.toml --trials 400M --quiet --out o 2> said & sleep 0.3'
      for wait in 1 2 3 4 5 6 7 8 9 10; do test -s said && break; sleep 0.3; done
      cat said
      """)
    #expect(outcome.out == "chipcast: interrupted; nothing was written\n")
  }

  @Test("a sweep that is killed at any moment ends in the bytes of one that is not")
  func killedSweep() async throws {
    let place = try Workplace()
    let line = [
      "sweep", "mine.toml", "--vary", "uptake=0.3:0.5:0.005", "--trials", "60k", "--quiet",
    ]
    _ = try await place.chipcast(all: line + ["--out", "whole"])
    try await kill(line, in: place, within: 500, seed: 4)
  }
}
