import Testing

@testable import Scenario

/// Texts that the TOML library must not be given, and those that it may.
@Suite("TOML refusals")
struct TOMLRefusalTests {
  private static func nested(_ open: String, _ close: String, _ count: Int) -> String {
    String(repeating: open, count: count) + "1" + String(repeating: close, count: count)
  }

  private static let underscores = String(repeating: "_", count: 116)

  /// Each of these ended the process, or made it silent for long.
  static let hostile: [(text: String, line: Int)] = [
    ("[", 1), ("[[", 1), ("[\n", 1), ("a = 1\n[[[b]]]", 2), ("[ [b]]", 1), ("[#", 1), ("[]", 1),
    ("[=]", 1), ("[é]", 1), ("[[“a”]]", 1), ("a = [ }", 1), ("a = [1,\n# b\n}]", 3),
    ("a = [\u{2028}]", 1), ("a = [[1], \u{85}]", 1), ("a = [{ b = [ } ] }]", 1),
    ("a = 2025-01-01 1", 1), ("a = 2025-01-01 1\n", 1), ("a = [2025-01-01 1, 2]", 1),
    ("a = { b = 2025-01-01 1 }", 1), ("a = 2025-01-01T{", 1), ("\na = 2025-01-01tx", 2),
    ("a = 2025-01-0\(underscores)1 12:00:00", 1), ("a = \(String(repeating: "1", count: 101))", 1),
    ("a = \(nested("[", "]", 256))", 1), ("a = \(nested("{ a = ", " }", 256))", 1),
    (Array(repeating: "a", count: 257).joined(separator: ".") + " = 1", 1),
    ("[\(Array(repeating: "a", count: 256).joined(separator: "."))]\nb = 1", 2),
    ((0...20_000).map { "a\($0).b = 1\n" }.joined(), 20_001),
    ("a = \"\\u0000\"", 1), ("\"\\u001b\" = 1", 1), ("a = \"\"\"\n\\U00000000\"\"\"", 2),
  ]

  @Test("what the library trips over is refused with its line", arguments: hostile.indices)
  func refuses(index: Int) throws {
    let (text, line) = Self.hostile[index]
    #expect(KeyPositions(text).refusal?.line == line)
    #expect(throws: ScenarioError.self) { try RawTable(parsing: text, file: "x.toml") }
  }

  @Test(
    "valid TOML is not refused",
    arguments: [
      "a = [1, 2]\n[ b . \"c d\" ] # e\n[[ f ]]\n[['g']]", "a = [\n1, # b }\n2,\n]",
      "a = [{}, [ ]]",
      "a = 2025-01-01 # 1", "a = 2025-01-01 12:00:00", "a = 2025-01-01T12:00:00.5+08:00\r\nb = 1",
      "a = [2025-01-01 , 2]", "a = 07:32:00", "a = { b = 11, c = 800 }", "a = [11,800]",
      "a = { b = 1,800 = 2 }", "a = \"\"\"[\n[[\n“\"\"\"", "a = '\\u0000'", "# [ “\n",
      "a = true\r\n",
      "a = -1_000.5e+3 # x", "a = 0xff\nb = 0o7\nc = +inf\nd = nan", "a = \"“\"",
      "a = \(nested("[", "]", 255))", "a = \(nested("{ a = ", " }", 255))",
      Array(repeating: "a", count: 256).joined(separator: ".") + " = 1",
    ])
  func takes(text: String) throws {
    #expect(KeyPositions(text).refusal == nil)
    _ = try RawTable(parsing: text, file: "x.toml")
  }

  @Test("what the library reports itself is left to it", arguments: ["a = = 1", "a", "a = [1 2]"])
  func leaves(text: String) {
    #expect(KeyPositions(text + "\n[").refusal == nil)
    #expect(throws: ScenarioError.self) { try RawTable(parsing: text, file: "x.toml") }
  }

  @Test("a NUL is refused with its line")
  func nul() {
    let problem = Problem(Origin("x.toml", line: 3), nil, TOMLRefusal.nul)
    #expect(throws: ScenarioError([problem])) {
      try RawTable(parsing: "a = 1\n\n\0b = 2", file: "x.toml")
    }
  }
}

extension ScenarioError: Equatable {
  public static func == (a: ScenarioError, b: ScenarioError) -> Bool { a.problems == b.problems }
}
