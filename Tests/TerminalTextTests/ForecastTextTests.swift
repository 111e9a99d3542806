import Analysis
import Foundation
import Records
import Scenario
import Simulation
import Testing

@testable import TerminalText
@testable import Wording

/// The forecast of the base scenario as a person reads it.
@Suite("forecast text")
struct ForecastTextTests {
  private static func text(
    _ overrides: [String] = [], isUnicode: Bool = true
  ) throws -> [String] {
    let root = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
    let forecast = try Forecast(
      path: root.appendingPathComponent("Fixtures/base.toml").path, overrides: overrides)
    let plan = try Plan(trials: 2000, seed: 7)
    let results = try simulate(forecast.model, plan, statements: forecast.statements)
    let terminal = Terminal(isUnicode: isUnicode, isStyled: false)
    let drivers = String(repeating: "words that fill a line ", count: 20)
    let run = RunResults(
      forecast, results, try RecoveryFan(forecast, plan), nil, try SourceList(of: forecast),
      RunRecord(forecast, plan, results, seconds: 2))
    return ForecastText(forecast, results, run, terminal: terminal)
      .text(plan, seconds: 2, drivers: drivers)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  @Test("the histogram has a rule at 10 billion dollars, between 9-10 and 10-11")
  func rule() throws {
    let lines = try Self.text()
    let rule = try #require(lines.firstIndex(of: "  ──────────── $10bn ────────────"))
    #expect(lines[rule - 1].hasPrefix("    9–10  "))
    #expect(lines[rule + 1].hasPrefix("   10–11  "))
    let plain = try Self.text(isUnicode: false)
    #expect(plain.contains("  ------------ $10bn ------------"))
  }

  @Test("the rule is there even where no trial reaches it")
  func ruleBeyondAllTrials() throws {
    let lines = try Self.text(["target_revenue=20e9"])
    #expect(lines.contains("  ──────────── $20bn ────────────"))
    let between = try Self.text(["target_revenue=9.5e9"])
    let rule = try #require(between.firstIndex(of: "  ──────────── $9.5bn ────────────"))
    #expect(between[rule - 1].hasPrefix("    9–10  "))
  }

  @Test("the rows of the histogram hold all trials")
  func rowsHoldAllTrials() throws {
    let lines = try Self.text()
    let start = try #require(lines.firstIndex { $0.hasPrefix("Trials by revenue") })
    let rows = lines[(start + 1)...].prefix { !$0.isEmpty }
    let shares = rows.compactMap { row in
      row.split(separator: " ").last.flatMap { $0.hasSuffix("%") ? Double($0.dropLast()) : nil }
    }
    #expect(abs(shares.reduce(0, +) - 100) < 0.1)
  }

  @Test("the fan ends where the recovery's quantiles lie, and rises")
  func fan() throws {
    let lines = try Self.text()
    let start = try #require(lines.firstIndex { $0.hasPrefix("Cumulative revenue, $bn") })
    #expect(lines[start].split(separator: " ").suffix(2) == ["FY2026Q3", "FY2027Q4"])
    let recovered = try #require(lines.first { $0.hasPrefix("Recovered in 18 months") })
    let quantiles = recovered.split(separator: " ").dropLast().suffix(3).compactMap { Double($0) }
    for (row, quantile) in zip(["P95", "P50", "P5"], quantiles.reversed()) {
      let line = try #require(lines[start...].first { $0.hasPrefix("  \(row) ") })
      let parts = line.split(separator: " ")
      #expect(parts[1].count == 6 && parts[1].sorted() == Array(parts[1]))
      #expect(abs(try #require(Double(parts[3])) - quantile) < 0.05)
    }
  }

  @Test("it begins with the title and what was run, and breaks lines at 90 characters")
  func headAndWidth() throws {
    let lines = try Self.text()
    #expect(lines[0] == "A scenario for tests")
    #expect(
      lines[1] == "as of 2025-07-15 · 2,000 trials · seed 7 · 2.00 s (1 thousand trials a second)")
    #expect(lines.allSatisfy { $0.count <= 90 })
  }

  @Test("an outside view stands beside the inside view and what pools them, and not among the rest")
  func views() throws {
    let lines = try Self.text(["outside_view={weight=0.5, delivered=0}"])
    let start = try #require(lines.firstIndex { $0.hasPrefix("Inside, outside and pooled, $bn") })
    #expect(lines[start].hasSuffix("P(≥ $10bn)"))
    let rows = lines[(start + 1)...].prefix { !$0.isEmpty }.map { $0.split(separator: " ") }
    #expect(rows.count == 9)
    #expect(rows[0].starts(with: "Recovered by the end of FY2026 inside".split(separator: " ")))
    #expect(rows[1].first == "outside")
    #expect(rows[1].dropFirst().allSatisfy { cell in Double(cell.filter { $0 != "%" }) == 0 })
    #expect(rows[2].first == "pooled")
    #expect(lines.joined(separator: " ").contains("From inside alone the median is $"))
    #expect(!lines.contains { $0.contains("in the inside view") })
    #expect(try !Self.text().contains { $0.hasPrefix("Inside") })
  }

  @Test("the statistics of a trial count are there for every product and threshold")
  func rows() throws {
    let text = try Self.text().joined(separator: "\n")
    for label in [
      "Recovered by end of FY2026", "Recovered in 18 months", "H20 revenue", "B30 units",
      "Months to $10bn", "recovered by end of FY2026 ≥ $2.5bn", "the target is reached",
    ] {
      #expect(text.contains(label))
    }
  }
}
