import Foundation
import Testing

/// `chipcast run --against`: what the program says and writes.
@Suite("run --against")
struct AgainstTests {
  private static let short = ["--trials", "4000", "--seed", "3"]

  private static func place() throws -> Workplace {
    let place = try Shares.place()
    try place.write(
      "banned.toml",
      """
      extends = "mine.toml"
      title = "Banned: nothing is let through"
      [policy.export_gate]
      starts = "closed"
      reopen = 0
      """)
    return place
  }

  private static func said(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test("tells the difference in the answer, on the terminal, the page and in the files")
  func told() async throws {
    let place = try Self.place()
    let run = ["run", "mine.toml"] + Self.short
    _ = try await place.chipcast(all: run + ["--quiet", "--out", "alone"])
    let outcome = try await place.chipcast(
      all: run + ["--against", "banned.toml", "--report"])
    #expect(outcome.code == 0)
    let text = Self.said(outcome.out)
    #expect(
      text.contains(
        "Against the world of \"Banned: nothing is let through\", in the same trials, policy moves the domestic basket by"
      ))
    #expect(text.contains("comes back by the end of FY2026 in the middle."))
    #expect(text.contains("Against \"Banned: nothing is let through\", %"))
    #expect(text.contains("By the end of FY2026 the difference of what comes back is $"))
    let page = try place.text("out/mine/report.html")
    #expect(page.contains("Banned: nothing is let through"))
    #expect(page.contains("id=\"against\""))
    // The rest of the run is what it is alone.
    let (alone, both) = (try place.contents(of: "alone"), try place.contents(of: "out/mine"))
    for name in alone.keys where !["run.json", "policy_effect.csv"].contains(name) {
      #expect(alone[name] == both[name], "\(name)")
    }
    let again = try await place.chipcast("report", "out/mine", "--answer")
    #expect(
      Self.said(again.out).contains("Against the world of \"Banned: nothing is let through\""))
  }

  @Test("writes rows of shares and of what is recovered, and names the other in run.json")
  func files() async throws {
    let place = try Self.place()
    let outcome = try await place.chipcast(
      all: ["run", "mine.toml", "--against", "banned.toml", "--quiet"] + Self.short)
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let effect = try CSVFile(place.text("out/mine/policy_effect.csv"))
    let output = try #require(effect.header.firstIndex(of: "output"))
    let rows = effect.rows.map { $0[output] }
    #expect(rows.count { $0 == "policy_against" } == rows.count { $0 == "policy" })
    #expect(rows.count { $0 == "policy_against_after" } == rows.count { $0 == "policy_after" })
    let against = try CSVFile(place.text("out/mine/against.csv"))
    // Nothing comes back where nothing is let through.
    for name in ["recovered_fy", "recovered"] {
      let row = try against.row("banned", name)
      let own = try CSVFile(place.text("out/mine/summary.csv")).row(name)
      #expect(row["title"] == "Banned: nothing is let through")
      #expect(row["mean"] == own["mean"])
    }
    let record = try place.text("out/mine/run.json")
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(record.utf8)) as? [String: Any])
    let other = try #require(object["against"] as? [String: Any])
    #expect(other["name"] as? String == "banned")
    #expect((other["fingerprint"] as? String)?.count == 16)
    #expect(object["market"] == nil)
  }

  @Test("is the same for one thread and for two")
  func sameBytes() async throws {
    let place = try Self.place()
    var seen: [[String: Data]] = []
    for threads in ["1", "2"] {
      _ = try await place.chipcast(
        all: ["run", "mine.toml", "--against", "banned.toml", "--quiet", "--threads", threads]
          + Self.short)
      seen.append(
        try place.contents(of: "out/mine").filter {
          ["policy_effect.csv", "against.csv"].contains($0.key)
        })
    }
    #expect(seen[0].count == 2 && seen[0] == seen[1])
  }

  @Test("is 0 against the scenario itself")
  func itself() async throws {
    let place = try Self.place()
    _ = try await place.chipcast(
      all: ["run", "mine.toml", "--against", "mine.toml", "--quiet"] + Self.short)
    let effect = try CSVFile(place.text("out/mine/policy_effect.csv"))
    let header = effect.header
    func column(_ name: String) throws -> Int { try #require(header.firstIndex(of: name)) }
    let (output, least, most, error) = (
      try column("output"), try column("min"), try column("max"), try column("standard_error")
    )
    for row in effect.rows where row[output].hasPrefix("policy_against") {
      #expect(Double(row[least]) == 0 && Double(row[most]) == 0 && Double(row[error]) == 0)
    }
  }

  @Test(
    "refuses what has no shares, tells something else or is not there, and what asks for no shares")
  func refused() async throws {
    let place = try Self.place()
    try place.write("short.toml", "extends = \"mine.toml\"\nmonths = 12\n")
    func outcome(_ more: [String]) async throws -> Outcome {
      try await place.chipcast(all: ["run", "mine.toml", "--quiet"] + Self.short + more)
    }
    #expect(
      try await outcome(["--against", "base.toml"])
        == .refused([
          "--against: compares what policy does to shares, and base.toml has none"
        ]))
    #expect(
      try await outcome(["--against", "short.toml"])
        == .refused([
          "--against: months must be that of mine.toml, 18; in short.toml it is 12"
        ]))
    #expect(try await outcome(["--against", "nowhere.toml"]).code != 0)
    for option in ["--no-equities", "--watch"] {
      let refused = try await outcome(["--against", "banned.toml", option])
      #expect(refused.code == 64)
      #expect(
        refused.err.contains(
          "--against tells what policy does to shares: not with --watch, --no-equities")
          || option == "--watch")
    }
    #expect(!place.hasResults)
  }
}
