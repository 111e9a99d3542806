import Testing

/// A scenario whose record can be read in several ways.
@Suite("readings of the record")
struct ReadingsTests {
  /// mine.toml with one other reading, whose book of H20 is half as large.
  private static func place(_ own: String = "") throws -> Workplace {
    let place = try Workplace(
      scenario: "extends = \"base.toml\"\nreadings = [\"low.toml\"]\n" + own)
    try place.write("base.toml", Base.text)
    try place.write(
      "low.toml",
      "extends = \"mine.toml\"\ntitle = \"Low reading: half of it\"\n"
        + "[products.H20]\norder_book = 150_000\n")
    return place
  }

  private static func number(_ row: [String: String], _ column: String) throws -> Double {
    try #require(Double(row[column] ?? ""))
  }

  @Test("readings.csv has each as it runs by itself, the scenario's own first")
  func file() async throws {
    let place = try Self.place()
    for name in ["mine", "low"] {
      let outcome = try await place.chipcast(
        "run", "\(name).toml", "--trials", "3000", "--quiet", "--out", name)
      #expect(outcome == Outcome(code: 0, out: "", err: ""))
    }
    let readings = try CSVFile(place.text("mine/readings.csv"))
    let column = try #require(readings.header.firstIndex(of: "reading"))
    #expect(readings.rows.map { $0[column] } == ["mine", "mine", "low", "low"])
    for name in ["mine", "low"] {
      let summary = try CSVFile(place.text("\(name)/summary.csv"))
      let statements = try CSVFile(place.text("\(name)/probabilities.csv"))
      for output in ["recovered_fy", "recovered"] {
        let row = try readings.row(name, output)
        #expect(try row["mean"] == summary.row(output)["mean"])
        #expect(try row["p50"] == summary.row(output)["p50"])
        #expect(
          try row["reaches_target"] == statements.row("\(output) >= 10e9")["probability"])
      }
      let row = try readings.row(name, "recovered_fy")
      #expect(try row["next_to_nothing"] == statements.row("recovered_fy < 100e6")["probability"])
    }
  }

  @Test("they are not inherited: what extends the scenario has none but its own")
  func inheritance() async throws {
    let place = try Self.place()
    _ = try await place.chipcast("run", "low.toml", "--trials", "500", "--quiet", "--out", "low")
    #expect(try place.contents(of: "low")["readings.csv"] == nil)
  }

  @Test("the first sentence is a range over them, and the target's probability too")
  func answer() async throws {
    let place = try Self.place()
    let outcome = try await place.chipcast("run", "mine.toml", "--trials", "20000")
    let said = outcome.out.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let range = try #require(
      said.firstMatch(
        of: /About \$(\S+)bn to \$(\S+)bn comes back by January 2026, by how the record is read/))
    let own = try CSVFile(place.text("out/mine/readings.csv"))
    let medians = try ["low", "mine"].map {
      try Self.number(own.row($0, "recovered_fy"), "p50") / 1e9
    }
    for (shown, median) in zip([range.output.1, range.output.2], medians) {
      let value = try #require(
        Double(shown.replacing("½", with: ".5").replacing(/^\./, with: "0.")))
      #expect(abs(value - median) < 0.35)
    }
    #expect(said.contains("over the readings of the record"))
    #expect(said.contains("Readings of the record, $bn"))
    #expect(said.contains("Its own reading") && said.contains("Low reading"))
    let again = try await place.chipcast("report", "out/mine", "--answer")
    #expect(again.out.contains("by how the record is read"))
    _ = try await place.chipcast("report", "out/mine", "--quiet")
    #expect(try place.text("out/mine/report.html").contains("Low reading: half of it"))
  }

  @Test("--set changes all of them; one that does not take it is left out, and that is said")
  func overrides() async throws {
    let place = try Self.place()
    let both = try await place.chipcast(
      "run", "mine.toml", "--trials", "500", "--quiet", "--out", "both", "--set", "uptake=0")
    #expect(both == Outcome(code: 0, out: "", err: ""))
    let rows = try CSVFile(place.text("both/readings.csv"))
    #expect(try rows.row("low", "recovered_fy")["max"] == "0")
    let one = try await place.chipcast(
      "run", "mine.toml", "--trials", "500", "--quiet", "--out", "one",
      "--set", "products.H20.order_book.components.0.weight=0.5")
    #expect(one.code == 0)
    #expect(one.err.contains("mine.toml:2: warning: readings: low.toml is left out: "))
    #expect(try place.contents(of: "one")["readings.csv"] == nil)
  }

  @Test(
    "what is no reading of the same question is told, and left out or refused",
    arguments: [
      (
        "readings = [\"none.toml\"]", 0,
        "mine.toml:2: warning: readings: none.toml is left out: there is no such file"
      ),
      ("readings = [\"..\"]", 0, "is left out: it is a folder"),
      ("readings = \"low.toml\"", 65, "mine.toml:2: readings: must be"),
      ("readings = [\"wrong.toml\"]", 65, "wrong.toml:2: uptake: must lie between 0 and 1, got 2"),
      (
        "readings = [\"late.toml\"]", 0,
        "late.toml is left out: it has another months, and answers another question"
      ),
      (
        "readings = [\(Array(repeating: "\"low.toml\"", count: 9).joined(separator: ", "))]", 65,
        "must be 8 files at most, got 9"
      ),
    ])
  func wrong(readings: String, code: Int32, message: String) async throws {
    let place = try Workplace(scenario: "extends = \"base.toml\"\n" + readings + "\n")
    try place.write("base.toml", Base.text)
    try place.write("low.toml", "extends = \"base.toml\"\n")
    try place.write("wrong.toml", "extends = \"base.toml\"\nuptake = 2\n")
    try place.write("late.toml", "extends = \"base.toml\"\nmonths = 12\n")
    for command in [["run", "mine.toml", "--trials", "100", "--quiet"], ["check", "mine.toml"]] {
      let outcome = try await place.chipcast(all: command)
      #expect(outcome.code == code, "\(outcome.err)")
      #expect(outcome.err.contains(message), "\(outcome.err)")
    }
  }
}
