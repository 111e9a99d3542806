import Testing

@testable import Pages

@Suite("tables of a page")
struct ReportTableTests {
  @Test("web addresses become links, and nothing else does")
  func links() {
    let cell = ReportTable.Cell(linking: "see https://a.example/b?c=d and javascript:x  twice")
    #expect(cell.runs.map(\.text).joined() == "see https://a.example/b?c=d and javascript:x  twice")
    #expect(cell.runs.compactMap(\.address) == ["https://a.example/b?c=d"])
  }
}
