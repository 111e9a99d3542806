import Foundation
import Testing

/// `chipcast compare`.
@Suite("compare")
struct CompareTests {
  static let header = [
    "scenario", "output", "kind", "unit", "mean", "standard_error", "p05", "p50", "p95",
    "difference", "difference_error", "low", "high", "variance_ratio", "real", "never", "no_value",
    "as_of",
  ]

  /// The base scenario as mine.toml, and with a price of H20 5% higher as dear.toml.
  private static func place() throws -> Workplace {
    let place = try Workplace()
    let dear = "{ distribution = \"pert\", low = 10500, mode = 12390, high = 13650 }"
    try place.write("dear.toml", Base.withPrice(dear))
    return place
  }

  private static func rows(_ place: Workplace, _ folder: String) throws -> [[String: String]] {
    let file = try CSVFile(place.text("\(folder)/compare.csv"))
    #expect(file.header == header)
    return file.rows.map { Dictionary(uniqueKeysWithValues: zip(file.header, $0)) }
  }

  @Test("a price 5% higher gives 5% more revenue, known more than 100 times as well as unpaired")
  func pricePaired() async throws {
    let place = try Self.place()
    let outcome = try await place.chipcast(
      "compare", "mine.toml", "dear.toml", "--trials", "20000", "--quiet")
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let rows = try Self.rows(place, "out/compare-mine-dear")
    let revenue = rows.filter { $0["output"] == "revenue.H20" }
    try #require(revenue.map { $0["scenario"] } == ["mine", "dear"])
    func number(_ row: Int, _ column: String) throws -> Double {
      try #require(revenue[row][column].flatMap { Double($0) })
    }
    let (base, gain) = (try number(0, "mean"), try number(1, "difference"))
    #expect(revenue[0]["difference"] == "" && revenue[0]["real"] == "")
    #expect(abs(gain - 0.05 * base) <= 1e-6 * base)
    #expect(try number(1, "variance_ratio") > 100)
    #expect(revenue[1]["real"] == "yes")
    let error = try number(1, "difference_error")
    #expect(abs(try number(1, "low") - (gain - 1.959963984540054 * error)) <= 1e-6 * gain)
    let files = try place.contents(of: "out/compare-mine-dear").keys.sorted()
    #expect(files == ["compare.csv", "run.json"])
  }

