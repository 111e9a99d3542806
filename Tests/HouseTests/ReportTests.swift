import Foundation
import Testing

/// `chipcast report`.
@Suite("report")
struct ReportTests {
  /// The files of a run with shares.
  private static let results = Task {
    let place = try Shares.place()
    let ran = try await place.chipcast("run", "mine.toml", "--trials", "2000", "--quiet")
    #expect(ran == Outcome(code: 0, out: "", err: ""))
    return try place.contents(of: "out/mine")
  }

  /// A folder of a test's own with these results.
  static func place() async throws -> Workplace {
    let place = try Workplace()
    for (name, data) in try await results.value { try place.write("out/mine/\(name)", data) }
    return place
  }

  static func report(_ place: Workplace, _ arguments: String...) async throws -> String {
    let outcome = try await place.chipcast(all: ["report", "out/mine", "--quiet"] + arguments)
    #expect(outcome == Outcome(code: 0, out: "", err: ""))
    return try place.text("out/mine/report.html")
  }

  /// The page without its tags.
  static func words(_ html: String) -> String {
    html.replacingOccurrences(of: "<[^>]*>", with: "", options: .regularExpression)
      .replacingOccurrences(of: "&#39;", with: "'").replacingOccurrences(of: "&lt;", with: "<")
      .replacingOccurrences(of: "&gt;", with: ">").replacingOccurrences(of: "&amp;", with: "&")
  }

  @Test("the page holds every section, and says where it is")
  func sections() async throws {
    let place = try await Self.place()
    let outcome = try await place.chipcast("report", "out/mine/")
    #expect(outcome == Outcome(code: 0, out: "", err: "The report is in out/mine/report.html\n"))
    let html = try place.text("out/mine/report.html")
    for id in ["figures", "probabilities", "recovery", "shares", "assumptions", "method", "limits"]
    {
      #expect(html.contains("<section id=\"\(id)\">"), "\(id)")
    }
    #expect(!html.contains("id=\"event-study\"") && !html.contains("id=\"sensitivity\""))
    // Five of the recovery and one for each share and the basket.
    #expect(html.components(separatedBy: "<figure>").count - 1 == 9)
    #expect(html.components(separatedBy: "<svg viewBox=\"0 0 480 300\"").count - 1 == 5)
    // What comes back, the chance of the target, shares.
    let cards = html.components(separatedBy: "<p class=\"figure\">").dropFirst().map {
      Self.words($0.components(separatedBy: "</p>")[0])
    }
    #expect(cards.count == 3)
    #expect(cards[0].contains(/^(About |Up to )?\$[0-9½]+(m|bn)/))
    #expect(cards[2].contains(/^(A question|Most|About alike) for [A-Z a]/))
    #expect(html.components(separatedBy: "<svg viewBox=\"0 0 340 190\"").count - 1 == 3)
  }

  @Test("the same results give the same bytes, below 400 kB")
  func sameBytes() async throws {
    let place = try await Self.place()
    let first = try await Self.report(place)
    #expect(try await Self.report(place) == first)
    #expect(first.utf8.count < 400_000)
  }

