import Foundation
import Testing

/// `chipcast score`.
@Suite("score")
struct ScoreTests {
  private static let actuals = """
    quarter,product,output,value,low,high,unit,date_reported,press
    FY2026Q3,H20,revenue,5e8,4.9e8,5.1e8,USD,2025-11-19,
    FY2026Q3,B30,revenue,0,,,USD,2026-02-25,
    FY2026,total,recovered_fy,6e7,55e6,65e6,USD,2026-02-25,1e10
    FY2026Q2,H20,revenue,0,,,USD,2025-08-27,

    """

  private static func place() throws -> Workplace {
    let place = try Workplace()
    try place.write("actuals.csv", actuals)
    return place
  }

  @Test("percentiles, intervals, CRPS and Brier are those of trials.csv")
  func sameAsTrials() async throws {
    let place = try Self.place()
    let common = ["--trials", "3000", "--quiet", "--seed", "4"]
    _ = try await place.chipcast(all: ["run", "mine.toml", "--write-trials", "3000"] + common)
    let outcome = try await place.chipcast(
      all: ["score", "mine.toml", "--actuals", "actuals.csv"] + common)
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let trials = try TrialsTable(try #require(place.contents(of: "out/mine")["trials.csv"])) {
      $0.hasPrefix("re")
    }
    let file = try CSVFile(place.text("out/score-mine/score.csv"))
    let rows = file.rows.map { Dictionary(uniqueKeysWithValues: zip(file.header, $0)) }
    #expect(rows.map { $0["scored"] } == ["yes", "yes", "yes", "no"])
    #expect(rows[3]["reason"] == "FY2026Q2 is not forecast, FY2026Q3 to FY2027Q4 are")
    for row in rows.prefix(3) {
      func number(_ key: String) throws -> Double { try #require(Double(row[key] ?? ""), "\(key)") }
      let x = try trials[row["name"] ?? ""].sorted()
      let y = try number("value")
      #expect(try number("pit_below") == Double(x.count { $0 < y }) / 3000)
      #expect(try number("pit_at_or_below") == Double(x.count { $0 <= y }) / 3000)
      // From a sketch; whether the value lies between is known exactly.
      #expect(abs(try number("low_90") - x[149]) <= 5e-4 * x[149])
      #expect(abs(try number("high_90") - x[2849]) <= 5e-4 * x[2849])
      #expect(row["inside_90"] == (x[149] <= y && y <= x[2849] ? "yes" : "no"))
      let distance = x.reduce(0) { $0 + abs($1 - y) } / 3000
      let spread = x.enumerated().reduce(0.0) { $0 + Double(2 * $1.offset - 2999) * $1.element }
      let crps = distance - spread / (3000 * 2999)
      #expect(abs(try number("crps") - crps) <= 1e-6 * crps)
      #expect(try number("crps_range_low") <= crps * (1 + 1e-6))
      #expect(try number("crps_range_high") >= crps * (1 - 1e-6))
    }
    let year = rows[2]
    #expect(year["press_crps"] == "9940000000")
    let skill = try #require(Double(year["skill"] ?? ""))
    #expect(abs(skill - (1 - (try #require(Double(year["crps"] ?? ""))) / 9.94e9)) < 1e-12)
    let statements = try CSVFile(place.text("out/score-mine/score_statements.csv"))
    let billion = try statements.row("mine", "2025-07-15", "recovered_fy", "1000000000")
    let p = Double(try trials["recovered_fy"].count { $0 >= 1e9 }) / 3000
    #expect(billion["probability"].flatMap(Double.init) == p && billion["happened"] == "no")
    #expect(billion["brier"].flatMap(Double.init) == p * p && billion["press_brier"] == "1")
    let log = try #require(billion["log_score"].flatMap { Double($0) })
    #expect(abs(log + Foundation.log(1 - p)) < 1e-12)
  }

  @Test("a folder of results is scored as it was run, whatever the shares in it")
  func folder() async throws {
    let place = try Shares.place()
    try place.write("actuals.csv", Self.actuals)
    let set = ["--set", "uptake=0.3", "--trials", "1500", "--seed", "21"]
    _ = try await place.chipcast(all: ["run", "mine.toml", "--quiet"] + set)
    let again = try await place.chipcast(
      "score", "out/mine", "--actuals", "actuals.csv", "--quiet", "--out", "again")
    #expect(again == Outcome(code: 0, out: "", err: ""))
    _ = try await place.chipcast(
      all: ["score", "mine.toml", "--actuals", "actuals.csv", "--quiet", "--out", "plain"] + set)
    #expect(try place.text("again/score.csv") == place.text("plain/score.csv"))
    let record = try JSON(place.text("again/run.json"))
    #expect(record["scored"]?.elements?.first?["plan"]?["trials"]?.number == 1500)
    // The scenario changes: its results can no longer be made again.
    try place.write("mine.toml", Shares.text + "\n[products.B30.launch]\nvalue = 3\n")
    let changed = try await place.chipcast("score", "out/mine", "--actuals", "actuals.csv")
    #expect(changed.code == 65 && changed.out == "")
    #expect(changed.err.hasPrefix("out/mine/run.json: fingerprint "))
    #expect(changed.err.hasSuffix("the scenario or its data changed; run it again\n"))
  }

  @Test("dated scenarios give a row each by date, and one for all")
  func dated() async throws {
    let place = try Self.place()
    try place.write("later.toml", Base.with("2025-07-15", "2025-07-20"))
    let outcome = try await place.chipcast(
      "score", "later.toml", "mine.toml", "--actuals", "actuals.csv", "--trials", "1000")
    #expect(outcome.code == 0 && outcome.err == "\nResults are in out/score-later-mine/\n")
    #expect(outcome.out.contains("Recovered by end of FY2026: $0.06bn was reported."))
    #expect(outcome.out.split(separator: "\n").allSatisfy { $0.count <= 120 })
    let table = try CSVFile(place.text("out/score-later-mine/calibration.csv"))
    #expect(try table.column("scenario") == ["mine", "later", "all"])
    #expect(try table.numbers("actuals") == [3, 3, 6])
    let inside = try table.numbers("inside_95")
    #expect(inside[0] + inside[1] == inside[2])
    let scores = try table.numbers("mean_crps")
    #expect(abs((scores[0] + scores[1]) / 2 - scores[2]) <= 1e-9 * scores[2])
  }

  @Test("the same bytes for any number of threads; --press and --json")
  func pressAndJSON() async throws {
    let place = try Self.place()
    var printed: [Data] = []
    for threads in ["1", "2", "5"] {
      let outcome = try await place.chipcast(
        "score", "mine.toml", "--actuals", "actuals.csv", "--trials", "4000", "--json",
        "--threads", threads, "--press", "revenue.H20.FY2026Q3=2.5e9")
      let json = try JSON(outcome.out)
      let rows = json["score"]?.elements ?? []
      #expect(rows.first?["press"]?.number == 2.5e9)
      #expect(
        rows.filter { $0["name"]?.string == nil }.compactMap { $0["reason"]?.string }.count == 1)
      printed.append(try json.canonical(without: ["run"]))
    }
    #expect(printed[0] == printed[1] && printed[0] == printed[2])
  }

