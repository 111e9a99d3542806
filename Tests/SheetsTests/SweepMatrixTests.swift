import EventStudy
import Foundation
import Records
import TestSupport
import Testing
import Workbook

@testable import Sheets

/// The matrices of a sweep's workbook.
@Suite("matrix of a sweep")
struct SweepMatrixTests {
  /// The workbook of a sweep over these keys: the mean of each scenario is 1, 2, … billions, the probability of
  /// its target a tenth of that.
  private static func sheets(keys: [String], _ values: [[String]]) throws -> [Sheet] {
    let run = try TinyRun()
    let record = """
      {"version":"0.1.0","command":"sweep","scenario":{"name":"tiny","title":"A title",
      "description":"","as_of":"2025-07-15","files":["tiny.toml"],"overrides":[],"fingerprint":"0123",
      "recovery_fingerprint":"0123","months":3,"year_end":"FY2026"},"settings":{},
      "keys":[\(keys.map { "\"\($0)\"" }.joined(separator: ","))],
      "plan":{"trials":1000,"seed":7,"design":"random","generator":"default"}}
      """
    var text = "number,scenario,\(keys.joined(separator: ",")),output,unit,statistic,value,"
    text += "standard_error,low,high\n"
    for (k, part) in values.enumerated() {
      let start = "\(k),tiny,\(part.joined(separator: ",")),"
      let mean = Double(k + 1)
      text += "\(start)recovered_fy,USD,mean,\(mean * 1e9),1e7,,\n"
      text +=
        "\(start)recovered_fy >= 10e9,1,probability,\(mean / 10),0.001,\(mean / 10),\(mean / 10)\n"
    }
    for (name, text) in [("run.json", record), ("sweep.csv", text)] {
      try text.write(toFile: "\(run.path)/\(name)", atomically: false, encoding: .utf8)
    }
    return try ForecastWorkbook(folder: run.path).sheets
  }

  private static let grid = [["0.2", "10"], ["0.2", "20"], ["0.3", "10"], ["0.3", "20"]]

  @Test(
    "two keys make a matrix of the means and one of the probabilities, each shaded and with its chart"
  )
  func twoKeys() throws {
    let sheet = try #require(Self.sheets(keys: ["uptake", "price"], Self.grid).first)
    #expect(sheet.name == "Matrix")
    #expect(sheet.cell(4, 0)?.content == .text("price"))
    #expect(sheet.cell(4, 1)?.content == .number(0.2) && sheet.cell(4, 2)?.content == .number(0.3))
    // The greatest price on top.
    #expect(sheet.cell(5, 0)?.content == .number(20) && sheet.cell(6, 0)?.content == .number(10))
    let means = [sheet.cell(5, 1), sheet.cell(5, 2), sheet.cell(6, 1), sheet.cell(6, 2)]
    #expect(means.map { $0?.content } == [2, 4, 1, 3].map { .number($0) })
    #expect(sheet.shades.count == 2 && sheet.charts.count == 2)
    let shade = sheet.shades[0]
    #expect(shade.range == CellRange(Place(5, 1), Place(6, 2)))
    #expect(shade.low == 1 && shade.high == 4)
    #expect(sheet.shades[1].low == 0.1 && sheet.shades[1].high == 0.4)
    let chart = sheet.charts[0].chart
    #expect(chart.series.map(\.name) == ["price = 20", "price = 10"])
    #expect(chart.series[0].across == CellRange(Place(4, 1), Place(4, 2)))
    #expect(chart.series[0].values == CellRange(Place(5, 1), Place(5, 2)))
  }

  @Test("a third key makes a matrix for each of its values, all with the same shades")
  func threeKeys() throws {
    let values = ["a", "b"].flatMap { third in Self.grid.map { $0 + [third] } }
    let sheet = try #require(Self.sheets(keys: ["uptake", "price", "word"], values).first)
    #expect(sheet.name == "Matrix" && sheet.charts.isEmpty && sheet.shades.count == 4)
    #expect(Set(sheet.shades.prefix(2).map(\.high)) == [8] && sheet.shades[2].high == 0.8)
    let headings = sheet.cells.compactMap { placed -> String? in
      if case .text(let text) = placed.cell.content, text.contains(": ") { text } else { nil }
    }
    #expect(headings.count == 4)
  }

  @Test("one key, and pairs that are no grid, have none")
  func noGrid() throws {
    let one = try Self.sheets(keys: ["uptake"], [["0.2"], ["0.3"]])
    #expect(one.map(\.name) == ["Charts", "Sweep", "Run"])
    let pairs = try Self.sheets(keys: ["uptake", "price"], [["0.2", "10"], ["0.3", "20"]])
    #expect(pairs.map(\.name) == ["Sweep", "Run"])
  }
}
