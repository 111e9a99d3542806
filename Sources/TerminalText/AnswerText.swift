import Wording

/// The first screen of a forecast as lines: title, what the figures hold for, and the answer.
package struct AnswerText {
  private let answer: Answer
  private let terminal: Terminal

  package init(_ answer: Answer, terminal: Terminal) {
    self.answer = answer
    self.terminal = terminal
  }

  /// Lines for standard output.
  package var text: String { lines(facts: []).joined(separator: "\n") + "\n" }

  /// - Parameter others: further facts, such as how long it took.
  func lines(facts others: [String]) -> [String] {
    let facts = (answer.facts + others + answer.changes)
      .joined(separator: terminal.symbol(" · ", ", "))
    return [terminal.bold(answer.title)] + terminal.fitted(facts).map(terminal.faint) + [""]
      + answer.paragraphs.flatMap { terminal.wrapped(terminal.legible($0)) }
  }
}
