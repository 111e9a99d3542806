import Testing

@testable import TerminalText

@Suite("rate of trials")
struct TrialRateTests {
  @Test(
    "slow runs are told in thousands, so that no rate is 0.0 million",
    arguments: [
      (5_000, 0.38, "13 thousand"), (94_000, 1.0, "94 thousand"), (96_000, 1.0, "0.1 million"),
      (1_000_000, 5.0, "0.2 million"), (60_000_000, 2.0, "30.0 million"), (10, 1.0, "10"),
    ])
  func text(trials: Int, seconds: Double, text: String) {
    #expect(TrialRate(trials: trials, seconds: seconds).text == text)
  }
}
