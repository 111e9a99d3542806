import EventStudy
import Foundation
import Sampling
import Testing

@testable import Scenario

@Suite("dates in the place of months")
struct DatedMonthsTests {
  private func months(_ year: Int, _ month: Int, _ day: Int, since asOf: Day) throws -> Double {
    try #require(Day(year: year, month: month, day: day)).months(since: asOf)
  }

  /// With the base scenario in it.
  private static func folder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let base = packageRoot.appendingPathComponent("Tests/Fixtures/base.toml")
    _ = try folder.write("base.toml", String(contentsOf: base, encoding: .utf8))
    return folder
  }

  @Test("count to the end of their own month as that part of it which is over")
  func formula() throws {
    let asOf = try #require(Day(year: 2025, month: 7, day: 15))
    #expect(try months(2025, 8, 31, since: asOf) == 1)
    #expect(try months(2025, 9, 1, since: asOf) == 1 + 1.0 / 30)
    #expect(try months(2026, 2, 14, since: asOf) == 6.5)
    #expect(try months(2027, 1, 31, since: asOf) == 18)
    // What was over before month 0 waits for nothing.
    #expect(try months(2025, 7, 31, since: asOf) == 0)
    #expect(try months(2024, 1, 1, since: asOf) == 0)
  }

  @Test("stay where they are when as_of moves, and count from month 0 all the same")
  func stay() throws {
    let folder = try Self.folder()
    func launch(_ asOf: String, _ launch: String) throws -> any Distribution {
      let mine = try folder.write(
        "mine.toml",
        "extends = \"base.toml\"\nas_of = \(asOf)\n[products.B30]\nlaunch = \(launch)\n")
      let forecast = try Forecast(path: mine)
      return try #require(
        forecast.ledger.first { $0.key == "products.B30.launch" }
      ).distribution
    }
    #expect(try launch("2025-07-15", "2025-09-30").mean == 2)
    #expect(try launch("2025-07-31", "2025-09-30").mean == 2)
    #expect(try launch("2025-08-01", "2025-09-30").mean == 1)
    #expect(try launch("2026-01-01", "2025-09-30").mean == 0)
    let pert = try launch(
      "2025-07-15",
      "{ distribution = \"pert\", low = 2025-08-31, mode = 2025-10-31, high = 2026-01-31 }")
    #expect(pert.support == 1...6)
    #expect(
      try launch("2025-07-15", "{ distribution = \"gamma\", shape = 2, scale = 1.2 }").mean == 2.4)
  }

  @Test("are refused where a number says how long or how wide, not when")
  func refused() throws {
    let folder = try Self.folder()
    for text in [
      "ramp = 2025-09-01", "lead_time = 2025-09-01",
      "launch = { distribution = \"gamma\", shape = 2025-09-01, scale = 1 }",
    ] {
      let mine = try folder.write("mine.toml", "extends = \"base.toml\"\n[products.B30]\n\(text)\n")
      #expect(throws: ScenarioError.self) { try Forecast(path: mine) }
    }
  }

  @Test("in quotes, or of no calendar, are told how to be written")
  func quoted() throws {
    let folder = try Self.folder()
    func problem(_ launch: String) throws -> String {
      let mine = try folder.write(
        "mine.toml", "extends = \"base.toml\"\n[products.B30]\nlaunch = \(launch)\n")
      do {
        _ = try Forecast(path: mine)
        return ""
      } catch {
        return error.problems.map(\.message).joined(separator: "; ")
      }
    }
    #expect(
      try problem("\"2025-09-30\"")
        == "must be a number of months, a date without quotes such as 2025-09-30, or a table with a "
        + "distribution, got \"2025-09-30\"")
    #expect(
      try problem("{ distribution = \"uniform\", low = \"2025-09-30\", high = 2025-12-31 }")
        == "must be a finite number or a date without quotes, got \"2025-09-30\"")
  }
}
