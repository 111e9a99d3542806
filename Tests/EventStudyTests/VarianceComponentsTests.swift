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

  /// By `Scripts/verify-reactions.py --reference`, percent: a factor of every covariance in NumPy; 32 and 48 nodes and a
  /// midpoint rule of 100 agree to these digits. With each event at its likeliest day, and returns over gaps left out of
  /// estimation windows, a prototype and NUTS had 2.993 ± 1.390 and 0.720, 1.333, 3.557, and this 2.992 ± 1.389.
  @Test("the six rejections of 2025 and 2026 have the posterior of a dense grid in NumPy")
  func reference() throws {
    let found = try #require(
      try Self.rejections.get().classOfEvents("chinese_rejection", .domestic))
    #expect(found.pairs == 47 && found.events == 6 && found.stated == nil)
    let c = found.components
    func expect(_ value: Double, _ percent: Double) {
      #expect(abs(100 * value - percent) < 0.00051, "\(100 * value) for \(percent)")
    }
    expect(c.mean.mean, 2.707)
    expect(c.mean.standardDeviation, 1.282)
    expect(c.share.mean, 0.645)
    expect(c.event.mean, 1.448)
    expect(c.rest.mean, 3.055)
    #expect(abs(c.correlation - 0.256) < 0.001)
    let known = [
      "688981.SH": (2.648, 1.340), "688256.SH": (2.674, 1.416), "002371.SZ": (2.435, 1.353),
    ]
    for (equity, share) in zip(found.equities, c.shares) {
      guard let (mean, error) = known[equity.ticker] else { continue }
      expect(share.mean, mean)
      expect(share.standardDeviation, error)
    }
  }

  @Test("twelve nodes a τ are too few, forty tell the same as thirty-two")
  func nodes() throws {
    let pairs = try Self.pairs(shares: 8, events: 6)
    func rest(_ count: Int) throws -> Double {
      let grid = try NodeGrid(pairs, scales: .init(), count: count, reach: 5)
      let parts = grid.merged(parts: 16)
      return parts.reduce(0) { $0 + $1.rest } / 16
    }
    let usual = try rest(32)
    #expect(abs(try rest(40) / usual - 1) < 1e-5)
    #expect(abs(try rest(12) / usual - 1) > 1e-3)
  }

  @Test("the rule of Gauss and Legendre is exact for polynomials up to its degree")
  func legendre() {
    for count in [1, 2, 5, 32] {
      let rule = GaussLegendre(count)
      #expect(zip(rule.nodes, rule.nodes.dropFirst()).allSatisfy { $0 < $1 })
      for power in 0..<(2 * count) {
        let sum = zip(rule.nodes, rule.weights).reduce(0) { $0 + $1.1 * pow($1.0, Double(power)) }
        #expect(abs(sum - 1 / Double(power + 1)) < 1e-13, "\(count) nodes, x^\(power)")
      }
    }
  }

  @Test("parts are equally likely and keep mean and covariance of the posterior")
  func parts() throws {
    let pairs = try Self.pairs(shares: 3, events: 4)
    let grid = try NodeGrid(pairs, scales: .init(), count: 32, reach: 5)
    let (few, many) = (grid.merged(parts: 1), grid.merged(parts: 256))
    #expect(few.count == 1 && many.count == 256)
    for k in few[0].second.indices {
      let mean = many.reduce(0) { $0 + $1.second[k] } / 256
      #expect(abs(mean - few[0].second[k]) < 1e-12)
    }
    let components = try VarianceComponents(pairs, scales: .init())
    for i in 0..<3 {
      let mean = components.parts.reduce(0) { $0 + $1.means[i] } / 512
      #expect(abs(mean - components.shares[i].mean) < 1e-14)
      var square = 0.0
      for part in components.parts {
        let row = part.factor[((i + 1) * 4)..<((i + 2) * 4)]
        square += row.reduce(part.means[i] * part.means[i]) { $0 + $1 * $1 } / 512
      }
      let deviation = components.shares[i].standardDeviation
      #expect(abs((square - mean * mean).squareRoot() - deviation) < 1e-12)
    }
  }

  @Test("without events the τ's are what they were assumed to be")
  func unseen() throws {
    let found = try VarianceComponents.unseen(.init(share: 0.01, event: 0.02, rest: 0.04))
    // Mean square and mean of a half-normal: its scale's square, √(2/π) scales; beyond 5 of them lie 6e-7.
    #expect(abs(found.eventVariance / 0.0004 - 1) < 1e-4)
    #expect(abs(found.restVariance / 0.0016 - 1) < 1e-4)
    #expect(abs(found.rest.mean / (0.04 * (2 / Double.pi).squareRoot()) - 1) < 1e-5)
    #expect(abs(found.correlation - 0.2) < 1e-4)
    #expect(found.shares.isEmpty && found.parts.count == 512)
  }

  @Test("what parts merge lies side by side: τ_v runs to and fro and hardly jumps")
  func order() throws {
    let parts = try VarianceComponents.unseen(.init()).parts
    let jumps = zip(parts, parts.dropFirst()).map { abs($0.event - $1.event) }
    // 0.03 is the scale; from one end to the other it would be 0.1.
    #expect(jumps.max() ?? 1 < 0.05)
    #expect(zip(parts, parts.dropFirst()).allSatisfy { $0.rest < $1.rest + 1e-12 })
  }

  @Test("a posterior takes milliseconds")
  func time() throws {
    let pairs = try Self.pairs(shares: 8, events: 6)
    let clock = ContinuousClock()
    let once = try clock.measure { _ = try VarianceComponents(pairs, scales: .init()) }
    // 20 ms when measured; a factor at each node would take seconds.
    #expect(once < .milliseconds(500))
    print("variance components of 48 pairs: \(once)")
  }

  private static func pairs(shares: Int, events: Int) throws -> VarianceComponents.Pairs {
    let count = shares * events
    var pairs = VarianceComponents.Pairs()
    pairs.errors = SymmetricMatrix(order: count)
    for k in 0..<count {
      pairs.values.append(0.03 + 0.04 * sin(Double(k * k)))
      for j in 0...k { pairs.errors[k, j] = j == k ? 0.001 : j / shares == k / shares ? 2e-4 : 0 }
      pairs.shares.append(k % shares)
      pairs.events.append(k / shares)
    }
    (pairs.shareCount, pairs.eventCount) = (shares, events)
    return pairs
  }
}
