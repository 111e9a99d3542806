import Foundation
import Testing

/// What is dated later than a scenario cannot inform it: the July 2025 scenario against data that
/// end then, or that are absurd from then on.
@Suite("no hindsight")
struct NoHindsightTests {
  private static let scenario = "h20-b30-2025-07"
  private static let asOf = "2025-07-15"
  private static let series = PackageFiles.names(in: "Data/closes", suffix: ".csv")

  /// Every file that a run writes, against data of which each row is kept, changed or left out;
  /// of run.json what is not time and machine.
  private static func results(
    closes: (_ series: String, _ day: Substring, _ row: Substring) -> String? = { String($2) },
    events: (_ day: Substring, _ row: Substring) -> String? = { String($1) }
  ) async throws -> [String: Data] {
    let place = try Workplace()
    try place.write("Models/mine.toml", PackageFiles.text("Models/\(scenario).toml"))
    for name in [scenario, "\(scenario)-orders-reading"] {
      try place.write("Models/\(name).toml", PackageFiles.text("Models/\(name).toml"))
    }
    // Nothing else of the data is there to be read.
    for name in ["equities.csv", "holidays.csv"] {
      try place.write("Data/\(name)", PackageFiles.text("Data/\(name)"))
    }
    try place.write(
      "Data/events.csv",
      PackageFiles.text("Data/events.csv").mappingRows { row in
        events(row.split(separator: ",")[1], row)
      })
    for name in series {
      try place.write(
        "Data/closes/\(name)",
        PackageFiles.text("Data/closes/\(name)").mappingRows { closes(name, $0.prefix(10), $0) })
    }
    let outcome = try await place.chipcast(
      "run", "Models/mine.toml", "--trials", "1500", "--write-trials", "20", "--quiet")
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    var files = try place.contents(of: "out/mine")
    files["run.json"] = try JSON(place.text("out/mine/run.json"))
      .canonical(without: ["timing", "machine"])
    return files
  }

  private static let whole = Task { try await results() }

  /// - Parameter documented: sources.csv, which copies rows that sources name, may differ.
  private func expectSame(
    _ files: [String: Data], butForSources documented: Bool = false
  ) async throws {
    let whole = try await Self.whole.value
    #expect(whole.count == 18)
    #expect(files.keys.sorted() == whole.keys.sorted())
    for (name, data) in whole where !documented || name != "sources.csv" {
      #expect(files[name] == data, "\(name)")
    }
  }

  @Test("without any close or event after its day a scenario gives the same bytes in every file")
  func laterRowsDeleted() async throws {
    let later = try PackageFiles.text("Data/closes/688256.SH.csv").split(separator: "\n")
      .dropFirst().count { $0.prefix(10) > Self.asOf }
    #expect(later > 100)
    try await expectSame(
      Self.results(
        closes: { _, day, row in day > Self.asOf ? nil : String(row) },
        events: { day, row in day > Self.asOf ? nil : String(row) }))
  }

  @Test("without the close of its own day either, nor the event, it gives the same bytes")
  func dayItselfDeleted() async throws {
    try await expectSame(
      Self.results(
        closes: { _, day, row in day >= Self.asOf ? nil : String(row) },
        events: { day, row in day >= Self.asOf ? nil : String(row) }), butForSources: true)
  }

  @Test("with later closes a thousand times as high and other classes of later events, it does too")
  func laterRowsAbsurd() async throws {
    try await expectSame(
      Self.results(
        closes: { _, day, row in
          day >= Self.asOf
            ? "\(day),\((Double(row.split(separator: ",")[1]) ?? 1) * 1000)" : String(row)
        },
        events: { day, row in
          day > Self.asOf
            ? row.replacingOccurrences(of: ",announcement,", with: ",controls_tightened,")
              .replacingOccurrences(of: ",chinese_rejection,", with: ",announcement,")
            : String(row)
        }))
  }

  @Test("with later closes that are no prices at all, it does too")
  func laterRowsNonsense() async throws {
    try await expectSame(
      Self.results(closes: { _, day, row in day >= Self.asOf ? "\(day),-1" : String(row) }))
  }

  @Test("as a control, a close of the day before changes what is said of shares, and only that")
  func dayBefore() async throws {
    let whole = try await Self.whole.value
    let files = try await Self.results(closes: { series, day, row in
      series == "688256.SH.csv" && day == "2025-07-14" ? "\(day),500" : String(row)
    })
    let changed = [
      "inputs.csv", "equities.csv", "policy_effect.csv", "equity_fan.csv", "conditional.csv",
      "equity_parameters.csv", "trials.csv", "run.json",
    ]
    for (name, data) in whole {
      #expect((files[name] != data) == changed.contains(name), "\(name)")
    }
  }

  @Test("as a control, a past event that is left out changes what shares do")
  func pastEvent() async throws {
    let files = try await Self.results(events: { day, row in
      day == "2025-04-15" ? nil : String(row)
    })
    #expect(try await Self.whole.value["equities.csv"] != files["equities.csv"])
  }
}
