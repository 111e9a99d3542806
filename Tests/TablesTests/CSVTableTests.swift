import Foundation
import Testing

@testable import Tables

@Suite("tables of comma-separated values")
struct CSVTableTests {
  private func table(_ text: String) throws -> CSVTable {
    try CSVTable(bytes: Array(text.utf8), shownAs: "data.csv")
  }

  private func rows(_ text: String) throws -> [[String]] {
    let table = try table(text)
    return (0..<table.rowCount).map { row in
      table.header.indices.map { table.text(row, $0) }
    }
  }

  @Test(
    "quotes, blanks, line ends and byte order marks do not change what is read",
    arguments: [
      "a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4", "\u{FEFF}a,b\n1,2\n3,4",
      "\"a\",\"b\"\n\"1\",\"2\"\n\"3\",\"4\"", " a , b \n1 ,2\n\n 3,4 \n\n", "a,b\n1, \"2\" \n3,4",
    ])
  func forms(text: String) throws {
    let table = try table(text)
    #expect(table.header == ["a", "b"])
    #expect(try rows(text) == [["1", "2"], ["3", "4"]])
  }

  @Test("quoted fields hold commas, quotes and line ends")
  func quoted() throws {
    let text = "a,b\n\"1,5\",\"say \"\"x\"\"\"\n\"two\nlines\",\"\"\nlast,4\n"
    #expect(try rows(text) == [["1,5", "say \"x\""], ["two\nlines", ""], ["last", "4"]])
    let table = try table(text)
    #expect((0..<3).map(table.line) == [2, 3, 5])
  }

  @Test("columns are found whatever their case")
  func columns() throws {
    let table = try table("Date,Adj Close\n")
    #expect(table.column("date") == 0 && table.column("ADJ CLOSE") == 1)
    #expect(table.column("close") == nil)
  }

  @Test(
    "numbers are read as the standard library reads them",
    arguments: [
      "0", "1", "-2.5", "13.076", "5267.72", "0.1", "123456789012345", "1234567890123456789",
      "0.000001234567890123456789", "9007199254740993", "1e5", "1E-05", "-1.5e+300", "1e-400", ".5",
      "5.", "4884.23", "007.10",
    ])
  func numbers(text: String) {
    #expect(DecimalNumber.value(of: Array(text.utf8)[...]) == Double(text))
  }

  @Test(
    "commas between thousands are passed over, elsewhere they make no number",
    arguments: [
      ("1,234.5", 1_234.5), ("12,345,678", 12_345_678), ("-1,000", -1_000), ("1,23", nil),
      ("1,2345", nil), (",123", nil), ("1.234,5", nil), ("", nil), ("-", nil), (".", nil),
      ("1-2", nil), ("nan", nil), ("inf", nil), ("1..2", nil), ("x", nil), ("+5", 5),
      ("1,234e2", 123_400), ("0x10", nil), ("0x1p3", nil), ("infinity", nil), ("1e999", nil),
      ("1 234", nil), ("1_000", nil), ("1e", nil), ("e5", nil), ("1e5.0", nil), ("--1", nil),
      ("+-1", nil), ("5\0garbage", nil), ("٣", nil), ("5%", nil), ("1,234.5,6", nil),
      ("1e+-5", nil),
    ])
  func thousands(text: String, expected: Double?) {
    #expect(DecimalNumber.value(of: Array(text.utf8)[...]) == expected)
  }

  static let brokenFiles: [([UInt8], String)] = [
    ([], "data.csv: is empty; a header line with the names of columns is expected"),
    ([0x1F, 0x8B, 8], "data.csv: is compressed with gzip; unpack it first (gunzip)"),
    (
      [0x50, 0x4B, 3, 4], "data.csv: is an Excel workbook or a zip archive; save it as CSV in UTF-8"
    ),
    (
      [0xFF, 0xFE, 0x61, 0], "data.csv: is not UTF-8 but looks like UTF-16; save it as CSV in UTF-8"
    ),
    ([0x61, 0, 0x2C, 0], "data.csv: is not UTF-8 but looks like UTF-16; save it as CSV in UTF-8"),
    (
      // 日期 in GBK.
      [0xC8, 0xD5, 0xC6, 0xDA, 0x2C, 0x61],
      "data.csv: is not UTF-8, perhaps GBK (GB 18030) or Latin-1; save it as CSV in UTF-8"
    ),
    (Array("a,b\n1,\"2\n3".utf8), "data.csv:2: a quote opens here and is never closed"),
    (
      Array("a,b\n1,2\n3,\0\n".utf8), "data.csv:3: holds a NUL byte, which no text has; take it out"
    ),
    (Array("a\r\"1\r\0\"".utf8), "data.csv:3: holds a NUL byte, which no text has; take it out"),
  ]

