import Records
import Wording

/// What past events did: average abnormal returns added up over the window, by class.
struct StudySection {
  let curves: [StudyCurve]

  /// nil where there is no class of events.
  var section: ReportSection? {
    let classes = curves.filter { $0.kind == "class" }
    let used = classes.isEmpty ? curves : classes
    let names = used.map(\.group).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
    let y = Axis.numbers(
      "CAAR, %",
      over: used.flatMap { curve in
        Self.spans(curve).flatMap { [$0.low, $0.high] }
          + curve.sessions.map { 100 * $0.cumulative }
      }, count: 4)
    let figures = names.enumerated().compactMap { number, name in
      figure(number, name, used.filter { $0.group == name }, y)
    }
    guard !figures.isEmpty else { return nil }
    return ReportSection(
      id: "event-study", heading: "What past events did",
      paragraphs: [
        "Average abnormal returns of past events of a class, added up from the first session of the "
          + "window. Bands hold 95%, with errors by event, since the shares of one event move together: "
          + "from how three events or more differ, else from the sessions before."
      ], figures: figures, isSmall: true)
  }

  /// 95% of the sum, in percent.
  private static func spans(_ curve: StudyCurve) -> [Mark.Span] {
    curve.sessions.map { Mark.Span(Double($0.day), 100 * $0.low, 100 * $0.high) }
  }

  private func figure(
    _ number: Int, _ name: String, _ curves: [StudyCurve], _ y: Axis
  ) -> ReportFigure? {
    let inks: [Ink] = [.first, .second, .third]
    guard let leading = curves.first, let end = leading.sessions.last, curves.count <= inks.count
    else { return nil }
    var marks: [Mark] = zip(curves, inks).map { .band(Self.spans($0), $1) }
    marks += zip(curves, inks).map { curve, ink in
      .line(curve.sessions.map { Mark.Point(Double($0.day), 100 * $0.cumulative) }, ink)
    }
    let days = leading.sessions.map(\.day)
    func text(_ curve: StudyCurve, _ day: Int) -> String {
      guard let k = curve.sessions.firstIndex(where: { $0.day == day }) else { return "–" }
      let (value, error) = (
        100 * curve.sessions[k].cumulative, 100 * curve.sessions[k].cumulativeError
      )
      guard error.isFinite else { return Rounded.value(value, error: 0.1) + "%" }
      return Rounded.value(value, error: error) + "% ± " + Rounded.error(error)
    }
    let tips = days.map { day in
      Mark.Bar(
        x: (Double(day) - 0.5, Double(day) + 0.5), y: (y.low, y.high),
        tip: "day \(day): " + curves.map { "\($0.role) \(text($0, day))" }.joined(separator: ", "))
    }
    let chart = Chart(
      name: "caar-\(number)",
      title: "\(name): \(leading.role) \(text(leading, end.day)) by day \(end.day)",
      description:
        "Cumulative average abnormal return around events of the class \(name), a line for each "
        + "group of shares.",
      x: .numbers(
        "sessions from the event", over: days.map { Double($0) }, count: 6, isTight: true), y: y,
      marks: marks + [.bar(tips, .hidden)], legend: zip(curves, inks).map { .init($1, $0.role) },
      size: .small)
    let table = ReportTable(
      caption: "CAAR of \(name)",
      columns: [.number("day")] + curves.map { .number("\($0.role), ± se") },
      rows: days.map { day in
        [.init(String(day))] + curves.map { .init(text($0, day)) }
      }, isOpen: false)
    return ReportFigure(chart: chart, table: table)
  }
}
