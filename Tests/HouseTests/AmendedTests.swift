import Testing

/// What a change leaves behind: sources that speak of other numbers, and months that count from another
/// day.
@Suite("amended scenarios")
struct AmendedTests {
  private static func parent() throws -> String {
    try Base.with(
      "uptake = { distribution = \"pert\", low = 0.2, mode = 0.4, high = 0.7 }",
      "uptake = { distribution = \"pert\", low = 0.2, mode = 0.4, high = 0.7, source = \"a paper\", "
        + "confidence = \"reported\" }")
  }

  /// Source and confidence of a key of the ledger.
  private static func ledger(
    _ child: String, _ overrides: String..., key: String = "uptake"
  ) async throws -> [String?] {
    let place = try Workplace(scenario: "extends = \"parent.toml\"\n" + child)
    try place.write("parent.toml", parent())
    let outcome = try await place.chipcast(
      all: ["run", "mine.toml", "--trials", "200", "--quiet"] + overrides.flatMap { ["--set", $0] })
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let row = try CSVFile(place.text("out/mine/inputs.csv")).row(key)
    return [row["source"], row["confidence"]]
  }

  @Test("a parameter that is amended says so until a source is given")
  func amended() async throws {
    let kept = try await Self.ledger("title = \"x\"\n")
    #expect(kept == ["a paper", "reported"])
    let amended = ["amended; before: a paper", "assumption"]
    #expect(try await Self.ledger("[uptake]\nmode = 0.5\n") == amended)
    #expect(try await Self.ledger("", "uptake.mode=0.5") == amended)
    #expect(try await Self.ledger("[uptake]\nmode = 0.5\n", "uptake.low=0.3") == amended)
    #expect(
      try await Self.ledger("[uptake]\nmode = 0.5\nconfidence = \"rumour\"\n")
        == ["amended; before: a paper", "rumour"])
    let own = ["mine", "assumption"]
    #expect(
      try await Self.ledger(
        "[uptake]\nmode = 0.5\nsource = \"mine\"\nconfidence = \"assumption\"\n")
        == own)
    for order in [
      ["uptake.mode=0.5", "uptake.source=mine"], ["uptake.source=mine", "uptake.mode=0.5"],
    ] {
      #expect(try await Self.ledger("", order[0], order[1])[0] == "mine")
    }
    #expect(try await Self.ledger("uptake = 0.5\n") == ["", "assumption"])
  }

  @Test("what a product replaces in computing is amended too")
  func compute() async throws {
    let place = try Workplace(
      scenario: "extends = \"parent.toml\"\n[products.B30.compute]\ntraining = 0.5\n")
    try place.write(
      "parent.toml", Base.with("inference = 0.6 }", "inference = 0.6, source = \"a paper\" }"))
    _ = try await place.chipcast("run", "mine.toml", "--trials", "200", "--quiet")
    let row = try CSVFile(place.text("out/mine/inputs.csv")).row("products.B30.compute.training")
    #expect(row["source"] == "amended; before: a paper")
  }

  private static let slips = [
    "41: warning: products.B30.launch: counts months from as_of and was written for 2025-07-15; as_of = "
      + "2025-10-01 moves it by 78 days on; state it anew, or as a date, if that is not meant",
    "50: warning: licences.delay: counts months from as_of and was written for 2025-07-15; as_of = "
      + "2025-10-01 moves it by 78 days on; state it anew, or as a date, if that is not meant",
  ]

  @Test("another as_of warns of the launches and delays that move with it")
  func slips() async throws {
    let place = try Workplace(scenario: "extends = \"parent.toml\"\nas_of = 2025-10-01\n")
    try place.write("parent.toml", Base.text)
    let child = try await place.chipcast("check", "mine.toml", "--quiet")
    let lines = Self.slips.map { "parent.toml:\($0)\n" }.joined()
    #expect(child == Outcome(code: 0, out: "mine.toml: right\n", err: lines))
    let set = try await place.chipcast(
      "check", "parent.toml", "--quiet", "--set", "as_of=2025-10-01")
    #expect(set == Outcome(code: 0, out: "parent.toml: right\n", err: lines))
  }

  @Test("what is stated anew beside the new as_of does not move")
  func restated() async throws {
    let place = try Workplace(
      scenario: "extends = \"parent.toml\"\nas_of = 2025-10-01\nproducts.B30.launch = 2\n"
        + "licences.delay = 1\n")
    try place.write("parent.toml", Base.text)
    let outcome = try await place.chipcast("check", "mine.toml", "--quiet")
    #expect(outcome == Outcome(code: 0, out: "mine.toml: right\n", err: ""))
    let same = try await place.chipcast(
      "check", "parent.toml", "--set", "as_of=2025-07-15", "--quiet")
    #expect(same == Outcome(code: 0, out: "parent.toml: right\n", err: ""))
  }
}
