import Foundation
import Testing

/// `check`, `schema` and the help.
@Suite("check, schema, help")
struct CommandTests {
  @Test("check prints the ledger and lists parameters without a source")
  func ledger() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast("check", "mine.toml")
    #expect(outcome.code == 0 && outcome.err == "")
    let lines = outcome.out.split(separator: "\n").map(String.init)
    #expect(lines[0] == "A scenario for tests")
    #expect(lines[1].hasPrefix("mine.toml, as of 2025-07-15, fingerprint "))
    let price = try #require(lines.firstIndex { $0.hasPrefix("products.H20.price ") })
    let fields = lines[price].split(separator: " ").map(String.init)
    #expect(
      fields == [
        "products.H20.price", "11,700", "10,737", "11,724", "12,582", "USD/unit", "assumption",
      ])
    #expect(lines[price + 1] == "    price at the start: pert(low 10000, mode 11800, high 13000)")
    #expect(lines[price + 2] == "    (no source: an assumption)")
    #expect(lines.contains("    annual report, \"diluted\", page 9"))
    let bare = try #require(lines.last)
    #expect(
      bare.hasPrefix("Assumptions without a source: target_revenue, lost_revenue, tax_rate, "))
    #expect(!bare.contains(" shares,") && !bare.contains("products.H20.order_book"))
    #expect(!place.hasResults)
  }

  @Test("check goes through all files and fails if one is wrong")
  func severalFiles() async throws {
    let place = try Workplace()
    try place.write("bad.toml", Base.with("tax_rate = 0.17", "tax_rate = 17"))
    let outcome = try await place.chipcast("check", "bad.toml", "gone.toml", "mine.toml", "--quiet")
    #expect(
      outcome
        == Outcome(
          code: 65, out: "mine.toml: right\n",
          err: "bad.toml:7: tax_rate: must lie between 0 and 1, got 17\n"
            + "gone.toml: there is no such file\n"))
  }

  @Test("schema is JSON that describes every key, and what Models/schema.json holds")
  func schema() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast("schema")
    #expect(outcome.code == 0 && outcome.err == "")
    let schema = try JSON(outcome.out)
    #expect(schema["$schema"]?.string == "https://json-schema.org/draft/2020-12/schema")
    let keys = try #require(schema["properties"]?.keys)
    for key in ["extends", "as_of", "products", "licences", "policy", "correlation", "tax_rate"] {
      #expect(keys.contains(key))
    }
    if let stored = try? PackageFiles.text("Models/schema.json") { #expect(stored == outcome.out) }
    let written = try await place.chipcast("schema", "--out", "new/schema.json")
    #expect(written == Outcome(code: 0, out: "", err: ""))
    #expect(try place.text("new/schema.json") == outcome.out)
    let beside = try await place.chipcast("schema", "--out", "schema.json")
    #expect(beside == Outcome(code: 0, out: "", err: ""))
    #expect(try place.text("schema.json") == outcome.out)
  }

  @Test(
    "help has examples",
    arguments: [
      [], ["run"], ["compare"], ["explain"], ["score"], ["value-of-information"], ["check"],
      ["event-study"], ["backtest"], ["schema"], ["init"], ["examples"],
    ])
  func helpHasExamples(command: [String]) async throws {
    let outcome = try await Workplace().chipcast(all: command + ["--help"])
    #expect(outcome.code == 0 && outcome.err == "")
    let lines = outcome.out.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex(of: "EXAMPLES"))
    #expect(lines[start + 1].hasPrefix("  chipcast \(command.first ?? "")"))
    #expect(lines.allSatisfy { $0.count <= 80 || $0.hasPrefix("USAGE:") })
  }

  @Test("the version is that of run.json")
  func version() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast("--version")
    _ = try await place.chipcast("run", "mine.toml", "--trials", "200", "--quiet")
    let record = try JSON(place.text("out/mine/run.json"))
    #expect(record["version"]?.string.map { $0 + "\n" } == outcome.out)
  }
}
