import Testing

@Suite("standard output")
struct StandardOutputTests {
  @Test("--json prints one JSON document and nothing else", arguments: [[], ["--quiet"]])
  func json(options: [String]) async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      all: ["run", "mine.toml", "--trials", "200", "--json"] + options)
    #expect(outcome.code == 0 && outcome.err == "")
    let document = try JSON(outcome.out)
    #expect(
      document.keys == [
        "histogram", "inputs", "monthly", "probabilities", "quantiles", "quarterly",
        "recovery_curve", "recovery_fan", "run", "summary",
      ])
    let summary = try CSVFile(place.text("out/mine/summary.csv"))
    let first = try #require(document["summary"]?.elements?.first)
    #expect(first["output"]?.string == "recovered_fy")
    let mean = try #require(summary.row("recovered_fy")["mean"])
    #expect(outcome.out.contains("\"mean\" : \(mean),"))
    // Every table of the folder, column by column and row by row.
    for name in try #require(document.keys) where name != "run" {
      let file = try CSVFile(place.text("out/mine/\(name).csv"))
      let rows = try #require(document[name]?.elements)
      #expect(rows.count == file.rows.count)
      #expect(file.header.suffix(2) == CSVFile.ofScenario)
      // What is of the scenario stands once, in run.
      #expect(rows.allSatisfy { $0.keys == file.header.dropLast(2).sorted() }, "\(name)")
    }
  }

  @Test("--quiet prints nothing")
  func quiet() async throws {
    let outcome = try await Workplace().chipcast(
      "run", "mine.toml", "--trials", "200", "--quiet")
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
  }

  @Test("a run tells where its results are, beside standard output")
  func placeOfResults() async throws {
    let outcome = try await Workplace().chipcast("run", "mine.toml", "--trials", "200")
    #expect(outcome.code == 0)
    #expect(outcome.err == "\nResults are in out/mine/\n")
  }

  @Test("output that is no terminal has no colours", arguments: ["", "1"])
  func noColours(noColor: String) async throws {
    let outcome = try await Workplace().chipcast(
      "run", "mine.toml", "--trials", "200",
      environment: ["NO_COLOR": noColor, "TERM": "xterm-256color"])
    #expect(!outcome.out.unicodeScalars.contains("\u{1B}"))
    #expect(!outcome.err.unicodeScalars.contains("\u{1B}"))
  }

  @Test("a plain locale gets ASCII, a UTF-8 one blocks and dashes", arguments: ["C", "C.UTF-8"])
  func locale(name: String) async throws {
    let place = try Workplace()
    let environment = ["LC_ALL": name]
    let run = try await place.chipcast(
      "run", "mine.toml", "--trials", "200", environment: environment)
    let check = try await place.chipcast("check", "mine.toml", environment: environment)
    let runIsASCII = run.out.utf8.allSatisfy { $0 < 0x80 }
    let checkIsASCII = check.out.utf8.allSatisfy { $0 < 0x80 }
    #expect(runIsASCII == (name == "C"))
    #expect(checkIsASCII)
  }

  @Test(
    "a reader that goes away is no error",
    arguments: [
      "run mine.toml --trials 200", "compare mine.toml mine.toml --trials 200", "check mine.toml",
      "schema",
    ])
  func closedPipe(command: String) async throws {
    let place = try Workplace()
    // `true` reads nothing: the pipe is closed before the program writes.
    let line = "{ sleep 0.2; \"$CHIPCAST\" \(command) 2>error; echo $? >code; } | true; sleep 0"
    _ = try await place.shell(line + "; while [ ! -s code ]; do sleep 0.05; done")
    #expect(try place.text("code") == "0\n")
    #expect(try !place.text("error").contains("chipcast:"))
  }

  @Test("the first line can be read alone")
  func firstLine() async throws {
    let outcome = try await Workplace().shell("\"$CHIPCAST\" check mine.toml | head -n 1")
    #expect(outcome == Outcome(code: 0, out: "A scenario for tests\n", err: ""))
  }
}
