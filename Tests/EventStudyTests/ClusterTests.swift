import Testing

@testable import EventStudy

@Suite("tests by event")
struct ClusterTests {
  /// One firm and one event for each move, or several firms that are copies of each other.
  private static func clusters(_ moves: [Double], copies: Int = 1) throws -> [[Member]] {
    // Beyond each other's estimation windows. With a correlation of 1 firms are copies.
    let sessions = moves.indices.map { 150 + 140 * $0 }
    let panel = Panel(
      firms: copies, sessions: 180 + 140 * moves.count, sigma: 1e-6, correlation: 1,
      planted: Dictionary(uniqueKeysWithValues: zip(sessions, moves)), seed: 51)
    let study = Study(
      events: sessions.map { Panel.event("e\($0)", at: $0) }, market: try panel.market())
    return study.responses.compactMap { Member($0, over: SessionWindow(0, 1)) }
      .clusters(by: \.response)
  }

  @Test(
    "the sign-flip p counts the signs that go as far",
    arguments: [
      ([0.03, 0.02, 0.01], 2.0 / 8), ([0.03, 0.02, -0.01], 4.0 / 8), ([0.01, 0.01, -0.05], 1),
      ([0.05, 0.04, 0.03, 0.02, 0.01], 2.0 / 32), ([0.05, 0.04, 0.03, 0.02, -0.01], 4.0 / 32),
    ] as [([Double], Double)])
  func signFlip(moves: [Double], p: Double) throws {
    let test = try #require(TestResult.signFlip(Self.clusters(moves), seed: 1))
    #expect(test.pValue == p)
    #expect(test.smallestP == 2 / Double(1 << moves.count))
    #expect(abs(test.value - Sample(moves).mean) < 1e-5)
  }

  @Test("shares of one event are no further events")
  func copies() throws {
    let moves = [0.05, 0.04, 0.03, 0.02, -0.01]
    let (one, many) = (try Self.clusters(moves), try Self.clusters(moves, copies: 6))
    #expect(many.map(\.count) == [6, 6, 6, 6, 6])
    #expect(
      TestResult.signFlip(many, seed: 1)?.pValue == TestResult.signFlip(one, seed: 1)?.pValue)
    let (a, b) = (
      try #require(TestResult.calendarTime(one)), try #require(TestResult.calendarTime(many))
    )
    #expect(abs(a.value - b.value) < 1e-6 * abs(a.value))
    let (single, sextuple) = (one.flatMap(\.self), many.flatMap(\.self))
    let errors = [single, sextuple].map { members in
      CumulativeErrors(members.map(\.response), days: Array(-1...10)).errors
    }
    for (x, y) in zip(errors[0], errors[1]) { #expect(abs(x - y) < 1e-6) }
  }

  @Test("beyond sixteen events signs are drawn: the same for a seed, near the binomial's")
  func drawn() throws {
    let moves = (0..<20).map { $0 < 14 ? 0.01 : -0.01 }
    let clusters = try Self.clusters(moves)
    let test = try #require(TestResult.signFlip(clusters, seed: 7))
    #expect(test.pValue == TestResult.signFlip(clusters, seed: 7)?.pValue)
    #expect(test.smallestP == 1.0 / 10_001)
    // Binomial: P(14 or more of 20 alike) = 0.1153; the rounding of closes lets about half of the
    // ties go by, so that anything from P(15 or more) = 0.0414 on is right. 4 standard errors of 10,000.
    #expect(test.pValue > 0.0414 - 0.008 && test.pValue < 0.1153 + 0.0128)
  }

  @Test("clusters are events, and events of one first session in one zone")
  func merged() throws {
    let market = try Panel(firms: 2, sessions: 300).market()
    let events = [
      Panel.event("a", at: 150), Panel.event("b", at: 180), Panel.event("c", at: 150, class: "y"),
    ]
    let study = Study(events: events, market: market)
    let found = study.responses.clusters { $0 }
    #expect(found.map { $0.map(\.event.id) } == [["a", "a", "c", "c"], ["b", "b"]])
  }

  @Test("a chain of shared dates is one cluster, also where the link comes last")
  func chained() throws {
    let panel = try Panel(firms: 3, sessions: 300).market()
    let equities = [
      panel.equities[0],
      Equity(ticker: "F1", exchange: .nasdaq, benchmark: "M"), panel.equities[2],
    ]
    let market = try MarketData(equities: equities, closes: Array(panel.closes.values))
    // News of New York's noon reaches its own date there and the next in Shanghai.
    let late = PolicyEvent(
      id: "late", day: Panel.day(149), timeZone: "America/New_York", eventClass: "x")
    let events = [
      Panel.event("shanghai", at: 150, of: "F0"),
      PolicyEvent(
        id: "new york", day: Panel.day(149), timeZone: "America/New_York", eventClass: "x",
        ticker: "F1"), late,
    ]
    let clusters = Study(events: events, market: market).responses.clusters { $0 }
    #expect(clusters.count == 1 && clusters[0].count == 5)
  }

  @Test("Benjamini and Hochberg's q is what R's p.adjust gives")
  func falseDiscoveries() {
    #expect(falseDiscoveryRates([]) == [])
    #expect(falseDiscoveryRates([0.3]) == [0.3])
    let rates = falseDiscoveryRates([0.03, 0.01, 0.9, 0.02, 0.2])
    for (rate, expected) in zip(rates, [0.05, 0.05, 0.9, 0.05, 0.25]) {
      #expect(abs(rate - expected) < 1e-15)
    }
  }

  @Test("q is over classes, roles and windows of one statistic, and single events have none")
  func corrected() throws {
    let market = try Panel(firms: 4, sessions: 400, planted: [150: 0.02], seed: 53).market()
    let events = [
      Panel.event("a", at: 150), Panel.event("b", at: 200), Panel.event("c", at: 250, class: "y"),
      Panel.event("d", at: 300, class: "y"),
    ]
    let study = Study(events: events, market: market)
    for statistic in TestResult.Statistic.allCases {
      let tests = ["x", "y"].flatMap { name in
        study.group(name)!.windows.compactMap { $0.test(statistic) }
      }
      #expect(tests.count == 4)
      #expect(tests.map(\.qValue) == falseDiscoveryRates(tests.map(\.pValue)).map(Optional.some))
    }
    #expect(study.group("a")!.windows.flatMap(\.tests).allSatisfy { $0.qValue == nil })
  }

  @Test("errors of a CAAR are the standard error of the events' means, with t of n - 1")
  func cumulativeErrors() throws {
    let moves = [0.01, 0.02, 0.06]
    let members = try Self.clusters(moves, copies: 2).flatMap(\.self)
    let found = CumulativeErrors(members.map(\.response), days: [0, 1])
    // √(7e-4/3).
    #expect(abs(found.errors[1] - 0.015275252316519465) < 1e-5)
    #expect(abs(found.reach - 4.302652729696144) < 1e-9)
  }

  @Test("of one event they are those of the sessions before, with the correlation of its shares")
  func ofOneEvent() throws {
    for (rho, seed) in [(0.0, 54), (0.6, 55)] {
      let panel = Panel(firms: 8, correlation: rho, seed: UInt64(seed))
      let study = Study(events: [Panel.event("e", at: 150)], market: try panel.market())
      let error = try #require(study.group("e")?.days.first { $0.day == 2 }?.cumulativeError)
      // Four sessions of eight shares; estimated from 100 returns: within a quarter.
      let expected = 0.02 * (4 * (1 + 7 * rho) / 8).squareRoot()
      #expect(abs(error / expected - 1) < 0.25, "\(error) for \(expected)")
    }
  }
}
