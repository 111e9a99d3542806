import Records
import TestSupport
import Testing
import Wording

@testable import TerminalText

@Suite("the answer in a terminal")
struct AnswerTextTests {
  @Test("its lines hold the title, what the figures hold for, and every paragraph")
  func lines() throws {
    let run = try TinyRun()
    let answer = Answer(try RunCompanions(run.path, actuals: nil, sensitivity: nil))
    let lines = AnswerText(answer, terminal: Terminal(isUnicode: true, isStyled: false))
      .lines(facts: ["1 s"])
    #expect(lines.prefix(3) == ["A title", "as of 2025-07-15 · 1,000 trials · seed 7 · 1 s", ""])
    #expect(lines.dropFirst(3).joined(separator: " ") == answer.paragraphs.joined(separator: " "))
  }
}
