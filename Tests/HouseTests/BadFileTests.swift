import Foundation
import Testing

/// Files that are no scenario, and links between files that lead nowhere.
@Suite("bad files")
struct BadFileTests {
  private static let header =
    "after [ the name of a table must stand, such as [products.H20] (in quotes if it has other "
    + "characters than letters, digits, - and _)"

  static let texts: [(text: String, messages: [String])] = [
    ("", ["mine.toml: the file is empty"]),
    ("# nothing yet\n\n# really\n", ["mine.toml: the file holds no keys"]),
    ("title = = 3\n", ["mine.toml:1: Error while parsing value: could not determine value type"]),
    (
      "title 3\n",
      ["mine.toml:1: Error while parsing key-value pair: expected '=', saw '3'"]
    ),
    (
      "months = 18\nmonths = 19\n",
      [
        "mine.toml:2: Error while parsing key-value pair: cannot redefine existing integer 'months'"
      ]
    ),
    ("a = 1\n[[[b]]]\n", ["mine.toml:2: \(header), saw \"[\""]),
    ("a = 1\n\n[\n", ["mine.toml:3: \(header), saw the end of the line"]),
    ("[[", ["mine.toml:1: \(header), saw the end of the file"]),
    ("[芯片]\n", ["mine.toml:1: \(header), saw \"芯\""]),
    ("a = [1,\n}\n", ["mine.toml:2: a value or ] must stand in the array, saw \"}\""]),
    (
      "a = 2025-01-01 1\n",
      [
        "mine.toml:1: 2025-01-01 1 is no number, date or time; a date is written 2025-07-15"
      ]
    ),
    (
      "a = 1\nb = \"\0\"\n",
      ["mine.toml:2: holds a NUL byte, which no text has; save the file as UTF-8"]
    ),
    ("a = 1\0\n[", ["mine.toml:1: holds a NUL byte, which no text has; save the file as UTF-8"]),
    ("a = 1\nb = \"\\u0000\"\n", ["mine.toml:2: \\u0000 writes a NUL, which no text may hold"]),
    (
      "title = “mine”\n",
      ["mine.toml:1: “ is a quotation mark of a word processor; write a straight one, \" or '"]
    ),
    ("extends = 3\n", ["mine.toml:1: extends: must be a file name, got 3"]),
    (
      "title = \"x\"\nextends = \"gone.toml\"\n",
      ["mine.toml:2: extends: must name a file beside this one, got \"gone.toml\""]
    ),
    (
      "extends = \".\"\n",
      ["mine.toml:1: extends: must name a file beside this one, got \".\", which is a folder"]
    ),
    (
      "extends = \"mine.toml\"\n",
      ["mine.toml:1: extends: goes in a circle: mine.toml extends mine.toml"]
    ),
  ]

  @Test("a text that is no scenario is refused", arguments: texts)
  func refusesTexts(text: String, messages: [String]) async throws {
    let place = try Workplace(scenario: text)
    let outcome = try await place.chipcast("run", "mine.toml", "--trials", "1000")
    #expect(outcome == .refused(messages))
    #expect(!place.hasResults)
  }

  @Test("a circle of files is shown")
  func circle() async throws {
    let place = try Workplace(scenario: "extends = \"other.toml\"\n")
    try place.write("other.toml", "extends = \"mine.toml\"\n")
    let outcome = try await place.chipcast("run", "mine.toml")
    #expect(
      outcome
        == .refused([
          "other.toml:1: extends: goes in a circle: mine.toml extends other.toml extends mine.toml"
        ]))
  }

  @Test("a problem of an extended file is told under that file's name")
  func problemOfAnExtendedFile() async throws {
    let place = try Workplace(scenario: "extends = \"other.toml\"\n")
    try place.write("other.toml", Base.with("tax_rate = 0.17", "tax_rate = 17"))
    let outcome = try await place.chipcast("run", "mine.toml")
    #expect(outcome == .refused(["other.toml:7: tax_rate: must lie between 0 and 1, got 17"]))
  }

  @Test("a missing file is told")
  func missingFile() async throws {
    let outcome = try await Workplace().chipcast("run", "gone.toml")
    #expect(outcome == .refused(["gone.toml: there is no such file"]))
  }

  @Test("a folder is told")
  func folder() async throws {
    let outcome = try await Workplace().chipcast("run", ".")
    #expect(outcome == .refused([".: is a folder, not a scenario file"]))
  }

  @Test("bytes that are not UTF-8 are told", arguments: [[0xFF, 0xFE], [0x61, 0xC3, 0x28]])
  func notUTF8(bytes: [UInt8]) async throws {
    let place = try Workplace()
    try place.write("mine.toml", Data(bytes))
    let outcome = try await place.chipcast("run", "mine.toml")
    #expect(outcome == .refused(["mine.toml: is not a text file in UTF-8"]))
    #expect(!place.hasResults)
  }

  @Test("a byte order mark in front is no problem")
  func byteOrderMark() async throws {
    let place = try Workplace(scenario: "\u{FEFF}" + Base.text)
    let outcome = try await place.chipcast("check", "mine.toml", "--quiet")
    #expect(outcome == Outcome(code: 0, out: "mine.toml: right\n", err: ""))
  }

  static let columns: [(file: String?, message: String)] = [
    (nil, "file must name a CSV file beside the scenario, got \"prices.csv\""),
    ("", "prices.csv: is empty; a header line with the names of columns is expected"),
    ("a,b\n1,2\n", "column must be one of a, b, got \"price\""),
    ("a,price\n1,2\n3,x\n", "prices.csv:3: price must be a finite number, got \"x\""),
    ("a,price\n1,2\n3\n", "prices.csv:3: has 1 field where the header has 2"),
    ("a,price\n1,2\n3,0x10\n", "prices.csv:3: price must be a finite number, got \"0x10\""),
    ("price\n1\n5\0garbage\n", "prices.csv:3: holds a NUL byte, which no text has; take it out"),
    ("price\n1\n\"2\n", "prices.csv:3: a quote opens here and is never closed"),
    (
      "a;price\n1;2\n",
      "prices.csv: its fields seem to be separated by semicolons; commas are expected"
    ),
    ("price\n1\n1,000\n3\n", "prices.csv:3: has 2 fields where the header has 1"),
    ("price,note\n1,\n2\n", "prices.csv:3: has 1 field where the header has 2"),
    ("price\n", "column must hold at least one number, got none"),
    ("price\n-3\n4\n", "must not be negative, got values from -3 to 4"),
  ]

  @Test("a column of data that cannot be used is told", arguments: columns)
  func refusesColumns(file: String?, message: String) async throws {
    let mistake = Mistake.price(
      "empirical", "{ distribution = \"empirical\", file = \"prices.csv\", column = \"price\" }",
      "19: products.H20.price: \(message)")
    try await mistake.expectRefusal(files: file.map { ["prices.csv": $0] } ?? [:])
  }

  @Test(
    "a column of data is used",
    arguments: [
      "price\n10000\n12000\n", "note,price\n\"two\nlines\",10000\n", "price\n\"12,000\"\n",
      "\u{FEFF}\"a \"\"b\"\", c\",\"price\"\r\nx,10000\r\n",
    ])
  func columnIsUsed(file: String) async throws {
    let place = try Workplace(
      scenario: Base.withPrice(
        "{ distribution = \"empirical\", file = \"prices.csv\", column = \"price\" }"))
    try place.write("prices.csv", file)
    let outcome = try await place.chipcast("check", "mine.toml", "--quiet")
    #expect(outcome == Outcome(code: 0, out: "mine.toml: right\n", err: ""))
  }
}
