import Foundation
import Testing

@Suite("init")
struct InitTests {
  @Test("the file that init writes is right and runs")
  func whole() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast("init", "new/own.toml")
    #expect(
      outcome
        == Outcome(
          code: 0, out: "",
          err: "new/own.toml is written: chipcast check new/own.toml, chipcast run new/own.toml\n"))
    let check = try await place.chipcast("check", "new/own.toml")
    #expect(check.code == 0 && check.err == "")
    #expect(check.out.hasPrefix("own\n"))
    #expect(check.out.contains("assumption: a placeholder"))
    let run = try await place.chipcast("run", "new/own.toml", "--trials", "1000", "--quiet")
    #expect(run == Outcome(code: 0, out: "", err: ""))
    let summary = try CSVFile(place.text("out/own/summary.csv"))
    let mean = try summary.row("recovered")["mean"].flatMap(Double.init)
    #expect(try #require(mean) > 1e8)
    let text = try place.text("new/own.toml")
    #expect(
      text.contains(
        "# units on hand at the start (units; not negative; 0 if not given)\n# inventory = 0\n"))
  }

  @Test("keys in comments hold what holds without them")
  func defaults() async throws {
    let place = try Workplace()
    _ = try await place.chipcast("init", "own.toml")
    let text = try place.text("own.toml")
    let bare = text.split(separator: "\n").map { line in
      // "# key = value" is a key that may be left out; other comments are sentences.
      line.wholeMatch(of: /# [a-z_]+ = [0-9.]+/) != nil ? String(line.dropFirst(2)) : String(line)
    }
    try place.write("given.toml", bare.joined(separator: "\n") + "\n")
    let files = ["own", "given"]
    for name in files {
      let run = try await place.chipcast("run", "\(name).toml", "--trials", "1000", "--quiet")
      #expect(run.code == 0 && run.err == "")
    }
    #expect(bare.joined() != text)
    let summaries = try files.map { try place.text("out/\($0)/summary.csv").withoutScenario }
    #expect(summaries[0] == summaries[1])
  }

  @Test("a file that is there stays as it is")
  func existing() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast("init", "mine.toml")
    #expect(outcome == .refused(["chipcast: mine.toml: is there already and stays as it is"]))
    #expect(try place.text("mine.toml") == Base.text)
  }

  @Test("with --extends the file names its parent, wherever it lies")
  func extends() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "init", "deep/er/own.toml", "--extends", "mine.toml", "--title", "A \"quoted\" \\ title")
    #expect(outcome.code == 0)
    let text = try place.text("deep/er/own.toml")
    #expect(text.contains("extends = \"../../mine.toml\"\n"))
    #expect(text.contains("title = \"A \\\"quoted\\\" \\\\ title\"\n"))
    #expect(text.contains("\n# uptake = { distribution = "))
    // The keys in comments are right as they stand.
    let uncommented = text.replacing("\n# uptake", with: "\nuptake")
      .replacing("\n# [products.H20.price] ", with: "\n[products.H20.price] ")
      .replacing("\n# mode", with: "\nmode")
    try place.write("deep/er/changed.toml", uncommented)
    let check = try await place.chipcast("check", "deep/er/changed.toml", "--quiet")
    #expect(check == Outcome(code: 0, out: "deep/er/changed.toml: right\n", err: ""))
    let run = try await place.chipcast("run", "deep/er/own.toml", "--trials", "1000")
    #expect(run.code == 0)
    #expect(run.out.hasPrefix("A \"quoted\" \\ title\n"))
    _ = try await place.chipcast("run", "mine.toml", "--trials", "1000", "--quiet")
    let summaries = try ["own", "mine"].map {
      try place.text("out/\($0)/summary.csv").withoutScenario
    }
    #expect(summaries[0] == summaries[1])
  }

  @Test("what is extended must be right")
  func badParent() async throws {
    let place = try Workplace()
    let gone = try await place.chipcast("init", "own.toml", "--extends", "gone.toml")
    #expect(gone == .refused(["gone.toml: there is no such file"]))
    let name = try await place.chipcast("init", "own")
    #expect(name.code == 64)
    #expect(name.err.hasPrefix("Error: the file must end in .toml, got own\n"))
    #expect(try place.contents(of: ".").keys.sorted() == ["mine.toml"])
  }
}
