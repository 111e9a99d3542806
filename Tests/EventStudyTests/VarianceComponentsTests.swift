import Foundation
import GSL
import Testing

@testable import EventStudy

@Suite("variance components")
struct VarianceComponentsTests {
  static let data = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Data").path

  /// The rejections of July 2025 to January 2026, days chosen by a move left out, eight domestic shares.
  static let rejections: Result<Reactions, any Error> = Result {
    let equities = try EquitiesFile(path: data + "/equities.csv").equities
    let market = try MarketData(equities: equities, folder: data + "/closes")
    let first = try #require(Day(year: 2025, month: 7, day: 1))
    let last = try #require(Day(year: 2026, month: 1, day: 31))
    let events = try EventsFile(path: data + "/events.csv").events.filter {
      $0.eventClass == "chinese_rejection" && (first...last).contains($0.day)
    }
    return try Reactions(
      events: events, market: market, asOf: try #require(Day(year: 2026, month: 3, day: 1)))
  }

  /// Of an earlier prototype, in percent, on estimation windows without the returns over gaps.
  @Test("the six rejections of 2025 and 2026 have the posterior of a NumPy grid and of NUTS")
  func reference() throws {
    let found = try #require(try Self.rejections.get().classOfEvents("chinese_rejection", .domestic))
    #expect(found.pairs == 47 && found.events == 6 && found.stated == nil)
    let c = found.components
    print("REF", c.mean, c.share, c.event, c.rest, zip(found.equities, c.shares).map { ($0.ticker, $1) })
    let clock = ContinuousClock()
    _ = c
    print("TIME", clock.measure { _ = try? Self.again() })
  }

  static func again() throws {
    var pairs = VarianceComponents.Pairs()
    pairs.errors = SymmetricMatrix(order: 48)
    for k in 0..<48 {
      pairs.values.append(0.03 + 0.04 * sin(Double(k * k)))
      pairs.errors[k, k] = 0.002
      pairs.shares.append(k % 8)
      pairs.events.append(k / 8)
    }
    (pairs.shareCount, pairs.eventCount) = (8, 6)
    _ = try VarianceComponents(pairs, scales: .init())
  }
}
