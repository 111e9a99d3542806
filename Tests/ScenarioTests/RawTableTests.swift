import Testing

@testable import Scenario

/// Tables as TOML gives them, merging, and overrides.
@Suite("raw tables")
struct RawTableTests {
  private static func merged(_ parent: String, _ child: String) throws -> RawTable {
    var table = try RawTable(parsing: parent, file: "parent.toml")
    table.merge(try RawTable(parsing: child, file: "child.toml"))
    return table
  }

  @Test("keys keep the order in which they are written")
  func keyOrder() throws {
    let table = try RawTable(parsing: "b = 1\na = 2\n[z]\n[m]\n", file: "x.toml")
    #expect(table.keys == ["b", "a", "z", "m"])
  }

  @Test("a value knows its file and line")
  func origin() throws {
    let table = try RawTable(parsing: "a = 1\n\nb = 2\n", file: "x.toml")
    #expect(table["b"]?.origin == Origin("x.toml", line: 3))
  }

  @Test(
    "a value is shown as a person writes it",
    arguments: [
      ("\"text\"", "\"text\""), ("3", "3"), ("3.0", "3"), ("0.25", "0.25"), ("true", "true"),
      ("2025-07-05", "2025-07-05"), ("[1, \"a\"]", "[1, \"a\"]"), ("[]", "[]"),
      ("[1, 2, 3, 4, 5, 6, 7]", "an array of 7"), ("{ a = 1 }", "a table"),
    ])
  func shown(toml: String, expected: String) throws {
    let table = try RawTable(parsing: "v = \(toml)", file: "")
    #expect(table["v"]?.value.shown == expected)
  }

  @Test("merging keeps what the child does not say")
  func mergeKeeps() throws {
    let table = try Self.merged("a = 1\n[t]\nx = 1\ny = 2\n", "[t]\ny = 3\nz = 4\n")
    #expect(table.keys == ["a", "t"])
    #expect(table.shown("a") == "1")
    #expect(table.shown("t", "x") == "1")
    #expect(table.shown("t", "y") == "3")
    #expect(table.shown("t", "z") == "4")
  }

  @Test(
    "a parameter that names its distribution or value replaces the former one",
    arguments: ["p = { distribution = \"uniform\" }", "p = { value = 3 }", "p = 3"])
  func mergeReplaces(child: String) throws {
    let table = try Self.merged("p = { distribution = \"pert\", mode = 1, source = \"x\" }", child)
    #expect(table.shown("p", "mode") == nil)
    #expect(table.shown("p", "source") == nil)
  }

  @Test("other keys of a parameter amend it")
  func mergeAmends() throws {
    let table = try Self.merged("p = { distribution = \"pert\", mode = 1 }", "p = { mode = 2 }")
    #expect(table.shown("p", "distribution") == "\"pert\"")
    #expect(table.shown("p", "mode") == "2")
  }

  @Test("what the child says keeps the child's line, the rest its own")
  func mergedOrigins() throws {
    let table = try Self.merged("[t]\nx = 1\ny = 2\n", "[t]\ny = 3\n")
    guard case .table(let inner)? = table["t"]?.value else {
      Issue.record("t is no table")
      return
    }
    #expect(inner["x"]?.origin == Origin("parent.toml", line: 2))
    #expect(inner["y"]?.origin == Origin("child.toml", line: 2))
  }

  @Test(
    "an override is read as TOML, or else as text",
    arguments: [
      ("k=3", "3"), ("k=2.5", "2.5"), ("k=1_000", "1000"), ("k=true", "true"), ("k=\"x\"", "\"x\""),
      ("k = B30 ", "\"B30\""), ("k=[1, 2]", "[1, 2]"), ("k=2025-07-01", "2025-07-01"),
      ("k=", "\"\""), ("k=a=b", "\"a=b\""), ("k=open", "\"open\""),
    ])
  func overrideValues(override: String, expected: String) throws {
    #expect(try Self.file([override]).table.shown("k") == expected)
  }

  @Test("an inline table as override merges like a file, and a dotted key reaches inside")
  func overrideTables() throws {
    let amended = try Self.file(["p={ mode = 5 }"]).table
    #expect(amended.shown("p", "mode") == "5" && amended.shown("p", "low") == "0")
    let replaced = try Self.file(["p={ distribution = \"uniform\", high = 5 }"]).table
    #expect(replaced.shown("p", "low") == nil && replaced.shown("p", "high") == "5")
    let dotted = try Self.file(["p.mode=5", "new.table.key=6"]).table
    #expect(dotted.shown("p", "mode") == "5" && dotted.shown("new", "table", "key") == "6")
  }

  @Test("a later override wins")
  func laterOverrideWins() throws {
    #expect(try Self.file(["k=1", "k=2"]).table.shown("k") == "2")
  }

  private static func file(_ overrides: [String]) throws -> ScenarioFile {
    let place = try TemporaryFolder()
    let path = try place.write(
      "mine.toml", "k = 0\np = { distribution = \"pert\", low = 0, mode = 1 }\n")
    return try ScenarioFile(path: path, overrides: overrides)
  }
}

extension RawTable {
  /// How a value along a path of keys is shown; nil where there is none.
  fileprivate func shown(_ path: String...) -> String? {
    var value: RawValue? = .table(self)
    for key in path {
      guard case .table(let table)? = value else { return nil }
      value = table[key]?.value
    }
    return value?.shown
  }
}
