import Foundation
import Testing

/// Reports of comparisons, sweeps and event studies.
@Suite("reports of other commands")
struct OtherReportTests {
  /// The page without its tags.
  private static func words(_ html: String) -> String {
    html.replacingOccurrences(of: "<[^>]*>", with: " ", options: .regularExpression)
      .replacingOccurrences(of: "&gt;", with: ">").replacingOccurrences(of: "&#39;", with: "'")
  }

  @Test("a comparison shows scenarios side by side and paired differences")
  func comparison() async throws {
    let place = try Workplace()
    let dear = "{ distribution = \"pert\", low = 10500, mode = 12390, high = 13650 }"
    try place.write("dear.toml", Base.withPrice(dear))
    let outcome = try await place.chipcast(
      "compare", "mine.toml", "dear.toml", "--trials", "5000", "--out", "pair", "--report")
    #expect(
      outcome.err == "\nResults are in pair/\nThe report is in pair/report.html\n")
    let html = try place.text("pair/report.html")
    let words = Self.words(html)
    let answer = try #require(
      words.firstMatch(of: /dear recovers \$[0-9.]+bn by fiscal year end on average,/))
    #expect(words[answer.range.upperBound...].prefix(60).contains("more than mine."))
    #expect(html.contains("<td>units.H20</td>"))
    let units = try #require(html.components(separatedBy: "<td>units.H20</td>").last)
    #expect(units.components(separatedBy: "</tr>")[0].contains(">same</td>"))
    #expect(html.components(separatedBy: "<figure>").count - 1 == 4)
    // A statement and an output of the same name are told apart.
    #expect(html.components(separatedBy: "<td>months_to_target</td>").count - 1 == 1)
  }

  @Test(
    "a sweep shows an output over its keys",
    arguments: [
      (["--vary", "uptake=0.2:0.4:0.1"], ["sweep-0"]),
      (
        ["--vary", "uptake=0.2:0.4:0.1", "--vary", "revenue_share=0,0.15"], ["sweep-0", "sweep-1"]
      ),
      (["--vary", "as_of=2025-07-15,2025-07-20"], ["sweep-names"]),
    ])
  func sweep(options: [String], charts: [String]) async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      all: ["sweep", "mine.toml", "--trials", "500", "--quiet", "--out", "s", "--report"] + options)
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let html = try place.text("s/report.html")
    #expect(Self.words(html).contains("The mean of recovered_fy goes from $"))
    for chart in charts { #expect(html.contains("id=\"\(chart)-title\""), "\(chart)") }
    #expect(html.components(separatedBy: "<figure>").count - 1 == charts.count)
    _ = try await place.chipcast("report", "s", "--quiet")
    #expect(try place.text("s/report.html") == html)
  }

  @Test("an event study shows its classes and their tests")
  func eventStudy() async throws {
    let root = PackageFiles.root.path
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "event-study", "\(root)/Data/events.csv", "--closes", "\(root)/Data/closes", "--out", "e",
      "--placebo", "50", "--quiet", "--report")
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let html = try place.text("e/report.html")
    #expect(
      Self.words(html).contains("Over the sessions [0,+1] the largest average move is that of "))
    #expect(html.contains("<section id=\"tests\">"))
    let classes = try CSVFile(place.text("e/tests.csv")).rows.filter { $0[1] == "class" }
    let groups = Set(classes.map { $0[0] })
    #expect(html.components(separatedBy: "<figure>").count - 1 == groups.count)
  }
}
