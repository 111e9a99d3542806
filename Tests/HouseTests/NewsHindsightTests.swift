import Foundation
import Testing

/// What is dated later than a scenario cannot tell its rates of news.
@Suite("no hindsight in news")
struct NewsHindsightTests {
  /// Every file of a run of revenue alone, against events of which each row is kept, changed or left out.
  private static func results(
    _ scenario: String, _ asOf: String?, events: (_ day: Substring, _ row: String) -> String?
  ) async throws -> [String: Data] {
    let place = try Workplace()
    let name = "\(scenario).toml"
    try place.write("Models/\(name)", PackageFiles.text("Models/\(name)"))
    try place.write(
      "Data/events.csv",
      PackageFiles.text("Data/events.csv").mappingRows {
        events($0.split(separator: ",")[1], String($0))
      })
    let hasNews = try PackageFiles.text("Models/\(name)").contains("[news.")
    let rates =
      hasNews
      ? []
      : ["events=Data/events.csv"]
        + ["chinese_rejection", "controls_tightened", "announcement"].map {
          "news.\($0)={rate={from=\"events\"}}"
        }
    let outcome = try await place.chipcast(
      all: ["run", "Models/\(name)"] + rates.flatMap { ["--set", $0] }
        + (asOf.map { ["--set", "as_of=\($0)"] } ?? [])
        + ["--no-equities", "--trials", "1500", "--quiet"])
    #expect(outcome.code == 0 && outcome.out == "")
    var files = try place.contents(of: "out/\(scenario)")
    // A copy of the rows that sources name.
    files["sources.csv"] = nil
    files["run.json"] = try JSON(place.text("out/\(scenario)/run.json"))
      .canonical(without: ["timing", "machine"])
    return files
  }

  @Test(
    "later rows may be left out or be absurd, and every file has the same bytes; an earlier one counts",
    arguments: [
      ("h20-b30-2025-07-first-edition", "2025-07-15", nil), ("h200-2026-11", "2026-11-20", nil),
      ("h200-2026-11", "2026-01-10", "2026-01-10"),
    ])
  func laterRows(scenario: String, day: String, asOf: String?) async throws {
    let whole = try await Self.results(scenario, asOf) { $1 }
    let cut = try await Self.results(scenario, asOf) { $0 > day ? nil : $1 }
    let absurd = try await Self.results(scenario, asOf) { date, row in
      date > day ? "x,\(date),,,chinese_rejection,no such level,,," : row
    }
    #expect(whole.count > 6)
    #expect(cut == whole && absurd == whole)
    let fewer = try await Self.results(scenario, asOf) { $0 == "2025-04-15" ? nil : $1 }
    #expect(fewer["summary.csv"] != whole["summary.csv"])
  }
}
