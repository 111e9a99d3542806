import Foundation
import Testing

@testable import EventStudy

@Suite("outcomes of an event for an equity")
struct OutcomeTests {
  private static func response(
    _ panel: Panel, at session: Int = 150, options: Study.Options = Study.Options(),
    window: SessionWindow? = nil, upTo last: Int? = nil
  ) throws -> Response {
    let market = try panel.market()
    let event = Panel.event("e", at: session, window: window)
    let cut = last.map { market.upTo(Panel.day($0)) } ?? market
    return Study(events: [event], market: cut, options: options).responses[0]
  }

  private static let one = Panel(firms: 1)

  @Test("suspensions, short histories and ends of closes have their outcomes")
  func outcomes() throws {
    func outcome(_ suspended: Set<Int>, at session: Int = 150, upTo last: Int? = nil) throws
      -> String
    {
      var panel = Self.one
      panel.suspended = [0: suspended]
      return try Self.response(panel, at: session, upTo: last).outcome.description
    }
    #expect(try outcome([]) == "used")
    #expect(
      try outcome([150])
        == "no row on day 0, on which the benchmark traded: suspended or missing")
    // A first close has no return, so 69 sessions without leave 60 of 100.
    #expect(try outcome(Set(0...89)) == "too few returns: 39 of 60")
    #expect(try outcome(Set(0...68)) == "used")
    #expect(try outcome(Set(0...69)) == "too few returns: 59 of 60")
    #expect(try outcome(Set(0...155)) == "no closes before the event")
    #expect(try outcome(Set(140...199)) == "no closes after the event: they end on 1970-05-21")
    #expect(
      try outcome(Set(154...199)) == "event window not complete: closes end on day 3 of 10")
    #expect(try outcome([], upTo: 152) == "event window not complete: closes end on day 2 of 10")
    #expect(
      try outcome([], at: 500)
        == "no session on or after the event: sessions end on 1970-07-20")
    #expect(try outcome([], at: -5) == "no closes before the event")
  }

  @Test("an event on no session is left out when its day must be exact")
  func exact() throws {
    let full = try Self.one.market()
    // A benchmark without session 150.
    let series = try full.closes.values.map { one in
      let kept = one.days.indices.filter { one.days[$0] != Panel.day(150) }
      return try Closes(
        ticker: one.ticker, days: kept.map { one.days[$0] }, values: kept.map { one.values[$0] })
    }
    let market = try MarketData(equities: full.equities, closes: series)
    func response(_ anchor: Anchor) -> Response {
      var options = Study.Options()
      options.anchor = anchor
      return Study(events: [Panel.event("e", at: 150)], market: market, options: options)
        .responses[0]
    }
    #expect(response(.exact).outcome.description == "no session on the event's day")
    #expect(response(.next).day0 == Panel.day(151))
    #expect(response(.previous).day0 == Panel.day(149))
  }

  @Test("windows that overlap, and a benchmark that stands still, are outcomes")
  func windows() throws {
    #expect(
      try Self.response(Self.one, window: SessionWindow(-30, 5)).outcome.description
        == "event window [-30,+5] overlaps estimation window [-120,-21]")
    let full = try Self.one.market()
    let flat = try Closes(
      ticker: "M", days: full.closes["M"]!.days, values: full.closes["M"]!.values.map { _ in 1 })
    let market = try MarketData(equities: full.equities, closes: [full.closes["F0"]!, flat])
    let study = Study(events: [Panel.event("e", at: 150)], market: market)
    #expect(
      study.responses[0].outcome.description
        == "the benchmark does not vary in the estimation window")
  }

  @Test("a constant price has its outcome; one that follows its benchmark to the last digit no t")
  func constant() throws {
    let full = try Self.one.market()
    let (index, firm) = (full.closes["M"]!, full.closes["F0"]!)
    func response(_ values: [Double]) throws -> Response {
      let closes = try Closes(ticker: "F0", days: firm.days, values: values)
      let market = try MarketData(equities: full.equities, closes: [closes, index])
      return Study(events: [Panel.event("e", at: 150)], market: market).responses[0]
    }
    let flat = firm.values.indices.map { $0 < 140 ? 7.5 : firm.values[$0] }
    #expect(
      try response(flat).outcome.description == "the price does not vary in the estimation window")
    let follower = try response(index.values.map { 3 * $0 })
    #expect(follower.fit?.residualStandardDeviation == 0)
    let sum = try #require(follower.cumulative(over: SessionWindow(0, 1)))
    #expect(abs(sum.value) < 1e-12 && sum.t == nil)
  }

  @Test("windows that are complete are used where the event window is not")
  func partial() throws {
    let response = try Self.response(Self.one, upTo: 152)
    #expect(response.cumulative.map(\.window.description) == ["[0,0]", "[0,+1]", "[-1,+1]"])
    #expect(response.cumulative(over: SessionWindow(0, 3)) == nil)
  }

  @Test("a gap is one return over its sessions, in estimation and, flagged, in the event window")
  func multiDay() throws {
    var panel = Self.one
    panel.plantedOfFirm = [[0, 152]: 0.1]
    panel.suspended = [0: [60, 61, 152, 153]]
    panel.sigma = 1e-9
    let response = try Self.response(panel)
    // 100 sessions, three of which are one return.
    #expect(response.fit?.length == 98 && response.fit?.sessions == 100)
    #expect(response.rows[3].flags.description == "no-row" && response.rows[3].abnormal == nil)
    let late = response.rows[5]
    #expect(late.flags == .multiDay && late.sessions == 3)
    // The planted move is measured against the benchmark over the same three sessions.
    #expect(abs(try #require(late.abnormal) - 0.1) < 1e-7)
    #expect(response.cumulative(over: SessionWindow(0, 3)) == nil)
    let car = try #require(response.cumulative(over: SessionWindow(0, 4)))
    #expect(abs(car.value - 0.1) < 1e-7)
    #expect(car.flags.description == "no-row multi-day")
  }

  @Test("forecast errors add up over a suspension as over its sessions")
  func forecastErrors() throws {
    var panel = Self.one
    let whole = try Self.response(panel)
    panel.suspended = [0: [152, 153]]
    let gap = try Self.response(panel)
    let window = SessionWindow(-1, 10)
    let (a, b) = (whole.cumulative(over: window)!, gap.cumulative(over: window)!)
    #expect(abs(a.standardError - b.standardError) < 1e-15)
    #expect(abs(a.value - b.value) < 1e-12)
  }

  @Test(
    "a close at the price limit is flagged and one beyond it, near it not",
    arguments: [
      (0.2, "limit"), (-0.2, "limit"), (0.1989, "limit"), (0.2011, "limit"), (0.198, ""),
      (0.25, "beyond-limit"), (-0.22, "beyond-limit"), (0.0, ""),
    ])
  func limits(move: Double, flags: String) throws {
    var panel = Panel(firms: 1, alpha: 0, beta: 0, sigma: 0)
    panel.plantedOfFirm = [[0, 150]: log(1 + move), [0, 60]: 0.01]
    panel.priceLimit = 0.2
    let response = try Self.response(panel)
    #expect(response.rows[1].flags.description == flags)
    let sum = response.cumulative(over: SessionWindow(0, 1))
    #expect(sum?.flags.description == (flags == "beyond-limit" ? nil : flags))
  }
}
