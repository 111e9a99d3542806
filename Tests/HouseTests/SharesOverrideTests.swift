import Foundation
import Testing

/// `--set` reaches tickers, and what it sets is what the run takes.
@Suite("overrides of shares")
struct SharesOverrideTests {
  private static func place(_ overrides: String...) async throws -> Workplace {
    let place = try Shares.place()
    let outcome = try await place.chipcast(
      all: ["run", "mine.toml", "--trials", "200", "--quiet"]
        + overrides.flatMap { ["--set", $0] })
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    return place
  }

  @Test(
    "a ticker may stand in quotes or without",
    arguments: ["equities.exposure.ACME.SH=0.5", "equities.exposure.\"ACME.SH\"=0.5"])
  func tickers(override: String) async throws {
    let place = try await Self.place(override)
    let row = try CSVFile(place.text("out/mine/inputs.csv")).row("equities.exposure.ACME.SH")
    #expect(row["mean"] == "0.5")
    #expect(row["source"] == "set on the command line")
    // The apostrophe keeps spreadsheets from running it as a formula.
    #expect(row["file"] == "'--set \(override)")
  }

  @Test("in quotes it may be one that the table does not hold yet")
  func newTicker() async throws {
    let place = try await Self.place(
      "equities.which=[\"ACME.SH\", \"DUSK.SH\"]", "equities.exposure.\"DUSK.SH\"=0.3")
    let inputs = try CSVFile(place.text("out/mine/inputs.csv"))
    #expect(try inputs.row("equities.exposure.DUSK.SH")["mean"] == "0.3")
    #expect(try inputs.row("equities.exposure.ACME.SH")["mean"] == "0.9")
  }

  @Test("without quotes such a one is parted at its dot, which is told")
  func newTickerWithoutQuotes() async throws {
    let outcome = try await Shares.place().chipcast(
      "run", "mine.toml", "--set", "equities.exposure.DUSK.SH=0.3")
    #expect(
      outcome
        == .refused([
          "--set equities.exposure.DUSK.SH=0.3: equities.exposure.DUSK: is not a known key"
        ]))
  }

  @Test("a shorter path keeps the horizons that it reaches")
  func sessions() async throws {
    let place = try await Self.place("equities.sessions=20")
    let horizons = try CSVFile(place.text("out/mine/equities.csv")).column("horizon")
    #expect(Set(horizons) == ["1", "5", "20"])
    #expect(try CSVFile(place.text("out/mine/equity_fan.csv")).column("session").last == "20")
  }

  @Test("horizons that are not stated are the usual ones within the path, and its end")
  func standardHorizons() async throws {
    let text = Shares.text.replacingOccurrences(of: "horizons = [1, 5, 20, 40]\n", with: "")
    let place = try Shares.place(text)
    _ = try await place.chipcast("run", "mine.toml", "--trials", "50", "--quiet")
    let horizons = try CSVFile(place.text("out/mine/equities.csv")).column("horizon")
    #expect(Set(horizons) == ["1", "5", "20", "40"])
  }

  @Test("without parameter uncertainty estimates are constant, with it they are normal")
  func parameterUncertainty() async throws {
    let keys = ["equities.beta.ACME.SH", "equities.reactions.export_closed.CORE"]
    let without = try CSVFile(
      await Self.place("equities.parameter_uncertainty=false").text("out/mine/inputs.csv"))
    let with = try CSVFile(await Self.place().text("out/mine/inputs.csv"))
    for key in keys {
      let (one, other) = try (without.row(key), with.row(key))
      #expect(one["distribution"] == one["mean"] && one["p05"] == one["p95"], "\(key)")
      #expect(other["distribution"]?.hasPrefix("normal(mean ") == true, "\(key)")
      #expect(one["mean"] == other["mean"], "\(key)")
    }
  }

  @Test("a stated beta takes the place of the estimated one")
  func statedBeta() async throws {
    let place = try await Self.place("equities.beta={ \"ACME.SH\" = 2 }")
    let inputs = try CSVFile(place.text("out/mine/inputs.csv"))
    #expect(try inputs.row("equities.beta.ACME.SH")["confidence"] == "assumption")
    #expect(try inputs.row("equities.beta.CORE")["confidence"] == "computed")
    #expect(try inputs.column("key").count { $0 == "equities.beta.ACME.SH" } == 1)
  }
}
