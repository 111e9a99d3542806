import Testing

/// A folder, and a page made of it, are of one run of one scenario.
@Suite("results of one run")
struct OneRunTests {
  private static let short = ["mine.toml", "--trials", "200", "--quiet"]

  @Test("what an earlier run left and this one does not write goes; other files stay")
  func earlierResults() async throws {
    let place = try Workplace()
    _ = try await place.chipcast(
      all: ["run"] + Self.short + ["--write-trials", "10", "--report"])
    try place.write("out/mine/equities.csv", "of a run with shares")
    try place.write("out/mine/notes.txt", "kept")
    let before = try place.contents(of: "out/mine")
    #expect(before["trials.csv"] != nil && before["report.html"] != nil)
    _ = try await place.chipcast(all: ["run"] + Self.short)
    let after = try place.contents(of: "out/mine")
    #expect(
      Set(after.keys)
        == Set(before.keys).subtracting(["trials.csv", "report.html", "equities.csv"]))
    #expect(try place.text("out/mine/notes.txt") == "kept")
  }

  @Test("what goes with the earlier results is said, unless quiet")
  func saidToGo() async throws {
    let place = try Shares.place()
    let run = ["run", "mine.toml", "--trials", "200"]
    _ = try await place.chipcast(all: run + ["--report"])
    let outcome = try await place.chipcast(all: run + ["--no-equities"])
    #expect(
      outcome.err.hasSuffix(
        "\nResults are in out/mine/\nRemoved with the earlier results: equities.csv, "
          + "policy_effect.csv, equity_fan.csv, conditional.csv, equity_parameters.csv, report.html\n"
      ))
    let again = try await place.chipcast(all: run + ["--no-equities"])
    #expect(again.err.hasSuffix("\nResults are in out/mine/\n"))
  }

  @Test("a page that cannot be replaced leaves the results as they were")
  func pageInTheWay() async throws {
    let place = try Workplace()
    _ = try await place.chipcast(all: ["run"] + Self.short)
    let before = try place.contents(of: "out/mine")
    try place.write("out/mine/report.html/mine.txt", "a folder")
    let outcome = try await place.chipcast(all: ["run"] + Self.short + ["--seed", "5", "--report"])
    #expect(
      outcome
        == .refused(["chipcast: out/mine/report.html: cannot be replaced: is a directory"]))
    try place.remove("out/mine/report.html")
    #expect(try place.contents(of: "out/mine") == before)
  }

  @Test("a run that fails leaves earlier results as they are")
  func failure() async throws {
    let place = try Workplace()
    _ = try await place.chipcast(all: ["run"] + Self.short + ["--write-trials", "10"])
    let before = try place.contents(of: "out/mine")
    let outcome = try await place.chipcast(all: ["run"] + Self.short + ["--set", "uptake=2"])
    #expect(outcome.code == 65)
    #expect(try place.contents(of: "out/mine") == before)
  }

  @Test("in a folder without results nothing is removed")
  func ownFolder() async throws {
    let place = try Workplace()
    try place.write("own/trials.csv", "mine")
    _ = try await place.chipcast(all: ["run"] + Self.short + ["--out", "own"])
    #expect(try place.text("own/trials.csv") == "mine")
  }

  @Test("methods that were looked at before are not on a page of those looked at now")
  func earlierMethods() async throws {
    let place = try Workplace()
    let common = ["sensitivity"] + Self.short + ["--inputs", "uptake,products.H20.price"]
    _ = try await place.chipcast(all: common + ["--method", "tornado", "--out", "s"])
    #expect(try place.contents(of: "s")["tornado.csv"] != nil)
    _ = try await place.chipcast(all: common + ["--method", "rank", "--out", "s"])
    #expect(try Set(place.contents(of: "s").keys) == ["rank.csv", "run.json"])
  }

  @Test("an analysis of other assumptions does not go with a run")
  func otherSensitivity() async throws {
    let place = try Workplace()
    _ = try await place.chipcast(all: ["run"] + Self.short)
    let common = ["sensitivity"] + Self.short + ["--inputs", "products.H20.price"]
    _ = try await place.chipcast(all: common + ["--method", "tornado", "--out", "same"])
    _ = try await place.chipcast(
      all: common + ["--method", "tornado", "--set", "uptake=0.5", "--out", "other"])
    let same = try await place.chipcast("report", "out/mine", "--sensitivity", "same", "--quiet")
    #expect(same == Outcome(code: 0, out: "", err: ""))
    let other = try await place.chipcast("report", "out/mine", "--sensitivity", "other")
    #expect(
      other
        == Outcome(
          code: 65, out: "",
          err: "other: is of mine · changed: uptake=0.5, which assumes other things than mine in "
            + "out/mine; run chipcast sensitivity again with the scenario and the --set of the run\n"
        ))
  }

  @Test("what the command line changed stands above the answer, on the terminal and on the page")
  func changes() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "run", "mine.toml", "--trials", "200", "--set", "uptake=0.5", "--report")
    let lines = outcome.out.split(separator: "\n")
    #expect(lines[1].hasSuffix(" · changed: uptake=0.5"))
    #expect(
      try place.text("out/mine/report.html").contains(
        "seed 7 · ± is one standard error · changed: uptake=0.5"))
  }

  @Test(
    "where nobody can read standard error, results are whole all the same",
    arguments: ["2>&-", "2>&1 | true"])
  func noStandardError(redirection: String) async throws {
    let place = try Workplace()
    _ = try await place.shell(
      "\"$CHIPCAST\" run mine.toml --trials 200 --report \(redirection); true")
    #expect(try place.text("out/mine/report.html").hasSuffix("</html>\n"))
  }

  #if os(Linux)
    @Test("a folder where nothing can be made is refused in a line")
    func noFolder() async throws {
      let outcome = try await Workplace().chipcast(
        all: ["run"] + Self.short + ["--out", "/proc/chipcast"])
      #expect(
        outcome
          == Outcome(
            code: 65, out: "",
            err: "chipcast: /proc/chipcast: cannot make this folder: no such file or directory\n"))
    }
  #endif
}
