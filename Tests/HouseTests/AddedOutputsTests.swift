import Foundation
import Testing

/// [outputs]: what a scenario adds to the outputs by expressions.
@Suite("outputs that a scenario adds")
struct AddedOutputsTests {
  static let table = """

    [outputs]
    h20_share = "if(recovered > 0, revenue.H20 / revenue.total, 0)"
    slow = "guidance_discouraging and units.H20 < 200e3"
    kept = { expression = "net_recovered * h20_share", unit = "USD" }
    ratio = "revenue.H20 / revenue.total"
    """

  @Test("they stand in summary.csv and the trials, computed trial by trial")
  func computed() async throws {
    let place = try Workplace(scenario: Base.text + Self.table)
    let outcome = try await place.chipcast(
      "run", "mine.toml", "--trials", "3000", "--write-trials", "3000", "--quiet", "--out", "o")
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let trials = try CSVFile(place.text("o/trials.csv"))
    func column(_ name: String) throws -> [Double] {
      let k = try #require(trials.header.firstIndex(of: name))
      let none = name.hasPrefix("day.") ? Double.infinity : .nan
      return trials.rows.map { Double($0[k]) ?? none }
    }
    let (h20, all, net) = (
      try column("revenue.H20"), try column("recovered"), try column("net_recovered")
    )
    let share = zip(h20, all).map { $1 > 0 ? $0 / $1 : 0 }
    #expect(try column("h20_share") == share)
    #expect(try column("kept") == zip(net, share).map { $0 * $1 })
    let (units, day) = (try column("units.H20"), try column("day.guidance_discouraging"))
    let slow = zip(units, day).map { $0 < 200e3 && $1 < .infinity ? 1.0 : 0.0 }
    #expect(try column("slow") == slow)
    let summary = try CSVFile(place.text("o/summary.csv"))
    let rows = summary.rows.suffix(4).map {
      Dictionary(uniqueKeysWithValues: zip(summary.header, $0))
    }
    #expect(rows.map { $0["output"] } == ["h20_share", "slow", "kept", "ratio"])
    #expect(rows.map { $0["unit"] } == ["1", "1", "USD", "1"])
    let mean = try #require(rows[1]["mean"].flatMap { Double($0) })
    #expect(abs(mean - slow.reduce(0, +) / 3000) < 1e-12)
    // Nothing divided by nothing has no value: such a trial is counted and left out.
    let ratios = zip(h20, all).filter { $0.1 > 0 }.map { $0 / $1 }
    #expect(all.contains(0))
    #expect(rows[3]["no_value"] == "\(Double(3000 - ratios.count) / 3000)")
    let ratio = try #require(rows[3]["mean"].flatMap { Double($0) })
    #expect(abs(ratio - ratios.reduce(0, +) / Double(ratios.count)) < 1e-12)
    #expect(rows[3]["max"] == ratios.max().map { "\($0)" } && rows[3]["never"] == "")
    #expect(try column("ratio").filter { !$0.isNaN } == ratios)
  }

  @Test("they change no other figure")
  func nothingElse() async throws {
    let place = try Workplace()
    for name in ["mine", "more"] {
      // The name of the file is in every table.
      try place.write("mine.toml", name == "mine" ? Base.text : Base.text + Self.table)
      _ = try await place.chipcast(
        "run", "mine.toml", "--trials", "2000", "--quiet", "--out", "out/\(name)")
    }
    let (plain, more) = (
      try place.contents(of: "out/mine"), try place.contents(of: "out/more")
    )
    for file in plain.keys
    where !["run.json", "summary.csv", "quantiles.csv", "inputs.csv"].contains(file) {
      #expect(plain[file] == more[file], "\(file)")
    }
    let lines = try place.text("out/mine/summary.csv")
    #expect(try place.text("out/more/summary.csv").hasPrefix(lines))
  }

  @Test("the terminal shows them below the others")
  func terminal() async throws {
    let place = try Workplace(scenario: Base.text + Self.table)
    let outcome = try await place.chipcast("run", "mine.toml", "--trials", "2000")
    #expect(outcome.out.contains("\nslow "))
    #expect(outcome.out.contains("\nkept "))
  }

  static let mistakes = [
    mistake(
      "share = \"revenue.H21 / recovered\"",
      "no output or event is called revenue.H21; did you mean revenue.H20?",
      "  revenue.H21 / recovered", "  ^^^^^^^^^^^"),
    mistake(
      "share = \"recovered +\"", "expected a number or a name, found the end", "  recovered +",
      "             ^"),
    mistake("share = 5", "must be an expression in quotes, or a table with one, got 5"),
    mistake("recovered = \"1\"", "is the name of an output or event that exists", key: "recovered"),
    mistake(
      "export_closed = \"1\"", "is the name of an output or event that exists",
      key: "export_closed"),
    mistake(
      "\"two words\" = \"1\"", "must be named with letters, digits, _ and ., a letter first",
      key: "two words"),
    mistake("share = { unit = \"USD\" }", "is missing", key: "share.expression"),
    mistake(
      "share = { expression = \"1\", units = \"USD\" }", "is not a known key; did you mean unit?",
      key: "share.units"),
  ]

  private static func mistake(
    _ line: String, _ messages: String..., key: String = "share"
  ) -> (line: String, messages: [String]) {
    (line, ["outputs.\(key): \(messages[0])"] + messages.dropFirst())
  }

  @Test("what is wrong with one is told with file, line and key", arguments: mistakes)
  func refused(mistake: (line: String, messages: [String])) async throws {
    let text = Base.text + "\n[outputs]\n\(mistake.line)\n"
    let place = try Workplace(scenario: text)
    let outcome = try await place.chipcast("run", "mine.toml", "--trials", "1000")
    let line = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
    let messages = ["mine.toml:\(line): \(mistake.messages[0])"] + mistake.messages.dropFirst()
    #expect(outcome == .refused(messages))
    #expect(!place.hasResults)
  }
}
