import Foundation
import Testing

/// Inputs that are longer, deeper or stranger than anyone writes: each is told within seconds.
@Suite("long inputs")
struct LongInputTests {
  /// The program says so in less than 10 seconds of a core, or is ended.
  private static func expectSoon(
    _ place: Workplace, _ options: String, _ lines: [String],
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let outcome = try await place.shell(
      "ulimit -t 10; exec \"$CHIPCAST\" check mine.toml --quiet \(options)")
    #expect(outcome == .refused(lines), sourceLocation: sourceLocation)
  }

  static let texts: [String: (text: String, message: String)] = [
    "a dotted key": (
      Array(repeating: "a", count: 10_000).joined(separator: ".") + " = 1\n",
      "1: a key lies deeper than 256 parts, the most that a scenario may nest"
    ),
    "arrays": (
      "a = " + String(repeating: "[", count: 100_000),
      "1: a key lies deeper than 256 parts, the most that a scenario may nest"
    ),
    "inline tables": (
      "a = " + String(repeating: "{ a = ", count: 100_000),
      "1: a key lies deeper than 256 parts, the most that a scenario may nest"
    ),
    "tables": (
      (0..<50_000).map { "a\($0).b = 1\na\($0).c = 1\n" }.joined(),
      "20001: headers and dotted keys name more than 20000 tables, the most that a scenario may hold"
    ),
    "the same key": (
      "title = \"x\"\n" + String(repeating: "months = 1\n", count: 100_000),
      "3: Error while parsing key-value pair: cannot redefine existing integer 'months'"
    ),
    "a line": (
      "as_of = \"" + String(repeating: "x", count: 1_000_000) + "\"\nextends = 1",
      "2: extends: must be a file name, got 1"
    ),
    "an array": (
      "x = [" + String(repeating: "1,", count: 1_000_000) + "]\n",
      "1: an array holds more than 100000 elements, the most that a scenario may; long lists of "
        + "numbers stand in a CSV file"
    ),
    "a file": (
      String(repeating: "# nothing\n", count: 500_000),
      " is larger than 4 MB, the most that a scenario may be"
    ),
  ]

  @Test("a long text is refused at once, with the bound", arguments: texts.keys.sorted())
  func refusesTexts(name: String) async throws {
    let (text, message) = try #require(Self.texts[name])
    try await Self.expectSoon(try Workplace(scenario: text), "", ["mine.toml:\(message)"])
  }

  @Test("more thresholds, products, values and components than may be are refused with the bound")
  func counts() async throws {
    let numbers = (1...10_001).map(String.init).joined(separator: ",")
    let thresholds = (1...1_001).map(String.init).joined(separator: ",")
    let file = "use an empirical distribution of a CSV file"
    let components = String(repeating: "{ weight = 1, value = 1 }, ", count: 65)
    let products = (0..<63).map { "[products.P\($0)]\nprice = 1\n" }.joined()
    let cases = [
      (
        try Base.with("months = 18", "thresholds = [\(thresholds)]"),
        "4: thresholds: may hold at most 1000 thresholds, got an array of 1001"
      ),
      (
        try Base.withPrice(
          "{ distribution = \"discrete\", values = [\(numbers)], weights = [1] }"),
        "19: products.H20.price.values: may hold at most 10000 values; \(file), got an array of 10001"
      ),
      (
        try Base.withPrice("{ distribution = \"mixture\", components = [\(components)] }"),
        "19: products.H20.price.components: may hold at most 64 components; put neighbours "
          + "together, or \(file), got an array of 65"
      ),
    ]
    for (text, message) in cases {
      try await Self.expectSoon(try Workplace(scenario: text), "", ["mine.toml:\(message)"])
    }
    let many = try await Workplace(scenario: Base.text + "\n" + products).chipcast(
      "check", "mine.toml", "--quiet")
    #expect(many.code == 65)
    #expect(
      many.err.contains(
        "products: may hold at most 64 products, got 65; put similar ones together as one\n"))
  }

  @Test("of 100,000 problems the first 50 are listed and the rest counted")
  func problems() async throws {
    let place = try Workplace(
      scenario: (0..<100_000).map { "zzzzzzz\($0) = 1\n" }.joined() + Base.text)
    let lines = (0..<50).map { "mine.toml:\($0 + 1): zzzzzzz\($0): is not a known key" }
    try await Self.expectSoon(place, "", lines + ["and 99950 more problems, not listed"])
  }

  @Test("a key of --set may have 256 parts")
  func override() async throws {
    let key = Array(repeating: "a", count: 1_000).joined(separator: ".")
    let shown =
      "\("--set \(key)=1".prefix(160))… (1807 characters left out) …\("\(key)=1".suffix(40))"
    try await Self.expectSoon(
      try Workplace(), "--set \(key)=1",
      ["\(shown): a key may have 256 parts at most, got 1000"])
  }

  @Test("a scenario may be 32 files, each extending the next")
  func chain() async throws {
    let place = try Workplace()
    try place.write("0.toml", Base.text)
    for file in 1...32 { try place.write("\(file).toml", "extends = \"\(file - 1).toml\"\n") }
    let most = try await place.chipcast("check", "31.toml", "--quiet")
    #expect(most == Outcome(code: 0, out: "31.toml: right\n", err: ""))
    let more = try await place.chipcast("check", "32.toml", "--quiet")
    #expect(
      more
        == .refused([
          "1.toml:1: extends: leads through more than 32 files, the most that one scenario may be"
        ]))
  }

  @Test("a long value is shown by its ends")
  func value() async throws {
    let place = try Workplace(
      scenario: Base.with("months = 18", "months = \"\(String(repeating: "x", count: 100_000))\""))
    let (head, tail) = (String(repeating: "x", count: 160), String(repeating: "x", count: 40))
    try await Self.expectSoon(
      place, "",
      [
        "mine.toml:4: months: must be a whole number between 1 and 120, got "
          + "\"\(head)… (99800 characters left out) …\(tail)\""
      ])
  }

  @Test("control characters of files and of the command line are shown, not sent to the terminal")
  func controls() async throws {
    let place = try Workplace(
      scenario: Base.with("A scenario for tests", "\\u001b[31mred\\u0007 \\u009b"))
    let run = try await place.chipcast("run", "mine.toml", "--trials", "200", "--no-equities")
    #expect(run.code == 0 && run.out.contains("\\u{1b}[31mred\\u{7} \\u{9b}"))
    let named = try await place.chipcast("check", "\u{1b}[2J.toml")
    #expect(named == .refused(["\\u{1b}[2J.toml: there is no such file"]))
    let option = try await place.chipcast("run", "mine.toml", "--trials", "\u{1b}c")
    #expect(option.code == 64 && option.err.contains("\\u{1b}c"))
    let set = try await place.chipcast("check", "mine.toml", "--set", "\u{1b}a=\u{1b}b")
    for outcome in [run, named, option, set] {
      #expect(!(outcome.out + outcome.err).unicodeScalars.contains("\u{1b}"))
    }
  }
}
