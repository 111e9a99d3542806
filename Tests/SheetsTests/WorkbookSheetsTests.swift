import EventStudy
import Foundation
import Records
import Tables
import TestSupport
import Testing
import Wording
import Workbook

@testable import Sheets

/// Sheets of a workbook as values: what stands in their cells.
@Suite("sheets of a workbook")
struct WorkbookSheetsTests {
  private static func sheets(
    _ run: TinyRun, sensitivity: String? = nil
  ) throws -> [String: Sheet] {
    let all = try ForecastWorkbook(folder: run.path, sensitivity: sensitivity).sheets
    return Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })
  }

  @Test("a run without shares has these sheets in this order, and the first jumps to all others")
  func names() throws {
    let run = try TinyRun()
    let all = try ForecastWorkbook(folder: run.path).sheets
    #expect(
      all.map(\.name) == [
        "Summary", "Probabilities", "Your threshold", "Fan", "Products", "Quarters", "Histogram",
        "Ledger", "Recovery curve", "Run",
      ])
    let jumps = all[0].cells.compactMap { placed -> String? in
      if case .jump(_, let sheet) = placed.cell.content { sheet } else { nil }
    }
    #expect(jumps == all.dropFirst().map(\.name))
  }

  @Test("the first sheet says what every first screen says, and what the scenario is for")
  func answer() throws {
    let run = try TinyRun()
    let summary = try #require(Self.sheets(run)["Summary"])
    let texts = summary.cells.compactMap { placed -> String? in
      if case .text(let text) = placed.cell.content { text } else { nil }
    }
    let answer = Answer(try RunCompanions(run.path, actuals: nil, sensitivity: nil))
    #expect(answer.paragraphs.count == 1 && answer.description == "What it is for.")
    for text in answer.paragraphs + [answer.description] { #expect(texts.contains(text)) }
  }

  @Test("an outside view has a sheet of both views and what pools them, beside the probabilities")
  func views() throws {
    let run = try TinyRun()
    try run.addViews()
    let all = try ForecastWorkbook(folder: run.path).sheets
    #expect(all.map(\.name).prefix(3) == ["Summary", "Probabilities", "Inside and outside"])
    let column = all[2].cells.filter { $0.place.column == 1 && $0.place.row > 3 }
    #expect(column.map(\.cell.content) == [.text("inside"), .text("outside"), .text("pooled")])
  }

  @Test("tables keep their header in sight, have filters, and repeat it on paper")
  func tables() throws {
    let sheets = try Self.sheets(TinyRun())
    for name in ["Probabilities", "Fan", "Products", "Quarters", "Histogram", "Ledger"] {
      let sheet = try #require(sheets[name])
      #expect(sheet.frozen?.row == 4, "\(name)")
      #expect(sheet.filter?.first == Place(3, 0), "\(name)")
      #expect(sheet.repeatedRows == 3...3, "\(name)")
    }
    #expect(sheets["Ledger"]?.filter?.last.row == 5)
  }

  @Test(
    "revenue by month has a sheet where the run has it, months of a product together, with its chart"
  )
  func months() throws {
    let run = try TinyRun()
    let numbers = "1e9,1e7,1e9,0,0,0,1e8,5e8,9e8,1.5e9,2e9,3e9,5.0009e9,7e9,1e7"
    var text =
      "month,calendar_month,quarter,product,unit,mean,standard_error,sd,min,p01,p05,p10,p25,"
    text += "p50,p75,p90,p95,p99,max,quantile_error,kind\n"
    for month in 0..<3 {
      for (product, kind) in [("H20", "product"), ("total", "total")] {
        text +=
          "\(month),2025-\(["08", "09", "10"][month]),FY2026Q3,\(product),USD,\(numbers),\(kind)\n"
      }
    }
    try text.write(
      toFile: "\(run.path)/monthly_revenue.csv", atomically: false, encoding: .utf8)
    let sheet = try #require(Self.sheets(run)["Months"])
    #expect(
      (4...9).map { sheet.cell($0, 0)?.content }
        == ["H20", "H20", "H20", "total", "total", "total"].map { .text($0) })
    #expect(
      sheet.cell(5, 1)?.content == .text("2025-09") && sheet.cell(5, 4)?.content == .number(1))
    #expect(sheet.cell(9, 3)?.content == .text("total"))
    #expect(sheet.charts[0].chart.series.map(\.values) == [CellRange(rows: 4..<7, column: 4)])
  }

  @Test(
    "paper has what is drawn of the ledger and the quarter of the question of the curve; the rest stays on screen"
  )
  func printed() throws {
    let sheets = try Self.sheets(TinyRun())
    let ledger = try #require(sheets["Ledger"])
    #expect(ledger.filter?.last.row == 5)
    #expect(ledger.printed == CellRange(Place(0, 0), Place(4, 8)))
    let curve = try #require(sheets["Recovery curve"])
    let shown = try #require(curve.printed)
    #expect(curve.repeatedRows == 0...3 && curve.pages == .one)
    for row in shown.first.row...shown.last.row {
      #expect(curve.cell(row, 0)?.content == .text("FY2026Q4"))
    }
    #expect(curve.cell(shown.first.row - 1, 0)?.content == .text("FY2026Q3"))
  }

  @Test("the live probability begins at the target and the fiscal year's end, with its value")
  func threshold() throws {
    let sheet = try #require(Self.sheets(TinyRun())["Your threshold"])
    #expect(sheet.cell(3, 1)?.content == .text("FY2026Q4"))
    #expect(sheet.cell(4, 1)?.content == .number(5))
    guard case .formula(let formula, let value) = sheet.cell(6, 1)?.content else {
      Issue.record("no formula")
      return
    }
    #expect(formula == "=IF(B5<=0,1,IF(B5>B15,0,IF(B14=B13,B18,B18+(B5-B17)/(B19-B17)*(B20-B18))))")
    #expect(value == 0.05)
    #expect(sheet.choices.count == 2)
  }

  @Test("the curve joins counted thresholds with bins, and never rises")
  func curve() throws {
    let tiny = try TinyRun()
    let run = try RunResults(tiny.path)
    withExtendedLifetime(tiny) {}
    let first = try #require(ExceedanceCurve("FY2026Q3", of: run))
    // 0.45 was counted at $1bn and 0.0101 at $5bn: bins that have less before them do not fit.
    #expect(
      first.points.map(\.amount) == [0, 1e9, 1.8e9, 2.7e9, 3.6e9, 5e9, 5.4e9, 6.3e9, 7e9])
    #expect(first.points.map(\.source).count { $0 == "counted" } == 3)
    #expect(first.points[0].probability == 0.9)
    let last = try #require(ExceedanceCurve("FY2026Q4", of: run))
    #expect(last.points.map(\.amount) == [0, 1e9, 2e9, 4e9, 5e9, 8e9])
    #expect(
      last.points.map(\.source) == ["counted", "counted", "bin", "bin", "counted", "greatest"])
    #expect(last.points[0].probability == 0.98)
    for curve in [first, last] {
      for (a, b) in zip(curve.points, curve.points.dropFirst()) {
        #expect(a.amount < b.amount && a.probability > b.probability)
      }
    }
    #expect(ExceedanceCurve("FY2030Q1", of: run) == nil)
  }

  @Test("in pictures the trials at exactly 0 stand in the first bin")
  func bins() throws {
    let tiny = try TinyRun()
    let run = try RunResults(tiny.path)
    withExtendedLifetime(tiny) {}
    #expect(run.bins.map(\.low) == [0, 2e9, 4e9])
    #expect(run.bins.map(\.trials) == [520, 380, 100])
  }

  @Test("between two points the probability lies on their line")
  func interpolation() throws {
    let tiny = try TinyRun()
    let run = try RunResults(tiny.path)
    withExtendedLifetime(tiny) {}
    let curve = try #require(ExceedanceCurve("FY2026Q4", of: run))
    #expect(curve.probability(atLeast: 5e9) == 0.05)
    #expect(abs(curve.probability(atLeast: 3e9) - (0.48 + 0.1) / 2) < 1e-12)
    #expect(curve.probability(atLeast: 0) == 1)
    #expect(curve.probability(atLeast: -1) == 1)
    #expect(curve.probability(atLeast: 8e9) == 0.001)
    #expect(curve.probability(atLeast: 8.1e9) == 0)
  }

  @Test("bands of the fan are formulas over the quantiles beside them")
  func fan() throws {
    let sheet = try #require(Self.sheets(TinyRun())["Fan"])
    // Row 5 is the start, 7 the end of FY2026Q4.
    #expect(sheet.cell(6, 9)?.content == .formula("=E7-D7", value: 1))
    #expect(sheet.cell(6, 12)?.content == .formula("=H7-G7", value: 2))
    #expect(sheet.charts.count == 1 && sheet.charts[0].chart.series.count == 5)
  }

  @Test("what never happens says so, what is undefined is blank")
  func never() throws {
    let sheet = try #require(Self.sheets(TinyRun())["Summary"])
    let row = try #require(
      sheet.cells.first { $0.cell.content == .text("Months to the target") }?.place.row)
    #expect(sheet.cell(row, 1)?.content == .blank)
    #expect(sheet.cell(row, 3)?.content == .number(3))
    #expect(sheet.cell(row, 5)?.content == .text("never"))
  }

  @Test("texts that look like formulas are texts; an address becomes a link")
  func hostile() throws {
    let sheets = try Self.sheets(TinyRun(title: "=1+1", source: "'=HYPERLINK(1)"))
    #expect(sheets["Summary"]?.cell(0, 0)?.content == .text("=1+1"))
    let ledger = try #require(sheets["Ledger"])
    #expect(ledger.cell(5, 8)?.content == .text("=HYPERLINK(1)"))
    #expect(ledger.cell(5, 10)?.content == .blank)
    let address = "https://example.com/a"
    #expect(ledger.cell(4, 10)?.content == .link(address, address: address))
    #expect(ledger.cell(4, 9)?.content == .text("tiny.toml:9"))
  }

  @Test("a number of any size has a column")
  func immense() {
    for format in ["0.0%", "#,##0.00%", "#,##0"] {
      for value in [1.7e308, -1.7e308, 1e200, 5e-324] {
        var sheet = Sheet("s")
        SheetTable([.number("x")], [[.number(value, CellStyle(numberFormat: format))]])
          .put(on: &sheet, top: 0)
        #expect((8...18).contains(sheet.widths[0] ?? 0), "\(value) as \(format)")
      }
    }
  }

  @Test("a tornado's bars are formulas from the middle, and its inputs are ranked in the ledger")
  func tornado() throws {
    let run = try TinyRun()
    try """
    input,p10,p90,quantity,at_p10,at_p10_error,at_p90,at_p90_error,swing,swing_error,low,high
    uptake,0.2,0.4,recovered_fy,1e9,1e7,4e9,1e7,3e9,1e7,2.98e9,3.02e9

    """.write(toFile: "\(run.path)/tornado.csv", atomically: false, encoding: .utf8)
    let sheets = try Self.sheets(run)
    let swings = try #require(sheets["Swings"])
    #expect(swings.cell(4, 12)?.content == .formula("=E5-L5", value: -1))
    #expect(swings.cell(4, 13)?.content == .formula("=G5-L5", value: 2))
    #expect(sheets["Sensitivity"]?.charts.count == 1)
    #expect(sheets["Ledger"]?.cell(4, 11)?.content == .number(1))
    #expect(sheets["Ledger"]?.cell(5, 11)?.content == .blank)
  }

  @Test(
    "figures show the digits that their error allows, with their unit",
    arguments: [
      ("recovered", "USD", 3.17e9, 6e6, 3.17, "\"$\"#,##0.000\"bn\""),
      ("units.H20", "units", 321_958, 210, 321.958, "#,##0.0\" thousand\""),
      ("car.basket.120", "1", -0.0106, 0.0003, -0.0106, "#,##0.00%"),
      ("day.export_closed", "session", 33, 4, 33, "#,##0\" sessions\""),
      ("other", "a \"b\"", 2, 0.5, 2, "#,##0.0\" a b\""),
    ])
  func figures(
    output: String, unit: String, value: Double, error: Double, shown: Double, format: String
  ) {
    let cell = SheetUnit(of: output, unit: unit).figure(value, error: error)
    #expect(cell == .number(shown, CellStyle(numberFormat: format)))
  }

  @Test("a workbook is made of three commands' results")
  func otherResults() throws {
    let run = try TinyRun()
    try "{\"command\":\"seek\"}".write(
      toFile: "\(run.path)/run.json", atomically: false, encoding: .utf8)
    let problem = #expect(throws: DataProblem.self) { try ForecastWorkbook(folder: run.path) }
    #expect(
      problem?.description.hasSuffix(
        "holds results of chipcast seek; workbooks are made of those of run, compare and sweep")
        == true)
  }
}
