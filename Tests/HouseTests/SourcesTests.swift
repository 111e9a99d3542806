import Foundation
import Testing

/// Where assumptions come from: `sources` in a scenario, sources.csv, links of the report.
@Suite("sources")
struct SourcesTests {
  private static let facts = """
    id,quantity,low,as_of,confidence,source_title,url,note
    X-1,A price,1,2025-07-15,reported,A page <b>,https://a.example/1 https://a.example/2,
    X-2,A plan,1,2025-07,rumour,Another page,https://b.example/?a=1&b=2,
    X-3,A result,1,2025-08-01,reported,A later page,javascript:alert(1),
    X-4,Named by nobody,1,2025-01-01,reported,A page,https://c.example,

    """
  private static let events = """
    id,date,time_zone,class,description,source_title,url
    a-ban-2024-12-02,2024-12-02,Asia/Shanghai,controls_tightened,A ban,An agency,https://d.example
    X-1,2024-12-02,Asia/Shanghai,controls_tightened,The same id,An agency,https://e.example

    """

  /// The base scenario with sources that name these rows.
  private static func scenario(_ sources: String) throws -> String {
    try Base.with(
      "page 9", "X-1 (a page), X-2; X-3, a-ban-2024-12-02. X-19", in: sources + Base.text)
  }

  private static func place(facts: String? = facts) throws -> Workplace {
    let place = try Workplace()
    try place.write(
      "models/mine.toml", scenario("sources = [\"../facts.csv\", \"../events.csv\"]\n"))
    if let facts { try place.write("facts.csv", facts) }
    try place.write("events.csv", events)
    return place
  }

  @Test("sources.csv holds the rows that are named, the first of an id, and marks later ones")
  func file() async throws {
    let place = try Self.place()
    let outcome = try await place.chipcast(
      "run", "models/mine.toml", "--trials", "200", "--quiet", "--out", "r")
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let file = try CSVFile(place.text("r/sources.csv"))
    #expect(
      file.header == [
        "id", "statement", "source_title", "url", "published", "confidence", "after_as_of", "file",
      ] + CSVFile.ofScenario)
    #expect(
      file.rows.map { $0.dropLast(2) } == [
        [
          "X-1", "A price", "A page <b>", "https://a.example/1 https://a.example/2", "2025-07-15",
          "reported", "no", "../facts.csv",
        ],
        [
          "X-2", "A plan", "Another page", "https://b.example/?a=1&b=2", "2025-07", "rumour",
          "unsure", "../facts.csv",
        ],
        [
          "X-3", "A result", "A later page", "javascript:alert(1)", "2025-08-01", "reported", "yes",
          "../facts.csv",
        ],
        [
          "a-ban-2024-12-02", "A ban", "An agency", "https://d.example", "2024-12-02", "", "no",
          "../events.csv",
        ],
      ])
    #expect(file.rows.allSatisfy { $0.suffix(2) == ["mine", "2025-07-15"] })
  }

  @Test("the folder is enough for a page that links each id to where it comes from")
  func page() async throws {
    let place = try Self.place()
    _ = try await place.chipcast(
      "run", "models/mine.toml", "--trials", "200", "--quiet", "--out", "r")
    for name in ["facts.csv", "events.csv", "models/mine.toml"] { try place.remove(name) }
    _ = try await place.chipcast("report", "r", "--quiet")
    let html = try place.text("r/report.html")
    #expect(html.contains("<section id=\"sources\">"))
    #expect(
      html.contains("<a href=\"https://a.example/1\" title=\"A page &lt;b&gt;\">X-1</a> (a page), ")
    )
    #expect(
      html.contains(
        "<a href=\"https://b.example/?a=1&amp;b=2\" title=\"Another page\">X-2</a>; X-3, "))
    #expect(html.contains(">a-ban-2024-12-02</a>. X-19"))
    // Only addresses of the web become links; a second one is numbered.
    #expect(!html.contains("href=\"javascript"))
    #expect(html.contains("<a href=\"https://a.example/2\">[2]</a>"))
    #expect(
      html.contains(
        "Dated after 2025-07-15, the day of the forecast, and so no ground for it: X-3. 1 has no date, or "
          + "only the month or year that holds that day."))
  }

  @Test("a file that is not there takes its links away and nothing else")
  func missing() async throws {
    let place = try Self.place(facts: nil)
    let outcome = try await place.chipcast(
      "run", "models/mine.toml", "--trials", "200", "--out", "r")
    #expect(outcome.code == 0)
    #expect(
      outcome.err
        == "sources: ../facts.csv is not there; nothing is linked to it\n\nResults are in r/\n")
    #expect(
      try CSVFile(place.text("r/sources.csv")).rows.map { $0[0] } == ["a-ban-2024-12-02", "X-1"])
    try place.remove("events.csv")
    _ = try await place.chipcast(
      "run", "models/mine.toml", "--trials", "200", "--quiet", "--out", "q")
    #expect(try place.contents(of: "q")["sources.csv"] == nil)
  }

  @Test("the sources of a scenario change no other file")
  func nothingElse() async throws {
    let place = try Self.place()
    try place.write("plain.toml", Self.scenario("# no files of sources\n"))
    _ = try await place.chipcast(
      "run", "models/mine.toml", "--trials", "200", "--quiet", "--out", "r")
    _ = try await place.chipcast("run", "plain.toml", "--trials", "200", "--quiet", "--out", "q")
    var (with, without) = (try place.contents(of: "r"), try place.contents(of: "q"))
    #expect(with.removeValue(forKey: "sources.csv") != nil)
    for name in ["run.json", "inputs.csv"] {
      with[name] = nil
      without[name] = nil
    }
    func tables(_ files: [String: Data]) -> [String: String] {
      files.mapValues { String(decoding: $0, as: UTF8.self).withoutScenario }
    }
    #expect(tables(with) == tables(without))
  }

  @Test("check tells of rows dated after as_of and of files that are not there")
  func check() async throws {
    let place = try Self.place()
    var outcome = try await place.chipcast("check", "models/mine.toml", "--quiet")
    #expect(
      outcome
        == Outcome(
          code: 0, out: "models/mine.toml: right\n",
          err: "models/mine.toml: warning: X-3 of ../facts.csv is dated 2025-08-01, after as_of\n"))
    try place.remove("facts.csv")
    outcome = try await place.chipcast("check", "models/mine.toml", "--quiet")
    #expect(
      outcome.err
        == "models/mine.toml: sources: ../facts.csv is not there; nothing is linked to it\n")
  }

  @Test(
    "a file that is no table of sources is refused",
    arguments: [
      (
        "id,url\nX-1,a\n",
        "../facts.csv: has no column \"source_title\"; its columns are id, url"
      ),
      (
        "id,source_title,url\nX-1,a\n", "../facts.csv:2: has 2 fields where the header has 3"
      ),
      ("", "../facts.csv: is empty; a header line with the names of columns is expected"),
    ])
  func refused(facts: String, message: String) async throws {
    let place = try Self.place(facts: facts)
    for command in [["run", "--trials", "200", "--out", "r"], ["check"]] {
      let outcome = try await place.chipcast(
        all: [command[0], "models/mine.toml"] + command.dropFirst())
      #expect(outcome == .refused([message]))
    }
    #expect(!place.hasResults)
  }

  @Test("sources must be texts")
  func texts() async throws {
    try await Mistake(
      "a number among sources", [("title =", "sources = [1]\ntitle =")],
      ["2: sources: must be an array of texts, got [1]"]
    ).expectRefusal()
  }
}
