import Testing

@testable import EventStudy

@Suite("what counts for a class")
struct CountedTests {
  private static func study(
    _ events: [PolicyEvent], withMoves: Bool = false
  ) throws -> Study {
    var options = Study.Options()
    options.includesMoves = withMoves
    let panel = Panel(firms: 4, sessions: 400, planted: [150: 0.02, 180: 0.05], seed: 41)
    return Study(events: events, market: try panel.market(), options: options)
  }

  private static let dated = [
    Panel.event("a", at: 150), Panel.event("b", at: 180, datedBy: .move),
    Panel.event("c", at: 210), Panel.event("d", at: 240),
  ]

  @Test("an event dated by its move is measured and not tested, unless asked for")
  func moves() throws {
    let study = try Self.study(Self.dated)
    let short = try #require(study.group("x")?.windows.first)
    #expect(short.clusters == 3 && short.count == 12)
    let own = try #require(study.group("b"))
    #expect(own.windows.allSatisfy { $0.tests.isEmpty && $0.mean != nil })
    #expect(own.days.allSatisfy { $0.test == nil })
    #expect(
      study.remarks == [
        "Dated by the session that moved: b. It stays out of tests and reactions: a day chosen by its "
          + "move proves no move."
      ])
    let without = try Self.study(Self.dated.filter { $0.datedBy == .source })
    #expect(study.group("x")?.windows.map(\.mean) == without.group("x")?.windows.map(\.mean))
    let asked = try Self.study(Self.dated, withMoves: true)
    #expect(asked.group("x")?.windows.first?.clusters == 4)
    #expect(asked.group("b")?.windows.first?.tests.isEmpty == false)
  }

  @Test("reactions leave out an event dated by its move, unless asked for")
  func reactions() throws {
    func entry(_ events: [PolicyEvent], withMoves: Bool = false) throws -> Reactions.Entry {
      let study = try Self.study(events, withMoves: withMoves)
      return try #require(try Reactions(study: study, asOf: Panel.day(390)).entry("F0", "x"))
    }
    let clean = try entry(Self.dated.filter { $0.datedBy == .source })
    let left = try entry(Self.dated)
    #expect(left.events == 3 && left.mean == clean.mean)
    let asked = try entry(Self.dated, withMoves: true)
    #expect(asked.events == 4 && asked.mean != clean.mean)
    // The same by the way that forecasts take.
    let market = try Panel(
      firms: 4, sessions: 400, planted: [150: 0.02, 180: 0.05], seed: 41
    ).market()
    let forecast = try Reactions(events: Self.dated, market: market, asOf: Panel.day(390))
    #expect(forecast.entry("F0", "x")?.mean == clean.mean)
  }

  @Test("a date of two classes counts in both, which is said, or for the primary one")
  func twoClasses() throws {
    func events(_ isPrimary: Bool) -> [PolicyEvent] {
      [
        Panel.event("a", at: 150), Panel.event("b", at: 150, class: "y", isPrimary: isPrimary),
        Panel.event("c", at: 210), Panel.event("d", at: 240, class: "y"),
      ]
    }
    let both = try Self.study(events(false))
    #expect(both.group("x")?.windows.first?.clusters == 2)
    #expect(both.group("y")?.windows.first?.clusters == 2)
    #expect(
      both.remarks == [
        "1970-06-01 is the first session of a (x) and b (y): one cluster, which counts in each class, "
          + "since neither is marked primary."
      ])
    let one = try Self.study(events(true))
    #expect(one.group("x")?.windows.first?.clusters == 1)
    #expect(one.group("y")?.windows.first?.clusters == 2)
    #expect(
      one.remarks == [
        "1970-06-01 is the first session of a (x) and b (y): one cluster, which counts for y, marked "
          + "primary."
      ])
    let day = Panel.day(390)
    #expect(try Reactions(study: both, asOf: day).entry("F0", "x")?.events == 2)
    #expect(try Reactions(study: one, asOf: day).entry("F0", "x")?.events == 1)
    // Single events stay as they are.
    #expect(one.group("a")?.windows.map(\.mean) == both.group("a")?.windows.map(\.mean))
  }

  @Test("windows of a class that overlap are named, and what lies in a window is")
  func overlaps() throws {
    let study = try Self.study([
      Panel.event("a", at: 150), Panel.event("b", at: 156), Panel.event("c", at: 151, class: "y"),
    ])
    #expect(
      study.remarks == [
        "Of class x, event windows overlap, and sessions in both count twice but in the calendar-time "
          + "test: a and b."
      ])
    let a = try #require(study.response(to: "a", of: "F0"))
    #expect(a.overlapping(SessionWindow(0, 1), among: study.responses) == ["c"])
    #expect(a.overlapping(SessionWindow(-1, 10), among: study.responses) == ["b", "c"])
    #expect(a.overlapping(SessionWindow(-1, 0), among: study.responses) == [])
  }

  @Test("firms with dates of their own are tested together")
  func ownDates() throws {
    let sessions = [150, 180, 210, 240]
    let planted = Dictionary(
      uniqueKeysWithValues: sessions.enumerated().map { ([$0.offset, $0.element], 0.04) })
    let panel = Panel(firms: 4, sessions: 400, sigma: 0.01, plantedOfFirm: planted, seed: 42)
    let events = sessions.enumerated().map {
      Panel.event("e\($0.offset)", at: $0.element, of: "F\($0.offset)")
    }
    let study = Study(events: events, market: try panel.market())
    #expect(
      study.responses.map { "\($0.event.id) \($0.equity.ticker)" }
        == ["e0 F0", "e1 F1", "e2 F2", "e3 F3"])
    let short = try #require(study.group("x")?.windows.first)
    #expect(short.count == 4 && short.clusters == 4)
    let alone = try events.map { event in
      let study = Study(events: [event], market: try panel.market())
      return try #require(study.responses.first?.cumulative(over: SessionWindow(0, 1)))
    }
    #expect(short.mean == Sample(alone.map(\.value)).mean)
    // Planted 4%, 5 standard errors of the mean of four sums of two.
    #expect(abs(try #require(short.mean) - 0.04) < 5 * 0.01 * (2.0 / 4).squareRoot())
  }

  // Python, from the closes by the formulas (statsmodels' least squares, SciPy's ranks).
  @Test("the shipped rejections give what Python gives, with and without those before July 2025")
  func shipped() throws {
    let data = packageRoot.appendingPathComponent("Data").path
    let all = try EventsFile(path: "\(data)/events.csv").events
    let market = try MarketData(
      equities: try EquitiesFile(path: "\(data)/equities.csv").equities, folder: "\(data)/closes")
    let late = try #require(Day("2025-07-01"))
    let expected: [([PolicyEvent], Int, Int, Double, Double, Double)] = [
      (all.filter { $0.day >= late }, 6, 47, 0.0625, 2.50092427631568, 3.1122845224916187),
      (all, 9, 71, 0.05859375, 2.7912699072060976, 2.9740197612967156),
    ]
    for (events, clusters, count, flip, rank, calendar) in expected {
      let rejections = events.filter { $0.eventClass == "chinese_rejection" }
      let study = Study(events: rejections, market: market)
      let short = try #require(study.group("chinese_rejection")?.windows.first)
      #expect(short.clusters == clusters && short.count == count)
      #expect(short.test(.signFlip)?.pValue == flip)
      #expect(short.test(.signFlip)?.smallestP == 2 / Double(1 << clusters))
      #expect(abs(try #require(short.test(.generalisedRank)).value - rank) < 1e-9)
      #expect(abs(try #require(short.test(.calendarTime)).value - calendar) < 1e-9)
    }
  }
}
