import Foundation
import GSL
import Testing

@testable import EventStudy

@Suite("known answers of event studies")
struct KnownAnswerTests {
  /// Closes around the event of the package eventstudies for R; the second close is day 0.
  private static let closes: [(String, [Double])] = [
    ("ITC", [33.16, 34.0967, 35.3683]), ("Reliance", [290.075, 295.05, 289.325]),
    ("TCS", [724.2, 713.1875, 695.1812]),
  ]

  /// The firms with a history of 99 sessions in which neither they nor the market move, but for one
  /// session each way, so that the market-adjusted return is the return itself.
  private static func study() throws -> Study {
    let past = 99
    let days = (0..<(past + 3)).map(Panel.day)
    var level = [Double](repeating: 100, count: days.count)
    level[50] = 101
    var series = [try Closes(ticker: "M", days: days, values: level)]
    for (ticker, around) in closes {
      var history = [Double](repeating: around[0], count: past)
      history[60] *= 1.001
      series.append(try Closes(ticker: ticker, days: days, values: history + around))
    }
    let equities = closes.map { Equity(ticker: $0.0, exchange: .hongKong, benchmark: "M") }
    var options = Study.Options()
    options.model = .marketAdjusted
    options.eventWindow = SessionWindow(0, 1)
    options.estimationWindow = SessionWindow(-90, -10)
    let market = try MarketData(equities: equities, closes: series)
    return Study(events: [Panel.event("e", at: past + 1)], market: market, options: options)
  }

  @Test("three firms cumulate to the returns of the R package (8 digits were printed)")
  func cumulated() throws {
    let expected = [
      [0.02785628, 0.06447161], [0.01700532, -0.00258889], [-0.01532324, -0.04089507],
    ]
    for (response, values) in zip(try Self.study().responses, expected) {
      for (last, value) in values.enumerated() {
        let car = try #require(response.cumulative(over: SessionWindow(0, last)))
        #expect(abs(car.value - value) < 5.1e-9)
      }
    }
  }

  @Test("their means and 95% t intervals are those of the R package to 1e-12")
  func intervals() throws {
    let study = try Self.study()
    let expected: [(Double, Double, Double)] = [
      (0.00984612009294346, -0.0459535096314264, 0.0656457498173133),
      (0.00699588521385023, -0.125491237730001, 0.139483008157702),
    ]
    // qt(0.975, 2) = 0.95·√(2/(1 - 0.95²)), in closed form.
    let quantile = 0.95 * (2 / (1 - 0.95 * 0.95)).squareRoot()
    let group = try #require(study.group("e"))
    let day0 = try #require(group.days.first)
    let both = try #require(group.windows.first)
    #expect(day0.day == 0 && both.name == "[0,+1]")
    let found = [(day0.mean, day0.test), (try #require(both.mean), both.test(.crossSectional))]
    for ((average, test), (mean, low, high)) in zip(found, expected) {
      let halfWidth = quantile * average / (try #require(test)).value
      #expect(abs(average - mean) < 1e-12)
      #expect(abs(average - halfWidth - low) < 1e-12)
      #expect(abs(average + halfWidth - high) < 1e-12)
    }
  }
}
