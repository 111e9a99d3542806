import EventStudy
import Records
import Tables
import Wording

/// The page of an event study: average abnormal returns by class, and their tests.
struct StudyReport {
  private let record: ReportRecord.Study
  private let curves: [StudyCurve]
  private let tests: [TestRow]
  private let descriptions: StudyDescriptions

  init(_ folder: String) throws(DataProblem) {
    record = try ReportRecord.read(ReportRecord.Study.self, folder)
    curves = try StudyCurve.read(folder)
    tests = try TestRow.read(folder)
    descriptions = try StudyDescriptions(folder)
  }

  var contents: ReportContents {
    let o = record.options
    return ReportContents(
      title: "Event study of \(record.files.events)",
      about: "\(counted(o.events.count, "event")) · \(o.equities.count) equities"
        + (o.asOf.map { " · as of \($0)" } ?? ""),
      answer: answer,
      sections: [StudySection(curves: curves).section, testsSection].compactMap { $0 }
        + StudyDescriptionSections(found: descriptions).sections + [method])
  }

  /// One line of the table of tests: everything about a group, role and window.
  private struct Line {
    let test: TestRow
    let others: [String: TestRow]

    func p(_ statistic: TestResult.Statistic) -> Double? {
      others[statistic.rawValue].flatMap { $0.pTwoSided.isFinite ? $0.pTwoSided : nil }
    }
    func q(_ statistic: TestResult.Statistic) -> Double? { others[statistic.rawValue]?.q }
  }

  private func lines(_ kind: String) -> [Line] {
    tests.filter { $0.kind == kind && $0.statistic == TestRow.meanMove }.map { caar in
      let same = tests.filter {
        $0.kind == kind && $0.group == caar.group && $0.role == caar.role
          && $0.window == caar.window
      }
      return Line(
        test: caar,
        others: Dictionary(
          same.map { ($0.statistic, $0) }, uniquingKeysWith: { first, _ in first }))
    }
  }

  private typealias Shown = (statistic: TestResult.Statistic, name: String)
  private static let ofClasses: [Shown] = [
    (.signFlip, "sign-flip"), (.generalisedRank, "GRANK"), (.calendarTime, "calendar time"),
    (.placebo, "placebo"),
  ]
  private static let ofEvents: [Shown] = [
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
    guard let window = classes.first?.test.window,
      let most = classes.filter({ $0.test.window == window }).min(by: {
        ($0.p(.generalisedRank) ?? 1, $0.p(.placebo) ?? 1)
          < ($1.p(.generalisedRank) ?? 1, $1.p(.placebo) ?? 1)
      })
    else { return [] }
    let ps = Self.ofClasses.map { "\($0.name) \(Self.p(most.p($0.statistic)))" }
      .joined(separator: ", ")
    var found = [
      "Over the sessions \(window) the clearest average move is that of \(most.test.role) shares around "
        + "\(most.test.group), \(counted(most.test.events, "event")): "
        + "\(Words.percent(most.test.value, error: 0.001)) (two-sided p: \(ps))."
    ]
    if let low = most.test.low, let high = most.test.high {
      found.append(
        "Without one of the events it lies between \(Words.percent(low, error: 0.001)) and "
          + "\(Words.percent(high, error: 0.001)).")
    }
    if let q = most.q(.generalisedRank) {
      found.append(
        "Corrected for the number of classes, roles and windows looked at, GRANK has q \(Self.p(q))."
      )
    }
    return found
  }

  private var testsSection: ReportSection {
    ReportSection(
      id: "tests", heading: "Tests",
      paragraphs: [
        "Two-sided p-values of the cumulative average abnormal return (CAAR). The sign-flip test turns the "
          + "signs of whole events, so that few events give no small p; GRANK is the generalised rank test, q "
          + "its Benjamini-Hochberg correction for all rows of classes."
      ] + Words.currencies(byRole: record.currencies ?? [:]),
      tables: [
        table("By class", lines("class"), Self.ofClasses, isOpen: true),
        table("By event", lines("event"), Self.ofEvents, isOpen: false),
      ].filter { !$0.rows.isEmpty })
  }

  private func table(
    _ caption: String, _ lines: [Line], _ shown: [Shown], isOpen: Bool
  ) -> ReportTable {
    let ofClasses = lines.first?.test.kind == Group.Kind.eventClass.rawValue
    return ReportTable(
      caption: caption,
      columns: [.text("group"), .text("shares"), .text("window")]
        + (ofClasses ? [.number("events")] : []) + [.number("n"), .number("CAAR")]
        + (ofClasses ? [.number("without one event")] : [])
        + shown.map { .number("p, \($0.name)") } + (ofClasses ? [.number("q, GRANK")] : []),
      rows: lines.map { line in
        let t = line.test
        let range =
          t.low.flatMap { low in
            t.high.map {
              "\(Words.percent(low, error: 0.001)) to \(Words.percent($0, error: 0.001))"
            }
          } ?? "–"
        return [.init(t.group), .init(t.role), .init(t.window, style: "c")]
          + (ofClasses ? [.init(String(t.events))] : [])
          + [.init(String(t.n)), .init(Words.percent(t.value, error: 0.001))]
          + (ofClasses ? [.init(range)] : [])
          + shown.map { .init(Self.p(line.p($0.statistic))) }
          + (ofClasses ? [.init(Self.p(line.q(.generalisedRank)))] : [])
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
