import Foundation
import Testing

/// Runs and sweeps that were killed go on, and end in the same bytes.
@Suite("what is kept of a run", .serialized)
struct KeptRunTests {
  private static let line = [
    "run", "mine.toml", "--trials", "4M", "--keep-every", "100k", "--threads", "2", "--quiet",
  ]

  /// Moments at which it is killed, in milliseconds after its start: seeded.
  private static func moments(_ count: Int, within limit: UInt64, seed: UInt64) -> [UInt64] {
    var state = seed
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % limit
    }
  }

  @Test("a run that is killed ten times and more ends in the bytes of one that is not")
  func killedRun() async throws {
    let place = try Workplace()
    _ = try await place.chipcast(
      all: ["run", "mine.toml", "--trials", "4M", "--quiet", "--out", "whole"])
    var kills = 0
    for moment in Self.moments(12, within: 400, seed: 17) {
      let outcome = try await place.interrupted(
        after: .milliseconds(moment), all: Self.line + ["--out", "part"], by: SIGKILL
      ).outcome
      guard outcome.code != 0 else { break }
      kills += 1
      #expect(!place.has("part/run.json"))
    }
    #expect(kills > 0)
    let last = try await place.chipcast(all: Self.line + ["--out", "part"])
    #expect(last == Outcome(code: 0, out: "", err: ""))
    #expect(try PartialTests.figures(place, "part") == PartialTests.figures(place, "whole"))
    #expect(!place.has("part/run.unfinished"))
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
    #expect(kept.whole == 4_000_000 && kept.done % 1024 == 0)
    #expect(
      outcome.err
        == "chipcast: interrupted; \(kept.done) of 4000000 trials are kept in o/run.unfinished; the same "
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
      "run", "mine.toml", "--trials", "4100k", "--out", "o", "--threads", "2")
    #expect(longer.err.hasPrefix("goes on behind the \(kept.done) trials in o/run.unfinished\n"))
    _ = try await place.chipcast(
      "run", "mine.toml", "--trials", "4100k", "--out", "whole", "--quiet")
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
    var kills = 0
    for moment in Self.moments(10, within: 500, seed: 4) {
      let outcome = try await place.interrupted(
        after: .milliseconds(moment), all: line + ["--out", "part"], by: SIGKILL
      ).outcome
      guard outcome.code != 0 else { break }
      kills += 1
    }
    #expect(kills > 0)
    let last = try await place.chipcast(all: line + ["--out", "part"])
    #expect(last.code == 0 && last.out == "")
    #expect(try PartialTests.figures(place, "part") == PartialTests.figures(place, "whole"))
  }
}
