import Testing

@testable import TerminalText
@testable import Wording

/// Numbers, tables and bars for a person.
@Suite("text for a person")
struct TextTests {
  @Test(
    "a value is shown to the digit that its error allows",
    arguments: [
      (3.08712, 0.0149, "3.09"), (3.08712, 0.4, "3.1"), (1234.5, 20, "1,234"), (0, 0.1, "0.0"),
      (12_345_678, 0, "12,345,678"), (0.00012345, 0, "0.000123"), (.infinity, 1, "never"),
      (.nan, 1, "-"), (-1234.5, 0.1, "-1,234.5"),
    ])
  func values(value: Double, error: Double, expected: String) {
    #expect(Rounded.value(value, error: error) == expected)
  }

  @Test("a value is shown in units of its scale")
  func scale() {
    #expect(Rounded.value(3.087e9, error: 1.4e7, scale: 1e9) == "3.09")
    #expect(Rounded.error(1.4e7, scale: 1e9) == "0.01")
  }

  @Test(
    "an error has one digit",
    arguments: [
      (0.0149, "0.01"), (0.4, "0.4"), (3.2, "3"), (0, "0"), (.nan, ""), (.infinity, "0"),
    ])
  func errors(error: Double, expected: String) {
    #expect(Rounded.error(error) == expected)
  }

  @Test(
    "a probability has the digits that its interval allows",
    arguments: [
      (0.8442, 0.005, "84.4%"), (0.00145, 0.0005, "0.14%"), (0.5, 0.2, "50%"), (1, 0, "100%"),
      (0, 0, "0%"), (0.25, 0, "25.00%"),
    ])
  func percent(p: Double, width: Double, expected: String) {
    #expect(Rounded.percent(p, width: width) == expected)
  }

  @Test(
    "digits are grouped by thousands",
    arguments: [
      ("1", "1"), ("123", "123"), ("1234", "1,234"), ("-123456", "-123,456"),
      ("1234567.8901", "1,234,567.8901"),
    ])
  func grouped(text: String, expected: String) {
    #expect(Rounded.grouped(text) == expected)
  }

  @Test(
    "billions are shown without idle zeros",
    arguments: [
      (10e9, "10"), (2.5e9, "2.5"), (0.25e9, "0.25"), (0, "0"), (100e9, "100"),
    ])
  func billions(dollars: Double, expected: String) {
    #expect(Rounded.billions(dollars) == expected)
  }

  @Test("a table sets its first column to the left and the others to the right")
  func table() {
    var table = TextTable()
    table.append(["name", "n", ""])
    table.append(["a", "12", "x"])
    table.append(["longer", "±3"])
    #expect(table.lines == ["name     n   ", "a       12  x", "longer  ±3"])
  }

  @Test("a table without rows has no lines")
  func emptyTable() { #expect(TextTable().lines.isEmpty) }

  @Test(
    "a bar has eighths where the terminal can",
    arguments: [
      (0, "", ""), (0.4, "▍", ""), (1, "█", "#"), (2.5, "██▌", "###"), (3.95, "████", "####"),
    ])
  func bars(length: Double, unicode: String, ascii: String) {
    #expect(Terminal(isUnicode: true, isStyled: false).bar(length) == unicode)
    #expect(Terminal(isUnicode: false, isStyled: false).bar(length) == ascii)
  }

  @Test("only a styled terminal gets bold and faint text")
  func styles() {
    let (styled, plain) = (
      Terminal(isUnicode: true, isStyled: true), Terminal(isUnicode: true, isStyled: false)
    )
    #expect(styled.bold("x") == "\u{1B}[1mx\u{1B}[0m" && styled.faint("x") == "\u{1B}[2mx\u{1B}[0m")
    #expect(plain.bold("x") == "x" && plain.faint("x") == "x")
  }
}
