import Foundation
import Testing

/// Runs in parts on the built program: what is joined is what one run gives, to the byte.
@Suite("partial results")
struct PartialTests {
  /// Files of a run that hold figures; run.json also says how long it took.
  static func figures(_ place: Workplace, _ folder: String) throws -> [String: Data] {
    try place.contents(of: folder).filter { $0.key != "run.json" }
  }

  /// Runs trials of mine.toml into a file.
  private func part(
    _ place: Workplace, _ file: String, _ range: String, _ more: [String] = []
  ) async throws {
    let outcome = try await place.chipcast(
      all: ["run", "mine.toml", "--range", range, "--partial", file, "--quiet"] + more)
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
  }

  @Test("37 of them in any order are the run of all, page and workbook too")
  func manyParts() async throws {
    let place = try Workplace()
    let total = 100_003
    let line = ["run", "mine.toml", "--trials", "\(total)", "--quiet"]
    _ = try await place.chipcast(all: line + ["--out", "whole", "--report", "--threads", "1"])
    var generator = SystemRandomNumberGenerator()
    let edges = (0...37).map { total * $0 / 37 }
    var names: [String] = []
    for (k, (first, end)) in zip(edges, edges.dropFirst()).enumerated() {
      names.append("\(k).chipcast")
      try await part(
        place, names[k], "\(first):\(end)",
        ["--trials", "\(total)", "--threads", k % 2 == 0 ? "1" : "8"])
    }
    // Equal parts are these ranges too.
    let ninth = try await place.chipcast(
      "run", "mine.toml", "--part", "9/37", "--partial", "8.chipcast", "--trials", "\(total)")
    #expect(
      ninth
        == Outcome(code: 0, out: "", err: "8.chipcast is there already; --anew makes it again\n"))
    let merged = try await place.chipcast(
      all: ["merge", "--out", "joined", "--report", "--quiet"]
        + names.shuffled(using: &generator))
    #expect(merged == Outcome(code: 0, out: "", err: ""))
    #expect(try Self.figures(place, "joined") == Self.figures(place, "whole"))
    // Parts of parts, one of which lacks its middle.
    let (left, rest) = (names[0..<9] + names[20..<37], names[9..<20])
    for (file, parts) in [("left.chipcast", left), ("rest.chipcast", rest)] {
      let outcome = try await place.chipcast(
        all: ["merge", "--partial", file] + parts.shuffled(using: &generator))
      #expect(outcome.code == 0, "\(outcome.err)")
    }
    let twice = try await place.chipcast(
      "merge", "left.chipcast", "rest.chipcast", "--out", "twice", "--report", "--quiet")
    #expect(twice == Outcome(code: 0, out: "", err: ""))
    #expect(try Self.figures(place, "twice") == Self.figures(place, "whole"))
  }

  @Test(
    "designs, shares, months, what a run is held against: all of it is joined",
    arguments: [
      ["--design", "latin-hypercube"], ["--design", "sobol", "--monthly"],
      ["--design", "antithetic", "--against", "other.toml"],
      ["--monthly", "--against", "other.toml"], ["--generator", "gsl:mt19937", "--no-equities"],
      ["--precise"],
    ])
  func everything(options: [String]) async throws {
    let place = try Shares.place()
    try place.write("other.toml", "extends = \"mine.toml\"\nuptake = 0.1\n")
    let trials = ["--trials", "5001"] + options
    _ = try await place.chipcast(all: ["run", "mine.toml", "--quiet", "--out", "whole"] + trials)
    try await part(place, "a.chipcast", "0:1500", trials)
    try await part(place, "b.chipcast", "1500:3000", trials)
    try await part(place, "c.chipcast", "3000:5001", trials)
    let merged = try await place.chipcast(
      "merge", "c.chipcast", "a.chipcast", "b.chipcast", "--out", "joined", "--quiet")
    #expect(merged == Outcome(code: 0, out: "", err: ""))
    let whole = try Self.figures(place, "whole")
    #expect(whole.count > 8)
    #expect(try Self.figures(place, "joined") == whole)
  }

  @Test("where nobody says how many trials there are, the last range does")
  func unknownTotal() async throws {
    let place = try Workplace()
    for (file, range) in [("a", "0:3k"), ("b", "3k:5k"), ("c", "5k:8k")] {
      try await part(place, "\(file).chipcast", range)
    }
    for (files, trials) in [(["a"], "3000"), (["b", "a"], "5000"), (["a", "c", "b"], "8000")] {
      _ = try await place.chipcast(
        "run", "mine.toml", "--trials", trials, "--quiet", "--out", "whole")
      let merged = try await place.chipcast(
        all: ["merge", "--quiet", "--out", "joined"] + files.map { "\($0).chipcast" })
      #expect(merged == Outcome(code: 0, out: "", err: ""))
      #expect(try Self.figures(place, "joined") == Self.figures(place, "whole"))
    }
  }

  @Test("what overlaps, is missing, cut off, altered or of something else is refused by name")
  func refusals() async throws {
    let place = try Workplace()
    let trials = ["--trials", "8192"]
    try await part(place, "a.chipcast", "0:2048", trials)
    try await part(place, "b.chipcast", "2048:4096", trials)
    try await part(place, "c.chipcast", "4096:8192", trials)
    try await part(place, "ab.chipcast", "1024:3072", trials)
    try await part(place, "seed.chipcast", "4096:8192", trials + ["--seed", "9"])
    try await part(place, "set.chipcast", "4096:8192", trials + ["--set", "uptake=0.3"])
    let whole = try Data(contentsOf: place.folder.appendingPathComponent("c.chipcast"))
    try place.write("short.chipcast", whole.dropLast(40))
    var altered = whole
    altered[altered.count / 2] ^= 1
    try place.write("altered.chipcast", altered)
    let title = try #require(whole.firstIndex(of: UInt8(ascii: "\n")))
    try place.write("future.chipcast", Data("chipcast partial 2".utf8) + whole[title...])
    try place.write("text.chipcast", "trials,mean\n1,2\n")
    let broken = "was cut off or altered: its last line is not the hash of the others"
    let cases: [(files: [String], said: String)] = [
      (["a", "b"], "b.chipcast: the trials 4096 to 8191 behind it are in no file"),
      (["a", "c"], "c.chipcast: the trials 2048 to 4095 before it are in no file"),
      (["b", "c"], "b.chipcast: the trials 0 to 2047 before it are in no file"),
      (["a", "ab", "c"], "ab.chipcast: holds trials 1024 to 2047, as does a.chipcast"),
      (["a", "a", "b", "c"], "a.chipcast: holds trials 0 to 2047, as does a.chipcast"),
      (["a", "b", "short"], "short.chipcast: \(broken)"),
      (["a", "b", "altered"], "altered.chipcast: \(broken)"),
      (["a", "b", "future"], "future.chipcast: has format 2, and this chipcast reads 1"),
      (["a", "b", "text"], "text.chipcast: is no file of partial results"),
      (["a", "b", "none"], "none.chipcast: there is no such file, or it cannot be read"),
      (["a", "b", "seed"], "seed.chipcast: has seed 9, and a.chipcast 7"),
      (
        ["a", "b", "set"],
        "set.chipcast: is of mine as it stood otherwise (another file, or another --set)"
      ),
    ]
    for (files, said) in cases {
      let outcome = try await place.chipcast(
        all: ["merge", "--out", "joined"] + files.map { "\($0).chipcast" })
      #expect(outcome == .refused([said]))
      #expect(!place.has("joined"))
    }
    try place.write("mine.toml", try Base.with("uptake = ", "uptake = 0.1 # "))
    let changed = try await place.chipcast("merge", "a.chipcast", "b.chipcast", "c.chipcast")
    #expect(
      changed
        == .refused([
          "a.chipcast: is of mine as it stood otherwise (another file, or another --set)"
        ]))
  }

  @Test(
    "a range that is none is a wrong command line",
    arguments: [
      (["--range", "5:5"], "range"), (["--range", "7"], "range"), (["--range", "a:b"], "range"),
      (["--range", "0:2M", "--trials", "1M"], "1000000 trials"),
      (["--range", "1:1000", "--trials", "1M"], "batch of 1024"),
      (["--range", "0:1M", "--design", "sobol"], "--trials"),
      (["--range", "0:1M", "--report"], "--report"), (["--part", "0/4"], "part"),
      (["--part", "5/4"], "part"), (["--part", "1/4", "--range", "0:1M"], "not both"),
    ])
  func wrongRanges(options: [String], said: String) async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      all: ["run", "mine.toml", "--partial", "p.chipcast"] + options)
    #expect(outcome.code == 64 && outcome.err.contains(said), "\(outcome.err)")
    #expect(!place.has("p.chipcast"))
  }

  @Test("parts of a sweep are the sweep")
  func sweep() async throws {
    let place = try Workplace()
    let line = [
      "sweep", "mine.toml", "--vary", "uptake=0.2:0.5:0.05", "--vary", "revenue_share=0,0.15",
      "--trials", "2k", "--quiet",
    ]
    _ = try await place.chipcast(all: line + ["--out", "whole"])
    for k in 1...5 {
      let outcome = try await place.chipcast(
        all: line + ["--part", "\(k)/5", "--partial", "\(k).chipcast"])
      #expect(outcome == Outcome(code: 0, out: "", err: ""))
    }
    let two = try await place.chipcast(
      "merge", "5.chipcast", "4.chipcast", "--partial", "54.chipcast")
    #expect(two.code == 0)
    let merged = try await place.chipcast(
      all: ["merge", "--out", "joined", "--quiet"]
        + ["3", "1", "54", "2"].map { "\($0).chipcast" })
    #expect(merged == Outcome(code: 0, out: "", err: ""))
    #expect(try Self.figures(place, "joined") == Self.figures(place, "whole"))
    let missing = try await place.chipcast("merge", "1.chipcast", "3.chipcast")
    #expect(
      missing
        == .refused(["3.chipcast: the scenarios 2 to 4 before it are in no file"]))
    _ = try await place.chipcast(
      "run", "mine.toml", "--range", "0:2k", "--partial", "r.chipcast", "--quiet")
    let mixed = try await place.chipcast("merge", "1.chipcast", "r.chipcast")
    #expect(
      mixed
        == .refused(["r.chipcast: is of chipcast run, and 1.chipcast of chipcast sweep"]))
  }

  @Test("parts of a back-test are the back-test")
  func backTest() async throws {
    let place = try Shares.place()
    let line = [
      "backtest", "mine.toml", "--every", "10", "--from", "2025-01-01", "--trials", "200",
      "--quiet",
    ]
    let whole = try await place.chipcast(all: line + ["--out", "whole"])
    #expect(whole == Outcome(code: 0, out: "", err: ""))
    for k in 1...3 {
      let outcome = try await place.chipcast(
        all: line + ["--part", "\(k)/3", "--partial", "\(k).chipcast"])
      #expect(outcome == Outcome(code: 0, out: "", err: ""))
    }
    let two = try await place.chipcast(
      "merge", "3.chipcast", "2.chipcast", "--partial", "32.chipcast")
    #expect(two == Outcome(code: 0, out: "", err: ""))
    let merged = try await place.chipcast(
      "merge", "32.chipcast", "1.chipcast", "--out", "joined", "--quiet")
    #expect(merged == Outcome(code: 0, out: "", err: ""))
    #expect(try Self.figures(place, "joined") == Self.figures(place, "whole"))
    let missing = try await place.chipcast("merge", "1.chipcast", "3.chipcast")
    #expect(missing.code == 65 && missing.err.contains("before it are in no file"))
  }

  @Test("the lines of docs/batches.md do what it says")
  func xargs() async throws {
    let place = try Workplace()
    let outcome = try await place.shell(
      """
      seq 5 | xargs -P 3 -I{} "$CHIPCAST" run mine.toml --trials 20k --part {}/5 \
        --partial part-{}.chipcast --threads 1 --quiet &&
      "$CHIPCAST" merge part-*.chipcast --out joined --quiet &&
      "$CHIPCAST" run mine.toml --trials 20k --out whole --quiet
      """)
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    #expect(try Self.figures(place, "joined") == Self.figures(place, "whole"))
  }

  @Test("status tells what a file and a folder hold")
  func status() async throws {
    let place = try Workplace()
    try await part(place, "a.chipcast", "0:2048", ["--trials", "8192"])
    _ = try await place.chipcast("run", "mine.toml", "--trials", "5k", "--quiet")
    let outcome = try await place.chipcast("status", "a.chipcast", "out/mine")
    #expect(
      outcome.out == """
        a.chipcast
          2,048 of 8,192 trials (25%) of a run of mine: 0 to 2,047
        out/mine
          results: run of mine, 5,000 trials

        """)
    #expect(outcome.code == 0 && outcome.err == "")
    let none = try await place.chipcast("status", "nowhere")
    #expect(none == .refused(["nowhere: there is no such folder or file"]))
  }
}
