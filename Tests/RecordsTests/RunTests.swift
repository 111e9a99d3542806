import Foundation
import Records
import Simulation
import Tables
import Testing

/// The tables of a run.
@Suite("records of a run")
struct RunTests {
  private static let measured = Measured(0.5, error: 0.25, low: 0.25, high: 1)

  /// Rising quantiles at all levels from 1 on; the last are "never".
  private static func quantiles(_ levels: [QuantileLevel], never: Int = 0) -> Quantiles {
    Quantiles(
      levels,
      levels.indices.map { $0 < levels.count - never ? Double($0) + 1 : .infinity })
  }

  private static var statistics: Statistics {
    var row = SummaryRow().statistics
    (row.unit, row.mean, row.standardError) = ("USD", 1.5, 0.1)
    row.quantiles = quantiles(QuantileLevel.allCases)
    (row.least, row.greatest, row.quantileError) = (-1, 1e300, 0.25)
    return row
  }

  @Test("a level has the name of its column and words for a reader")
  func levels() {
    #expect(
      QuantileLevel.allCases.map(\.name)
        == ["p01", "p05", "p10", "p25", "p50", "p75", "p90", "p95", "p99"])
    #expect(
      QuantileLevel.allCases.map(\.words)
        == ["P1", "P5", "P10", "P25", "median", "P75", "P90", "P95", "P99"])
    #expect(QuantileLevel.fan.probabilities == [0.05, 0.25, 0.5, 0.75, 0.95])
    let known = Self.quantiles(QuantileLevel.main)
    #expect(known[.p50] == 2 && known[.p25].isNaN)
  }

  @Test("rows of the recovery read back")
  func recovery() throws {
    var summary = SummaryRow()
    (summary.output, summary.statistics, summary.noValue) = ("=a, b", Self.statistics, 0.5)
    try expectReadsBack([summary, SummaryRow()])
    var quantile = QuantileRow()
    (quantile.output, quantile.probability, quantile.quantile) = ("a", 0.05, Self.measured)
    try expectReadsBack([quantile, QuantileRow()])
    var probability = ProbabilityRow()
    (probability.statement, probability.probability) = ("a >= 1", Self.measured)
    probability.trials = 200
    try expectReadsBack([probability])
    var quarter = QuarterRow()
    (quarter.quarter, quarter.product, quarter.output) = ("FY2026Q3", "total", "revenue")
    quarter.statistics = Self.statistics
    try expectReadsBack([quarter])
    var month = MonthRow()
    (month.month, month.calendarMonth, month.statistics) = (11, "2026-07", Self.statistics)
    try expectReadsBack([month])
    var revenue = MonthlyRevenueRow()
    (revenue.month, revenue.calendarMonth, revenue.quarter) = (0, "2025-08", "FY2026Q3")
    (revenue.product, revenue.statistics) = ("H20", Self.statistics)
    #expect(revenue.kind == "product")
    try expectReadsBack([revenue])
    revenue.product = "total"
    #expect(revenue.kind == "total")
    try expectReadsBack([revenue])
    var fan = RecoveryFanRow()
    (fan.calendarMonth, fan.quantiles) = ("2025-08", Self.quantiles(QuantileLevel.fan))
    try expectReadsBack([fan])
    var point = RecoveryCurveRow()
    (point.threshold, point.probability) = (1e9, Self.measured)
    try expectReadsBack([point])
    var bin = BinRow()
    (bin.low, bin.high, bin.trials, bin.share, bin.shareBelowHigh) = (0, 1e9, 20, 0.5, 1)
    try expectReadsBack([bin])
  }

  @Test("rows of inputs and of their sources read back, with what a spreadsheet would run")
  func inputs() throws {
    var input = InputRow()
    (input.key, input.distribution) = ("uptake", "-0.5")
    (input.mean, input.quantiles) = (-0.5, Self.quantiles(QuantileLevel.main))
    input.source = "@somebody, \"page 9\""
    try expectReadsBack([input])
    let source =
      "id,statement,source_title,url,published,confidence,after_as_of,file\r\n"
      + "a-1,says so,A title,https://a.example b http://c.example,2025,reported,yes,facts.csv\r\n"
    let rows = try Self.read(SourceRow.self, source)
    #expect(rows.map(\.isLater) == [true] && rows.map(\.isOpen) == [false])
    #expect(rows[0].addresses == ["https://a.example", "http://c.example"])
    try expectReadsBack(rows)
  }

  @Test("rows of shares read back")
  func shares() throws {
    var row = EquityRow()
    (row.ticker, row.horizon, row.output) = ("688256.SH", 120, "car")
    row.statistics = Self.statistics
    row.valuesAtRisk = [Self.measured, Self.measured]
    row.shortfalls = row.valuesAtRisk
    row.losses = [Measured(), Self.measured]
    try expectReadsBack([row, EquityRow()])
    #expect(row.belowTenPercent == Self.measured)
    #expect(row.shortfall == Measured(0.5, error: 0.25, low: 0.25, high: 0.75))
    #expect(EquityRow.table.header.contains("p_below_10_high"))
    var effect = PolicyEffectRow()
    (effect.ticker, effect.horizon, effect.output) = ("688256.SH", 120, "policy")
    effect.statistics = Self.statistics
    effect.below = Self.measured
    effect.slope = Measured(-0.5, error: 0.25)
    try expectReadsBack([effect, PolicyEffectRow()])
    var point = EquityFanRow()
    (point.session, point.date, point.isDateKnown) = (3, "2025-07-18", false)
    (point.car, point.price) = (
      Self.quantiles(QuantileLevel.fan), Self.quantiles(QuantileLevel.fan)
    )
    try expectReadsBack([point])
    var condition = ConditionRow()
    (condition.condition, condition.trials, condition.share) = ("a < 1e9", 20, 0.1)
    try expectReadsBack([condition, ConditionRow()])
    var parameter = EquityParameterRow()
    (parameter.parameter, parameter.name, parameter.other) = ("benchmark", "NVDA", "SPX")
    try expectReadsBack([parameter])
  }

  @Test("rows of trials read back; what a trial has not is an empty field")
  func trials() throws {
    let table = TrialsFile.table(inputs: ["uptake"], outputs: ["recovered", "day.export_closed"])
    let row = [7, 0.1, 2e9, .infinity]
    let text = table.text([row])
    #expect(text == "trial,uptake,recovered,day.export_closed\r\n7,0.1,2000000000,\r\n")
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("chipcast-trials-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try text.write(to: file, atomically: true, encoding: .utf8)
    let blank = [Double](repeating: 0, count: 4)
    let rows = try table.rows(of: ResultsTable(file.path), blank: blank)
    #expect(rows.count == 1 && rows[0].prefix(3) == [7, 0.1, 2e9] && rows[0][3].isNaN)
  }

  @Test("quantiles that never come about are infinite again, undefined ones stay so")
  func never() throws {
    for (share, last) in [(0.25, Double.infinity), (0, .nan)] {
      var row = SummaryRow()
      row.statistics.quantiles = Self.quantiles(QuantileLevel.allCases, never: 2)
      row.never = share
      let read = try Self.read(SummaryRow.self, SummaryRow.table.text([row]))[0]
      #expect(read.statistics.quantiles[.p90] == 7)
      #expect(read.statistics.p95.description == last.description)
    }
  }

  @Test(
    "what no run can have written is told with file, line, column and rule",
    arguments: ["2025-13-01", "soon"])
  func days(date: String) throws {
    var row = EquityFanRow()
    row.date = "2025-07-18"
    let text = EquityFanRow.table.text([row])
      .replacingOccurrences(of: "2025-07-18", with: date)
    Self.expectRefusal(
      EquityFanRow.self, text, "date must be a date written yyyy-mm-dd, got \"\(date)\"")
  }

  @Test("shares of trials beyond 0 to 1, and unknown words for later, are refused")
  func rules() {
    var bin = BinRow()
    bin.shareBelowHigh = 1.5
    Self.expectRefusal(
      BinRow.self, BinRow.table.text([bin]),
      "share_below_high must lie between 0 and 1, got \"1.5\"")
    var condition = ConditionRow()
    condition.share = -0.5
    Self.expectRefusal(
      ConditionRow.self, ConditionRow.table.text([condition]),
      "share_of_trials must lie between 0 and 1, got \"-0.5\"")
    Self.expectRefusal(
      SourceRow.self, SourceRow.table.text([]) + "a,b,c,d,e,f,maybe,g\r\n",
      "after_as_of must be no, unsure or yes, got \"maybe\"")
  }

  // MARK: Files

  private static func read<Row: Record>(_ type: Row.Type, _ text: String) throws -> [Row] {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("chipcast-records-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try text.write(
      to: folder.appendingPathComponent(Row.table.name), atomically: true, encoding: .utf8)
    return try Row.read(folder.path)
  }

  private static func expectRefusal<Row: Record>(
    _ type: Row.Type, _ text: String, _ message: String
  ) {
    let problem = #expect(throws: DataProblem.self) { try read(type, text) }
    #expect(problem?.description.hasSuffix("\(Row.table.name):2: \(message)") == true)
  }
}
