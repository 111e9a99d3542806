import Records
import Tables
import Testing

@testable import Wording

/// The card of the shares: for whom policy is a question.
@Suite("the card of the shares")
struct AnswerCardTests {
  /// Two domestic shares and one that is not in the basket, over one horizon.
  ///
  /// - Parameter widths: half of what nine trials in ten span, by share.
  private static func shares(widths: [Double], slopes: [Double]) -> ShareResults {
    let tickers = ["A", "B", "C"]
    var (rows, policy, parameters): ([EquityRow], [PolicyEffectRow], [EquityParameterRow]) = (
      [], [], []
    )
    for (k, ticker) in tickers.enumerated() {
      var row = EquityRow()
      (row.ticker, row.horizon, row.output, row.name) = (ticker, 120, "car", "Share \(ticker)")
      rows.append(row)
      for output in ["policy", "policy_after"] {
        var effect = PolicyEffectRow()
        (effect.ticker, effect.horizon, effect.output) = (ticker, 120, output)
        effect.statistics.mean = output == "policy" ? -0.015 : 0
        let (low, high) = (-widths[k], widths[k])
        let levels = effect.statistics.quantiles.levels
        effect.statistics.quantiles.values = levels.map {
          $0 == .p05 ? low : $0 == .p95 ? high : 0
        }
        effect.slope = Measured(slopes[k], error: 0.0001)
        policy.append(effect)
      }
      var weight = EquityParameterRow()
      (weight.parameter, weight.name, weight.value) = ("weight", ticker, k < 2 ? 0.5 : 0)
      parameters.append(weight)
    }
    return ShareResults(rows, policy, [], [], parameters)
  }

  @Test("where one goes much farther it is the question, whatever is not in the basket does")
  func farther() throws {
    let card = try #require(
      AnswerCard.shares(Self.shares(widths: [0.1, 0.3, 0.9], slopes: [-0.004, -0.001, 0])))
    #expect(card.figure == "A question for Share B")
    #expect(
      card.words == "-1.5% on the day, ±30% by what policy does in 120 sessions; "
        + "least for Share A A, ±10%. In grey what any half-year does")
  }

  @Test("where all go as far, what more sales go with tells them apart")
  func alike() throws {
    let card = try #require(
      AnswerCard.shares(Self.shares(widths: [0.11, 0.115, 0.1], slopes: [-0.0045, -0.0014, 0])))
    #expect(card.figure == "Most for Share A")
    #expect(
      card.words == "-1.5% on the day, ±12% by what policy does in 120 sessions, much alike; "
        + "$1bn more goes with -0.45%, for Share B B with -0.14%. In grey what any half-year does")
  }

  @Test("where nothing tells them apart none is named")
  func same() throws {
    let card = try #require(
      AnswerCard.shares(Self.shares(widths: [0.11, 0.115, 0.1], slopes: [-0.0015, -0.0014, 0])))
    #expect(card.figure == "About alike for all")
  }
}
