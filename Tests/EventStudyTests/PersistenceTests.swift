import Testing

@testable import EventStudy

/// How long moves last, and Fieller's interval of the ratio.
@Suite("persistence")
struct PersistenceTests {
  private static func study(
    _ planted: [Int: Double], events: [Int], sigma: Double
  ) throws -> Study {
    let panel = Panel(firms: 4, sessions: 500, sigma: sigma, planted: planted, seed: 91)
    return Study(
      events: events.map { Panel.event("e\($0)", at: $0) }, market: try panel.market())
  }

  @Test("half of each move that comes back is half of the ratio")
  func ratio() throws {
    let events = [200, 260, 320, 380]
    var planted: [Int: Double] = [:]
    for event in events { (planted[event], planted[event + 5]) = (0.06, -0.03) }
    let found = try Self.study(planted, events: events, sigma: 0.001).persistence
    #expect(found.map(\.name) == ["x"] && found[0].events == 4 && found[0].pairs == 16)
    #expect(found[0].window == SessionWindow(0, 10))
    // Moves of the events before stand in the later estimation windows.
    #expect(abs(found[0].ratio - 0.5) < 0.1)
    guard case .between(let low, let high) = found[0].interval else {
      Issue.record("a move of sixty errors has an interval with two ends")
      return
    }
    #expect(low < found[0].ratio && found[0].ratio < high && high - low < 0.2)
  }

  @Test("where nothing moved the ratio cannot be estimated, and few events have no interval")
  func unbounded() throws {
    let none = try Self.study([:], events: [200, 260, 320, 380], sigma: 0.02).persistence
    let interval = try #require(none.first?.interval)
    #expect(!interval.isBounded)
    let two = try Self.study([:], events: [200, 260], sigma: 0.02).persistence
    #expect(two[0].interval == nil && two[0].early.error == nil && two[0].events == 2)
  }

  @Test("an event window without later sessions has no ratio")
  func short() throws {
    var options = Study.Options()
    options.eventWindow = SessionWindow(-1, 1)
    let market = try Panel(firms: 2, seed: 92).market()
    let study = Study(events: [Panel.event("e", at: 150)], market: market, options: options)
    #expect(study.persistence.isEmpty)
  }

  @Test("Fieller's interval, worked out by hand: variances 1, no covariance, quantile 2")
  func byHand() {
    // d² - 4, n·d and n² - 4 give 12·θ² - 48·θ + 32 ≤ 0: θ = 2 ± √(4/3).
    let root = (4.0 / 3).squareRoot()
    let found = Persistence.Interval(
      6, over: 4, variance: 1, below: 1, covariance: 0, reach: 2)
    guard case .between(let low, let high) = found else {
      Issue.record("\(found)")
      return
    }
    #expect(abs(low - (2 - root)) < 1e-12 && abs(high - (2 + root)) < 1e-12)
  }

  @Test("a denominator that may be 0 leaves no end: outside two values, or everything")
  func openEnds() {
    // -3·θ² - 6·θ + 5 ≤ 0 outside -1 ± √(8/3).
    let open = Persistence.Interval(3, over: 1, variance: 1, below: 1, covariance: 0, reach: 2)
    guard case .outside(let low, let high) = open else {
      Issue.record("\(open)")
      return
    }
    let root = (8.0 / 3).squareRoot()
    #expect(abs(low - (-1 - root)) < 1e-12 && abs(high - (-1 + root)) < 1e-12)
    // Both means within two errors of 0.
    let all = Persistence.Interval(1, over: 1, variance: 1, below: 1, covariance: 0, reach: 2)
    #expect(all == .everything && !all.isBounded && !open.isBounded)
  }
}