  @Test(
    "a probability of 0 for what happened has an infinite log score, and a single trial no CRPS")
  func extremes() async throws {
    let place = try Workplace()
    try place.write(
      "actuals.csv",
      "quarter,product,output,value,date_reported\nFY2026,total,recovered_fy,9e10,2026-02-25\n")
    let outcome = try await place.chipcast(
      "score", "mine.toml", "--actuals", "actuals.csv", "--trials", "1")
    #expect(outcome.code == 0 && outcome.out.contains("infinite"))
    let table = try CSVFile(place.text("out/score-mine/score.csv"))
    #expect(try table.column("crps") == [""])
    let statements = try CSVFile(place.text("out/score-mine/score_statements.csv"))
    #expect(try statements.column("log_score").last == "")
  }

  @Test("a scenario that forecast none of the actuals says so")
  func none() async throws {
    let place = try Self.place()
    let outcome = try await place.chipcast(
      "score", "mine.toml", "--actuals", "actuals.csv", "--trials", "500", "--set",
      "as_of=2026-11-20")
    #expect(outcome.code == 0)
    #expect(outcome.out.contains("No actual was forecast by this scenario."))
    #expect(outcome.out.contains("reported 2026-02-25, not after 2026-11-20"))
  }

  static let refusals: [(arguments: [String], code: Int32, message: String)] = [
    (
      ["mine.toml", "--actuals", "none.csv"], 65, "none.csv: there is no such file"
    ),
    (
      ["mine.toml", "--actuals", "bad.csv"], 65,
      "bad.csv:2: value must be a number or empty, got \"much\""
    ),
    (
      ["empty", "--actuals", "actuals.csv"], 65,
      "empty/run.json: there is no such file; score takes a scenario or a folder of results"
    ),
    (
      ["broken", "--actuals", "actuals.csv"], 65,
      "broken/run.json: is not the record of a run of one scenario"
    ),
    (
      ["broken", "--actuals", "actuals.csv", "--seed", "3"], 64,
      "Error: --trials, --seed and --set go with scenario files; the folder broken is scored as it "
        + "was run"
    ),
    (
      ["mine.toml", "--actuals", "actuals.csv", "--press", "recovered_fy"], 64,
      "Error: --press must be written name=number, got recovered_fy"
    ),
    (
      ["mine.toml", "--actuals", "actuals.csv", "--press", "x=1", "--trials", "10"], 64,
      "Error: --press names x, of which there is no scored actual; there are recovered_fy, "
        + "revenue.B30.FY2026Q3, revenue.H20.FY2026Q3"
    ),
    (
      ["mine.toml", "--actuals", "actuals.csv", "--trials", "5000M"], 64,
      "Error: --trials must be at most 4294967296, which is what a score can count, got 5000000000"
    ),
  ]

  @Test("what cannot be scored is told, and nothing is written", arguments: refusals)
  func refuses(arguments: [String], code: Int32, message: String) async throws {
    let place = try Self.place()
    try place.write(
      "bad.csv",
      "quarter,product,output,value,date_reported\nFY2026Q3,H20,revenue,much,2026-01-01\n")
    try place.write("empty/x", "")
    try place.write("broken/run.json", "{\"plan\": 3}")
    let outcome = try await place.chipcast(all: ["score"] + arguments)
    #expect(outcome.code == code && outcome.out == "")
    #expect(outcome.err.split(separator: "\n").first.map(String.init) == message)
    #expect(!place.hasResults)
  }
}
