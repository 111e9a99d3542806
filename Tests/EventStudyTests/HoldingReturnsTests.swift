import Foundation
import Tables
import Testing

@testable import EventStudy

@Suite("holding returns")
struct HoldingReturnsTests {
  /// Six sessions; the share has no close in sessions 2 and 3 and none after 5.
  private static func returns(limit: Double? = nil) throws -> HoldingReturns {
    let days = (0..<8).map(Panel.day)
    let market = try Closes(
      ticker: "M", days: days, values: [100, 110, 121, 100, 100, 90, 95, 99])
    let own = [0, 1, 4, 5]
    let share = try Closes(
      ticker: "S", days: own.map { days[$0] }, values: [10, 11, 12, 24])
    let equity = Equity(
      ticker: "S", exchange: .shanghai, benchmark: "M", priceLimit: limit)
    return HoldingReturns(
      equity, in: try MarketData(equities: [equity], closes: [market, share]))
  }

  @Test("run from the last session before a day over sessions of the benchmark")
  func plain() throws {
    let found = try #require(try Self.returns().returns(before: Panel.day(1), sessions: 4))
    #expect(abs(found.equity - log(1.2)) < 1e-15 && found.market == 0)
  }

  @Test("a suspended share stands at its last close, at both ends")
  func suspended() throws {
    let returns = try Self.returns()
    let still = try #require(returns.returns(before: Panel.day(2), sessions: 1))
    #expect(still.equity == 0 && abs(still.market - log(1.1)) < 1e-15)
    let later = try #require(returns.returns(before: Panel.day(4), sessions: 1))
    #expect(abs(later.equity - log(12.0 / 11)) < 1e-15)
  }

  @Test("there is none before the first close, and none beyond the last")
  func ends() throws {
    let returns = try Self.returns()
    #expect(returns.returns(before: Panel.day(0), sessions: 1) == nil)
    #expect(returns.returns(before: Panel.day(5), sessions: 1) != nil)
    #expect(returns.returns(before: Panel.day(5), sessions: 2) == nil)
  }

  @Test("a move beyond the price limit is no return")
  func limit() throws {
    // 12 to 24 in session 5; first closes have no limit, so this one has to come after five.
    let days = (0..<9).map(Panel.day)
    let equity = Equity(ticker: "S", exchange: .shanghai, benchmark: "M", priceLimit: 0.2)
    let flat = try Closes(ticker: "M", days: days, values: days.map { _ in 100 })
    let split = try Closes(ticker: "S", days: days, values: [9, 9, 9, 9, 9, 9, 9, 18, 18])
    let returns = HoldingReturns(
      equity, in: try MarketData(equities: [equity], closes: [flat, split]))
    #expect(returns.returns(before: Panel.day(7), sessions: 1) == nil)
    #expect(returns.returns(before: Panel.day(8), sessions: 1)?.equity == 0)
  }
}
