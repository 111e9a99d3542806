import Records
import TestSupport
import Testing
import Wording

@testable import Pages

@Suite("the answer on a page")
struct AnswerPageTests {
  @Test("a page begins with what every first screen says, and what the scenario is for")
  func answer() throws {
    let run = try TinyRun()
    let contents = try ReportContents.run(
      run.path, actuals: nil, sensitivity: nil, eventStudy: nil)
    let answer = Answer(try RunCompanions(run.path, actuals: nil, sensitivity: nil))
    #expect(contents.answer == answer.paragraphs && !answer.paragraphs.isEmpty)
    #expect(contents.title == answer.title)
    let html = try Report(folder: run.path).html
    #expect(html.contains("<p class=\"about\">What it is for.</p>"))
  }

  @Test(
    "an outside view has a table of both views and what pools them, and a page without has none")
  func views() throws {
    let run = try TinyRun()
    func tables() throws -> [ReportTable] {
      try ReportContents.run(run.path, actuals: nil, sensitivity: nil, eventStudy: nil)
        .sections[0].tables
    }
    let caption = "Inside, outside and pooled, $bn"
    #expect(try !tables().contains { $0.caption == caption })
    try run.addViews()
    let table = try #require(tables().first { $0.caption == caption })
    let texts = table.rows.map { row in row.map { $0.runs.map(\.text).joined() } }
    #expect(texts.map { $0[1] } == ["inside", "outside", "pooled"])
    #expect(texts.map { $0[2] } == ["2.00", "2.00", "2.00"])
    #expect(table.columns.last?.title == "P(≥ $5bn)")
    #expect(texts.map { $0.last } == ["9%", "", "5.0%"])
  }
}
