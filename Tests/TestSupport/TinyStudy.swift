import EventStudy

/// A study whose numbers are ln 2 and its multiples: the benchmark stands still, closes double and
/// halve.
package enum TinyStudy {
  package static func market() throws -> MarketData {
    let days = (0..<16).map { Day(number: 20_089 + $0) }
    let quiet = (0..<12).map { $0 % 2 == 0 ? 1.0 : 2 }
    let series = [
      try Closes(ticker: "M", days: days, values: days.map { _ in 1 }),
      try Closes(ticker: "A", days: days, values: quiet + [1, 1, 2, 8]),
      try Closes(ticker: "B", days: days, values: quiet + [1, 1, 4, 4]),
      // No row on day 0.
      try Closes(
        ticker: "C", days: Array(days[..<14]) + [days[15]], values: quiet + [1, 1, 8]),
    ]
    return try MarketData(
      equities: [
        Equity(ticker: "A", exchange: .shanghai, benchmark: "M"),
        Equity(ticker: "B", exchange: .hongKong, benchmark: "M", role: .foreign),
        Equity(ticker: "C", exchange: .shanghai, benchmark: "M"),
      ], closes: series)
  }

  package static var options: Study.Options {
    var options = Study.Options()
    options.model = .marketAdjusted
    options.eventWindow = SessionWindow(0, 1)
    options.estimationWindow = SessionWindow(-12, -3)
    options.minimumReturns = 10
    options.placeboDraws = 3
    return options
  }

  /// Day 0 is 2025-01-15.
  package static func study(
    id: String = "=e,1", options: Study.Options = options
  ) throws -> Study {
    let event = PolicyEvent(
      id: id, day: Day(number: 20_103), timeZone: "Asia/Shanghai", eventClass: "x")
    return Study(events: [event], market: try market(), options: options)
  }
}