  @Test("nothing is loaded from anywhere, and the page forbids it")
  func loadsNothing() async throws {
    let html = try await Self.report(Self.place())
    for load in ["src=", "<link", "url(", "@import", "<iframe", "fetch(", "<img", "<use"] {
      #expect(!html.contains(load), "\(load)")
    }
    #expect(
      html.contains(
        "content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\""))
    #expect(html.components(separatedBy: "<script>").count == 2)
    let script = try #require(html.components(separatedBy: "<script>").last)
    #expect(script.components(separatedBy: "</script>")[0].utf8.count < 1_000)
  }

  @Test("text of a file stays text, whatever it holds")
  func escaping() async throws {
    let hostile = "<script>alert(1)</script> & 'x' {{answer}}"
    let source = "</td><img src=x onerror=alert(2)> http://a.example/?q=<b>"
    var text = try Base.with("title = \"A scenario for tests\"", "title = \"\(hostile)\"")
    text = try Base.with("page 9", source, in: text)
    let place = try Workplace(scenario: text)
    let ran = try await place.chipcast("run", "mine.toml", "--trials", "300", "--quiet", "--report")
    #expect(ran == Outcome(code: 0, out: "", err: ""))
    let html = try place.text("out/mine/report.html")
    #expect(!html.contains("<script>alert") && !html.contains("<img") && !html.contains("<b>"))
    #expect(Self.words(html).contains(hostile))
    #expect(Self.words(html).contains(source))
  }

  @Test("every picture has a title, a description and its numbers")
  func accessible() async throws {
    let html = try await Self.report(Self.place())
    for figure in html.components(separatedBy: "<figure>").dropFirst() {
      let figure = figure.components(separatedBy: "</figure>")[0]
      for part in ["<title id=", "<desc id=", "<details>", "<td"] {
        #expect(figure.contains(part), "\(part)")
      }
    }
    let ids = html.components(separatedBy: " id=\"").dropFirst().map {
      $0.split(separator: "\"")[0]
    }
    #expect(Set(ids).count == ids.count)
  }

  @Test("fans have a line at the announcement and at events that come in a good part of the trials")
  func policyEvents() async throws {
    let place = try await Self.place()
    let html = try await Self.report(place)
    let quantiles = try CSVFile(place.text("out/mine/quantiles.csv")).rows
    let events = Set(quantiles.map { $0[0] }.filter { $0.hasPrefix("day.") })
    let shown = events.filter { event in
      quantiles.contains { row in
        guard row[0] == event, ["0.25", "0.5"].contains(row[2]) else { return false }
        return (Double(row[3]) ?? .infinity) <= 40
      }
    }
    let fan = try #require(html.components(separatedBy: "id=\"car-0-title\"").last)
      .components(separatedBy: "</svg>")[0]
    #expect(fan.components(separatedBy: "class=\"u quiet\"").count - 1 == 1 + shown.count)
    #expect(fan.contains(">announced</text>"))
    #expect(Self.words(html).contains("Broken lines stand at session 0, the announcement"))
    // Every event stands in the table, "never" where half of the trials do not see it.
    let table = try #require(html.components(separatedBy: "<summary>Policy events").last)
      .components(separatedBy: "</table>")[0]
    #expect(table.components(separatedBy: "<tr>").count - 2 == events.count)
    for row in quantiles where row[0].hasPrefix("day.") && row[2] == "0.5" && row[3].isEmpty {
      #expect(table.contains(">never</td>"), "\(row[0])")
    }
  }

  @Test("a line for an event stands where half, or else a quarter, of the trials have seen it")
  func eventSessions() async throws {
    let place = try await Self.place()
    var text = "output,unit,probability,value,low,high\r\n"
    for (event, quarter, half) in [
      ("export_closed", "12", "30"), ("guidance_discouraging", "20", ""),
      ("successor_launch", "41", "50"),
    ] {
      for (p, session) in [("0.25", quarter), ("0.5", half)] {
        text += "day.\(event),session,\(p),\(session),\(session),\(session)\r\n"
      }
    }
    try place.write("out/mine/quantiles.csv", text)
    let html = try await Self.report(place)
    let fan = try #require(html.components(separatedBy: "id=\"car-0-title\"").last)
      .components(separatedBy: "</svg>")[0]
    #expect(fan.contains(">½ gate closes</text>") && fan.contains(">¼ discouraged</text>"))
    #expect(!fan.contains("launch</text>"))
    #expect(
      Self.words(html).contains(
        "by session 20 a quarter of the trials have seen that Beijing turns to discouragement; by session "
          + "30 half of the trials have seen that the US export gate closes."))
    #expect(fan.contains("; ½ of the trials: the US export gate closes by session 30\""))
  }

  @Test("reported figures, tornado, Sobol' indices and past events come in when they are given")
  func companions() async throws {
    let place = try await Self.place()
    try place.write(
      "actuals.csv",
      """
      quarter,product,output,value,low,high,unit,date_reported,confidence,source_title,url,note
      FY2026Q3,total,revenue,50000000,,,USD,2025-11-19,reported,A report,,
      FY2026Q4,total,revenue,,0,1,USD,2025-11-19,reported,A bound,,

      """)
    try place.write(
      "s/tornado.csv",
      """
      input,p10,p90,quantity,at_p10,at_p10_error,at_p90,at_p90_error,swing,swing_error,low,high
      uptake,0.3,0.5,recovered_fy,2e9,1e7,3e9,1e7,1e9,1e7,0.98e9,1.02e9
      lead.<b>,1,2,recovered_fy,2.5e9,1e7,2.4e9,1e7,-1e8,1e7,-1.2e8,-0.8e8
      idle,1,2,recovered_fy,,,,,,,,

      """)
    try place.write(
      "s/sobol.csv",
      """
      factor,first,first_low,first_high,total,total_low,total_high,tells,inputs,trials
      uptake,0.3,0.29,0.31,0.4,0.38,0.42,yes,1,1000
      policy.gate.months,0.1,0.09,0.11,0.2,0.18,0.22,yes,1,1000
      policy.idle.months,0,-0.01,0.01,0.02,0.01,0.03,yes,1,1000
      group,0.2,0.19,0.21,0.3,0.28,0.32,yes,2,1000

      """)
    try place.write(
      "e/average_abnormal_returns.csv",
      """
      group,kind,role,day,average_abnormal_return,cumulative,t,p_two_sided,n,cumulative_error,\
      cumulative_low,cumulative_high
      ban,class,domestic,-1,0.01,0.01,2,0.1,5,0.005,0,0.02
      ban,class,domestic,0,0.02,0.03,4,0.01,5,0.007071,0.0161,0.0439
      ban,class,foreign,0,0.02,0.02,,,1,0.01,0.0004,0.0396

      """)
    let html = try await Self.report(
      place, "--actuals", "actuals.csv", "--sensitivity", "s", "--event-study", "e")
    let words = Self.words(html)
    #expect(words.contains("Reported by the end of FY2026Q3: $0.05bn, "))
    #expect(html.contains("<td>Share of the lost revenue<small>recovery_ratio</small></td>"))
    #expect(
      words.contains(
        "uptake moves the revenue recovered by the end of FY2026 most: $2.00bn ± 0.01 to $3.00bn ± 0.01"
      ))
    #expect(
      html.contains(
        "<p class=\"answer\">uptake (fraction of the licensed backlog that buyers take; assumption) moves the mean "
          + "of the revenue recovered by the end of FY2026 ($3.11bn) most: $2.00bn ± 0.01 at its P10 ("
      ))
    #expect(words.contains("), $3.00bn ± 0.01 at its P90 ("))
    #expect(words.contains("uptake makes 40% (38% – 42%) of the variance, interactions included"))
    #expect(words.contains("ban: domestic 3.0% ± 0.7 by day 0"))
    #expect(words.contains("interactions included: luck of the gate 20%."))
    #expect(words.contains("Those that move the result most come first."))
    #expect(!html.contains("<b>"))
    #expect(words.contains("Uptake assumption: $2bn to $3bn"))
    #expect(words.contains("Luck of the gate luck: about 20% of the variance"))
    #expect(words.contains("Reported by the end of FY2026Q3: $50m, in the "))
    for name in ["tornado-0", "sobol", "caar-0"] { #expect(html.contains("id=\"\(name)-title\"")) }
  }

  @Test("shares have their names, and tickers alone where one has none")
  func shareNames() async throws {
    let place = try await Self.place()
    #expect(try await Self.report(place).contains("<figcaption>Acme ACME.SH: mean "))
    let text = try place.text("out/mine/equities.csv")
    #expect(text.contains(",Acme,share,mine,"))
    try place.write(
      "out/mine/equities.csv", text.replacingOccurrences(of: ",Acme,share,", with: ",,share,"))
    #expect(try await Self.report(place).contains("<figcaption>ACME.SH: mean "))
  }

  @Test("--vega writes a specification for every picture, -o names the page")
  func vega() async throws {
    let place = try await Self.place()
    let outcome = try await place.chipcast(
      "report", "out/mine", "-o", "made/page.html", "--vega", "charts")
    #expect(outcome == Outcome(code: 0, out: "", err: "The report is in made/page.html\n"))
    let names = try place.contents(of: "charts").keys.sorted()
    let html = try place.text("made/page.html")
    #expect(names.count == 9 && names.contains("recovery-fan.vl.json"))
    for name in names {
      #expect(html.contains("id=\"\(name.dropLast(".vl.json".count))-title\""))
      let text = try place.text("charts/\(name)")
      #expect(try JSON(text)["layer"] != nil)
    }
  }
}