  @Test("a file that is no table says what it is", arguments: brokenFiles)
  func broken(bytes: [UInt8], message: String) {
    let problem = #expect(throws: DataProblem.self) {
      try CSVTable(bytes: bytes, shownAs: "data.csv")
    }
    #expect(problem?.description == message)
  }

  @Test("two columns of one name are refused when a column is asked for")
  func repeatedNames() throws {
    let table = try table("\na,b,A\n")
    let problem = #expect(throws: DataProblem.self) { try table.requiredColumn("b") }
    #expect(problem?.description == "data.csv:2: two columns are called \"A\"; keep one")
  }

  @Test(
    "a file with other marks between its fields is told from one without the column",
    arguments: [
      ("\u{FEFF}id;date;class\n", "semicolons"), ("id\tdate\n", "tabs"),
      ("id|date\n", "upright strokes"),
    ])
  func separators(text: String, words: String) throws {
    let table = try table(text)
    let problem = #expect(throws: DataProblem.self) { try table.requiredColumn("id") }
    #expect(
      problem?.description
        == "data.csv: its fields seem to be separated by \(words); commas are expected")
  }

  @Test("a column of numbers is read whole, and what is no number has its line")
  func wholeColumn() throws {
    #expect(try table("x,y\n1,\"1,500\"\n,2\n").numbers(in: 1) == [1_500, 2])
    for (field, line) in [("x", 3), ("", 3), ("nan", 3), ("inf", 3), ("0x10", 3), ("5 6", 3)] {
      let table = try table("x,y\n1,2\n3,\(field)\n")
      let problem = #expect(throws: DataProblem.self) { try table.numbers(in: 1) }
      #expect(
        problem?.description == "data.csv:\(line): y must be a finite number, got \"\(field)\"")
    }
  }

  @Test("a row with more or fewer fields than the header is no row of numbers")
  func shapeOfNumbers() throws {
    for (text, line) in [("x\n1\n1,000\n", 3), ("x,y\n1\n", 2), ("x,y\n1,2,3\n", 2)] {
      let table = try table(text)
      let problem = #expect(throws: DataProblem.self) { try table.numbers(in: 0) }
      #expect(problem?.description.hasPrefix("data.csv:\(line): has ") == true)
    }
    #expect(try table("x,y\n1,2,,\n").numbers(in: 0) == [1])
  }

  @Test("a line end inside quotes counts, of whatever kind")
  func linesInQuotes() throws {
    for end in ["\n", "\r", "\r\n"] {
      let table = try table("a\(end)\"x\(end)y\"\(end)2\(end)")
      #expect((0..<2).map(table.line) == [2, 4])
    }
  }

  @Test("a row is looked at when it is asked for")
  func shapes() throws {
    let table = try table("a,b\n1,2\n1\n1,2,3\n1,2,,\n1,\"2\"x\n")
    func problem(_ row: Int) -> String? {
      do throws(DataProblem) { try table.checkShape(row) } catch { return error.description }
      return nil
    }
    #expect(
      (0..<5).map(problem) == [
        nil, "data.csv:3: has 1 field where the header has 2",
        "data.csv:4: has 3 fields where the header has 2", nil,
        "data.csv:6: text stands beside a field's quotes; double the quotes inside a field",
      ])
  }

  @Test("a missing column is named with those that were found")
  func missingColumn() throws {
    let table = try table("a,b\n")
    let problem = #expect(throws: DataProblem.self) { try table.requiredColumn("c") }
    #expect(problem?.description == "data.csv: has no column \"c\"; its columns are a, b")
  }

  @Test("a file that cannot be opened says so")
  func noFile() throws {
    let folder = try TemporaryFolder()
    for (path, message) in [
      (folder.path + "/none.csv", "x.csv: there is no such file"),
      (folder.path, "x.csv: is a folder; a CSV file is expected"),
    ] {
      let problem = #expect(throws: DataProblem.self) { try CSVTable(path: path, shownAs: "x.csv") }
      #expect(problem?.description == message)
    }
  }
}
