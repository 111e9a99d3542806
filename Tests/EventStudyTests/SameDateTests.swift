import Testing

@testable import EventStudy

/// News of one date under several ids is one event.
@Suite("one date counts once")
struct SameDateTests {
  private static func study(_ sessions: [Int], firms: Int = 6) throws -> Study {
    let panel = Panel(firms: firms, planted: [150: 0.02, 160: 0.01])
    let events = sessions.enumerated().map { Panel.event("e\($0.offset)", at: $0.element) }
    return Study(events: events, market: try panel.market())
  }

  @Test("the tests of a class are those of its dates, however many ids they have")
  func classTests() throws {
    let once = try #require(try Self.study([150, 160]).group("x"))
    let often = try #require(try Self.study([150, 150, 160, 160, 150]).group("x"))
    #expect(often.windows.map(\.count) == once.windows.map(\.count))
    for (a, b) in zip(once.windows, often.windows) {
      #expect(a.mean == b.mean)
      #expect(a.tests.map(\.value) == b.tests.map(\.value))
      #expect(a.tests.map(\.pValue) == b.tests.map(\.pValue))
    }
    #expect(often.days.map(\.count) == once.days.map(\.count))
  }

  @Test("which events count no further time is said")
  func remarks() throws {
    func overlap(_ ids: String) -> String {
      "Of class x, event windows overlap, and sessions in both count twice but in the calendar-time "
        + "test: \(ids)."
    }
    #expect(try Self.study([150, 160]).remarks == [overlap("e0 and e1")])
    #expect(
      try Self.study([150, 150, 160]).remarks == [
        "Of class x, 6 pairs of event and equity (e1) have the date of an earlier event; one date "
          + "counts once.", overlap("e0 and e2"),
      ])
  }

  @Test("reactions and their spread know each date once")
  func reactions() throws {
    let day = Panel.day(190)
    let once = try Reactions(study: try Self.study([150, 160]), asOf: day).entries
    let often = try Reactions(study: try Self.study([150, 150, 160, 160]), asOf: day).entries
    #expect(often.map(\.events) == once.map(\.events) && once.map(\.events).max() == 2)
    #expect(often.map(\.mean) == once.map(\.mean))
    #expect(often.map(\.standardDeviation) == once.map(\.standardDeviation))
  }

  @Test("numbers that differ by rounding have no variance and no t")
  func rounding() {
    let values = [0.1 + 0.2, 0.3, 0.3, 0.1 + 0.2, 0.3]
    #expect(Sample(values).standardDeviation == 0 && Sample(values).t == nil)
    #expect(Sample([0.3, 0.3 + 1e-9]).t != nil)
  }
}
