import Foundation
import Testing

/// What the page says first, and what else says the same.
extension ReportTests {
  @Test("the terminal and the page give the same answer", arguments: [false, true])
  func sameAnswer(withShares: Bool) async throws {
    let place = try withShares ? Shares.place() : Workplace()
    let outcome = try await place.chipcast("run", "mine.toml", "--trials", "2000", "--report")
    let paragraphs = outcome.out.components(separatedBy: "\n\n")
    let shown = try #require(paragraphs.dropFirst().first).split(separator: "\n")
    let page = try place.text("out/mine/report.html")
    let answers = page.components(separatedBy: "<p class=\"answer\">").dropFirst()
      .compactMap { $0.components(separatedBy: "</p>").first }
    #expect(answers.count == 3)
    #expect(
      shown.joined(separator: " ")
        == answers.joined(separator: " ").replacingOccurrences(of: "&#39;", with: "'"))
  }

  @Test("--answer prints what the page says first, and writes nothing")
  func answerAlone() async throws {
    let place = try await Self.place()
    let before = try place.contents(of: "out/mine")
    let outcome = try await place.chipcast("report", "out/mine", "--answer")
    #expect(outcome.code == 0 && outcome.err.isEmpty)
    #expect(try place.contents(of: "out/mine") == before)
    let page = try await Self.report(place)
    let answers = page.components(separatedBy: "<p class=\"answer\">").dropFirst()
      .map { Self.words($0.components(separatedBy: "</p>")[0]) }
    let said = outcome.out.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    for answer in answers { #expect(said.contains(answer)) }
    #expect(outcome.out.contains("\nas of 2025-07-15 · 2,000 trials · seed "))
    try place.write("out/other/run.json", "{\"command\":\"compare\"}")
    #expect(
      try await place.chipcast("report", "out/other", "--answer")
        == .refused([
          "out/other: holds results of chipcast compare; answers are made of those of run"
        ]))
    let both = try await place.chipcast("report", "out/mine", "--answer", "-o", "x.html")
    #expect(both.code == 64 && both.err.contains("--answer writes nothing: it goes without"))
  }

  @Test("the answer is made of the results")
  func answer() async throws {
    let place = try await Self.place()
    let html = try await Self.report(place)
    let rows = try CSVFile(place.text("out/mine/summary.csv"))
    let median = try #require(rows.row("recovered_fy")["p50"].flatMap { Double($0) })
    let statements = try CSVFile(place.text("out/mine/probabilities.csv"))
    let p = try #require(
      statements.row("recovered_fy >= 10e9")["probability"].flatMap { Double($0) })
    let answers = html.components(separatedBy: "<p class=\"answer\">").dropFirst()
      .compactMap { $0.components(separatedBy: "</p>").first }
    try #require(answers.count == 3)
    #expect(answers[0].contains(" comes back by January 2026"))
    let shown = try #require(answers[1].firstMatch(of: /revenue is \$([0-9.]+)bn ±/)?.output.1)
    #expect(abs(try #require(Double(shown)) - median / 1e9) <= 0.06)
    let percent = try #require(answers[1].firstMatch(of: /in ([0-9.]+)% of the trials/)?.output.1)
    #expect(abs(try #require(Double(percent)) - 100 * p) <= 0.5)
    #expect(
      answers[2].contains(/^Policy moves the domestic basket by -?[0-9.]+%/)
        && answers[2].contains(" in all over 40 sessions in nine trials in ten"))
  }

  @Test("without shares the second sentence is about the whole horizon")
  func withoutShares() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast("run", "mine.toml", "--trials", "500", "--report")
    #expect(outcome.code == 0)
    #expect(
      outcome.err == "\nResults are in out/mine/\nThe report is in out/mine/report.html\n")
    let html = try place.text("out/mine/report.html")
    #expect(html.contains("<p class=\"answer\">In 18 months it is $"))
    #expect(!html.contains("<section id=\"shares\">"))
    let again = try place.contents(of: "out/mine")["report.html"]
    _ = try await place.chipcast("report", "out/mine", "--quiet")
    #expect(try place.contents(of: "out/mine")["report.html"] == again)
  }
}
