import Testing

@testable import Wording

/// The rounded words of the first sentence.
@Suite("the answer in plain words")
struct PlainAnswerTests {
  @Test(
    "money is rounded to halves of its leading digit, from 10 billion to whole ones",
    arguments: [
      (0, "$0"), (-1, "$0"), (41_234, "$0.04m"), (63.4e6, "$65m"), (640e6, "$650m"),
      (974e6, "$950m"), (976e6, "$1bn"), (1.24e9, "$1bn"), (1.26e9, "$1½bn"), (2.876e9, "$3bn"),
      (3.677e9, "$3½bn"), (9.74e9, "$9½bn"), (9.76e9, "$10bn"), (12.4e9, "$12bn"),
      (163e9, "$165bn"), (.infinity, "$0"),
    ])
  func money(dollars: Double, expected: String) {
    #expect(Words.about(dollars) == expected)
  }

  @Test(
    "chances are cases out of a small round number",
    arguments: [
      (0.2...0.2, "about 1 case in 5"), (0.19...0.21, "about 1 case in 5"),
      (0.125...0.125, "about 1 case in 8"), (0.03...0.03, "about 1 case in 35"),
      (0.31...0.36, "3 to 4 cases in 10"), (0.21...0.26, "1 case in 5 to 1 in 4"),
      (0.41...0.58, "4 to 6 cases in 10"),
      (0.0...0.2, "at most 1 case in 5"), (0.97...0.98, "about 19 cases in 20"),
      (0.5...0.5, "about 5 cases in 10"),
    ])
  func cases(p: ClosedRange<Double>, expected: String) {
    #expect(Words.cases(p) == expected)
  }
}
