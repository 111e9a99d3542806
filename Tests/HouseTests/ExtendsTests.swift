import Testing

/// Files that extend others, and `--set`.
@Suite("extends and overrides")
struct ExtendsTests {
  /// Distributions in the ledger of `mine.toml`, which extends the base scenario.
  private static func ledger(_ own: String, _ options: [String] = []) async throws -> CSVFile {
    let place = try Workplace(scenario: "extends = \"base.toml\"\n" + own)
    try place.write("base.toml", Base.text)
    let outcome = try await place.chipcast(
      all: ["run", "mine.toml", "--quiet", "--trials", "200"] + options)
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    return try CSVFile(place.text("out/mine/inputs.csv"))
  }

  @Test("a parameter with a distribution replaces the former one, source and all")
  func distributionReplaces() async throws {
    let ledger = try await Self.ledger(
      "[products.H20]\norder_book = { distribution = \"uniform\", low = 1, high = 9 }\n")
    let row = try ledger.row("products.H20.order_book")
    #expect(row["distribution"] == "uniform(low 1, high 9)")
    #expect(row["source"] == "" && row["confidence"] == "assumption")
    #expect(row["file"] == "mine.toml:3")
  }

  @Test("a parameter with a value replaces the former one", arguments: ["{ value = 7 }", "7"])
  func valueReplaces(value: String) async throws {
    let row = try await Self.ledger("[products.H20]\nprice = \(value)\n").row("products.H20.price")
    #expect(row["distribution"] == "7")
  }

  @Test("other keys of a parameter amend the former one")
  func keysMerge() async throws {
    let ledger = try await Self.ledger(
      "[products.H20]\nprice = { mode = 12500, source = \"a quote\" }\n")
    let row = try ledger.row("products.H20.price")
    #expect(row["distribution"] == "pert(low 10000, mode 12500, high 13000)")
    #expect(row["source"] == "a quote")
    let other = try ledger.row("products.B30.price")
    #expect(other["file"] == "base.toml:40")
  }

  @Test("a chain of files is read, the last one winning")
  func chain() async throws {
    let place = try Workplace(scenario: "extends = \"middle.toml\"\ntax_rate = 0.3\n")
    try place.write("middle.toml", "extends = \"base.toml\"\ntax_rate = 0.2\nmonths = 12\n")
    try place.write("base.toml", Base.text)
    _ = try await place.chipcast("run", "mine.toml", "--quiet", "--trials", "200")
    #expect(
      try JSON(place.text("out/mine/run.json"))["scenario"]?["files"]?.strings
        == ["base.toml", "middle.toml", "mine.toml"])
    #expect(try CSVFile(place.text("out/mine/inputs.csv")).row("tax_rate")["mean"] == "0.3")
    #expect(try CSVFile(place.text("out/mine/monthly.csv")).rows.count == 12)
  }

  @Test("an override wins over all files and is named in the ledger")
  func overrideWins() async throws {
    let ledger = try await Self.ledger(
      "[products.H20]\nprice = 7\n", ["--set", "products.H20.price=8"])
    let row = try ledger.row("products.H20.price")
    #expect(row["distribution"] == "8")
    #expect(row["source"] == "set on the command line")
    // The apostrophe keeps spreadsheets from taking it for a formula.
    #expect(row["file"] == "'--set products.H20.price=8")
  }

  @Test("an override names files of data from the working directory")
  func overrideNamesFiles() async throws {
    let place = try Workplace()
    try place.write("r.csv", "r\n1\n2\n")
    let override =
      "products.H20.ramp={ distribution = \"empirical\", file = \"./r.csv\", column = \"r\" }"
    let outcome = try await place.chipcast("check", "mine.toml", "--quiet", "--set", override)
    #expect(outcome == Outcome(code: 0, out: "mine.toml: right\n", err: ""))
  }

  @Test("an override changes the result")
  func overrideChangesTheResult() async throws {
    let place = try Workplace()
    let common = ["run", "mine.toml", "--quiet", "--trials", "200"]
    _ = try await place.chipcast(all: common + ["--out", "a"])
    _ = try await place.chipcast(
      all: common + ["--out", "b", "--set", "products.H20.price.mode=12900"])
    let before = try CSVFile(place.text("a/summary.csv")).row("recovered")["mean"]
    let after = try CSVFile(place.text("b/summary.csv")).row("recovered")["mean"]
    let (low, high) = (
      try #require(before.flatMap(Double.init)), try #require(after.flatMap(Double.init))
    )
    #expect(low < high)
  }

  @Test("an absolute path is taken as it is: of a parent, of sources, of data")
  func absolutePaths() async throws {
    let place = try Workplace()
    try place.write("elsewhere/base.toml", Base.text)
    let root = place.folder.appendingPathComponent("elsewhere").path
    try place.write(
      "mine.toml", "extends = \"\(root)/base.toml\"\nreadings = [\"\(root)/base.toml\"]\n")
    let outcome = try await place.chipcast("run", "mine.toml", "--quiet", "--trials", "200")
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    #expect(try place.contents(of: "out/mine")["readings.csv"] != nil)
  }
}
