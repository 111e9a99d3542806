import Foundation
import GSL
import Tables
import Testing

@testable import EventStudy

@Suite("calibration")
struct CalibrationTests {
  @Test("the market that was made up is found (5 standard errors, 1 in 1.7 million each)")
  func recovers() throws {
    let market = try Panel(firms: 6, sessions: 1_100, correlation: 0.4, seed: 21).market()
    let calibration = try Calibration(
      market: market, asOf: Panel.day(1_050), sessions: 1_000)
    let benchmark = try #require(calibration.benchmark("M"))
    #expect(benchmark.length == 1_000)
    #expect(abs(benchmark.volatility - 0.01) < 5 * 0.01 / 2_000.0.squareRoot())
    #expect(benchmark.tailDegreesOfFreedom > 15)
    for model in calibration.equities {
      #expect(abs(model.beta - 1.2) < 5 * model.betaError && model.length == 1_000)
      #expect(model.tailDegreesOfFreedom > 15)
      #expect(abs(model.logVolatilityError / (1 / 2_000.0.squareRoot()) - 1) < 0.1)
      #expect(abs(model.residualStandardDeviation - 0.02) < 5 * 0.02 / 2_000.0.squareRoot())
    }
    let residual = calibration.residualCorrelation
    #expect(residual.names == ["F0", "F1", "F2", "F3", "F4", "F5"])
    for i in 0..<6 {
      #expect(residual.matrix[i, i] == 1)
      for j in 0..<i { #expect(abs(residual.sample[i, j] - 0.4) < 5 * 0.84 / 1_000.0.squareRoot()) }
    }
    #expect(residual.intensity > 0 && residual.intensity < 0.05)
    #expect(residual.matrix.choleskyFactor() != nil)
  }

  @Test("nothing from the day itself or later enters")
  func hindsight() throws {
    let market = try Panel(firms: 3, sessions: 400, seed: 22).market()
    let asOf = Panel.day(300)
    let all = try Calibration(market: market, asOf: asOf)
    let cut = try Calibration(market: market.upTo(Panel.day(299)), asOf: asOf)
    #expect(all.equities.map(\.beta) == cut.equities.map(\.beta))
    #expect(all.benchmarks.map(\.volatility) == cut.benchmarks.map(\.volatility))
    #expect(all.equities.map(\.tailDegreesOfFreedom) == cut.equities.map(\.tailDegreesOfFreedom))
    #expect(all.residualCorrelation.matrix == cut.residualCorrelation.matrix)
    let later = try Calibration(market: market, asOf: Panel.day(301))
    #expect(all.equities.map(\.beta) != later.equities.map(\.beta))
  }

  @Test("an equity with too few returns is named")
  func tooFew() throws {
    var panel = Panel(firms: 2, sessions: 300, seed: 23)
    // A session without a close takes two returns: to it and over it.
    panel.suspended = [1: Set([100, 150])]
    let market = try panel.market()
    let problem = #expect(throws: DataProblem.self) {
      try Calibration(market: market, asOf: Panel.day(299), sessions: 202)
    }
    #expect(
      problem?.description
        == "F1: has 198 returns in the 202 sessions before 1970-10-28; at least 200 are needed")
    let partial = try Calibration(
      market: market, asOf: Panel.day(299), sessions: 202, isPartial: true)
    #expect(partial.equities.map(\.equity.ticker) == ["F0"])
  }

  @Test("a benchmark that stands still is named")
  func constant() throws {
    let days = (0..<300).map(Panel.day)
    let flat = try Closes(ticker: "M", days: days, values: days.map { _ in 1 })
    let market = try MarketData(
      equities: [Equity(ticker: "M", exchange: .hongKong, benchmark: "M")], closes: [flat])
    let problem = #expect(throws: DataProblem.self) {
      try Calibration(market: market, asOf: Panel.day(299))
    }
    #expect(
      problem?.description
        == "M: its returns before 1970-10-28 do not vary, so nothing can be estimated")
  }

  // numpy, by the formula beside the type.
  @Test("the shrinkage intensity is that of the formula in another language")
  func intensity() throws {
    let days = (0..<40).map(Panel.day)
    let series = [7, 11, 17].map { step in
      (
        name: "\(step)", dates: days,
        values: (0..<40).map { (k: Int) -> Double in
          let (own, shared) = (Double(k * step % 41) / 10, Double(k * 7 % 41) / 10)
          return own + 0.5 * shared
        }
      )
    }
    let shrunk = try ShrunkCorrelation(series)
    #expect(abs(shrunk.intensity - 0.3449556311745755) < 1e-12)
    #expect(abs(shrunk.sample[0, 1] - 0.4980559769353244) < 1e-12)
    #expect(abs(shrunk.matrix[0, 1] - (1 - shrunk.intensity) * shrunk.sample[0, 1]) < 1e-15)
  }

  @Test("series that are the same are still positive definite after shrinking")
  func singular() throws {
    let days = (0..<200).map(Panel.day)
    var draws = NormalDraws(seed: 5)
    let values = days.map { _ in draws.next() }
    let series = ["a", "b", "c"].map { (name: $0, dates: days, values: values) }
    let shrunk = try ShrunkCorrelation(series)
    #expect(shrunk.matrix.choleskyFactor() != nil && shrunk.sample[0, 1] == 1)
    #expect(try #require(shrunk.matrix.eigensystem().values.min()) > 0.000_99)
  }
}
