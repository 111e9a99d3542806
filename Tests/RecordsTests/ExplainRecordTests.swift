import Records
import Tables
import Testing

/// The tables of `chipcast explain`.
@Suite("records of explain")
struct ExplainRecordTests {
  @Test("draws and months of a trial read back")
  func draws() throws {
    var draw = TrialDrawRow()
    (draw.input, draw.value, draw.unit) = ("uptake", 0.4, "1")
    (draw.below, draw.atOrBelow, draw.isFixed) = (0, 1, true)
    draw.distribution = "triangular(0.2, 0.4, 0.6)"
    try expectReadsBack([draw])
    var month = TrialMonthRow()
    (month.month, month.calendarMonth, month.product) = (2, "2025-09", "H20")
    month.levels = ["open", "neutral"]
    (month.licensedShare, month.units, month.book) = (0.5, 1_000, 20)
    try expectReadsBack([month, month])
  }

  @Test("outputs and events of a trial read back: never, and without shares")
  func outputs() throws {
    var output = TrialOutputRow()
    (output.output, output.value, output.trials) = ("day.export_closed", .infinity, 100)
    output.isNever = true
    output.below = Measured(0.5, low: 0.4, high: 0.6)
    output.atOrBelow = Measured(1, low: 1, high: 1)
    try expectReadsBack([output, TrialOutputRow()])
    var event = TrialEventRow()
    (event.event, event.session, event.calendarMonth) = ("announcement", 1, "2025-07")
    var response = event
    (response.response.ticker, response.response.date) = ("688256.SH", "2025-07-15")
    (response.response.isDateKnown, response.response.reaction) = (true, -0.02)
    try expectReadsBack([event, response])
    var item = TrialNewsRow()
    (item.newsClass, item.session, item.calendarMonth) = ("chinese_rejection", 12, "2025-07")
    var felt = item
    (felt.month, felt.response) = (3, response.response)
    try expectReadsBack([item, felt])
  }

  @Test("what no trial can have is refused")
  func refusals() throws {
    var output = TrialOutputRow()
    output.below = Measured(0.5, low: -1, high: 0.6)
    try expectRefusal([output], "2: below_low must lie between 0 and 1, got \"-1\"")
    var month = TrialMonthRow()
    month.calendarMonth = "2025-13"
    try expectRefusal([month], "2: calendar_month must be a month written yyyy-mm, got \"2025-13\"")
  }
}
