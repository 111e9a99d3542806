import Foundation
import Testing

/// `chipcast backtest`.
@Suite("backtest")
struct BackTestTests {
  private static func place() async throws -> (Workplace, Outcome) {
    let place = try Shares.place()
    let outcome = try await place.chipcast(
      "backtest", "mine.toml", "--from", "2025-04-01", "--trials", "200", "--out", "b",
      "--set", "equities.horizons=[1,5,20]")
    return (place, outcome)
  }

  @Test("files hold what they should, and the pooled rows are sums over forecasts.csv")
  func files() async throws {
    let (place, outcome) = try await Self.place()
    #expect(outcome.code == 0 && outcome.out.hasPrefix("Back-test of "))
    #expect(outcome.out.contains("In 90% of total return"))
    let forecasts = try CSVFile(place.text("b/forecasts.csv"))
    let rows = forecasts.rows.map { Dictionary(uniqueKeysWithValues: zip(forecasts.header, $0)) }
    let coverage = try CSVFile(place.text("b/coverage.csv"))
    let backtest = try CSVFile(place.text("b/backtest.csv"))
    for horizon in ["1", "5", "20"] {
      let own = rows.filter { $0["quantity"] == "car" && $0["horizon"] == horizon }
      let pits = own.compactMap { Double($0["pit"] ?? "") }
      let row = try coverage.row("pooled", "car", "", horizon, "0.9")
      #expect(pits.count >= 30 && row["forecasts"] == String(pits.count))
      let inside = Double(pits.count { abs($0 - 0.5) <= 0.45 }) / Double(pits.count)
      #expect(abs(try #require(Double(row["inside"] ?? "")) - inside) < 1e-12)
      let crps = own.compactMap { Double($0["crps"] ?? "") }.reduce(0, +) / Double(own.count)
      let score = try backtest.row("pooled", "car", "", horizon)
      #expect(abs(try #require(Double(score["crps"] ?? "")) - crps) < 1e-12)
      // Of all shares together none is tested, and beyond 5 sessions none at all.
      let share = try coverage.row("share", "car", "CORE", horizon, "0.9")
      #expect(row["kupiec_p"] == "" && (share["kupiec_p"] == "") == (horizon == "20"))
    }
  }

  @Test("threads change no byte of the files")
  func sameBytes() async throws {
    let place = try Shares.place()
    let common = ["backtest", "mine.toml", "--from", "2025-05-01", "--trials", "200", "--quiet"]
    for threads in ["1", "3"] {
      let outcome = try await place.chipcast(
        all: common + ["--threads", threads, "--out", threads])
      #expect(outcome == Outcome(code: 0, out: "", err: ""))
    }
    for name in ["backtest", "coverage", "forecasts", "estimates"] {
      #expect(try place.text("1/\(name).csv") == place.text("3/\(name).csv"))
    }
  }

  @Test("JSON has the two tables")
  func json() async throws {
    let place = try Shares.place()
    let outcome = try await place.chipcast(
      "backtest", "mine.toml", "--from", "2025-07-01", "--trials", "100", "--json", "--out", "b")
    let json = try JSON(outcome.out)
    #expect(json["run"]?["command"]?.string == "backtest")
    #expect((json["backtest"]?.elements?.count ?? 0) > 0)
    #expect((json["coverage"]?.elements?.count ?? 0) > 0)
  }

  @Test(
    "what cannot be tested is refused",
    arguments: [
      (["--every", "0"], 64, "--every must lie between 1 and 250, got 0"),
      (["--until", "2021-01-01"], 64, "--until 2021-01-01 must come after --from 2022-01-01"),
      (["--no-equities"], 64, "--no-equities leaves nothing to test"),
      (["--trials", "50"], 64, "--trials must lie between 100 and 1000000, got 50"),
      (["--from", "2030-01-01"], 65, "no share has 200 returns before"),
    ])
  func refuses(options: [String], code: Int32, message: String) async throws {
    let outcome = try await Shares.place().chipcast(all: ["backtest", "mine.toml"] + options)
    #expect(outcome.code == code && outcome.err.contains(message))
  }

  @Test("a scenario without shares is refused")
  func noShares() async throws {
    let outcome = try await Workplace().chipcast("backtest", "mine.toml")
    #expect(outcome.code == 65)
    #expect(outcome.err.contains("mine: has no [equities], so there are no shares to test"))
  }
}
