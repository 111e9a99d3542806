import Testing

@Suite("trials.csv")
struct TrialsFileTests {
  static let options: [(arguments: [String], rows: Int)] = [
    (["--write-trials", "--seed", "3"], 1500), (["--seed", "3", "--write-trials"], 1500),
    (["--seed", "3", "--write-trials", "500"], 500), (["--seed", "3", "--write-trials=1k"], 1000),
    (["--seed", "3", "--write-trials", "9M"], 1500),
  ]

  @Test("its rows are the first trials, as many as there are", arguments: options)
  func numberOfRows(arguments: [String], rows: Int) async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      all: ["run", "mine.toml", "--trials", "1500", "--quiet"] + arguments)
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let file = try CSVFile(place.text("out/mine/trials.csv"))
    #expect(try file.column("trial") == (0..<rows).map(String.init))
    #expect(file.header.starts(with: ["trial", "products.H20.order_book"]))
    #expect(Set(file.header).count == file.header.count)
  }

  @Test("10,000 trials are written when no number is given")
  func standardNumber() async throws {
    let place = try Workplace()
    _ = try await place.chipcast(
      "run", "mine.toml", "--trials", "10100", "--quiet", "--write-trials")
    let text = try place.text("out/mine/trials.csv")
    #expect(text.utf8.count { $0 == UInt8(ascii: "\n") } == 10_001)
  }

  @Test("its columns have the means of summary.csv for that many trials")
  func means() async throws {
    let place = try Workplace()
    let common = ["run", "mine.toml", "--quiet"]
    _ = try await place.chipcast(
      all: common + ["--trials", "3000", "--write-trials", "1500", "--out", "more"])
    _ = try await place.chipcast(all: common + ["--trials", "1500", "--out", "same"])
    let trials = try CSVFile(place.text("more/trials.csv"))
    let summary = try CSVFile(place.text("same/summary.csv"))
    for output in ["recovered_fy", "recovered", "units.H20", "h20_equivalents"] {
      let values = try trials.numbers(output)
      let mean = try #require(summary.row(output)["mean"].flatMap(Double.init))
      #expect(values.count == 1500)
      #expect(abs(values.reduce(0, +) / 1500 - mean) <= 1e-12 * abs(mean), "\(output)")
    }
  }
}
