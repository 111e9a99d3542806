import Foundation
import Testing

/// Places that fill up, vanish or are shared while a long run is at work.
@Suite("places that fail a long run")
struct FullDiskTests {
  private static let line = "run mine.toml --trials 600k --keep-every 50k --quiet"

  @Test("a state that cannot be kept is told, and the run goes on to the same bytes")
  func stateTooLarge() async throws {
    let place = try Workplace()
    // The state is the largest of the files: a limit between it and the tables, in blocks of 512 or 1,024 bytes.
    let outcome = try await place.shell(
      """
      "$CHIPCAST" \(Self.line) --out whole && "$CHIPCAST" run mine.toml --part 1/1 --partial p.chipcast \\
        --trials 50k --quiet && size=$(wc -c < p.chipcast) &&
      largest=$(ls -l whole | awk '{ if ($5 > most) most = $5 } END { print most }') &&
      test "$largest" -lt "$size" && ulimit -f $(((largest + size) / 2048)) &&
      "$CHIPCAST" \(Self.line) --out full
      """)
    #expect(outcome.code == 0)
    let lines = outcome.err.split(separator: "\n")
    #expect(lines.count == 11)
    #expect(
      lines.allSatisfy {
        $0.hasPrefix("warning: full/run.unfinished: cannot be written: ")
          && $0.hasSuffix("; what is done so far is not kept")
      }, "\(outcome.err)")
    #expect(try PartialTests.figures(place, "full") == PartialTests.figures(place, "whole"))
  }

  @Test("a part that cannot be written leaves nothing, and what was there stays")
  func partTooLarge() async throws {
    let place = try Workplace()
    try place.write("p.chipcast", "mine")
    let outcome = try await place.shell(
      "ulimit -f 1; \"$CHIPCAST\" run mine.toml --part 1/2 --partial p.chipcast --trials 4k --quiet"
    )
    #expect(outcome.code == 65)
    #expect(outcome.err.hasPrefix("chipcast: p.chipcast: cannot be written: "))
    #expect(try place.text("p.chipcast") == "mine")
    let full = try await place.chipcast(
      "run", "mine.toml", "--part", "1/2", "--partial", "/dev/full/p.chipcast", "--trials", "4k")
    #expect(
      full.code == 65 && full.err.hasPrefix("chipcast: /dev/full/p.chipcast: cannot be written"))
    let names = try place.contents(of: ".").keys.sorted()
    #expect(names == ["mine.toml", "p.chipcast"])
  }

  @Test(
    "a folder that vanishes ends the run with its name; two runs in one folder leave one's files")
  func vanishedAndShared() async throws {
    let place = try Workplace()
    let vanished = try await place.shell(
      """
      "$CHIPCAST" \(Self.line) --trials 3M --out gone 2> said &
      until test -d gone; do sleep 0.01; done; rm -rf gone; wait $!; echo $?
      grep -c 'gone' said
      """)
    let answers = vanished.out.split(separator: "\n")
    #expect(answers.first == "65" && answers.last != "0", "\(vanished)")
    let shared = try await place.shell(
      """
      "$CHIPCAST" \(Self.line) --out both 2> said & "$CHIPCAST" \(Self.line) --seed 5 --out both 2> said & wait
      "$CHIPCAST" \(Self.line) --out first; "$CHIPCAST" \(Self.line) --seed 5 --out second
      """)
    #expect(shared.code == 0 && shared.out == "")
    var both = try PartialTests.figures(place, "both")
    both["run.unfinished"] = nil
    let (first, second) = (
      try PartialTests.figures(place, "first"), try PartialTests.figures(place, "second")
    )
    #expect(both == first || both == second)
  }

  @Test("odd places and locales: a state is found again, and status tells it")
  func oddPlaces() async throws {
    let place = try Workplace()
    let folder = "ein Ordner – 中文 'q'"
    for locale in ["de_DE.UTF-8", "tr_TR.UTF-8", "C"] {
      let outcome = try await place.chipcast(
        all: ["run", "mine.toml", "--part", "1/3", "--trials", "3M", "--partial", "a b.chipcast"]
          + ["--quiet", "--anew"], environment: ["LC_ALL": locale])
      #expect(outcome == Outcome(code: 0, out: "", err: ""))
    }
    try FileManager.default.createDirectory(
      at: place.folder.appendingPathComponent(folder), withIntermediateDirectories: true)
    // The part of a run is what a run of more trials goes on from.
    let part = try Data(contentsOf: place.folder.appendingPathComponent("a b.chipcast"))
    try place.write("\(folder)/run.unfinished", part)
    let status = try await place.chipcast("status", folder)
    #expect(
      status.out.contains("run.unfinished: 999,424 of 3,000,000 trials (33%) of a run of mine"))
    let rest = try await place.chipcast(
      "run", "mine.toml", "--trials", "3M", "--out", folder, environment: ["TZ": "Asia/Shanghai"])
    #expect(rest.err.hasPrefix("goes on behind the 999424 trials in \(folder)/run.unfinished\n"))
    _ = try await place.chipcast("run", "mine.toml", "--trials", "3M", "--out", "whole", "--quiet")
    #expect(try PartialTests.figures(place, folder) == PartialTests.figures(place, "whole"))
  }
}
