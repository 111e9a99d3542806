import Foundation
import Testing

/// `chipcast seek`.
@Suite("seek")
struct SeekTests {
  static let options = ["--trials", "4000", "--quiet"]

  private static func number(_ row: [String: String], _ column: String) throws -> Double {
    try #require(row[column].flatMap { Double($0) })
  }

  @Test("at the root a run gives what was asked for, to a twentieth of its error")
  func againstRun() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      all: [
        "seek", "mine.toml", "--vary", "products.H20.price.mode", "--until",
        "mean(recovered) >= 6e9",
      ] + Self.options)
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let crossings = try JSON(place.text("out/seek-mine/run.json"))["seek"]?["crossings"]?.elements
    let crossing = try #require(crossings?.first)
    #expect(crossings?.count == 1)
    let root = try #require(crossing["value"]?.number)
    let error = try #require(crossing["standard_error"]?.number)
    #expect(root > 10_000 && root < 13_000 && error > 0 && error < 1000)
    _ = try await place.chipcast(
      all: ["run", "mine.toml", "--set", "products.H20.price.mode=\(root)", "--out", "there"]
        + Self.options)
    let row = try CSVFile(place.text("there/summary.csv")).row("recovered")
    let spread = try Self.number(row, "standard_error")
    #expect(abs(try Self.number(row, "mean") - 6e9) <= 0.051 * spread)
    // One error further the mean is one error higher.
    _ = try await place.chipcast(
      all: ["run", "mine.toml", "--set", "products.H20.price.mode=\(root + error)", "--out", "on"]
        + Self.options)
    let next = try Self.number(CSVFile(place.text("on/summary.csv")).row("recovered"), "mean")
    #expect(abs((next - 6e9) / spread - 1) < 0.2)
  }

  @Test("seek.csv holds every value looked at, rising, and the root among them")
  func file() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "seek", "mine.toml", "--vary", "uptake", "--from", "0.1", "--to", "0.9", "--until",
      "P(recovered_fy >= 2e9) = 0.5", "--trials", "4000")
    #expect(outcome.code == 0 && outcome.err == "\nResults are in out/seek-mine/\n")
    let file = try CSVFile(place.text("out/seek-mine/seek.csv"))
    #expect(
      file.header == ["value", "statistic", "standard_error", "low", "high"] + CSVFile.ofScenario)
    let values = try file.numbers("value")
    #expect(values.first == 0.1 && values.last == 0.9 && values == values.sorted())
    let record = try JSON(place.text("out/seek-mine/run.json"))
    let found = try #require(record["seek"]?["crossings"]?.elements?.first)
    let root = try #require(found["value"]?.number)
    #expect(values.contains { abs($0 - root) < 1e-12 })
    #expect(record["seek"]?["evaluations"]?.number == Double(values.count))
    #expect(record["settings"]?["until"]?.string == "P(recovered_fy >= 2e9) = 0.5")
    let lines = outcome.out.split(separator: "\n").map(String.init)
    #expect(lines.contains("\(values.count) values of uptake from 0.1 to 0.9"))
    #expect(
      lines.contains {
        $0.hasPrefix("uptake = 0.") && $0.contains(": there P(recovered_fy >= 2e9)")
      })
    #expect(lines.count == values.count + 5)
  }

  @Test("the same bytes for 1 and 3 threads")
  func sameBytes() async throws {
    let place = try Workplace()
    var tables: [String] = []
    for threads in ["1", "3"] {
      _ = try await place.chipcast(
        all: [
          "seek", "mine.toml", "--vary", "uptake", "--until", "p95(recovered_fy) >= 6e9",
          "--threads", threads,
        ] + Self.options)
      tables.append(try place.text("out/seek-mine/seek.csv"))
    }
    #expect(tables[0] == tables[1])
  }

  @Test("what no value reaches is an answer with exit code 1, with the values at both ends")
  func never() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      all: [
        "seek", "mine.toml", "--vary", "products.H20.price.mode", "--until",
        "mean(recovered) >= 9e9",
      ] + Self.options)
    #expect(outcome.code == 1 && outcome.out == "")
    let start =
      "chipcast: mean(recovered) >= 9e9 at none of the 9 values of products.H20.price.mode looked at "
      + "between 10,000 and 13,000: it is "
    #expect(outcome.err.hasPrefix(start))
    #expect(outcome.err.contains(" at 10,000, ") && outcome.err.contains(" and nearest at 13,000"))
    #expect(try CSVFile(place.text("out/seek-mine/seek.csv")).rows.count == 9)
  }

  @Test("a comparison that holds all over is told so")
  func always() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      all: ["seek", "mine.toml", "--vary", "uptake", "--until", "mean(recovered) < 90e9"]
        + Self.options)
    #expect(outcome.code == 1)
    #expect(
      outcome.err.hasPrefix(
        "chipcast: mean(recovered) < 90e9 holds at each of the 9 values of uptake looked at between 0 "
          + "and 1: "
      ))
  }

  @Test("a value that the scenario refuses is told in its own words")
  func invalid() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      all: [
        "seek", "mine.toml", "--vary", "products.H20.price.mode", "--from", "11000", "--to",
        "15000", "--until", "mean(recovered) = 6e9",
      ] + Self.options)
    #expect(
      outcome
        == .refused([
          "--vary products.H20.price.mode=13500: products.H20.price: mode must lie between low and high "
            + "(10000...13000), got 13500"
        ]))
    #expect(!place.hasResults)
  }

  @Test("--json prints what the files hold")
  func json() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "seek", "mine.toml", "--vary", "uptake", "--until", "mean(units.H20) = 250e3", "--trials",
      "2000", "--json")
    #expect(outcome.code == 0 && outcome.err == "")
    let printed = try JSON(outcome.out)
    #expect(
      printed["seek"]?.elements?.count
        == printed["run"]?["seek"]?["evaluations"]?.number.map { Int($0) })
    let record = try JSON(place.text("out/seek-mine/run.json"))
    #expect(try record.canonical() == printed["run"]?.canonical())
  }

  static let mistakes: [(arguments: [String], code: Int32, line: String)] = [
    (
      ["--vary", "uptake", "--until", "mean(recovred) = 1"], 64,
      "Error: --until: no output or event is called recovred; did you mean recovered?"
    ),
    (
      ["--vary", "uptake", "--until", "mean(months_to_target) = 1"], 64,
      "Error: --until: mean(months_to_target) has no value at uptake = 0: some trials are "
        + "\"never\", or none has a value"
    ),
    (
      ["--vary", "uptake", "--from", "2", "--to", "1", "--until", "mean(recovered) = 1"], 64,
      "Error: --from must lie below --to, further than a billionth of them and not infinitely far, got "
        + "2 and 1"
    ),
    (
      ["--vary", "uptake", "--from", "inf", "--until", "mean(recovered) = 1"], 64,
      "Error: --from must be a finite number, got inf"
    ),
    (
      ["--vary", "uptake", "--to", "0x1", "--until", "mean(recovered) = 1"], 64,
      "Error: --to must be a finite number, got 0x1"
    ),
    (
      ["--vary", "uptake", "--from", "-1e308", "--to", "1e308", "--until", "mean(recovered) = 1"],
      64,
      "Error: --from must lie below --to, further than a billionth of them and not infinitely far, got "
        + "-1e+308 and 1e+308"
    ),
    (
      ["--vary", "products.B30.inventory", "--until", "mean(recovered) = 1"], 64,
      "Error: --vary products.B30.inventory: nothing tells a range; give --from and --to"
    ),
    (
      ["--vary", "uptaek", "--until", "mean(recovered) = 1"], 65,
      "--vary uptaek=1: uptaek: is not a known key; did you mean uptake?"
    ),
  ]

  @Test("what cannot be asked for is refused", arguments: mistakes)
  func refused(arguments: [String], code: Int32, line: String) async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(all: ["seek", "mine.toml"] + arguments + Self.options)
    #expect(outcome.code == code && outcome.out == "")
    #expect(outcome.err.split(separator: "\n").first.map(String.init) == line)
    #expect(!place.hasResults)
  }

  @Test("several crossings are each given with their bracket")
  func several() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "seek", "mine.toml", "--vary", "uptake", "--until", "P(1e9 <= recovered_fy < 3e9) >= 0.4",
      "--trials", "4000")
    let lines = outcome.out.split(separator: "\n").map(String.init)
    #expect(outcome.code == 0)
    #expect(lines.contains { $0.hasPrefix("uptake = 0.071 ± 0.002 and above: there ") })
    #expect(lines.contains { $0.hasPrefix("uptake = 0.37 ± 0.01 and below: there ") })
    #expect(
      lines.contains { $0.hasSuffix(" values show 2 crossings: in 0 to 0.125, 0.25 to 0.375.") })
    let table = try CSVFile(place.text("out/seek-mine/crossings.csv"))
    #expect(
      table.header == [
        "value", "standard_error", "low", "high", "slope", "statistic", "statistic_error",
      ] + CSVFile.ofScenario)
    #expect(try table.numbers("low") == [0, 0.25] && table.numbers("high") == [0.125, 0.375])
    let found = try JSON(place.text("out/seek-mine/run.json"))["seek"]?["crossings"]?.elements
    #expect(found?.map { $0["high"]?.number } == [0.125, 0.375])
  }
}
