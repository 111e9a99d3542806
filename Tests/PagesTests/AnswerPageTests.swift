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
}
