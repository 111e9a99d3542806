import Foundation
import Testing

/// The shipped scenarios run with both halves, and what they estimate is what NumPy estimates.
@Suite("shares of the shipped scenarios")
struct ShippedSharesTests {
  @Test(
    "every shipped scenario writes every file",
    arguments: PackageFiles.names(in: "Models", suffix: ".toml"))
  func everyScenarioRuns(name: String) async throws {
    let place = try Workplace()
    let path = PackageFiles.root.appendingPathComponent("Models/\(name)").path
    let outcome = try await place.chipcast(
      "run", path, "--trials", "2000", "--quiet", "--out", "o")
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let files = try place.contents(of: "o")
    let known = Array(ResultFileTests.headers.keys) + SharesFilesTests.headers.keys
    // The base alone tells its answer over several readings.
    let readings = name == "h20-b30-2025-07.toml" ? ["readings.csv"] : []
    #expect(files.keys.sorted() == (known + readings + ["run.json", "sources.csv"]).sorted())
    let equities = try CSVFile(place.text("o/equities.csv"))
    #expect(try Set(equities.column("ticker")).isSuperset(of: ["688256.SH", "NVDA", "basket"]))
    #expect(try equities.numbers("p50").allSatisfy { abs($0) < 1 })
  }

  @Test("--json holds the shares' outputs and the probabilities of losing")
  func json() async throws {
    let place = try Workplace()
    let path = PackageFiles.root.appendingPathComponent("Models/h200-2026-11.toml").path
    let outcome = try await place.chipcast(
      "run", path, "--trials", "500", "--quiet", "--json", "--out", "o")
    #expect(outcome.code == 0 && outcome.err == "")
    let json = try JSON(outcome.out)
    let shares = try #require(json["equities"]?.elements)
    let car = try #require(
      shares.first {
        $0["ticker"]?.string == "688256.SH" && $0["horizon"]?.number == 120
          && $0["output"]?.string == "car"
      })
    let row = try CSVFile(place.text("o/equities.csv")).row("688256.SH", "120", "car")
    // Foundation reads the same digits to within a bit or two.
    let mean = try #require(Double(row["mean"] ?? ""))
    #expect(abs(try #require(car["mean"]?.number) - mean) < 1e-15)
    let p05 = try #require(Double(row["p05"] ?? ""))
    #expect(abs(try #require(car["p05"]?.number) - p05) < 1e-15)
    #expect(car["p_below_10"]?.number == Double(row["p_below_10"] ?? ""))
    for name in ["equity_fan", "conditional", "equity_parameters", "sources"] {
      let file = try CSVFile(place.text("o/\(name).csv"))
      #expect(json[name]?.elements?.count == file.rows.count, "\(name)")
    }
  }

  private static let inputs = Task {
    let place = try Workplace()
    let path = PackageFiles.root.appendingPathComponent("Models/h20-b30-2025-07.toml").path
    _ = try await place.chipcast("run", path, "--trials", "100", "--quiet", "--out", "o")
    return try CSVFile(place.text("o/inputs.csv"))
  }

  /// numpy.linalg.lstsq of the log returns of Data/closes/688256.SH.csv on a constant and those of
  /// CSI300.csv in the last 250 sessions of CSI300 before 2025-07-15; the residuals' sum of squares
  /// over 248; standard deviation (over 249) of the benchmark's.
  static let known: [(key: String, mean: Double)] = [
    ("equities.beta.688256.SH", 1.549766931169),
    ("equities.volatility.688256.SH", 0.041662859454),
    ("market.volatility.CSI300", 0.013606014855),
  ]

  @Test("estimates are those of NumPy", arguments: known)
  func estimates(key: String, mean: Double) async throws {
    let row = try await Self.inputs.value.row(key)
    #expect(abs(try #require(Double(row["mean"] ?? "")) - mean) < 1e-11)
  }

  @Test("the error of an estimated beta is that of NumPy")
  func betaError() async throws {
    let row = try await Self.inputs.value.row("equities.beta.688256.SH")
    // Φ⁻¹(0.95) standard errors above the mean.
    let p95 = 1.549766931169 + 1.6448536269514722 * 0.194052150197
    #expect(abs(try #require(Double(row["p95"] ?? "")) - p95) < 1e-10)
  }

  @Test("an estimate says that it was computed, from how much, and from which file")
  func provenance() async throws {
    let inputs = try await Self.inputs.value
    let beta = try inputs.row("equities.beta.688256.SH")
    #expect(beta["confidence"] == "computed")
    #expect(beta["source"] == "market model on CSI300, 250 daily returns before 2025-07-15")
    #expect(beta["file"] == "../Data/closes/688256.SH.csv")
    let market = try inputs.row("market.volatility.HSI")
    #expect(market["confidence"] == "computed")
    #expect(market["source"] == "250 daily returns before 2025-07-15")
    #expect(market["file"] == "../Data/closes/HSI.csv")
    let reaction = try inputs.row("equities.reactions.export_closed.688256.SH")
    #expect(reaction["confidence"] == "computed")
    #expect(
      reaction["source"]
        == "CAR[0,+1] of class controls_tightened: 3 events of its own, 3 of domestic shares")
    #expect(reaction["file"] == "../Data/events.csv")
    let spread = try inputs.row("equities.past.controls_tightened.domestic.spread")
    #expect(
      spread["source"] == "variance components: 1.42% between shares, 2.61% between events, 2.29% "
        + "besides; two shares correlate by 0.59")
    #expect(spread["file"] == "../Data/events.csv")
  }
}
