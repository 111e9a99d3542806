import Testing

@testable import EventStudy

/// An event whose day is one of several.
@Suite("unsure days")
struct UnsureDayTests {
  private static func response(_ panel: Panel, _ event: PolicyEvent) throws -> Response {
    try #require(Study(events: [event], market: try panel.market()).response(to: "e", of: "F0"))
  }

  @Test("sums are means over the sessions that may be day 0")
  func mean() throws {
    let panel = Panel(firms: 1, sigma: 0, planted: [150: 0.03, 152: 0.06])
    let unsure = try Self.response(panel, Panel.event("e", at: 150, until: 152))
    #expect(unsure.candidates == 3 && unsure.day0 == Panel.day(150))
    func car(_ first: Int, _ last: Int) throws -> Double {
      try #require(unsure.cumulative(over: SessionWindow(first, last))).value
    }
    // Day 0 is session 150, 151 or 152: 3%, 0 and 6%; with the next session 3%, 6% and 6%.
    #expect(abs(try car(0, 0) - 0.03) < 1e-12)
    #expect(abs(try car(0, 1) - 0.05) < 1e-12)
    let rows = try #require(unsure.rows.first { $0.day == 0 })
    #expect(abs(try #require(rows.abnormal) - 0.03) < 1e-12)
    #expect(unsure.rows.count == 12 && unsure.rows.last?.day == 10)
  }

  @Test("the mean over three sums has the error of a weighted sum of sessions")
  func error() throws {
    let panel = Panel(firms: 1, seed: 61)
    let unsure = try Self.response(panel, Panel.event("e", at: 150, until: 152))
    let sure = try Self.response(panel, Panel.event("e", at: 150))
    let s = try #require(sure.fit).residualStandardDeviation
    let sum = try #require(unsure.cumulative(over: SessionWindow(0, 1)))
    // Sessions 150 to 153 weigh 1, 2, 2 and 1 thirds: 10/9 for 2, and a little for α and β.
    let own = s * (10.0 / 9).squareRoot()
    #expect(sum.standardError > own && sum.standardError < 1.05 * own)
    let fits = (sure.fit?.beta, unsure.fit?.beta)
    #expect(fits.0 == fits.1)
    // The mean of the single sums.
    let singles = try (150...152).map { session in
      let one = try Self.response(
        panel,
        Panel.event(
          "e", at: session, estimation: SessionWindow(-120 - session + 150, -21 - session + 150)))
      return try #require(one.cumulative(over: SessionWindow(0, 1))).value
    }
    #expect(abs(sum.value - Sample(singles).mean) < 1e-12)
  }

  @Test("a range of one day is that day, and days without a session are passed over")
  func anchored() throws {
    let panel = Panel(firms: 1, seed: 62)
    let sure = try Self.response(panel, Panel.event("e", at: 150))
    let same = try Self.response(panel, Panel.event("e", at: 150, until: 150))
    #expect(same.candidates == 1)
    #expect(same.cumulative.map(\.value) == sure.cumulative.map(\.value))
    #expect(same.cumulative.map(\.standardError) == sure.cumulative.map(\.standardError))
  }

  @Test("closes that end inside the range leave the window incomplete")
  func incomplete() throws {
    let unsure = try Self.response(
      Panel(firms: 1, sessions: 162, seed: 63), Panel.event("e", at: 150, until: 152))
    #expect(unsure.outcome == .incomplete(until: 9, of: 10))
    #expect(unsure.cumulative(over: SessionWindow(0, 1)) != nil)
    #expect(unsure.cumulative(over: SessionWindow(-1, 10)) == nil)
  }
}
