import Foundation
import Testing

/// Reports of comparisons, sweeps, analyses of sensitivity and event studies.
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
      words.firstMatch(of: /dear recovers \$[0-9.]+bn ± [0-9.]+ by fiscal year end on average,/))
    #expect(words[answer.range.upperBound...].prefix(60).contains("more than mine."))
    #expect(html.contains("<td>H20 units<small>units.H20</small></td>"))
    let units = try #require(html.components(separatedBy: "<small>units.H20</small></td>").last)
    #expect(units.components(separatedBy: "</tr>")[0].contains(">same</td>"))
    #expect(html.components(separatedBy: "<figure>").count - 1 == 4)
    // A statement and an output of the same name are told apart.
    #expect(html.components(separatedBy: "<small>months_to_target</small></td>").count - 1 == 1)
    #expect(words.contains("the target is reached within 18 months months_to_target"))
  }

  @Test(
    "a sweep shows an output over its keys",
    arguments: [
      (["--vary", "uptake=0.2:0.4:0.1"], ["sweep-0"]),
      (
        ["--vary", "uptake=0.2:0.4:0.1", "--vary", "revenue_share=0,0.15"],
        ["map-mean", "map-probability", "sweep-0", "sweep-1"]
      ),
      (
        [
          "--vary", "uptake=0.2,0.4", "--vary", "revenue_share=0,0.15", "--vary",
          "price_decline=0,0.01,0.02",
        ], ["map-mean-0", "map-mean-1", "map-probability-0", "map-probability-1"]
      ),
      (
        ["--paired", "--vary", "uptake=0.2,0.4", "--vary", "revenue_share=0,0.15"],
        ["sweep-0", "sweep-1"]
      ),
      (["--vary", "policy.export_gate.starts=open,closed"], ["sweep-names"]),
    ])
  func sweep(options: [String], charts: [String]) async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      all: ["sweep", "mine.toml", "--trials", "500", "--quiet", "--out", "s", "--report"] + options)
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let html = try place.text("s/report.html")
    #expect(
      Self.words(html).contains(
        "The mean of the revenue recovered by the end of FY2026 goes from $"))
    for chart in charts { #expect(html.contains("id=\"\(chart)-title\""), "\(chart)") }
    #expect(html.components(separatedBy: "<figure>").count - 1 == charts.count)
    _ = try await place.chipcast("report", "s", "--quiet")
    #expect(try place.text("s/report.html") == html)
  }

  @Test("a map has a cell for each scenario, coloured by its value")
  func heatMap() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "sweep", "mine.toml", "--trials", "500", "--quiet", "--out", "s", "--report",
      "--vary", "uptake=0.2:0.4:0.1", "--vary", "products.H20.launch=0,1,2,3")
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let html = try place.text("s/report.html")
    let figure = try #require(html.components(separatedBy: "id=\"map-mean-title\"").last)
      .components(separatedBy: "</svg>")[0]
    #expect(figure.components(separatedBy: "<rect class=\"f step").count - 1 == 12)
    let rows = try CSVFile(place.text("s/sweep.csv"))
    let column = try #require(rows.header.firstIndex(of: "value"))
    let means = rows.rows.filter { $0.contains("recovered_fy") && $0.contains("mean") }
      .compactMap { Double($0[column]) }
    #expect(means.count == 12)
    // Tips are in the order of steps, and steps in the order of values.
    let tips = figure.matches(of: /data-tip="[^"]*: \$([0-9.]+)bn/).compactMap { Double($0.1) }
    let steps = figure.matches(of: /<rect class="f step([1-7])"/).compactMap { Int($0.1) }
    #expect(steps == steps.sorted() && Set(steps).count > 3)
    #expect(
      zip(tips.sorted(), means.sorted()).allSatisfy { abs($0 - $1 / 1e9) <= 0.06 * max(1, $0) })
    let byStep = Dictionary(grouping: zip(steps, tips), by: \.0).mapValues { $0.map(\.1) }
    for (low, high) in zip(byStep.keys.sorted(), byStep.keys.sorted().dropFirst()) {
      #expect(byStep[low]?.max() ?? 0 <= (byStep[high]?.min() ?? 0) + 0.1)
    }
  }

  @Test("sensitivity has a part for every method, and an answer from the tables")
  func sensitivity() async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "sensitivity", "mine.toml", "--trials", "1024", "--method", SensitivityTests.every,
      "--inputs", "uptake,products.H20", "--threshold", "3e9", "--report", "--out", "s")
    #expect(outcome.code == 0)
    #expect(outcome.err.hasSuffix("Results are in s/\nThe report is in s/report.html\n"))
    let text = outcome.out.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      text.contains("what is missing to 1 is interaction, and inputs that were not looked at."))
    let html = try place.text("s/report.html")
    for chart in ["tornado-0", "tornado-1", "sobol", "rank", "delta", "pawn", "line"] {
      #expect(html.contains("id=\"\(chart)-title\""), "\(chart)")
    }
    let words = Self.words(html)
    let bars = try CSVFile(place.text("s/tornado.csv"))
    let most = try #require(bars.rows.first?.first)
    #expect(most == "products.H20.order_book")
    #expect(
      words.contains(
        /H20 order book moves the mean of the revenue recovered by the end of FY2026 \(\$[0-9.]+bn\) most: \$/
      ))
    let record = try JSON(place.text("s/run.json"))["sensitivity"]
    let sum = try #require(record?["first_orders"]?["value"]?.number)
    let shown = try #require(words.firstMatch(of: /One by one the factors make ([0-9.]+)%/)?.1)
    #expect(abs(try #require(Double(shown)) - 100 * sum) <= 6)
    // Two factors are not all: the rest is not interaction alone.
    #expect(
      words.contains("of its variance; interaction, and inputs that were not looked at, make the"))
    #expect(
      record?["quantities"]?.elements?.compactMap { $0["name"]?.string }
        == ["recovered_fy", "P(recovered_fy >= 3e9)"])
    #expect(record?["quantities"]?.elements?.first?["mean"]?.number ?? 0 > 1e9)
    _ = try await place.chipcast("report", "s", "--quiet")
    #expect(try place.text("s/report.html") == html)
  }

  @Test(
    "each method alone makes a page that is silent about the others",
    arguments: [
      (
        "tornado", ["tornado-0", "tornado-1"],
        "moves the mean of the revenue recovered by the end of FY2026"
      ),
      ("rank", ["rank"], "its rank correlation is "),
      ("sobol", ["sobol"], "of the variance of the revenue recovered by the end of FY2026, "),
      ("delta", ["delta"], "most: delta is 0."),
      ("pawn", ["pawn"], "most: PAWN's median distance is 0."),
      ("line", ["line"], "against "),
    ])
  func oneMethod(method: String, charts: [String], answer: String) async throws {
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "sensitivity", "mine.toml", "--trials", "600", "--method", method, "--inputs",
      "uptake,products.H20.order_book", "--threshold", "3e9", "--quiet", "--report", "--out", "s")
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let html = try place.text("s/report.html")
    let found = html.matches(of: /<title id="([a-z0-9-]+)-title">/).map { String($0.1) }
    #expect(found == charts)
    let words = Self.words(html)
    #expect(words.contains(answer))
    for other in ["Sobol", "PAWN", "Delta is", "Rank correlations"]
    where !other.lowercased().hasPrefix(method) {
      #expect(!words.contains(other), "\(other)")
    }
  }

  @Test("the probability of a truth, an expression, a truth that never holds")
  func otherQuantities() async throws {
    let place = try Workplace()
    let arguments = [
      "sensitivity", "mine.toml", "--trials", "500", "--inputs", "uptake,products.H20.price",
      "--quiet", "--report", "--out", "s", "--output",
    ]
    var outcome = try await place.chipcast(
      all: arguments + ["recovered >= 5e9", "--method", "tornado"])
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    var words = Self.words(try place.text("s/report.html"))
    #expect(
      words.contains(
        /uptake moves the chance of \$5bn or more in 18 months most: [0-9.]+% ± [0-9.]+ at its P10/)
    )
    outcome = try await place.chipcast(
      all: arguments + ["revenue.H20 / units.H20", "--method", "rank"])
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    words = Self.words(try place.text("s/report.html"))
    #expect(words.contains("H20 price goes with revenue.H20 / units.H20 most: "))
    outcome = try await place.chipcast(
      all: arguments + ["recovered_fy >= 1e15", "--method", "line"])
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    words = Self.words(try place.text("s/report.html"))
    #expect(
      words.contains(
        "recovered_fy >= 1e15 holds in too few of the 500 trials, or in too many, to be compared"))
  }

  /// A place with the study of the shipped data and its page in the folder `e`.
  private static let study = Task {
    let root = PackageFiles.root.path
    let place = try Workplace()
    let outcome = try await place.chipcast(
      "event-study", "\(root)/Data/events.csv", "--closes", "\(root)/Data/closes", "--out", "e",
      "--placebo", "50", "--quiet", "--report")
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    return try place.contents(of: "e").mapValues { String(decoding: $0, as: UTF8.self) }
  }

  private static func studyFile(_ name: String) async throws -> String {
    try #require(await study.value[name])
  }

  @Test("an event study shows its classes and their tests")
  func eventStudy() async throws {
    let html = try await Self.studyFile("report.html")
    #expect(
      Self.words(html).contains("Over the sessions [0,+1] the clearest average move is that of "))
    let sections = html.matches(of: /<section id="([a-z-]+)">/).map { String($0.1) }
    #expect(sections.prefix(4) == ["event-study", "tests", "persistence", "sector"])
    let classes = try CSVFile(await Self.studyFile("tests.csv")).rows.filter { $0[1] == "class" }
    let groups = Set(classes.map { $0[0] })
    #expect(html.components(separatedBy: "<figure>").count - 1 == groups.count)
  }

  @Test("the page of an event study has the sector's parts and the ratios of its tables")
  func descriptions() async throws {
    let words = Self.words(try await Self.studyFile("report.html"))
    #expect(words.contains("The sum of a reaction is sure, its split is not"))
    let splits = try CSVFile(await Self.studyFile("sector_reactions.csv"))
    let row = try splits.row("chinese_rejection", "class", "domestic")
    func number(_ name: String) throws -> Double { try #require(Double(row[name] ?? "")) }
    #expect(abs(try number("car") - number("sector") - number("own")) < 1e-15)
    let shown = try String(
      format: "%.1f%% ± %.0f", 100 * number("sector"), 100 * number("sector_error"))
    #expect(words.contains(shown), "\(shown)")
    let ratios = try CSVFile(await Self.studyFile("persistence.csv"))
    let told = ratios.rows.filter { !$0[10].isEmpty }
    let open = told.count { $0[10] != "between" }
    #expect(told.count >= 4 && open > 0)
    #expect(words.contains("That is so for \(open) of the \(told.count) rows"))
  }

  @Test("a back-test shows coverage, scores, percentiles and each share, as its tables have them")
  func backTest() async throws {
    let place = try Shares.place()
    let outcome = try await place.chipcast(
      "backtest", "mine.toml", "--from", "2025-04-01", "--trials", "200", "--quiet", "--report",
      "--out", "b", "--set", "equities.horizons=[1,5,20]")
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    let html = try place.text("b/report.html")
    let sections = html.matches(of: /<section id="([a-z-]+)">/).map { String($0.1) }
    #expect(sections == ["coverage", "scores", "percentiles", "shares", "method"])
    let charts = html.matches(of: /<title id="([a-z0-9-]+)-title">/).map { String($0.1) }
    #expect(
      charts == ["coverage", "scores", "percentiles-1", "percentiles-5", "percentiles-20"])
    let header = try #require(html.components(separatedBy: "<section").first)
    #expect(!header.contains(/CRPS|PIT|CAR\b|total_return|P90/))
    let coverage = try CSVFile(place.text("b/coverage.csv"))
    let pooled = try coverage.row("pooled", "total_return", "", "20", "0.9")
    let inside = try #require(Double(pooled["inside"] ?? ""))
    #expect(
      Self.words(header).contains(String(format: "and %.1f%% over 20 sessions", 100 * inside)))
    let scores = try CSVFile(place.text("b/backtest.csv"))
    let score = try scores.row("pooled", "total_return", "", "1")
    let excess = try #require(Double(score["over_random_walk"] ?? ""))
    #expect(
      Self.words(header).contains(
        String(
          format: "%.1f%% \(excess < 0 ? "better" : "worse") over 1 session", 100 * abs(excess))))
    let share = try coverage.row("share", "total_return", "CORE", "1", "0.9")
    let own = try #require(Double(share["inside"] ?? ""))
    let line = try #require(html.components(separatedBy: "<td>CORE</td>").dropFirst().first)
    #expect(line.prefix(120).contains(String(format: "%.1f%%", 100 * own)))
    _ = try await place.chipcast("report", "b", "--quiet")
    #expect(try place.text("b/report.html") == html)
  }
}
