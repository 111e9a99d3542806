import EventStudy
import Records
import Tables
import Wording

/// The page of an event study: average abnormal returns by class, and their tests.
struct StudyReport {
  private let record: ReportRecord.Study
  private let curves: [StudyCurve]
  private let tests: [TestRow]

  init(_ folder: String) throws(DataProblem) {
    record = try ReportRecord.read(ReportRecord.Study.self, folder)
    curves = try StudyCurve.read(folder)
    tests = try TestRow.read(folder)
  }

  var contents: ReportContents {
    let o = record.options
    return ReportContents(
      title: "Event study of \(record.files.events)",
      about: "\(counted(o.events.count, "event")) · \(o.equities.count) equities"
        + (o.asOf.map { " · as of \($0)" } ?? ""),
      answer: answer,
      sections: [StudySection(curves: curves).section, testsSection, method].compactMap { $0 })
  }

  /// One line of the table of tests: everything about a group, role and window.
  private struct Line {
    let test: TestRow
    let pValues: [String: Double]
  }

  private func lines(_ kind: String) -> [Line] {
    tests.filter { $0.kind == kind && $0.statistic == TestRow.meanMove }.map { caar in
      let same = tests.filter {
        $0.kind == kind && $0.group == caar.group && $0.role == caar.role
          && $0.window == caar.window
      }
      return Line(
        test: caar,
        pValues: Dictionary(
          same.map { ($0.statistic, $0.pTwoSided) }, uniquingKeysWith: { first, _ in first }))
    }
  }

  private static let shown: [(statistic: TestResult.Statistic, name: String)] = [
    (.kolariPynnonen, "Kolari-Pynnönen"), (.corradoRank, "rank"), (.placebo, "placebo"),
  ]

  private static func p(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "–" }
    return value < 0.001 ? "< 0.001" : Rounded.value(value, error: value < 0.1 ? 0.001 : 0.01)
  }

  /// The class whose CAAR over the first window is least likely by chance, by the test that allows for
  /// shares moving together.
  private var answer: [String] {
    let classes = lines("class").filter { $0.test.value.isFinite }
    func p(_ line: Line) -> Double {
      let p = line.pValues[Self.shown[0].statistic.rawValue] ?? .nan
      return p.isFinite ? p : 1
    }
    guard let window = classes.first?.test.window,
      let most = classes.filter({ $0.test.window == window }).min(by: { p($0) < p($1) })
    else { return [] }
    let ps = Self.shown.map { "\($0.name) \(Self.p(most.pValues[$0.statistic.rawValue]))" }.joined(
      separator: ", ")
    return [
      "Over the sessions \(window) the clearest average move is that of \(most.test.role) shares around "
        + "\(most.test.group): \(Words.percent(most.test.value, error: 0.001)) (two-sided p: \(ps)).",
      "It is the clearest of \(classes.count { $0.test.window == window }); no p-value here is corrected "
        + "for their number.",
    ]
  }

  private var testsSection: ReportSection {
    ReportSection(
      id: "tests", heading: "Tests",
      paragraphs: ["Two-sided p-values of the cumulative average abnormal return (CAAR)."],
      tables: [
        table("By class", lines("class"), isOpen: true),
        table("By event", lines("event"), isOpen: false),
      ].filter { !$0.rows.isEmpty })
  }

  private func table(_ caption: String, _ lines: [Line], isOpen: Bool) -> ReportTable {
    ReportTable(
      caption: caption,
      columns: [.text("group"), .text("shares"), .text("window"), .number("n"), .number("CAAR")]
        + Self.shown.map { .number("p, \($0.name)") },
      rows: lines.map { line in
        let t = line.test
        return [
          .init(t.group), .init(t.role), .init(t.window, style: "c"), .init(String(t.n)),
          .init(Words.percent(t.value, error: 0.001)),
        ] + Self.shown.map { .init(Self.p(line.pValues[$0.statistic.rawValue])) }
      }, isOpen: isOpen)
  }

  private var method: ReportSection {
    let o = record.options
    return ReportSection.method(
      [
        ("events", record.files.events), ("closes", record.files.closes),
        ("expected return", "\(o.model), estimated over \(o.estimation)"),
        ("placebo", "\(Rounded.grouped(String(o.placebo))) pseudo-events, seed \(o.seed)"),
        ("version", "chipcast \(record.version)"),
      ] + record.remarks.map { ("to know", $0) })
  }
}
