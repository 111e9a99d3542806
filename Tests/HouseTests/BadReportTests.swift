import Foundation
import Testing

/// What `chipcast report` refuses, and how it says so.
@Suite("bad reports")
struct BadReportTests {
  /// Results of a run, broken by `harm`, are refused.
  private static func expectRefusal(
    _ message: String, _ arguments: [String] = [], after harm: (Workplace) throws -> Void
  ) async throws {
    let place = try Workplace()
    _ = try await place.chipcast("run", "mine.toml", "--trials", "200", "--quiet")
    try harm(place)
    let outcome = try await place.chipcast(all: ["report", "out/mine"] + arguments)
    #expect(outcome == .refused([message]))
    #expect(try place.contents(of: "out/mine")["report.html"] == nil)
  }

  @Test("a folder that is not there or holds no results")
  func noResults() async throws {
    let place = try Workplace()
    try place.write("other/a.txt", "x")
    let missing = try await place.chipcast("report", "out/none")
    #expect(missing == .refused(["out/none: there is no such folder"]))
    let empty = try await place.chipcast("report", "other")
    #expect(
      empty == .refused(["other: holds no results of chipcast run: there is no run.json in it"]))
    let file = try await place.chipcast("report", "mine.toml")
    #expect(
      file == .refused(["mine.toml: is a file; the folder of a run's results is expected"]))
  }

  @Test("results of another command, or a record that is none")
  func otherResults() async throws {
    try await Self.expectRefusal(
      "out/mine: holds results of chipcast seek; reports are made of those of run, compare, sweep, "
        + "sensitivity, event-study and backtest"
    ) { try $0.write("out/mine/run.json", "{\"command\":\"seek\"}") }
    try await Self.expectRefusal("out/mine/run.json: is not a record of chipcast") {
      try $0.write("out/mine/run.json", "{")
    }
    try await Self.expectRefusal(
      "out/mine/run.json: is not a record of chipcast: command is missing"
    ) { try $0.write("out/mine/run.json", "{\"version\":\"0.1.0\"}") }
    try await Self.expectRefusal(
      "out/mine/run.json: is not a record of chipcast: scenario is missing"
    ) { try $0.write("out/mine/run.json", "{\"command\":\"run\",\"version\":\"0.1.0\"}") }
  }

  @Test("a half-written file is told with its line")
  func halfWritten() async throws {
    func cut(_ name: String, to length: Int) -> (Workplace) throws -> Void {
      { place in
        let text = try place.text("out/mine/\(name)")
        try place.write("out/mine/\(name)", String(text.prefix(length)))
      }
    }
    try await Self.expectRefusal(
      "out/mine/probabilities.csv:2: has 2 fields where the header has 7",
      after: cut(
        "probabilities.csv",
        to: "statement,probability,low,high,trials,scenario,as_of\r\nrecovered_fy".count + 8))
    try await Self.expectRefusal(
      "out/mine/quantiles.csv:2: the last line is not finished; run the scenario again",
      after: {
        try $0.write(
          "out/mine/quantiles.csv",
          "output,unit,probability,value,low,high\nrecovered_fy,USD,0.01,1,2,3")
      })
    try await Self.expectRefusal(
      "out/mine/monthly.csv: is empty; a header line with the names of columns is expected",
      after: { try $0.write("out/mine/monthly.csv", "") })
  }

  private static let bins = "output,unit,low,high,trials,share,share_below_high\n"

  @Test("a missing file, a missing column, a word for a number")
  func wrongFiles() async throws {
    try await Self.expectRefusal(
      "out/mine/quarterly.csv: there is no such file, or it cannot be read",
      after: { try $0.remove("out/mine/quarterly.csv") })
    try await Self.expectRefusal(
      "out/mine/recovery_curve.csv: has no column \"threshold\"; its columns are quarter, probability",
      after: { try $0.write("out/mine/recovery_curve.csv", "quarter,probability\nFY2026Q3,1\n") })
    try await Self.expectRefusal(
      "out/mine/histogram.csv:3: trials must be a number, got \"many\"",
      after: {
        try $0.write(
          "out/mine/histogram.csv",
          "\(Self.bins)recovered_fy,USD,0,1,5,0.5,0.5\nrecovered_fy,USD,1,2,many,0.5,1\n")
      })
    try await Self.expectRefusal(
      "out/mine/histogram.csv:2: trials must be a whole number, got \"1.5\"",
      after: {
        try $0.write(
          "out/mine/histogram.csv", "\(Self.bins)recovered_fy,USD,0,1,1.5,0.5,0.5\n")
      })
  }

  @Test("companions of a run beside results of another command")
  func wrongCompanions() async throws {
    let place = try Workplace()
    _ = try await place.chipcast(
      "compare", "mine.toml", "mine.toml", "--trials", "200", "--quiet", "--out", "pair")
    let outcome = try await place.chipcast("report", "pair", "--actuals", "a.csv")
    #expect(
      outcome
        == .refused([
          "pair: holds results of chipcast compare; --actuals, --sensitivity and --event-study go with "
            + "those of chipcast run"
        ]))
  }

  @Test("companions that are not there")
  func companions() async throws {
    try await Self.expectRefusal(
      "none: holds neither a tornado.csv nor a sobol.csv with rows", ["--sensitivity", "none"]
    ) { _ in }
    try await Self.expectRefusal(
      "e/average_abnormal_returns.csv: there is no such file, or it cannot be read",
      ["--event-study", "e"]
    ) { _ in }
    try await Self.expectRefusal(
      "a.csv: there is no such file, or it cannot be read", ["--actuals", "a.csv"]
    ) { _ in }
    try await Self.expectRefusal(
      "out/: is a folder; the name of a file to write is expected", ["-o", "out/"]
    ) { _ in }
  }

  @Test(
    "every table that a run writes must be there",
    arguments: [
      "summary.csv", "quantiles.csv", "probabilities.csv", "quarterly.csv", "monthly.csv",
      "recovery_fan.csv", "recovery_curve.csv", "histogram.csv", "inputs.csv",
    ])
  func missing(name: String) async throws {
    try await Self.expectRefusal(
      "out/mine/\(name): there is no such file, or it cannot be read",
      after: { try $0.remove("out/mine/\(name)") })
  }

  /// One field of a file of a run, what is put there, and what is said about it.
  struct Forgery: Sendable {
    let file: String
    let from: String
    let to: String
    let message: String
  }

  static let forgeries = [
    Forgery(
      file: "run.json", from: "\"as_of\" : \"2025-07-15\"", to: "\"as_of\" : \"2025-13-45\"",
      message: "run.json: is not a record of chipcast: scenario.asOf must be a date written "
        + "yyyy-mm-dd, got \"2025-13-45\""),
    Forgery(
      file: "run.json", from: "\"trials\" : 200", to: "\"trials\" : 0",
      message: "run.json: is not a record of chipcast: plan.trials must lie between 1 and 10^12, "
        + "got 0"),
    Forgery(
      file: "run.json", from: "\"seed\" : 7", to: "\"seed\" : null",
      message: "run.json: is not a record of chipcast: plan.seed is not what it must be"),
    Forgery(
      file: "recovery_fan.csv", from: "0,2025-08,", to: "0,2025-13,",
      message: "recovery_fan.csv:2: calendar_month must be a month written yyyy-mm, "
        + "got \"2025-13\""),
    Forgery(
      file: "histogram.csv", from: "recovered_fy,USD,0,", to: "recovered_fy,USD,inf,",
      message: "histogram.csv:2: low must be a number, got \"inf\""),
    Forgery(
      file: "summary.csv", from: "months_to_target,months,", to: "months_to_target,months,nan",
      message: "summary.csv:7: mean must be a number, got \"nan\""),
    Forgery(
      file: "probabilities.csv", from: ",200,mine,", to: ",-200,mine,",
      message: "probabilities.csv:2: trials must not be negative, got \"-200\""),
    Forgery(
      file: "probabilities.csv", from: "export_closed,0.", to: "export_closed,7.",
      message: "probabilities.csv:15: probability must lie between 0 and 1, got \"7."),
  ]

  @Test("what no run can have written is refused with its line or its field", arguments: forgeries)
  func forged(forgery: Forgery) async throws {
    let place = try Workplace()
    _ = try await place.chipcast("run", "mine.toml", "--trials", "200", "--quiet")
    let name = "out/mine/\(forgery.file)"
    let text = try place.text(name)
    let forged = text.replacingOccurrences(of: forgery.from, with: forgery.to)
    #expect(text != forged)
    try place.write(name, forged)
    let outcome = try await place.chipcast("report", "out/mine")
    #expect(outcome.code == 65 && outcome.out.isEmpty)
    #expect(outcome.err.hasPrefix("out/mine/\(forgery.message)"), "\(outcome.err)")
    #expect(outcome.err.split(separator: "\n").count == 1)
  }

  @Test("numbers beyond all measure end in a page or a refusal, not in a trap")
  func extremes() async throws {
    let place = try Workplace()
    _ = try await place.chipcast("run", "mine.toml", "--trials", "200", "--quiet")
    for name in [
      "summary.csv", "quarterly.csv", "quantiles.csv", "recovery_curve.csv", "inputs.csv",
    ] {
      let file = try CSVFile(place.text("out/mine/\(name)"))
      let kept: Set = [
        "output", "unit", "quarter", "product", "key", "distribution", "confidence", "source",
        "file", "probability", "threshold", "trials", "never", "no_value",
      ]
      for value in ["1e308", "-1e308", "inf", "-inf", "5e-324", ""] {
        var lines = [file.header.joined(separator: ",")]
        for row in file.rows {
          lines.append(
            zip(file.header, row).map { kept.contains($0) ? $1.contains(",") ? "x" : $1 : value }
              .joined(separator: ","))
        }
        try place.write("out/mine/\(name)", lines.joined(separator: "\r\n") + "\r\n")
        let outcome = try await place.chipcast("report", "out/mine", "--quiet")
        #expect([0, 65].contains(outcome.code), "\(name) \(value)")
        // Nothing writes "inf", and no share lies beyond 0 to 1.
        let isPossible = ["5e-324", ""].contains(value)
        #expect(!isPossible || outcome.code == 0, "\(name) \(value) \(outcome.err)")
      }
    }
  }
}
