import Testing

/// `run --watch`: a scenario that is being edited.
@Suite("watch")
struct WatchTests {
  /// Lines of shell that begin to watch `mine.toml`, with `await N` to wait for the Nth text and
  /// `finish` to send Ctrl-C.
  private static let begin = """
    : > shown
    "$CHIPCAST" run mine.toml --trials 5k --watch > shown 2> errors &
    pid=$!
    await() {
      tries=0
      while [ "$(grep -c -e '^watching' -e '^waiting' shown)" -lt "$1" ]; do
        tries=$((tries + 1))
        [ $tries -gt 200 ] && { echo "no text $1"; kill $pid; exit 1; }
        sleep 0.05
      done
    }
    finish() { kill -INT $pid; wait $pid; echo "exit $?"; }
    await 1

    """

  private static func parts(_ place: Workplace) throws -> [String] {
    // An empty line and then the end of a text part it from the next.
    try place.text("shown").split(separator: "Ctrl-C ends it\n\n").map(String.init)
  }

  @Test("a save shows what changed and by how much, over the same draws")
  func change() async throws {
    let place = try Workplace()
    let outcome = try await place.shell(
      Self.begin + """
        sed 's/mode = 11800/mode = 12500/' mine.toml > other.toml
        mv other.toml mine.toml
        await 2
        finish
        """)
    #expect(outcome == Outcome(code: 0, out: "exit 0\n", err: ""))
    let texts = try Self.parts(place)
    #expect(texts.count == 2)
    #expect(texts[0].hasPrefix("A scenario for tests\n5,000 trials · seed 7 · run 1 · "))
    #expect(texts[0].contains("\n                              now  ± se"))
    #expect(
      texts[1].contains(
        "\n\nproducts.H20.price: pert(low 10000, mode 11800, high 13000) → "
          + "pert(low 10000, mode 12500, high 13000)\n\n"))
    let rows = texts[1].split(separator: "\n").map(String.init)
    let revenue = try #require(rows.first { $0.hasPrefix("Recovered in 18 months") })
    #expect(revenue.contains(" +0.1") && revenue.contains(" real "))
    let units = try #require(rows.first { $0.hasPrefix("H20 units") })
    #expect(units.contains(" same"))
    #expect(texts[1].hasSuffix("watching mine.toml; "))
    // Nothing is written.
    #expect(try place.text("errors") == "")
    #expect(!place.hasResults)
  }

  @Test("a broken file shows the message, and mending it goes on from the last that was right")
  func broken() async throws {
    let place = try Workplace()
    let outcome = try await place.shell(
      Self.begin + """
        cp mine.toml kept
        echo 'nonsense = 1' >> mine.toml
        await 2
        sed 's/^uptake = .*/uptake = 0.5/' kept > mine.toml
        await 3
        finish
        """)
    #expect(outcome.out == "exit 0\n")
    let shown = try place.text("shown")
    #expect(
      shown.contains(
        ": is not a known key\n\nwaiting for mine.toml to be saved\n\nA scenario for tests\n"))
    #expect(shown.contains("\nuptake: pert(low 0.2, mode 0.4, high 0.7) → 0.5\n"))
  }

  @Test("a save as of another day is not compared with the run before")
  func moved() async throws {
    let place = try Workplace()
    let outcome = try await place.shell(
      Self.begin + """
        sed 's/^as_of = .*/as_of = 2025-08-20/' mine.toml > other.toml
        mv other.toml mine.toml
        await 2
        finish
        """)
    #expect(outcome.out == "exit 0\n")
    let shown = try place.text("shown")
    #expect(
      shown.contains(
        "as_of is now 2025-08-20: no difference is shown, as windows have another length\n"))
    #expect(!shown.contains("error"))
  }

  @Test("a header saved while it is typed is told, and watching goes on", arguments: ["[", "[["])
  func halfTyped(header: String) async throws {
    let place = try Workplace()
    let outcome = try await place.shell(
      Self.begin + """
        cp mine.toml kept
        echo '\(header)' >> mine.toml
        await 2
        sed 's/^uptake = .*/uptake = 0.5/' kept > mine.toml
        await 3
        finish
        """)
    #expect(outcome.out == "exit 0\n")
    let shown = try place.text("shown")
    #expect(shown.contains("mine.toml:65: after [ the name of a table must stand"))
    #expect(shown.contains("\nuptake: pert(low 0.2, mode 0.4, high 0.7) → 0.5\n"))
  }

  @Test("a file that the scenario extends is watched too, and nothing runs without a save")
  func extends() async throws {
    let place = try Workplace()
    try place.write("base.toml", Base.text)
    try place.write("mine.toml", "title = \"Mine\"\nextends = \"base.toml\"\nas_of = 2025-07-15\n")
    let outcome = try await place.shell(
      Self.begin + """
        sleep 0.5
        sed 's/^uptake = .*/uptake = 0.5/' base.toml > other.toml
        mv other.toml base.toml
        await 2
        finish
        """)
    #expect(outcome.out == "exit 0\n")
    let texts = try Self.parts(place)
    #expect(texts.count == 2)
    #expect(texts[1].contains("uptake: "))
    #expect(texts[1].hasSuffix("watching base.toml, mine.toml; "))
  }

  @Test("Ctrl-C ends it while it runs and while it waits")
  func interrupt() async throws {
    let place = try Workplace()
    let (running, took) = try await place.interrupted(
      after: .milliseconds(500), all: ["run", "mine.toml", "--trials", "500M", "--watch"])
    #expect(running == Outcome(code: 0, out: "", err: ""))
    #expect(took < .seconds(2))
  }

  @Test(
    "options that ask for files or for no text do not go with it",
    arguments: [
      ["--json"], ["--quiet"], ["--out", "here"], ["--write-trials", "10"], ["--monthly"],
    ])
  func refused(options: [String]) async throws {
    let outcome = try await Workplace().chipcast(all: ["run", "mine.toml", "--watch"] + options)
    #expect(outcome.code == 64)
    #expect(
      outcome.err.hasPrefix(
        "Error: --watch writes no files: not with --json, --quiet, --out, --write-trials, --monthly, --workbook\n"
      ))
  }
}
