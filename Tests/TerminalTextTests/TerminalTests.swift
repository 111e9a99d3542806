import Foundation
import Testing

@testable import TerminalText
@testable import Wording

@Suite("terminal")
struct TerminalTests {
  private static func terminal(_ width: Int?) -> Terminal {
    Terminal(isUnicode: true, isStyled: false, width: width)
  }

  private static var table: TextTable {
    var table = TextTable()
    table.append(["name", "first", "second", "third"])
    table.append(["a", "1", "22", "333"])
    return table
  }

  @Test("a table that fits, or whose lines may have any length, keeps its columns")
  func fits() {
    let lines = ["name  first  second  third", "a         1      22    333"]
    #expect(Self.table.lines == lines)
    for width in [nil, 80, 26] {
      #expect(Self.table.lines(fitting: Self.terminal(width), dispensable: [[2], [1]]) == lines)
    }
  }

  @Test("a narrow terminal loses the most dispensable columns first, and is told which")
  func narrow() {
    let one = Self.table.lines(fitting: Self.terminal(25), dispensable: [[2], [1]])
    #expect(one == ["name  first  third", "a         1    333", "(without second: 25", "columns)"])
    let two = Self.table.lines(fitting: Self.terminal(17), dispensable: [[2], [1]])
    #expect(two[0] == "name  third")
    #expect(two.dropFirst(2).joined(separator: " ") == "(without first, second: 17 columns)")
  }

  @Test("columns that make sense together only go together, under the name of the first")
  func together() {
    let lines = Self.table.lines(fitting: Self.terminal(25), dispensable: [[1, 3], [2]])
    #expect(lines[0] == "name  second")
    #expect(lines.dropFirst(2).joined(separator: " ") == "(without first: 25 columns)")
  }

  @Test("blanks at the ends of lines take no room")
  func blanks() {
    var table = TextTable()
    table.append(["name", "figure", "      "])
    table.append(["a", "1", ""])
    #expect(table.lines(fitting: Self.terminal(12), dispensable: [[1]]) == table.lines)
  }

  @Test("the head is faint and marked rows are marked, whatever they say")
  func marks() {
    var table = TextTable()
    table.append(["name", "word"])
    table.append(["real", ""])
    table.append(["b", "real"], isMarked: true)
    let styled = table.styled(for: Terminal(isUnicode: true, isStyled: true))
    #expect(
      styled == ["\u{1B}[2mname  word\u{1B}[0m", "real      ", "\u{1B}[1;36mb     real\u{1B}[0m"])
    #expect(table.styled(for: Self.terminal(nil), isTrimmed: true)[1] == "real")
  }

  @Test("one line stays one where it fits or may be of any length")
  func fitted() {
    let text = String(repeating: "word ", count: 30).trimmingCharacters(in: .whitespaces)
    #expect(Self.terminal(nil).fitted(text) == [text])
    #expect(Self.terminal(200).fitted(text) == [text])
    #expect(Self.terminal(100).fitted(text).map(\.count) == [99, 49])
  }

  @Test("a text after a word stands below itself, or below the word where that is long")
  func hanging() {
    let text = "one two three four five six"
    #expect(Self.terminal(nil).hanging(text, after: "word  ") == ["word  " + text])
    #expect(
      Self.terminal(28).hanging(text, after: "word  ") == [
        "word  one two three four", "      five six",
      ])
    #expect(
      Self.terminal(28).hanging(text, after: "a word of its own  ")
        == ["a word of its own", "    one two three four five", "    six"])
  }

  @Test("no column goes that is not dispensable")
  func stays() {
    let lines = Self.table.lines(fitting: Self.terminal(5), dispensable: [[3]])
    #expect(lines[0] == "name  first  second")
  }

  @Test("a sparkline goes from the lowest block at 0 to the highest at most")
  func sparkline() {
    #expect(Self.terminal(nil).sparkline([0, 1, 2, 3, 4, 5, 6, 7], most: 7) == "▁▂▃▄▅▆▇█")
    #expect(Self.terminal(nil).sparkline([9, -1, 0], most: 7) == "█▁▁")
    #expect(Self.terminal(nil).sparkline([0, 0], most: 0) == "▁▁")
    let plain = Terminal(isUnicode: false, isStyled: false)
    #expect(plain.sparkline([0, 7], most: 7) == "_#")
  }

  @Test("paragraphs end where the terminal does, but are never narrower than 20")
  func wrapping() {
    let text = String(repeating: "word ", count: 30)
    #expect(Self.terminal(nil).wrapped(text).allSatisfy { $0.count <= 90 })
    #expect(Self.terminal(40).wrapped(text).map(\.count).max() == 39)
    #expect(Self.terminal(3).wrapped(text).map(\.count).max() == 19)
  }

  @Test("a screen is cleared before a text takes its place; a file is written on")
  func inPlace() {
    let screen = Terminal(isUnicode: true, isStyled: false, isScreen: true)
    #expect(screen.inPlace("text\n") == "\u{1B}[H\u{1B}[2J\u{1B}[3Jtext\n")
    #expect(Self.terminal(nil).inPlace("text\n") == "text\n\n")
  }
}

/// What of a text reaches a terminal.
@Suite("control characters")
struct TamedTextTests {
  private static let styled = Terminal(isUnicode: true, isStyled: true)

  @Test("styles stay, other control characters are shown")
  func tamed() {
    let text = Self.styled.bold("a") + "\u{1B}[2Jb\u{7}\u{9B}c\n\td\u{1B}"
    #expect(
      Terminal.tamed(text) == "\u{1B}[1ma\u{1B}[0m\\u{1b}[2Jb\\u{7}\\u{9b}c\n\td\\u{1b}")
  }

  @Test("a text without any is the same", arguments: ["", "a\n\tb é 芯", "{ \"a\": \"\u{7F}\" }"])
  func same(text: String) { #expect(Terminal.tamed(text) == text) }
}