  @Test("means and probabilities are those of the scenario's own run")
  func sameAsRun() async throws {
    let place = try Self.place()
    let options = ["--trials", "3000", "--quiet", "--seed", "9"]
    _ = try await place.chipcast(all: ["run", "dear.toml"] + options)
    _ = try await place.chipcast(
      all: ["compare", "mine.toml", "dear.toml", "--out", "pair"] + options)
    let compared = try Self.rows(place, "pair").filter { $0["scenario"] == "dear" }
    let summary = try CSVFile(place.text("out/dear/summary.csv"))
    for fields in summary.rows {
      let row = Dictionary(uniqueKeysWithValues: zip(summary.header, fields))
      let found = try #require(
        compared.first { $0["kind"] == "output" && $0["output"] == row["output"] })
      for column in ["unit", "mean", "standard_error", "p05", "p50", "p95"] {
        #expect(found[column] == row[column])
      }
    }
    let probabilities = try CSVFile(place.text("out/dear/probabilities.csv"))
    for fields in probabilities.rows {
      let found = try #require(
        compared.first { $0["kind"] == "statement" && $0["output"] == fields[0] })
      #expect(found["mean"] == fields[1])
    }
  }

  @Test("the same bytes for 1, 2 and 5 threads")
  func sameBytes() async throws {
    let place = try Self.place()
    var tables: [String] = []
    for threads in ["1", "2", "5"] {
      _ = try await place.chipcast(
        "compare", "mine.toml", "dear.toml", "--trials", "5000", "--quiet", "--threads", threads)
      tables.append(try place.text("out/compare-mine-dear/compare.csv"))
    }
    #expect(tables[0] == tables[1] && tables[0] == tables[2])
  }

  @Test("the same scenario twice differs nowhere")
  func twice() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "compare", "mine.toml", "mine.toml", "--trials", "2000")
    #expect(outcome.code == 0)
    #expect(outcome.err == "\nResults are in out/compare-mine-mine2/\n")
    #expect(outcome.out.contains("Pairing B with A: no output differs in any trial.\n"))
    let second = try Self.rows(place, "out/compare-mine-mine2")
      .filter { $0["scenario"] == "mine (2)" && $0["difference"] != "" }
    #expect(!second.isEmpty)
    #expect(second.allSatisfy { $0["difference"] == "0" && $0["difference_error"] == "0" })
    #expect(second.allSatisfy { $0["variance_ratio"] == "" && $0["real"] == "no" })
  }

  @Test("the table fits 110 columns and tells what pairing is worth")
  func table() async throws {
    let place = try Self.place()
    let outcome = try await place.chipcast(
      "compare", "mine.toml", "dear.toml", "mine.toml", "--trials", "20000")
    let lines = outcome.out.split(separator: "\n").map(String.init)
    #expect(lines.allSatisfy { $0.count <= 110 })
    #expect(lines[0] == "A  mine" && lines[2] == "B  dear" && lines[4] == "C  mine (2)")
    #expect(lines.contains { $0.hasPrefix("Recovered in") && $0.contains("real") })
    #expect(lines.contains { $0.hasPrefix("H20 units") && $0.contains("same") })
    #expect(lines.contains { $0.hasPrefix("Pairing B with A is worth ") })
  }

  @Test("--json prints the comparison, --set changes all scenarios")
  func json() async throws {
    let place = try Self.place()
    let outcome = try await place.chipcast(
      "compare", "mine.toml", "dear.toml", "--trials", "2000", "--json", "--set",
      "products.H20.price=10000")
    #expect(outcome.code == 0 && outcome.err == "")
    let printed = try JSON(outcome.out)
    #expect(printed["run"]?["names"]?.strings == ["mine", "dear"])
    #expect(printed["run"]?["plan"]?["trials"]?.number == 2000)
    #expect(printed["run"]?["gain"]?.elements?.isEmpty == true)
    let rows = printed["compare"]?.elements ?? []
    #expect(try rows.count == Self.rows(place, "out/compare-mine-dear").count)
    let differences = rows.compactMap { $0["difference"]?.number }
    #expect(!differences.isEmpty)
    #expect(differences.allSatisfy { $0 == 0 })
    let record = try JSON(place.text("out/compare-mine-dear/run.json"))
    #expect(try record.canonical() == printed["run"]?.canonical())
  }

  @Test("what only one scenario has is listed without a difference")
  func lacking() async throws {
    let place = try Workplace()
    try place.write("long.toml", Base.with("months = 18", "months = 24"))
    let outcome = try await place.chipcast(
      "compare", "mine.toml", "long.toml", "--trials", "500", "--quiet", "--out", "pair")
    #expect(outcome.code == 0 && outcome.out == "")
    #expect(outcome.err.hasPrefix("warning: the horizons differ (18 to 24 months): "))
    let rows = try Self.rows(place, "pair")
    let alone = Dictionary(grouping: rows, by: { "\($0["kind"] ?? "") \($0["output"] ?? "")" })
      .values.filter { $0.count == 1 }
    #expect(!alone.isEmpty)
    #expect(alone.allSatisfy { $0[0]["scenario"] == "long" && $0[0]["difference"] == "" })
  }

  static let usage = [
    "Usage: chipcast compare [<options>] <scenario> <scenario> ...",
    "  See 'chipcast compare --help' for more information.",
  ]

  @Test("one scenario alone is refused with the usage")
  func oneScenario() async throws {
    let place = try Workplace()
    let message = "Error: compare needs two or more scenario files, got 1"
    #expect(
      try await place.chipcast("compare", "mine.toml")
        == .refused([message] + Self.usage, code: 64))
    #expect(!place.hasResults)
  }

  @Test("a bad scenario is told with its file, and nothing is written")
  func badScenario() async throws {
    let place = try Workplace()
    try place.write("bad.toml", Base.with("[simulation]", "[simulatoin]"))
    let outcome = try await place.chipcast("compare", "mine.toml", "bad.toml")
    #expect(outcome.code == 65 && outcome.out == "")
    #expect(outcome.err.hasPrefix("bad.toml:"))
    #expect(!place.hasResults)
    let missing = try await place.chipcast("compare", "mine.toml", "none.toml")
    #expect(missing.code == 65 && missing.err.hasPrefix("none.toml"))
  }

  @Test("what is wrong in every file is told, once where all share it")
  func badScenarios() async throws {
    let place = try Workplace()
    try place.write("one.toml", Base.with("months = 18", "months = 0"))
    try place.write("two.toml", Base.with("tax_rate = 0.17", "tax_rate = 2"))
    let outcome = try await place.chipcast(
      "compare", "one.toml", "mine.toml", "two.toml", "--set", "nothing=1")
    let lines = outcome.err.split(separator: "\n").map(String.init)
    #expect(outcome.code == 65 && outcome.out == "")
    #expect(lines.contains { $0.hasPrefix("one.toml:4: months: ") })
    #expect(lines.contains { $0.hasPrefix("two.toml:7: tax_rate: ") })
    #expect(lines.filter { $0 == "--set nothing=1: nothing: is not a known key" }.count == 1)
    #expect(lines.count == 3)
  }

  @Test("--design says how draws are spread, for all scenarios")
  func design() async throws {
    let place = try Self.place()
    let outcome = try await place.chipcast(
      "compare", "mine.toml", "dear.toml", "--trials", "4000", "--json", "--design",
      "latin-hypercube")
    let printed = try JSON(outcome.out)
    #expect(outcome.code == 0)
    #expect(printed["run"]?["plan"]?["design"]?.string == "latin-hypercube")
  }

  private static let refusal =
    "later.toml:3: as_of: must be that of the scenario it is compared with, 2025-07-15 (mine.toml:3), "
    + "got 2025-08-20: months and sessions count from it, so their figures are of windows of different "
    + "length"

  @Test("scenarios as of different days are compared by the calendar, and it is said how")
  func calendar() async throws {
    let place = try Workplace()
    try place.write("later.toml", Base.with("as_of = 2025-07-15", "as_of = 2025-08-20"))
    let outcome = try await place.chipcast(
      "compare", "mine.toml", "later.toml", "--trials", "1000", "--no-equities")
    #expect(outcome.code == 0)
    let told =
      "the scenarios are as of different days: mine 2025-08 to 2027-01, later 2025-09 to 2027-02 with $0 "
      + "booked of FY2026Q3 before. Compared are FY2026Q3 to FY2027Q4 by name and the revenue of 2025-08 to "
      + "2027-01 as common.recovered, to 2026-01 as common.recovered_fy. "
    #expect(outcome.err.hasPrefix("warning: \(told)"))
    let words = outcome.out.split { " \n".contains($0) }.joined(separator: " ")
    #expect(words.contains("Note: \(told)"))
    #expect(words.contains("Recovered 2025-08 to 2027-01") && words.contains("Revenue in FY2027Q4"))
    let rows = try CSVFile(place.text("out/compare-mine-later/compare.csv"))
    let compared = try Set(rows.column("output"))
    #expect(compared.contains("common.recovered") && compared.contains("revenue.H20.FY2026Q3"))
    #expect(!compared.contains("recovered_fy") && !compared.contains("day.export_closed"))
    let apart = try await place.chipcast(
      "compare", "mine.toml", "later.toml", "--trials", "1000", "--set", "months=1")
    #expect(
      apart
        == .refused([
          "later.toml:3: as_of: must leave months of the calendar in common: mine covers 2025-08 to 2025-08 "
            + "and later 2025-09 to 2025-09; compare scenarios whose months overlap"
        ]))
  }

  @Test(
    "a sweep of scenarios as of different days is refused, with both files and dates",
    arguments: [["sweep", "--scenarios", "mine.toml", "later.toml"]])
  func dates(command: [String]) async throws {
    let place = try Workplace()
    try place.write("later.toml", Base.with("as_of = 2025-07-15", "as_of = 2025-08-20"))
    let outcome = try await place.chipcast(all: command + ["--trials", "1000"])
    #expect(outcome == .refused([Self.refusal]))
    #expect(!place.hasResults)
    let same = try await place.chipcast(
      all: command + ["--trials", "1000", "--quiet", "--set", "as_of=2025-07-20"])
    #expect(same == Outcome(code: 0, out: "", err: ""))
  }

  @Test("as_of is not varied in a sweep")
  func sweep() async throws {
    let outcome = try await Workplace().chipcast(
      "sweep", "mine.toml", "--vary", "as_of=2025-07-15,2025-08-20", "--trials", "1000")
    #expect(outcome.code == 64)
    #expect(
      outcome.err.hasPrefix(
        "Error: --vary must leave as_of: months and sessions count from it, so figures would be of "
          + "windows of different length, got 2025-07-15, 2025-08-20\n"))
  }
}
