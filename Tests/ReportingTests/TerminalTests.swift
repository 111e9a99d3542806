import Testing

@testable import Reporting

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
