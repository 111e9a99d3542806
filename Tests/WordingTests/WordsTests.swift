import Testing

@testable import Wording

/// Figures and names of results in the words of the page.
@Suite("words of the report")
struct WordsTests {
  @Test("money and returns have the digits that their error allows")
  func figures() {
    #expect(Words.money(2.87624e9, error: 5.6e6) == "$2.876bn")
    #expect(Words.moneyWithError(2.87624e9, error: 5.6e6) == "$2.876bn ± 0.006")
    #expect(Words.money(.infinity, error: 1) == "–")
    #expect(Words.percentWithError(-0.01061, error: 0.0003) == "-1.06% ± 0.03")
    #expect(Words.percent(-0.00001, error: 0.001) == "0.0%")
    #expect(Words.percent(.nan, error: 1) == "–")
  }

  @Test(
    "a number of any size is short",
    arguments: [
      (485_000, "485,000"), (10_000_000_000, "10,000,000,000"), (0.416666, "0.4167"),
      (2.6e-7, "2.6e-07"), (-3.14159, "-3.142"), (.infinity, "never"), (.nan, "–"), (0, "0"),
      (1e300, "1e+300"),
    ])
  func numbers(value: Double, expected: String) {
    #expect(Words.number(value) == expected)
  }

  @Test("long numbers of a distribution are shortened, others left")
  func distributions() {
    #expect(
      Words.distribution("normal(mean 1.4618608724022788, sd 0.1203745557415496)")
        == "normal(mean 1.462, sd 0.1204)")
    #expect(Words.distribution("pert(low 300000, mode 0.25)") == "pert(low 300000, mode 0.25)")
    #expect(Words.distribution("2.185763199999e-05") == "2.186e-05")
  }

  @Test("a quarter fits below a chart")
  func quarters() {
    #expect(Words.shortQuarter("FY2026Q3") == "FY26 Q3")
    #expect(Words.shortQuarter("CY2025Q4") == "CY2025Q4")
  }
}
