import Testing

@testable import Workbook

/// Values that a workbook is made of.
@Suite("workbooks as values")
struct BookTests {
  @Test(
    "places have the names that formulas use",
    arguments: [
      (Place(0, 0), "A1"), (Place(6, 1), "B7"), (Place(0, 25), "Z1"), (Place(0, 26), "AA1"),
      (Place(9, 701), "ZZ10"), (Place(0, 702), "AAA1"),
    ])
  func places(place: Place, name: String) {
    #expect(place.name() == name)
  }

  @Test("ranges name their sheet, quoted")
  func ranges() {
    let range = CellRange(rows: 4..<9, column: 1)
    #expect(range.name == "$B$5:$B$9")
    #expect(range.name(in: "Recovery curve") == "'Recovery curve'!$B$5:$B$9")
    #expect(range.name(in: "It's") == "'It''s'!$B$5:$B$9")
  }

  @Test(
    "days are counted from 1970",
    arguments: [
      ("1970-01-01", 0), ("1970-03-01", 59), ("2000-02-29", 11_016), ("2000-03-01", 11_017),
      ("2025-07-15", 20_284),
    ])
  func days(text: String, days: Int) {
    #expect(CalendarDay(text)?.secondsSince1970 == days * 86_400)
  }

  @Test(
    "what is no day is refused",
    arguments: ["", "2025", "2025-13-01", "2025-00-01", "1969-12-31", "2025-07-32", "25-07-15"])
  func noDays(text: String) {
    #expect(CalendarDay(text) == nil)
  }

  @Test("a number that a cell cannot hold is text or nothing")
  func numbers() {
    #expect(Cell.number(1.5).content == .number(1.5))
    #expect(Cell.number(.infinity).content == .text("never"))
    #expect(Cell.number(-.infinity).content == .text("-∞"))
    #expect(Cell.number(.nan).content == .blank)
    #expect(Cell.formula("=1/0", value: .infinity).content == .blank)
    #expect(Cell.formula("=1+1", value: 2).content == .formula("=1+1", value: 2))
  }

  @Test("text is text, whatever it begins with", arguments: ["=1+1", "+1", "-1", "@x", "'=1"])
  func texts(text: String) {
    #expect(Cell.text(text).content == .text(text))
  }

  @Test("the last of two cells of one place stays")
  func replaced() {
    var sheet = Sheet("A")
    sheet.put(2, from: 1, [.text("a"), .text("b")])
    sheet.put(2, 1, .text("c"))
    #expect(sheet.cell(2, 1)?.content == .text("c"))
    #expect(sheet.cell(2, 2)?.content == .text("b"))
    #expect(sheet.cell(1, 1) == nil)
  }

  @Test("without the library the message says how to get it")
  func message() {
    #expect(
      BookError.noLibrary.description
        == "workbooks need libxlsxwriter, and this program was built without it; get it by "
        + "`apt-get install libxlsxwriter-dev` or `brew install libxlsxwriter`, then `make build`")
  }
}
